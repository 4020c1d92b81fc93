"""A request -> the context of a build: the lock, the walk of the sources, the last build."""

import contextlib
import os
import shutil
import time
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kei_site.build.code_digest import code_digest
from kei_site.build.report import BuildRequest, Stopwatch
from kei_site.build.theme import theme_folders
from kei_site.core.clock import build_instant
from kei_site.core.hashing import Digest, digest_of
from kei_site.core.stamps import NO_STAMP, Stamp
from kei_site.output.disk import stamps_below
from kei_site.output.last_build import LastBuild, read_last_build, store_folder
from kei_site.output.lock import build_lock
from kei_site.output.ownership import PARTS, VERSION_CONTROL, check_cache, check_output
from kei_site.source.scan import FOLDERS, Walk, walk

_INDEXERS = 2
"""Search segments under way at once: one is put together, which takes a gigabyte, while the next one is read."""

if TYPE_CHECKING:
    from kei_site.build.workers import WorkerPool
    from kei_site.output.store import Store
    from kei_site.plan.outdated import Trace


@dataclass(frozen=True, kw_only=True)
class BuildContext:
    """A build under way. A property opens its resource when it is first read; the end of the build closes all."""

    request: BuildRequest
    folder: Path
    """The store's."""
    instant: int
    """Seconds since 1970 that decide what is due."""
    code: Digest
    """Of the program and its libraries."""
    walk: Walk
    """The source files as the scan found them."""
    stopwatch: Stopwatch
    sign_lock: Callable[[], None]
    """Writes the number of this process into the lock; not called when there is nothing to do."""
    resources: contextlib.ExitStack
    """Closes everything that the build has opened."""

    @cached_property
    def store(self) -> "Store":
        """The cache of this output folder."""
        return self.resources.enter_context(_opened_store(self.folder))

    @cached_property
    def workers(self) -> "WorkerPool":
        """The worker processes."""
        from kei_site.build.workers import START, WorkerPool, default_jobs

        asked = self.request
        indexers = _INDEXERS if asked.search else 0
        pool = WorkerPool(asked.jobs or default_jobs(), indexers=indexers, start=asked.start or START)
        return self.resources.enter_context(pool)

    @cached_property
    def staging(self) -> Path:
        """An empty folder for finished files, gone after the build."""
        root = self.folder / "staging"
        shutil.rmtree(root, ignore_errors=True)
        own = root / str(os.getpid())
        own.mkdir(parents=True)
        return own

    @cached_property
    def last_build(self) -> LastBuild | None:
        """The last complete build as it was before this one; None if there is none, or its file is damaged."""
        return read_last_build(self.folder)

    @cached_property
    def output_stamps(self) -> Mapping[str, Stamp]:
        """The stamps of the files in the output folder before the build changed any, by path."""
        stamps = stamps_below(self.request.output)
        return {path: stamp for path, stamp in stamps.items() if path.partition("/")[0] not in VERSION_CONTROL}

    def key(self) -> Digest:
        """Return the digest of everything but the sources and the clock that the output depends on."""
        asked = self.request
        options = (asked.drafts, asked.search, asked.strict, asked.keep_going)
        return digest_of((self.code, str(asked.site), str(asked.output), options))


@contextlib.contextmanager
def open_build(request: BuildRequest) -> Iterator[BuildContext]:
    """Yield the context of a build, alone on its output folder.

    Raises Refusal when the output folder cannot be used or another build is running.
    """
    stopwatch = Stopwatch()
    check_output(request.output, request.site, [request.site / name for name in FOLDERS])
    check_cache(request.cache, request.output)
    folder = store_folder(request.cache, request.output)
    folder.mkdir(parents=True, exist_ok=True)
    with build_lock(folder) as sign_lock, contextlib.ExitStack() as resources:
        if request.clean:
            clear_store(folder)
        instant = build_instant() if request.instant is None else request.instant
        found = walk(request.site, theme_folders(), (request.output, request.cache), time.time_ns())
        stopwatch.lap("scan")
        resources.callback(shutil.rmtree, folder / "staging", ignore_errors=True)
        yield BuildContext(
            request=request,
            folder=folder,
            instant=instant,
            code=code_digest(),
            walk=found,
            stopwatch=stopwatch,
            sign_lock=sign_lock,
            resources=resources,
        )


def clear_store(folder: Path) -> None:
    """Delete the cache in a store folder, but for what says which images are published.

    An image is made from its bytes and the program alone, and takes longer than all pages that show it. Its trace loses
    its stamp, so that the file is read and compared before it is taken for current.
    """
    images = _traces_of_images(folder)
    for name in ("last.json", "memory.sqlite", "fragments.sqlite"):
        for suffix in ("", "-journal"):
            (folder / f"{name}{suffix}").unlink(missing_ok=True)
    if images:
        with _opened_store(folder) as store:
            store.put("traces", images)


def _traces_of_images(folder: Path) -> dict[str, "Trace"]:
    from kei_site.plan.images import is_resized

    if not (folder / "memory.sqlite").exists():
        return {}
    with _opened_store(folder) as store:
        traces = {path: trace for path, trace in store.traces().items() if is_resized(path)}
    return {
        path: replace(trace, files=tuple(replace(file, stamp=NO_STAMP) for file in trace.files))
        for path, trace in traces.items()
    }


def _opened_store(folder: Path) -> contextlib.closing["Store"]:
    from kei_site.output.store import Store

    return contextlib.closing(Store(folder))


def last_build_but_for_sources(context: BuildContext) -> LastBuild | None:
    """Return the last complete build, if everything but the source files is the same now."""
    if os.path.lexists(context.request.output / PARTS):
        return None  # a build was killed just as it began to publish; the next one clears up after it
    last = context.last_build
    if not last or last.request != context.key() or bisect_right(last.due, context.instant) != last.due_passed:
        return None
    return last if last.outputs == outputs_digest(context.output_stamps) else None


def outputs_digest(stamps: Mapping[str, Stamp]) -> Digest:
    """Return the digest of the paths and stamps of all files in the output folder."""
    return digest_of(tuple(sorted(stamps.items())))
