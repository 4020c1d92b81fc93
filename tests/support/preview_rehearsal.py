"""A session of the preview without a server and without waiting: edits are reported, site states are looked at."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from kei_site.build.report import BuildRequest
from kei_site.preview.first_pages import FirstPages
from kei_site.preview.http_request import Request
from kei_site.preview.http_response import respond
from kei_site.preview.search_process import SearchProcess
from kei_site.preview.session import Parts, Session
from kei_site.preview.site_state import SiteState, StateHolder
from kei_site.preview.watch import Roots, Watcher, roots_of

TOKEN = "abc"  # noqa: S105


@dataclass(slots=True, kw_only=True)
class Rehearsal:
    """A session, and what it showed and said."""

    session: Session
    holder: StateHolder
    watcher: Watcher
    open_pages: list[str]
    """The addresses that browsers look at: the test decides."""
    first_pages: FirstPages
    said: list[str]
    states: list[SiteState] = field(default_factory=list)
    """Every state that was shown, in order."""

    def step(self, paths: Iterable[str] = ()) -> SiteState:
        """Tell the session of changes; return what is shown afterwards."""
        self.session.step(frozenset(paths))
        return self.holder.state

    def rest(self) -> SiteState:
        """Let the session look for what it did not see, as after a second of quiet."""
        self.session._schedule = replace(self.session._schedule, next_look=0.0)
        return self.step()

    def body(self, address: str) -> bytes:
        """Return what a browser gets for an address."""
        return respond(Request(method="GET", address=address), self.holder.state, TOKEN).body


def rehearse(request: BuildRequest, *, at: Iterable[str] = ()) -> Rehearsal:
    """Return the session of a request, browsers looking `at` some addresses; nothing is built yet."""
    holder, open_pages = StateHolder(), list(at)
    said: list[str] = []
    roots: Roots = roots_of(Path(request.site))
    watcher = Watcher(roots, said.append)
    parts = Parts(
        request=request,
        roots=roots,
        holder=holder,
        watcher=watcher,
        search_process=SearchProcess(request),
        open_pages=lambda: tuple(open_pages),
        say=said.append,
    )
    session = Session(parts)
    made = Rehearsal(
        session=session,
        holder=holder,
        watcher=watcher,
        open_pages=open_pages,
        said=said,
        first_pages=session._first_pages,
    )
    holder.listen(lambda: made.states.append(holder.state))
    return made
