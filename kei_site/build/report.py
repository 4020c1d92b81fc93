"""The request and the report of a build, and its stopwatch."""

import re
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kei_site.core.diagnostics import Diagnostic, SeverityPolicy, apply_severities, has_errors
from kei_site.core.value import value

if TYPE_CHECKING:
    from kei_site.plan.outdated import Outdated


@value
class BuildRequest:
    """The folders and options of a build."""

    site: Path
    output: Path
    cache: Path
    """The folder of the caches of all output folders."""
    clean: bool = False
    """Clear the cache first."""
    drafts: bool = False
    search: bool = True
    strict: bool = False
    keep_going: bool | None = False
    """Leave texts with errors out instead of publishing nothing; None: as the site says (`on_error`)."""
    jobs: int = 0
    """Worker processes; 0: as many as there are processors."""
    start: str = ""
    """How workers are started (`fork`, `spawn`, `forkserver`); empty: the best for this system."""
    instant: int | None = None
    """Seconds since 1970 that decide what is due; None: `SOURCE_DATE_EPOCH`, else now."""
    show_progress: bool = False
    publish: bool = True
    """False: report everything that a build would report, and write nothing into the output folder."""
    postponed: tuple[str, ...] = ()
    """Recipes whose outdated targets are left to a later build: a preview need not wait for them."""
    is_wanted: Callable[[], bool] = lambda: True
    """Asked between batches of work; when it returns False, the build raises Superseded and has published nothing."""

    def go_on(self) -> None:
        """Raise Superseded if the build is not wanted any more."""
        if not self.is_wanted():
            raise Superseded


_TEXT_PAGE = re.compile(r"(?:briefs/\d{4}/|authors/)?[^/]+/index\.html")
"""The pages of briefs, authors and plain pages; those of the program at such paths never go."""


class Superseded(Exception):
    """The build is not wanted any more, since the sources have changed."""


@value
class BuildReport:
    """The outcome of a build."""

    diagnostics: tuple[Diagnostic, ...] = ()
    left_out: tuple[str, ...] = ()
    """Paths of the texts with errors that were left out, in order."""
    written: tuple[str, ...] = ()
    unchanged: int = 0
    """The number of published files that were not written."""
    pruned: tuple[str, ...] = ()
    outdated: "tuple[Outdated, ...]" = ()
    """The targets that were rendered, with the reasons."""
    changed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The fields that changed in the views of targets whose reason is `view`, by target path."""
    read: int = 0
    """The number of texts that were parsed; the others were in the cache."""
    postponed: int = 0
    """The number of outdated targets that were left to a later build."""
    idle: bool = False
    """Whether there was nothing to do."""
    notices: tuple[str, ...] = ()
    """Notes on the program itself, such as a damaged cache."""
    next_due: int | None = None
    """The next instant at which a brief becomes public."""
    timings: Mapping[str, float] = field(default_factory=dict)
    """Seconds by stage."""

    @property
    def failed(self) -> bool:
        """Whether errors kept the build from publishing: those of texts that are left out do not."""
        return has_errors(found for found in self.diagnostics if found.place.path not in self.left_out)

    @property
    def gone(self) -> tuple[str, ...]:
        """The addresses of pages that readers had until this build, which left texts out."""
        pages = [path for path in self.pruned if _TEXT_PAGE.fullmatch(path)] if self.left_out else []
        return tuple([f"/{path.removesuffix('index.html')}" for path in pages])

    def with_failures(self, failures: Iterable[Diagnostic]) -> "BuildReport":
        """Return the report with the diagnostics of targets that failed, which no site can lower or silence."""
        judged = apply_severities(failures, SeverityPolicy())
        return replace(self, diagnostics=apply_severities((*self.diagnostics, *judged), SeverityPolicy()))

    def reasons(self) -> tuple[str, ...]:
        """Return one line for each target that was rendered: path, reason, changed fields."""
        return tuple(_reason(entry, self.changed.get(entry.target.path, ())) for entry in self.outdated)


def _reason(entry: "Outdated", fields: tuple[str, ...]) -> str:
    changed = f" ({', '.join(fields)})" if fields else ""
    return f"{entry.target.path}: {entry.reason}{changed}"


class Stopwatch:
    """Seconds by stage."""

    def __init__(self) -> None:
        """Start the first stage."""
        self._began = self._last = time.perf_counter()
        self.stages: dict[str, float] = {}

    def lap(self, stage: str) -> None:
        """Close the stage that ran until now, under its name."""
        now = time.perf_counter()
        self.stages[stage] = self.stages.get(stage, 0.0) + now - self._last
        self._last = now
        self.stages["total"] = now - self._began
