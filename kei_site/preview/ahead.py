"""Pages that are looked at -> glimpses of them, while a build of everything goes on. Preview room.

The first page comes before the build, which would slow it down; for the others there is a thread of its own, since the
session waits for its build. What is shown here is no more than a glimpse, and nothing more once the build has its word.
"""

import contextlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from kei_site.clock import build_instant
from kei_site.diagnostics import Diagnostic
from kei_site.preview.forecast import Forecast, errors, foresee, needed
from kei_site.preview.glimpse import Looker, Sight
from kei_site.preview.stage import Scene, Stage
from kei_site.preview.watch import Roots
from kei_site.report import BuildRequest

_GLANCE = 0.05
"""Seconds between two looks at what browsers wait for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """What is needed to show pages ahead of a build."""

    request: BuildRequest
    roots: Roots
    stage: Stage
    looker: Looker
    """Nobody else's: it keeps things between glimpses."""
    watched: Callable[[], tuple[str, ...]]
    printed: Callable[[tuple[Diagnostic, ...]], tuple[str, ...]]
    """Gives errors as the overlay lists them."""
    home: str
    """The address that is shown first, whether anybody looks at it yet or not."""

    @contextlib.contextmanager
    def at_work(self, ended: threading.Event) -> Iterator[None]:
        """Show a first page, then, while the block runs and nobody has set `ended`, every page that is looked at."""
        instant = build_instant() if self.request.instant is None else self.request.instant
        forecast = self._begin(instant, ended)
        thread = threading.Thread(target=self._follow, args=(forecast, instant, ended), name="ahead", daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()

    def _begin(self, instant: int, ended: threading.Event) -> Forecast | None:
        """Show a page, or what is wrong with front matters; return what more pages can be made from."""
        try:
            forecast = foresee(self.request, self.roots, instant)
            if found := errors(forecast):
                self._show(Sight(pages={}, diagnostics=found), ended)
                return None
            self._show(self._sight(next(iter(self.watched()), self.home), forecast, instant), ended)
        except Exception:
            # The build tells what is wrong, in full and in its own words.
            return None
        return forecast

    def _follow(self, forecast: Forecast | None, instant: int, ended: threading.Event) -> None:
        seen: set[str] = set()
        while forecast and not ended.is_set():
            new = [one for one in (*self.watched(), self.home) if one not in seen]
            if not new:
                ended.wait(_GLANCE)
                continue
            seen.add(new[0])
            with contextlib.suppress(Exception):  # this page waits for the build
                self._show(self._sight(new[0], forecast, instant), ended)

    def _sight(self, address: str, forecast: Forecast, instant: int) -> Sight:
        site, texts = needed(forecast, [address], self.roots)
        return self.looker.look(site, texts, [address], instant)

    def _show(self, sight: Sight, ended: threading.Event) -> None:
        def shown(scene: Scene) -> Scene:
            if ended.is_set():
                return scene
            if sight.diagnostics:
                return replace(scene, glimpses={}, diagnostics=self.printed(sight.diagnostics))
            return replace(scene, glimpses={**scene.glimpses, **sight.pages})

        self.stage.change(shown)
