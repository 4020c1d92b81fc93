"""Outdated targets -> finished files, waiting outside the published folder. Build layer.

Each worker makes whole files and compares them with what is published; only files that differ wait to be put in
place. A target whose template fails becomes a diagnostic, and the others are made all the same.
"""

import functools
import os
import shutil
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path
from typing import BinaryIO

from kei_site.build.context import BuildContext
from kei_site.build.progress import progress
from kei_site.build.workers import batched
from kei_site.core.diagnostics import Diagnostic, Place
from kei_site.core.hashing import Digest, digest_output
from kei_site.core.stamps import stamp_of
from kei_site.core.value import value
from kei_site.model.brief import Fragment
from kei_site.output.publish import Finished
from kei_site.output.store import Store
from kei_site.plan.outdated import Outdated, fields_of
from kei_site.plan.targets import Target
from kei_site.render.tools import Tools
from kei_site.source.reread import changed_diagnostic, read_again
from kei_site.source.scan import Snapshot

_BATCH = 160
_TEXTS_KEPT = 16
_SMALL = 0.2
"""Share of the largest bundle up to which another one is small."""


@value
class Bench:
    """Where a worker finds what it needs. Equal benches share their tools within a process."""

    store: str
    output: str
    staging: str
    templates: tuple[tuple[str, str], ...]
    """(name, text) of every template."""
    places: tuple[tuple[str, str], ...]
    """(path, where it lies) of the source files that recipes read."""


@value
class Task:
    """One target, and the bench to make it on."""

    target: Target
    bench: Bench


@value
class MadeTarget:
    """The files of one target, or why there are none."""

    path: str
    files: tuple[Finished, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    """Of the view, as `fields_of` gives them."""
    diagnostics: tuple[Diagnostic, ...] = ()


class SourceChanged(Exception):
    """A source file is not what it was when the build began."""


class LostText(OSError):
    """A text that the memo was believed to hold cannot be read from it; a second time, the machine is to blame."""


def make_outdated(
    outdated: Sequence[Outdated], snapshot: Snapshot, templates: Mapping[str, str], context: BuildContext
) -> tuple[MadeTarget, ...]:
    """Make every outdated target with the `templates` (texts by name), the longest work first.

    The result is in the order of the paths.
    """
    if not outdated:
        return ()
    bench = _bench(snapshot, templates, context)
    tasks = [Task(target=one.target, bench=bench) for one in outdated]
    bundles = [[task] for task in _in_turn([task for task in tasks if task.target.is_bundle])]
    batches = batched([task for task in tasks if not task.target.is_bundle], _BATCH)
    made: list[MadeTarget] = []
    shutil.rmtree(_staged(bench), ignore_errors=True)
    try:
        with progress("rendering", len(tasks), wanted=context.request.show_progress) as advance:
            for batch in context.workers.each(make_batch, batches, bundles):
                made += batch
                advance(len(batch))
                context.request.go_on()
    finally:
        context.workers.close()  # who publishes is alone with the lock, and needs the memory
        put_tools_away(bench)
    context.stopwatch.lap("render")
    return tuple(sorted(made, key=lambda one: one.path))


def _in_turn(bundles: Sequence[Task]) -> list[Task]:
    """Return bundles in the order in which they are to be begun.

    Large ones are put together one after the other, which takes longest of all, and this chain is shortest when it
    begins with the least of them. Small ones wait for nobody, so they come last.
    """
    largest = max((task.target.effort for task in bundles), default=0)
    return sorted(bundles, key=lambda task: (task.target.effort < largest * _SMALL, task.target.effort))


def _bench(snapshot: Snapshot, templates: Mapping[str, str], context: BuildContext) -> Bench:
    places = {path: place for path, place in snapshot.places.items() if not path.endswith(".md")}
    return Bench(
        store=str(context.folder),
        output=str(context.request.output),
        staging=str(context.staging),
        templates=tuple(templates.items()),
        places=tuple(places.items()),
    )


def make_batch(tasks: Sequence[Task]) -> list[MadeTarget]:
    """Make some targets, in whatever process this is."""
    return [_make(task.target, task.bench) for task in tasks]


def _make(target: Target, bench: Bench) -> MadeTarget:
    from kei_site.render.errors import explain_failure
    from kei_site.render.recipes import PAGES, RECIPES

    try:
        view = target.view
        made = RECIPES[target.recipe](view, target.template, tools_of(bench))
    except SourceChanged as error:
        return MadeTarget(path=target.path, diagnostics=(changed_diagnostic(str(error)),))
    except Exception as error:
        # Jinja's TemplateNotFound is an OSError, too, and a LookupError.
        if isinstance(error, OSError) and not isinstance(error, LookupError):
            raise
        explained = explain_failure(error, target.template, target.origin, target.recipe in PAGES)
        return MadeTarget(path=target.path, diagnostics=(explained,))
    parts = (
        {target.path: made} if isinstance(made, bytes) else {target.path + name: data for name, data in made.items()}
    )
    files = tuple(_finish(path, parts[path], bench) for path in sorted(parts))
    return MadeTarget(path=target.path, files=files, fields=fields_of(view))


def failures_of(made: Iterable[MadeTarget]) -> list[Diagnostic]:
    """Return why targets could not be made: one diagnostic for each place, however many pages a template fails for."""
    first: dict[tuple[str, Place], Diagnostic] = {}
    counts: Counter[tuple[str, Place]] = Counter()
    for one in (failure for target in made for failure in target.diagnostics):
        first.setdefault((one.code, one.place), one)
        counts[one.code, one.place] += 1
    return [_with_others(one, counts[key] - 1) for key, one in first.items()]


def _with_others(one: Diagnostic, others: int) -> Diagnostic:
    return replace(one, message=f"{one.message} and {others} more") if others else one


def _finish(path: str, data: bytes, bench: Bench) -> Finished:
    digest = digest_output(data)
    published = _stamp_if_published(f"{bench.output}/{path}", data)
    if published:
        return Finished(path=path, digest=digest, staged="", stamp=published)
    staged = _staged(bench)
    with _new_file(f"{staged}/{path}") as opened:
        opened.write(data)
    return Finished(path=path, digest=digest, staged=staged)


def _staged(bench: Bench) -> str:
    """Return the folder where finished files wait; it grows into what the output folder is to be."""
    return f"{bench.staging}/finished"


def _new_file(place: str) -> BinaryIO:
    """Open a file to be written, and make the folders that it lies in if they are not there."""
    try:
        return open(place, "wb")
    except FileNotFoundError:
        os.makedirs(os.path.dirname(place), exist_ok=True)
        return open(place, "wb")


def _stamp_if_published(place: str, data: bytes) -> tuple[int, int, int, int] | None:
    """Return the stamp of the published file if it has these bytes; taken first, so that a later change shows."""
    try:
        found = os.lstat(place)
        if found.st_size != len(data) or not stat.S_ISREG(found.st_mode):
            return None
        with open(place, "rb") as opened:
            return stamp_of(found) if opened.read() == data else None
    except OSError:
        return None


@functools.lru_cache(maxsize=1)
def _store_of(bench: Bench) -> Store:
    return Store(Path(bench.store))


@functools.lru_cache(maxsize=1)
def tools_of(bench: Bench) -> Tools:
    """Return the tools for a bench: made once in each process."""
    places = dict(bench.places)

    @functools.lru_cache(maxsize=_TEXTS_KEPT)
    def fragment(key: Digest) -> Fragment:
        found = _store_of(bench).fragment(key)
        if found is None:
            raise LostText(f"the text {key} cannot be kept; is the disk of the memo sound?")
        return found

    def source(path: str, digest: Digest) -> bytes:
        data = read_again(places[path], digest) if path in places else None
        if data is None:
            raise SourceChanged(path)
        return data

    return Tools(
        page=_page_renderer(dict(bench.templates), fragment),
        fragment=fragment,
        source=source,
        workspace=Path(bench.staging),
    )


def put_tools_away(bench: Bench) -> None:
    """Close what this process opened for a bench (workers end with their process instead)."""
    if _store_of.cache_info().currsize:
        _store_of(bench).close()
    _store_of.cache_clear()
    tools_of.cache_clear()


def _page_renderer(
    templates: Mapping[str, str], fragment: Callable[[Digest], Fragment]
) -> Callable[[str, object], bytes]:
    """Jinja is loaded with the first page, since a build may make none."""

    @functools.cache
    def renderer() -> Callable[[str, object], bytes]:
        from kei_site.render.pages.renderer import make_page_renderer

        return make_page_renderer(templates, fragment)

    return lambda template, view: renderer()(template, view)
