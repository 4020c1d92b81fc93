"""Open pages -> early pages, while a build of everything goes on.

The first page comes before the build, which would slow it down; a thread makes the others, since the session waits for
its build. Nothing is shown early once the build has reported.
"""

import contextlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

from kei_site.build.report import BuildRequest
from kei_site.core.clock import build_instant
from kei_site.core.diagnostics import Diagnostic, has_errors
from kei_site.core.value import value
from kei_site.preview.early_pages import EarlyPages, EarlyRenderer, OpenPages
from kei_site.preview.front_matter_plan import FrontMatterPlan, plan_front_matters, texts_for
from kei_site.preview.site_state import SiteState, StateHolder
from kei_site.preview.watch import Roots

_GLANCE = 0.05
"""Seconds between two looks at the pages that browsers wait for."""


@value
class FirstPages:
    """Shows pages before a build of everything does."""

    request: BuildRequest
    roots: Roots
    holder: StateHolder
    renderer: EarlyRenderer
    """Of one thread at a time."""
    open_pages: Callable[[], tuple[str, ...]]
    printed: Callable[[tuple[Diagnostic, ...]], tuple[str, ...]]
    """Gives errors as the overlay lists them."""
    home: str
    """The address that is shown first if no page is open."""

    @contextlib.contextmanager
    def at_work(self, ended: threading.Event) -> Iterator[None]:
        """Show a first page, then, while the block runs and `ended` is not set, every page that is opened."""
        instant = build_instant() if self.request.instant is None else self.request.instant
        plan = self.begin(instant, ended)
        thread = threading.Thread(target=self._follow, args=(plan, instant, ended), name="first pages", daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()

    def begin(self, instant: int, ended: threading.Event) -> FrontMatterPlan | None:
        """Show one page, or the errors of front matters; return the plan of more pages."""
        try:
            plan = plan_front_matters(self.request, self.roots, instant)
            if has_errors(plan.diagnostics):
                self._show(EarlyPages(pages={}, diagnostics=plan.diagnostics), ended)
                return None
            self._show(self._page(next(iter(self.open_pages()), self.home), plan, instant), ended)
        except Exception:
            # The build reports every error in full.
            return None
        return plan

    def _follow(self, plan: FrontMatterPlan | None, instant: int, ended: threading.Event) -> None:
        seen: set[str] = set()
        while plan and not ended.is_set():
            new = [address for address in (*self.open_pages(), self.home) if address not in seen]
            if not new:
                ended.wait(_GLANCE)
                continue
            seen.add(new[0])
            with contextlib.suppress(Exception):  # this page waits for the build
                self._show(self._page(new[0], plan, instant), ended)

    def _page(self, address: str, plan: FrontMatterPlan, instant: int) -> EarlyPages:
        texts = texts_for(plan, address, self.roots)
        opened = OpenPages(addresses=(address,), published=self.holder.state.files)
        return self.renderer.render_edited(plan.site, texts, opened, instant)

    def _show(self, early: EarlyPages, ended: threading.Event) -> None:
        def shown(state: SiteState) -> SiteState:
            if ended.is_set():
                return state
            if early.diagnostics:
                return replace(state, early_pages={}, diagnostics=self.printed(early.diagnostics))
            return replace(state, early_pages={**state.early_pages, **early.pages})

        self.holder.change(shown)
