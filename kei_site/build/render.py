"""Outdated targets -> finished files in the staging folder, if they differ from the published ones."""

import functools
import os
import shutil
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from kei_site.build.context import BuildContext
from kei_site.build.progress import progress
from kei_site.build.records import RenderedTarget
from kei_site.build.theme import theme_code
from kei_site.build.workers import WorkerPool, batched
from kei_site.core.codec import encode
from kei_site.core.diagnostics import Diagnostic, Place
from kei_site.core.hashing import Digest, digest_output
from kei_site.core.stamps import stamp_of
from kei_site.core.value import value
from kei_site.model.brief import Fragment
from kei_site.model.views.files import ResizedImageView
from kei_site.output.publish import Finished
from kei_site.output.store import Store
from kei_site.plan.outdated import Outdated, fields_of
from kei_site.plan.targets import Target
from kei_site.render.tools import Tools
from kei_site.source.reread import changed_diagnostic, read_again
from kei_site.source.scan import Snapshot

_BATCH = 160
"""Targets that a worker renders before it returns them."""
_PDFS = 8
"""PDFs that a worker makes before it returns them; one takes as long as a hundred pages."""
_PIECE = 1024 * 1024
"""Bytes of a published file that are compared at a time."""
_CACHED_TEXTS = 16
"""Texts that a process keeps, since feeds of neighbouring tags show the same ones."""
_SMALL = 0.2
"""Share of the effort of the largest index job up to which another one is small."""


@value
class WorkerContext:
    """The folders and templates that a worker needs. Within a process, equal contexts share their tools."""

    store: str
    output: str
    staging: str
    templates: tuple[tuple[str, str], ...]
    """(name, text) of every template."""
    places: tuple[tuple[str, str], ...]
    """(path, path on the disk) of the source files that recipes read."""


@value
class RenderTask:
    """One target, and the context to render it in."""

    target: Target
    worker: WorkerContext


class SourceChanged(Exception):
    """The bytes of a source file are not those of the snapshot any more."""


class DamagedText(OSError):
    """A text cannot be read from the cache; when it was written just now, the machine is to blame."""


def render_outdated(
    outdated: Sequence[Outdated], snapshot: Snapshot, templates: Mapping[str, str], context: BuildContext
) -> tuple[RenderedTarget, ...]:
    """Render outdated targets with the `templates` (texts by name), in the order of their paths."""
    if not outdated:
        return ()
    worker = _worker_context(snapshot, templates, context)
    tasks = [RenderTask(target=entry.target, worker=worker) for entry in outdated]
    rendered: list[RenderedTarget] = []
    shutil.rmtree(_staged(worker), ignore_errors=True)
    try:
        with progress("rendering", len(tasks), wanted=context.request.show_progress) as advance:
            for batch in _batches_done(tasks, context.workers):
                rendered += batch
                advance(len(batch))
                context.request.go_on()
    finally:
        context.workers.close()  # they inherited the lock, and publishing needs their memory
        close_tools(worker)
    context.stopwatch.lap("render")
    return tuple(sorted(rendered, key=lambda target: target.path))


def _batches_done(tasks: Sequence[RenderTask], workers: WorkerPool) -> Iterator[Sequence[RenderedTarget]]:
    """Yield rendered targets. Workers that share memory begin with the templates and libraries of all their pages."""
    index_jobs = [[task] for task in _in_turn([task for task in tasks if task.target.is_directory])]
    files = [task for task in tasks if not task.target.is_directory]
    pdfs = [task for task in files if task.target.recipe == "pdf"]
    others = [task for task in files if task.target.recipe != "pdf" and not _is_picture(task)]
    begins_here = workers.shares_memory and len(others) > _BATCH
    first, others = _first_of_each(others) if begins_here else ([], others)
    if first:
        yield from workers.each(render_batch, [first])
        _close_store(first[0].worker)  # SQLite allows no connection in two processes
    batches = [*_by_picture(files), *batched(pdfs, _PDFS), *batched(others, _BATCH)]
    yield from workers.each(render_batch, batches, index_jobs)


def _first_of_each(tasks: Sequence[RenderTask]) -> tuple[list[RenderTask], list[RenderTask]]:
    """Return the first page of each template and the first file of each other recipe that shows texts, and the rest."""
    first: dict[tuple[str, str], RenderTask] = {}
    rest: list[RenderTask] = []
    for task in tasks:
        kind = task.target.recipe, task.target.template
        if kind in first or not (task.target.template or task.target.texts):
            rest.append(task)
        else:
            first[kind] = task
    return [*first.values()], rest


def _by_picture(tasks: Iterable[RenderTask]) -> list[Sequence[RenderTask]]:
    """Return the sizes of each picture as a batch: one process decodes it, once, and others take the others."""
    pictures: dict[str, list[RenderTask]] = {}
    for task in filter(_is_picture, tasks):
        pictures.setdefault(task.target.origin.path, []).append(task)
    return [*pictures.values()]


def _is_picture(task: RenderTask) -> bool:
    return isinstance(task.target.view, ResizedImageView)


def _in_turn(tasks: Sequence[RenderTask]) -> list[RenderTask]:
    """Return index jobs in the order of their start: large segments wait for each other, so the smallest is first.

    Small segments wait for no other, so they come last.
    """
    largest = max((task.target.effort for task in tasks), default=0)
    return sorted(tasks, key=lambda task: (task.target.effort < largest * _SMALL, task.target.effort))


def _worker_context(snapshot: Snapshot, templates: Mapping[str, str], context: BuildContext) -> WorkerContext:
    places = {path: place for path, place in snapshot.places.items() if not path.endswith(".md")}
    return WorkerContext(
        store=str(context.folder),
        output=str(context.request.output),
        staging=str(context.staging),
        templates=tuple(templates.items()),
        places=tuple(places.items()),
    )


def render_batch(tasks: Sequence[RenderTask]) -> list[RenderedTarget]:
    """Render some targets, which share a context; runs in a worker or in the process of the build."""
    worker = tasks[0].worker
    tools = tools_of(worker)
    return [_render(task.target, worker, tools) for task in tasks]


def _render(target: Target, worker: WorkerContext, tools: Tools) -> RenderedTarget:
    from kei_site.render.errors import explain_failure
    from kei_site.render.recipes import PAGES, RECIPES

    try:
        view = target.view
        made = RECIPES[target.recipe](view, target.template, tools)
    except SourceChanged as error:
        return RenderedTarget(path=target.path, diagnostics=(changed_diagnostic(str(error)),))
    except MemoryError:
        raise  # no template is at fault
    except Exception as error:
        # Jinja's TemplateNotFound is an OSError, too, and a LookupError.
        if isinstance(error, OSError) and not isinstance(error, LookupError):
            raise
        explained = explain_failure(error, target.template, target.origin, target.recipe in PAGES)
        return RenderedTarget(path=target.path, diagnostics=(explained,))
    parts = (
        {target.path: made} if isinstance(made, bytes) else {target.path + name: data for name, data in made.items()}
    )
    files = tuple(_staged_file(path, parts[path], worker) for path in sorted(parts))
    return RenderedTarget(path=target.path, files=files, fields=encode(fields_of(view)))


def failures_of(rendered: Iterable[RenderedTarget]) -> list[Diagnostic]:
    """Return the diagnostics of targets that failed, merged by place: a template fails for many pages at once."""
    first: dict[tuple[str, Place], Diagnostic] = {}
    counts: Counter[tuple[str, Place]] = Counter()
    for failure in (failure for target in rendered for failure in target.diagnostics):
        first.setdefault((failure.code, failure.place), failure)
        counts[failure.code, failure.place] += 1
    more = {key: f" and {count - 1} more" if count > 1 else "" for key, count in counts.items()}
    return [replace(failure, message=failure.message + more[key]) for key, failure in first.items()]


def _staged_file(path: str, data: bytes, worker: WorkerContext) -> Finished:
    digest = digest_output(data)
    published = _stamp_if_published(f"{worker.output}/{path}", data)
    if published:
        return Finished(path=path, digest=digest, staged="", stamp=published)
    staged = _staged(worker)
    with _new_file(f"{staged}/{path}") as opened:
        opened.write(data)
    return Finished(path=path, digest=digest, staged=staged)


def _staged(worker: WorkerContext) -> str:
    """Return the folder of staged files, which have the paths there that they will have in the output folder."""
    return f"{worker.staging}/finished"


def _new_file(place: str) -> BinaryIO:
    """Open a file to be written; missing folders above it are made."""
    try:
        return open(place, "wb")
    except FileNotFoundError:
        os.makedirs(os.path.dirname(place), exist_ok=True)
        return open(place, "wb")


def _stamp_if_published(place: str, data: bytes) -> tuple[int, int, int, int] | None:
    """Return the stamp of the published file if it has these bytes; the stamp is taken before the bytes are read."""
    try:
        found = os.lstat(place)
        if found.st_size != len(data) or not stat.S_ISREG(found.st_mode):
            return None
        with open(place, "rb") as opened:
            pieces = (opened.read(_PIECE) == data[at : at + _PIECE] for at in range(0, len(data) or 1, _PIECE))
            return stamp_of(found) if all(pieces) else None
    except OSError:
        return None


@functools.lru_cache(maxsize=1)
def _store_of(worker: WorkerContext) -> Store:
    return Store(Path(worker.store))


@functools.lru_cache(maxsize=1)
def tools_of(worker: WorkerContext) -> Tools:
    """Return the tools of a worker; a process makes them once."""
    places = dict(worker.places)

    @functools.lru_cache(maxsize=_CACHED_TEXTS)
    def fragment(key: Digest) -> Fragment:
        found = _store_of(worker).fragment(key)
        if found is None:
            raise DamagedText(f"the text {key} cannot be kept; is the disk of the cache sound?")
        return found

    def source(path: str, digest: Digest) -> bytes:
        data = read_again(places[path], digest) if path in places else None
        if data is None:
            raise SourceChanged(path)
        return data

    return Tools(
        page=_page_renderer(dict(worker.templates), fragment, source),
        fragment=fragment,
        source=source,
        workspace=Path(worker.staging),
    )


def close_tools(worker: WorkerContext) -> None:
    """Close the tools of this process; those of workers end with their process."""
    _close_store(worker)
    tools_of.cache_clear()


def _close_store(worker: WorkerContext) -> None:
    """Close the cache that tools read; they open it again."""
    if _store_of.cache_info().currsize:
        _store_of(worker).close()
    _store_of.cache_clear()


def _page_renderer(
    templates: Mapping[str, str],
    fragment: Callable[[Digest], Fragment],
    source: Callable[[str, Digest], bytes],
) -> Callable[[str, object], bytes]:
    """Return a function that renders pages; it loads Jinja with the first page, since a build may render none."""

    @functools.cache
    def renderer() -> Callable[[str, object], bytes]:
        from kei_site.render.pages.renderer import make_page_renderer

        return make_page_renderer(templates, fragment, source, theme_code())

    return lambda template, view: renderer()(template, view)
