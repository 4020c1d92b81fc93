"""Open pages -> early pages: the first before a build of everything, the others while it goes on."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

from kei_site.build.report import BuildRequest
from kei_site.core.diagnostics import has_errors
from kei_site.preview.display import Display, listed
from kei_site.preview.early_pages import EarlyPages, EarlyRenderer, instant_of
from kei_site.preview.front_matter_plan import FrontMatterPlan, plan_front_matters, texts_for
from kei_site.preview.site_state import SiteState
from kei_site.preview.watch import Roots

_GLANCE = 0.05
"""Seconds between two looks at the pages that browsers wait for."""


class FirstPages:
    """Shows pages before a build of everything does."""

    def __init__(
        self, request: BuildRequest, roots: Roots, display: Display, open_pages: Callable[[], tuple[str, ...]]
    ) -> None:
        """Show `open_pages()` (addresses), and the home page, on `display`."""
        self._request = request
        self._roots = roots
        self._display = display
        self._open_pages = open_pages
        self._renderer = EarlyRenderer(request, roots)

    @contextlib.contextmanager
    def at_work(self, ended: threading.Event) -> Iterator[None]:
        """Show a first page, then, while the block runs and `ended` is not set, every page that is opened."""
        plan = self.begin(ended)
        thread = threading.Thread(target=self._follow, args=(plan, ended), name="first pages", daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()

    def begin(self, ended: threading.Event) -> FrontMatterPlan | None:
        """Show one page, or the errors of front matters; return the plan of more pages."""
        try:
            plan = plan_front_matters(self._request, self._roots, instant_of(self._request))
            if has_errors(plan.diagnostics):
                self._show(EarlyPages(pages={}, diagnostics=plan.diagnostics), ended)
                return None
            self._show(self._page(self._wanted()[0], plan), ended)
        except Exception:
            # The build reports every error in full.
            return None
        return plan

    def _follow(self, plan: FrontMatterPlan | None, ended: threading.Event) -> None:
        seen: set[str] = set()
        while plan and not ended.is_set():
            new = [address for address in self._wanted() if address not in seen]
            if not new:
                ended.wait(_GLANCE)
                continue
            seen.add(new[0])
            with contextlib.suppress(Exception):  # this page waits for the build
                self._show(self._page(new[0], plan), ended)

    def _wanted(self) -> tuple[str, ...]:
        return (*self._open_pages(), f"{self._display.prefix}/")

    def _page(self, address: str, plan: FrontMatterPlan) -> EarlyPages:
        texts = texts_for(plan, address, self._roots)
        return self._renderer.render_edited(plan.site, texts, (address,), self._display.state.files)

    def _show(self, early: EarlyPages, ended: threading.Event) -> None:
        def shown(state: SiteState) -> SiteState:
            if ended.is_set():
                return state
            if early.diagnostics:
                return replace(state, early_pages={}, diagnostics=listed(early.diagnostics, self._request.site))
            return replace(state, early_pages={**state.early_pages, **early.pages})

        self._display.holder.change(shown)
