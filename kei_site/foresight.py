"""Texts as they are read -> older segments of the search index, begun before the last of them is read. Build layer.

Large segments are put together one after the other, and a first build waits for the last of them. So the chain begins
with the oldest segment as soon as that seems to be known: once briefs are read that fill it and belong to the next
one, where files lie in the order of their years. The plan has the last word, and what was begun in vain is given up.
"""

from collections.abc import Sequence

from kei_site.config import Config
from kei_site.diagnostics import SeverityPolicy, apply_severities, has_errors
from kei_site.model.brief import Brief
from kei_site.model.library import assemble
from kei_site.model.segments import CAPACITY, full_segments, weight_of
from kei_site.plan.search import plan_segments, segment_target
from kei_site.planning import Beginner
from kei_site.reading import records_of, tags_of
from kei_site.run import Run
from kei_site.source.loaded import Loaded
from kei_site.source.scan import Snapshot
from kei_site.sources import template_texts
from kei_site.urls import prefix_of

_AHEAD = 2
"""Segments that are enough: one is put together while the next one is read, and a third would only wait."""
_STEP = 0.1
"""Of the capacity of a segment: how much has to be read before one is looked for again."""


class Foresight:
    """What was read so far, and what was begun because of it. It is over when nothing can be foreseen."""

    def __init__(self, snapshot: Snapshot, config: Config, run: Run, begin: Beginner) -> None:
        """Take what is built, and who begins targets; it is told of all of them each time."""
        self._snapshot = snapshot
        self._config = config
        self._run = run
        self._begin = begin
        self._policy = SeverityPolicy(severities=config.diagnostics, strict=run.request.strict)
        self._heard: list[Loaded] = []
        self._words = 0
        self._enough = CAPACITY * (1 + _STEP)
        self._begun = 0
        self._is_over = False

    def hear(self, loaded: Sequence[Loaded]) -> None:
        """Take in what was just read, and begin the segments that are known by now."""
        if self._is_over:
            return
        self._heard += loaded
        self._words += sum(weight_of(one.brief) for one in loaded if one.brief)
        self._is_over = has_errors(
            apply_severities([diagnostic for one in loaded for diagnostic in one.diagnostics], self._policy)
        )
        if self._words >= self._enough and not self._is_over:
            self._enough = self._words + CAPACITY * _STEP
            self._look([one.brief for one in self._heard if one.brief])

    def _look(self, briefs: Sequence[Brief]) -> None:
        self._is_over = not _are_in_order(briefs)
        newest_first = sorted(briefs, key=lambda one: one.front.date.epoch, reverse=True)
        if not self._is_over and full_segments(newest_first) > self._begun:
            self._begin_full()
            self._is_over = self._begun >= _AHEAD

    def _begin_full(self) -> None:
        tags, _ = tags_of(self._snapshot)
        library = assemble(
            records_of(self._heard, tags),
            instant=self._run.instant,
            drafts=self._run.request.drafts,
            prefix=prefix_of(self._config.url),
        )
        self._begun = full_segments(library.briefs)
        newest_first = plan_segments(library, self._config.language)
        segments = newest_first[len(newest_first) - self._begun :]
        self._begin([segment_target(one) for one in segments], template_texts(self._snapshot)[0])


def _are_in_order(briefs: Sequence[Brief]) -> bool:
    """Tell whether briefs lie in the order of their years, so that those not yet read are probably newer."""
    years = [brief.front.date.year for brief in sorted(briefs, key=lambda one: one.path)]
    return years == sorted(years)
