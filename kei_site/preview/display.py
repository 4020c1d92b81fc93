"""Published files, early pages and errors -> states of the site that browsers see, and lines in the terminal."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from kei_site.build.report import BuildReport, BuildRequest
from kei_site.check.printing import printed
from kei_site.core.diagnostics import Diagnostic, errors_in
from kei_site.output.ownership import read_owned
from kei_site.preview.site_state import SiteState, StateHolder, addresses, is_unhashed

_SHOWN = 50
"""Diagnostics that the overlay lists, at most."""
_IMAGE = re.compile(rb'="(/[^" ]+\.(?:png|jpe?g|webp|gif))["\s]')
"""The address of an image in a page."""


class Display:
    """Shows the results of a session to browsers and in the terminal."""

    def __init__(self, holder: StateHolder, request: BuildRequest, say: Callable[[str], None]) -> None:
        """Show the output of builds of `request` in `holder`; `say` prints lines."""
        self.holder = holder
        self._request = request
        self._say = say
        self._reported: tuple[str, ...] = ()
        self.prefix = ""
        """Of all addresses of the site."""

    @property
    def state(self) -> SiteState:
        """The state that browsers see now."""
        return self.holder.state

    def show_last_session(self) -> None:
        """Show the published files, unless a last session may have published them for another instant."""
        request = self._request
        if not request.drafts and request.instant is None and read_owned(request.output):
            self.holder.show(self._published())

    def show_build(self, report: BuildReport) -> None:
        """Show the files that a build has published, and print its notices and its numbers."""
        self._reported = ()
        self.show_published((*report.written, *report.pruned))
        for notice in report.notices:
            self._say(f"note: {notice}")
        if report.written or report.pruned:
            seconds = report.timings.get("total", 0.0)
            self._say(f"{len(report.written)} written, {len(report.pruned)} pruned, {seconds:.2f} s")

    def show_published(self, touched: Iterable[str] = ()) -> None:
        """Show the published files without early pages and errors; `touched` are the paths that changed."""
        state = self.state
        others = any(map(is_unhashed, touched)) or _lacks_images(state)
        new = replace(self._published(), unhashed_changes=state.unhashed_changes + others)
        if new != state:
            self.holder.show(new)

    def _published(self) -> SiteState:
        output = self._request.output
        files = addresses(read_owned(output), output, self.prefix)
        return SiteState(files=files, missing=f"{self.prefix}/404.html")

    def show_early(self, pages: Mapping[str, bytes]) -> bool:
        """Show early pages in place of errors; tell whether that changes anything."""
        state = self.state
        new = {address: page for address, page in pages.items() if state.read(address) != page}
        if not new and not state.diagnostics:
            return False
        self.holder.change(lambda now: replace(now, early_pages={**now.early_pages, **new}, diagnostics=()))
        return True

    def show_diagnostics(self, found: Iterable[Diagnostic], *, keep_early: bool) -> None:
        """Show the errors among diagnostics."""
        self.show_errors(listed(found, self._request.site), keep_early=keep_early)

    def show_errors(self, lines: tuple[str, ...], *, keep_early: bool) -> None:
        """Show errors, which are printed if they are new, beside the early pages or without them."""
        state = self.state
        self.holder.show(replace(state, early_pages=state.early_pages if keep_early else {}, diagnostics=lines))
        if lines != self._reported:
            self._reported = lines
            self._say("\n".join((*lines, "the last good pages stay until this is fixed")))


def listed(found: Iterable[Diagnostic], site: Path) -> tuple[str, ...]:
    """Return the errors among `found` as the overlay shows them: the first ones, and the number of the others."""
    errors = errors_in(found)
    lines = printed(errors[:_SHOWN], site)
    more = len(errors) - len(lines)
    return (*lines, *([f"and {more} more"] if more else []))


def _lacks_images(state: SiteState) -> bool:
    """Tell whether an early page shows an image that was not there: a browser does not ask for it a second time."""
    shown = (unquote(found.decode()) for page in state.early_pages.values() for found in _IMAGE.findall(page))
    return any(address not in state.files and address not in state.early_pages for address in shown)
