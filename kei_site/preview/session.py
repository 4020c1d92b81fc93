"""Changes in the sources -> scenes on the stage, until the preview ends. Preview room.

One thread builds; whatever happens, the last good pages stay. After a change comes a glimpse of the pages that are
looked at (see `glimpse`, and `ahead` for a first build and for thousands of changes at once), then a build, after a
second of quiet a look at whether any change went unseen, and last, in a process that can be ended at any time, the
search index.
"""

import re
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote

from kei_site.build import Survey, build, survey
from kei_site.clock import build_instant
from kei_site.commands.show import printed
from kei_site.core.errors import Refusal
from kei_site.diagnostics import Diagnostic, Severity, has_errors
from kei_site.digest import Digest
from kei_site.output.ownership import read_owned
from kei_site.preview.ahead import FirstPages
from kei_site.preview.follower import Follower
from kei_site.preview.glimpse import EarlyPages, EarlyRenderer, OpenPages
from kei_site.preview.known_site import KnownSite, known_site, read_edits
from kei_site.preview.stage import Scene, Stage, addresses, is_material
from kei_site.preview.watch import Roots, Watcher
from kei_site.report import BuildReport, BuildRequest, Superseded
from kei_site.source.scan import Snapshot
from kei_site.urls import prefix_of

_FEW = 20
"""Changes at once up to which the last plan is worth to start from; beyond, front matters are read anew."""
_UNSEEN = 1.0
"""Seconds of quiet after which it is looked whether a change went unseen."""
_SOON = 0.1
"""The same, when a file changed while it was read."""
_TICK = 0.5
_SHOWN = 50
"""Diagnostics that the overlay lists, at most."""
_FOLLOWING = ("segment",)
"""Recipes whose targets follow after the pages."""
_PICTURE = re.compile(rb'="(/[^" ]+\.(?:png|jpe?g|webp|gif))["\s]')
"""The address of a picture in a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a session works with."""

    request: BuildRequest
    roots: Roots
    stage: Stage
    watcher: Watcher
    renderer: EarlyRenderer
    follower: Follower
    watched: Callable[[], tuple[str, ...]]
    """Gives the addresses of the pages that browsers show."""
    say: Callable[[str], None]
    """Prints one line, or several."""
    first_pages: FirstPages
    check: Callable[[], None] = lambda: None
    """Raises what ends the session, if it was told to end."""


class Session:
    """The preview at work."""

    def __init__(self, parts: Parts) -> None:
        """Prepare to work; nothing is done yet."""
        self._parts = parts
        self._known: KnownSite | None = None
        self._pending: set[str] = set()
        self._next_look: float | None = None
        self._next_due: int | None = None
        self._index_waits = False
        self._is_glimpsed = False
        self._glimpsed_from: Mapping[str, Digest | None] = {}
        self._prefix = ""
        self._said: tuple[str, ...] = ()
        self._has_word = threading.Event()

    def open(self, prefix: str) -> None:
        """Show what the last session left, if it showed the same: what is public now."""
        self._prefix = prefix
        request = self._parts.request
        left = read_owned(request.output)
        if left and not request.drafts and request.instant is None:
            self._parts.stage.show(self._scene())

    def work(self) -> None:
        """Build, then follow the sources until an exception (Ctrl-C) ends it."""
        if self._parts.stage.scene.files:
            self._build(lambda: True)
        else:
            self._build_behind_glimpses(lambda: True)
        if self._known is None and not self._parts.stage.scene.diagnostics:
            # Nothing had to be built, so nothing was planned either.
            self._told(survey(self._parts.request))
        while True:
            self._parts.check()
            self.step(self._parts.watcher.take(self._patience()))

    def step(self, changed: frozenset[str]) -> None:
        """Do what there is to do, now that the sources `changed`, or some time has passed in which they did not."""
        if changed:
            self._parts.follower.stop()
            self._pending |= changed
            self._is_glimpsed = False
            if len(self._pending) > _FEW:
                self._build_behind_glimpses(self._is_calm)
            else:
                self._glimpse()
                self._build(self._is_calm)
        elif (code := self._parts.follower.result()) is not None:
            self._indexed(code)
        elif self._next_look is not None and time.monotonic() >= self._next_look:
            self._look_again()
        elif self._next_due is not None and build_instant() >= self._next_due:
            self._build(self._is_calm)

    def _patience(self) -> float:
        return _TICK if self._next_look is None else min(_TICK, self._next_look - time.monotonic())

    def _is_calm(self) -> bool:
        return not self._parts.watcher.has_news()

    def _look_again(self) -> None:
        self._next_look = None
        if self._index_waits:
            self._parts.follower.start()
        else:
            self._build(self._is_calm)

    def _indexed(self, code: int) -> None:
        self._index_waits = False
        if code:
            self._parts.say("the search index could not be made; `kei-site build` says why")
        self._show_published(())

    def _glimpse(self) -> None:
        """Show the pages that are looked at as they will be, or what keeps them from being published."""
        if self._known is None:
            return
        early = self._early_pages(self._known)
        if early.diagnostics:
            self._show_diagnostics(early.diagnostics)
        elif early.pages:
            self._show_pages(early.pages)

    def _show_pages(self, pages: Mapping[str, bytes]) -> None:
        """Show pages before they are published, as far as they are others than those that are shown."""
        scene = self._parts.stage.scene
        new = {address: page for address, page in pages.items() if scene.read(address) != page}
        if new or scene.diagnostics:
            self._is_glimpsed = True
            self._parts.stage.show(replace(scene, glimpses={**scene.glimpses, **new}, diagnostics=()))

    def _early_pages(self, site: KnownSite) -> EarlyPages:
        parts, self._glimpsed_from = self._parts, {}
        instant = build_instant() if parts.request.instant is None else parts.request.instant
        try:
            edits = read_edits(site, self._pending, parts.roots)
            self._glimpsed_from = edits.digests
            return parts.renderer.render_edited(site, edits, self._open_pages(), instant)
        except Exception:
            # An early page only comes first; the build that follows reports every error in full.
            return EarlyPages(pages={})

    def _open_pages(self) -> OpenPages:
        return OpenPages(addresses=self._parts.watched(), published=self._parts.stage.scene.files)

    def _build_behind_glimpses(self, is_wanted: Callable[[], bool]) -> None:
        """Build all, or most, while pages are shown that need little of it."""
        self._is_glimpsed = True
        self._has_word = threading.Event()
        with self._parts.first_pages.at_work(self._has_word):
            self._build(is_wanted)

    def _build(self, is_wanted: Callable[[], bool]) -> None:
        self._next_look = None
        request = replace(self._parts.request, postponed=_FOLLOWING, is_wanted=is_wanted)
        try:
            self._settle(self._built(request))
        except Superseded:
            """The change that made it so is taken next."""
        except (OSError, Refusal) as refused:
            self._show_printed((f"error: {refused}",))

    def _built(self, request: BuildRequest) -> BuildReport:
        try:
            return build(request, self._told)
        finally:
            self._has_word.set()

    def _told(self, site: Survey) -> None:
        """Keep a good plan; show the pages that are looked at first when there was no glimpse of them."""
        if has_errors(site.diagnostics):
            # What is wrong came after the glimpse if the build has read other bytes than the glimpse shows.
            self._is_glimpsed = self._is_glimpsed and self._reads_as_glimpsed(site.snapshot)
            return
        self._known, self._prefix = known_site(site), prefix_of(site.config.url)
        self._pending.clear()
        scene = self._parts.stage.scene
        if not scene.glimpses and (pages := self._planned_pages(self._known, site)):
            self._show_pages(pages)

    def _reads_as_glimpsed(self, snapshot: Snapshot) -> bool:
        files = snapshot.files
        read = {path: files[path].digest if path in files else None for path in self._glimpsed_from}
        return read == self._glimpsed_from

    def _planned_pages(self, site: KnownSite, survey: Survey) -> Mapping[str, bytes]:
        try:
            return self._parts.renderer.render(site, survey.planned.plan.targets, self._open_pages())
        except Exception:
            # The build reports every error in full.
            return {}

    def _settle(self, report: BuildReport) -> None:
        self._next_due = report.next_due if self._parts.request.instant is None else None
        self._index_waits = report.postponed > 0
        if report.failed:
            self._show_diagnostics(report.diagnostics)
        else:
            self._said = ()
            self._show_published((*report.written, *report.pruned))
            self._tell_work(report)
        if not report.idle:
            is_torn = any(one.code == "FIL05" for one in report.diagnostics)
            self._next_look = time.monotonic() + (_SOON if is_torn else _UNSEEN)

    def _tell_work(self, report: BuildReport) -> None:
        for notice in report.notices:
            self._parts.say(f"note: {notice}")
        if report.written or report.pruned:
            seconds = report.timings.get("total", 0.0)
            self._parts.say(f"{len(report.written)} written, {len(report.pruned)} pruned, {seconds:.2f} s")

    def _show_published(self, touched: tuple[str, ...]) -> None:
        scene = self._parts.stage.scene
        others = any(map(is_material, touched)) or _lacks_pictures(scene)
        fresh = replace(self._scene(), materials=scene.materials + others)
        if fresh != scene:
            self._parts.stage.show(fresh)

    def _scene(self) -> Scene:
        """Return what is published, with nothing wrong."""
        output = self._parts.request.output
        files = addresses(read_owned(output), output, self._prefix)
        return Scene(files=files, missing=f"{self._prefix}/404.html")

    def _show_diagnostics(self, found: tuple[Diagnostic, ...]) -> None:
        self._show_printed(listed(found, self._parts.request.site))

    def _show_printed(self, lines: tuple[str, ...]) -> None:
        scene = self._parts.stage.scene
        # A glimpse of what is wrong now goes; one of what came before was good, though its build was overtaken.
        self._parts.stage.show(replace(scene, glimpses={} if self._is_glimpsed else scene.glimpses, diagnostics=lines))
        if lines != self._said:
            self._said = lines
            self._parts.say("\n".join((*lines, "the last good pages stay until this is fixed")))


def listed(found: Iterable[Diagnostic], site: Path) -> tuple[str, ...]:
    """Return the errors among `found` as the overlay shows them: those that come first, and how many more there are."""
    errors = [one for one in found if one.severity is Severity.ERROR]
    lines = printed(errors[:_SHOWN], site)
    more = len(errors) - len(lines)
    return (*lines, *([f"and {more} more"] if more else []))


def _lacks_pictures(scene: Scene) -> bool:
    """Tell whether a glimpse shows a picture that was not there: a browser does not ask for it a second time."""
    shown = (unquote(found.decode()) for page in scene.glimpses.values() for found in _PICTURE.findall(page))
    return any(address not in scene.files and address not in scene.glimpses for address in shown)
