"""A request -> a build under way: the lock, the walk, and whether there is anything to do. Build layer.

A build with nothing to do ends here, so neither the databases nor any library is loaded before that is decided.
"""

import contextlib
import functools
import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kei_site.clock import build_instant
from kei_site.core.stamps import Stamp
from kei_site.digest import Digest, digest_of
from kei_site.idle import is_untouched
from kei_site.output.files import stamps_below
from kei_site.output.last import LastBuild, read_last_build, store_folder
from kei_site.output.lock import build_lock
from kei_site.output.ownership import PARTS, check_output
from kei_site.report import BuildRequest, Stopwatch
from kei_site.salt import code_salt
from kei_site.source.scan import FOLDERS, Walk, walk
from kei_site.theme import theme_folders

_INDEXERS = 2
"""Search segments under way at once: one is put together, which takes a gigabyte, while the next one is read."""

if TYPE_CHECKING:
    from kei_site.workers import WorkerPool


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One build under way: what was asked, where it is remembered, what the disk looked like."""

    request: BuildRequest
    folder: Path
    """The store's."""
    instant: int
    code: Digest
    found: Walk
    published: Callable[[], Mapping[str, Stamp]]
    """The files in the output folder, as they were when this was first asked."""
    watch: Stopwatch
    workers: "Callable[[], WorkerPool]"
    """The worker processes; the same ones as long as the build lasts."""
    staging: Callable[[], Path]
    """The folder where finished files wait, made when this is first asked; gone after the build."""
    sign: Callable[[], None]
    """Writes into the lock which process builds; called once there is something to do, since an idle build writes
    nothing.
    """

    def key(self) -> Digest:
        """Return the digest of everything but the sources and the clock that the output depends on."""
        asked = self.request
        options = (asked.drafts, asked.search, asked.strict)
        return digest_of((self.code, str(asked.site), str(asked.output), options))


@contextlib.contextmanager
def begin(request: BuildRequest) -> Iterator[Run]:
    """Yield the build of a request, alone on its output folder.

    Raises Refusal when the output folder cannot be used or another build is running.
    """
    watch = Stopwatch()
    check_output(request.output, request.site, [request.site / name for name in FOLDERS])
    folder = store_folder(request.memo, request.output)
    folder.mkdir(parents=True, exist_ok=True)
    with build_lock(folder) as sign, contextlib.ExitStack() as stack:
        if request.clean:
            forget(folder)
        instant = build_instant() if request.instant is None else request.instant
        found = _walk(request)
        watch.lap("scan")
        stack.callback(shutil.rmtree, folder / "staging", ignore_errors=True)
        yield Run(
            request=request,
            folder=folder,
            instant=instant,
            code=code_salt(),
            found=found,
            published=functools.cache(lambda: stamps_below(request.output)),
            watch=watch,
            workers=functools.cache(lambda: stack.enter_context(_worker_pool(request))),
            staging=functools.cache(lambda: _fresh_staging(folder)),
            sign=sign,
        )


def _worker_pool(request: BuildRequest) -> "WorkerPool":
    from kei_site.workers import WorkerPool, default_jobs

    jobs = request.jobs or default_jobs()
    indexers = _INDEXERS if request.search else 0
    if request.start:
        return WorkerPool(jobs, indexers=indexers, start=request.start)
    return WorkerPool(jobs, indexers=indexers)


def _fresh_staging(folder: Path) -> Path:
    """Return an empty staging folder of this process's own, and delete what earlier ones left."""
    root = folder / "staging"
    shutil.rmtree(root, ignore_errors=True)
    own = root / str(os.getpid())
    own.mkdir(parents=True, exist_ok=True)
    return own


def _walk(request: BuildRequest) -> Walk:
    return walk(request.site, theme_folders(), (request.output, request.memo), time.time_ns())


def forget(folder: Path) -> None:
    """Delete what earlier builds remember in a store folder."""
    for name in ("last.json", "memory.sqlite", "fragments.sqlite"):
        for suffix in ("", "-journal"):
            (folder / f"{name}{suffix}").unlink(missing_ok=True)


def last_build_but_for_sources(run: Run) -> LastBuild | None:
    """Return the last complete build, if a build now could differ from it only by what the source files say."""
    if os.path.lexists(run.request.output / PARTS):
        return None  # a build was killed just as it began to publish; the next one clears up after it
    last = read_last_build(run.folder)
    return last if last and is_untouched(last, run.key(), run.instant, run.published()) else None


def has_old_sources(last: LastBuild, run: Run) -> bool:
    """Tell by their stamps that the source files are those of the last build; False when stamps cannot tell."""
    return last.stamps == run.found.stamps() and not last.racy
