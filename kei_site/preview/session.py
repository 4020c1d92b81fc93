"""Changes in the sources -> early pages, then builds, then the search index, until the preview ends.

One thread builds; in any case the last good pages stay.
"""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import field, replace

from kei_site.build.pipeline import build, read_site
from kei_site.build.records import SitePlan
from kei_site.build.report import BuildReport, BuildRequest, Superseded
from kei_site.core.clock import build_instant
from kei_site.core.diagnostics import has_errors
from kei_site.core.errors import Refusal
from kei_site.core.hashing import Digest
from kei_site.core.urls import prefix_of
from kei_site.core.value import value
from kei_site.preview.display import Display
from kei_site.preview.early_pages import EarlyPages, EarlyRenderer
from kei_site.preview.first_pages import FirstPages
from kei_site.preview.known_site import KnownSite, known_site, read_edits
from kei_site.preview.search_process import SearchProcess
from kei_site.preview.site_state import StateHolder
from kei_site.preview.watch import Roots, Watcher
from kei_site.source.scan import Snapshot

_FEW = 20
"""Changes at once up to which early pages start from the last plan; beyond, front matters are read anew."""
_UNSEEN = 1.0
"""Seconds of quiet after which the sources are checked for changes that were not reported."""
_SOON = 0.1
"""The same, when a file changed while it was read."""
_TICK = 0.5
_FOLLOWING = ("segment",)
"""Recipes whose targets follow after the pages."""


@value
class Parts:
    """The parts of the preview that a session works with."""

    request: BuildRequest
    roots: Roots
    holder: StateHolder
    watcher: Watcher
    search_process: SearchProcess
    open_pages: Callable[[], tuple[str, ...]]
    """Gives the addresses of the pages that browsers show."""
    say: Callable[[str], None]
    """Prints one line, or several."""
    check: Callable[[], None] = lambda: None
    """Raises what ends the session, if it was told to end."""


@value
class _Schedule:
    """The next tasks of a session, and their times."""

    next_look: float | None = None
    """When the sources are checked for unreported changes, by the monotonic clock."""
    next_due: int | None = None
    """When a brief becomes public, in seconds since 1970."""
    is_index_due: bool = False
    """Whether the search index is not made yet."""


@value
class _Early:
    """The early pages of the changes that are not built yet."""

    is_shown: bool = False
    digests: Mapping[str, Digest | None] = field(default_factory=dict)
    """Of the changed source files as the pages show them, by path; None for a file that is gone."""

    def is_of(self, snapshot: Snapshot) -> bool:
        """Tell whether the pages show the files of a snapshot."""
        files = snapshot.files
        return {path: files[path].digest if path in files else None for path in self.digests} == self.digests


class Session:
    """Follows the sources of a site until the preview ends."""

    def __init__(self, parts: Parts) -> None:
        """Prepare to work; nothing is done yet."""
        self._parts = parts
        self._display = Display(parts.holder, parts.request, parts.say)
        self._renderer = EarlyRenderer(parts.request, parts.roots)
        self._first_pages = FirstPages(parts.request, parts.roots, self._display, parts.open_pages)
        self._known: KnownSite | None = None
        self._pending: set[str] = set()
        self._schedule = _Schedule()
        self._early = _Early()

    def open(self, prefix: str) -> None:
        """Show the files of the last session, if it showed the same: what is public now."""
        self._display.prefix = prefix
        self._display.show_last_session()

    def work(self) -> None:
        """Build, then follow the sources until an exception (Ctrl-C) ends it."""
        if self._display.state.files:
            self._build(lambda: True)
        else:
            self._build_behind_first_pages(lambda: True)
        if self._known is None and not self._display.state.diagnostics:
            # Nothing had to be built, so nothing was planned either.
            self._take_plan(read_site(self._parts.request))
        while True:
            self._parts.check()
            self.step(self._parts.watcher.take(self._patience()))

    def step(self, changed: frozenset[str]) -> None:
        """Do the next thing: the sources in `changed` have changed or, if there are none, some time has passed."""
        schedule = self._schedule
        if changed:
            self._follow(changed)
        elif (code := self._parts.search_process.result()) is not None:
            self._end_index(code)
        elif schedule.next_look is not None and time.monotonic() >= schedule.next_look:
            self._look_again()
        elif schedule.next_due is not None and build_instant() >= schedule.next_due:
            self._build(self._is_calm)

    def _patience(self) -> float:
        next_look = self._schedule.next_look
        return _TICK if next_look is None else min(_TICK, next_look - time.monotonic())

    def _is_calm(self) -> bool:
        return not self._parts.watcher.has_news()

    def _follow(self, changed: frozenset[str]) -> None:
        self._parts.search_process.stop()
        self._pending |= changed
        self._early = _Early()
        if len(self._pending) > _FEW:
            self._build_behind_first_pages(self._is_calm)
        else:
            self._show_edits()
            self._build(self._is_calm)

    def _look_again(self) -> None:
        self._schedule = replace(self._schedule, next_look=None)
        if self._schedule.is_index_due:
            self._parts.search_process.start()
        else:
            self._build(self._is_calm)

    def _end_index(self, code: int) -> None:
        self._schedule = replace(self._schedule, is_index_due=False)
        if code:
            self._parts.say("the search index could not be built; `kei-site build` says why")
        self._display.show_published()

    def _show_edits(self) -> None:
        """Show the open pages with the pending changes, or the errors that keep them from being published."""
        if self._known is None:
            return
        early = self._edited_pages(self._known)
        if early.diagnostics:
            self._display.show_diagnostics(early.diagnostics, keep_early=True)
        elif early.pages:
            self._show_early(early.pages)

    def _edited_pages(self, site: KnownSite) -> EarlyPages:
        addresses, published = self._parts.open_pages(), self._display.state.files
        try:
            edits = read_edits(site, self._pending, self._parts.roots)
            self._early = _Early(digests=edits.digests)
            return self._renderer.render_edited(site, edits, addresses, published)
        except Exception:
            # An early page only comes first; the build that follows reports every error in full.
            return EarlyPages(pages={})

    def _show_early(self, pages: Mapping[str, bytes]) -> None:
        if self._display.show_early(pages):
            self._early = replace(self._early, is_shown=True)

    def _build_behind_first_pages(self, is_wanted: Callable[[], bool]) -> None:
        """Build while the open pages are shown early."""
        self._early = _Early(is_shown=True)
        has_ended = threading.Event()
        with self._first_pages.at_work(has_ended):
            self._build(is_wanted, has_ended.set)

    def _build(self, is_wanted: Callable[[], bool], when_built: Callable[[], None] = lambda: None) -> None:
        """Build as long as `is_wanted`, and show the result once `when_built` was called."""
        self._schedule = replace(self._schedule, next_look=None)
        request = replace(self._parts.request, postponed=_FOLLOWING, is_wanted=is_wanted)
        try:
            try:
                report = build(request, self._take_plan)
            finally:
                when_built()
            self._take_report(report)
        except Superseded:
            """The change that ended the build is taken next."""
        except (OSError, Refusal) as refused:
            # Nothing was judged, so the early pages stay.
            self._display.show_errors((f"error: {refused}",), keep_early=True)

    def _take_plan(self, site: SitePlan) -> None:
        """Keep a good plan; show the open pages now if they were not shown early."""
        if has_errors(site.diagnostics):
            # Early pages stay if the build has read other bytes: the errors came after them.
            self._early = replace(self._early, is_shown=self._early.is_shown and self._early.is_of(site.snapshot))
            return
        self._known, self._display.prefix = known_site(site), prefix_of(site.config.url)
        self._pending.clear()
        if not self._display.state.early_pages and (pages := self._planned_pages(self._known, site)):
            self._show_early(pages)

    def _planned_pages(self, known: KnownSite, site: SitePlan) -> Mapping[str, bytes]:
        addresses, published = self._parts.open_pages(), self._display.state.files
        try:
            return self._renderer.render(known, site.plan.targets, addresses, published)
        except Exception:
            # The build reports every error in full.
            return {}

    def _take_report(self, report: BuildReport) -> None:
        next_due = report.next_due if self._parts.request.instant is None else None
        self._schedule = replace(self._schedule, next_due=next_due, is_index_due=report.postponed > 0)
        # A build that read files while they changed has not judged the early pages: the next one does.
        is_torn = any(diagnostic.code == "FIL05" for diagnostic in report.diagnostics)
        if report.failed:
            self._display.show_diagnostics(report.diagnostics, keep_early=is_torn or not self._early.is_shown)
        else:
            self._display.show_build(report)
        if not report.idle:
            wait = _SOON if is_torn else _UNSEEN
            self._schedule = replace(self._schedule, next_look=time.monotonic() + wait)
