"""A session of the preview without a server and without waiting: edits are made and told, scenes are looked at."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from kei_site.build.report import BuildRequest
from kei_site.output.last_build import store_folder
from kei_site.preview.display import listed
from kei_site.preview.early_pages import EarlyRenderer
from kei_site.preview.first_pages import FirstPages
from kei_site.preview.http_request import Request
from kei_site.preview.http_response import answer
from kei_site.preview.search_process import Follower
from kei_site.preview.session import Parts, Session
from kei_site.preview.site_state import Scene, Stage
from kei_site.preview.watch import Roots, Watcher, roots_of

TOKEN = "abc"  # noqa: S105


@dataclass(slots=True, kw_only=True)
class Rehearsal:
    """A session, and what it showed and said."""

    session: Session
    stage: Stage
    watcher: Watcher
    watched: list[str]
    """The addresses that browsers look at: the test decides."""
    first_pages: FirstPages
    said: list[str]
    scenes: list[Scene] = field(default_factory=list)
    """Every scene, in order."""

    def step(self, paths: Iterable[str] = ()) -> Scene:
        """Tell the session of changes; return what is shown afterwards."""
        self.session.step(frozenset(paths))
        return self.stage.scene

    def rest(self) -> Scene:
        """Let the session look for what it did not see, as after a second of quiet."""
        self.session._schedule = replace(self.session._schedule, next_look=0.0)
        return self.step()

    def body(self, address: str) -> bytes:
        """Return what a browser gets for an address."""
        return answer(Request(method="GET", address=address), self.stage.scene, TOKEN).body


def rehearse(request: BuildRequest, *, at: Iterable[str] = ()) -> Rehearsal:
    """Return the session of a request, browsers looking `at` some addresses; nothing is built yet."""
    stage, watched = Stage(), list(at)
    said: list[str] = []
    roots: Roots = roots_of(Path(request.site))
    watcher = Watcher(roots, said.append)
    store = store_folder(request.memo, request.output)
    first_pages = FirstPages(
        request=request,
        roots=roots,
        stage=stage,
        renderer=EarlyRenderer(roots, store),
        watched=lambda: tuple(watched),
        printed=lambda found: listed(found, request.site),
        home="/",
    )
    parts = Parts(
        request=request,
        roots=roots,
        stage=stage,
        watcher=watcher,
        renderer=EarlyRenderer(roots, store),
        follower=Follower(request),
        watched=lambda: tuple(watched),
        say=said.append,
        first_pages=first_pages,
    )
    made = Rehearsal(
        session=Session(parts), stage=stage, watcher=watcher, watched=watched, said=said, first_pages=first_pages
    )
    stage.listen(lambda: made.scenes.append(stage.scene))
    return made
