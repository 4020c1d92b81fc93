"""The last build and some edited bodies -> the few files that show them. Build layer.

A fast path, not a guess. The text of a brief decides nothing but the files that show it: its page, feeds, a segment
of the search index. So if the last build is known in full, and since then briefs were edited of which nothing but the
text is new (their outlines are what they were), the plan is the last one with other texts in it. What the views of
those files were made of must have the digests that their traces name. Whenever anything is otherwise, the whole plan
is made.
"""

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from kei_site.interrupts import uninterrupted
from kei_site.keeping import Shape, keep_shape, kept_shape
from kei_site.making import MadeTarget, make_outdated
from kei_site.output.last import LastBuild, write_last_build
from kei_site.output.ownership import read_owned
from kei_site.output.publish import publish
from kei_site.output.store import Store
from kei_site.plan.kept import (
    KeptBrief,
    KeptFeed,
    KeptList,
    KeptSegment,
    briefs_in,
    briefs_on,
    list_of,
    page_of,
    with_text,
)
from kei_site.plan.outdated import Outdated, Trace
from kei_site.plan.targets import Key, Target, view_digest
from kei_site.reading import Order, load_batch, remember_texts
from kei_site.report import BuildReport
from kei_site.run import Run
from kei_site.settling import as_left, explain, remember_sources, trace_of
from kei_site.source.load import Loaded, Settings
from kei_site.source.scan import Snapshot
from kei_site.sources import template_texts

_Row = TypeVar("_Row")

_FEW = 20
"""Edited bodies up to which this is worth while."""


class _NotKnown(Exception):
    """Something of the last build is not known for sure, or more than bodies was edited: the whole plan is needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Past:
    """The last build."""

    last: LastBuild
    shape: Shape


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """A target with a new text."""

    target: Target
    key: Key
    trace: Trace
    """Of what is published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edit:
    """What was edited, and what that changes."""

    loaded: tuple[Loaded, ...]
    pages: Mapping[str, KeptBrief]
    """The edited briefs that are public, by id."""
    changes: tuple[_Change, ...]


def build_bodies(last: LastBuild, snapshot: Snapshot, store: Store, run: Run) -> BuildReport | None:
    """Build if nothing but bodies of briefs was edited since the `last` build, which left all that is published.

    Returns None, having published nothing, when that takes a whole plan. Raises as `build` does.
    """
    shape = kept_shape(store)
    if not shape:
        return None
    past = _Past(last=last, shape=shape)
    try:
        edit = _edit(past, snapshot, store, run)
        return _publish(edit, _make(edit, snapshot, store, run), past, snapshot, store, run)
    except _NotKnown:
        return None


def _edit(past: _Past, snapshot: Snapshot, store: Store, run: Run) -> _Edit:
    loaded = _load(_edited(past, snapshot), snapshot, past.shape.settings)
    run.watch.lap("read")
    if not all(_has_only_another_text(one, past) for one in loaded):
        raise _NotKnown
    public = past.shape.holders
    briefs = [one.brief for one in loaded if one.brief and one.brief.id in public]
    pages = {brief.id: with_text(_kept_brief(brief.id, store), brief) for brief in briefs}
    changes = tuple(_changes(pages, past.shape, store, run))
    run.watch.lap("plan")
    return _Edit(loaded=loaded, pages=pages, changes=changes)


def _edited(past: _Past, snapshot: Snapshot) -> list[str]:
    """Return the paths of the briefs with other contents, when nothing else differs from what the last build read."""
    known = past.shape.contents
    if not past.last.sources == past.shape.sources == snapshot.digest_with(known):
        raise _NotKnown
    edited = [path for path, one in snapshot.files.items() if known.get(path) != one.digest]
    are_briefs = all(path in past.shape.outlines for path in edited)
    if not are_briefs or len(edited) > _FEW or snapshot.files.keys() != known.keys():
        raise _NotKnown
    return edited


def _load(paths: Iterable[str], snapshot: Snapshot, settings: Settings) -> tuple[Loaded, ...]:
    files = [snapshot.files[path] for path in paths]
    orders = [
        Order(path=one.path, place=snapshot.places[one.path], digest=one.digest, settings=settings) for one in files
    ]
    return tuple(load_batch(orders))


def _has_only_another_text(found: Loaded, past: _Past) -> bool:
    """Tell whether a brief is without a diagnostic, as it was, and its outline what it was."""
    was_told = any(one.place.path == found.path for one in past.last.diagnostics)
    return not was_told and not found.diagnostics and found.metadata_digest == past.shape.outlines[found.path]


def _changes(pages: Mapping[str, KeptBrief], shape: Shape, store: Store, run: Run) -> Iterator[_Change]:
    """Yield every target that shows the text of an edited brief, when its view is another one now."""
    brief = functools.cache(lambda one: _kept_brief(one, store))
    for one, page in pages.items():
        cards = {other: brief(other).content.card for other in briefs_on(page)}
        yield from _change(page_of(brief(one), cards, shape.site), page_of(page, cards, shape.site), store, run)
    for path in sorted({shape.lists[at] for one in pages for at in shape.holders[one]}):
        kept = _kept_list(path, store)
        before = {one: brief(one) for one in briefs_in(kept)}
        now = {one: pages.get(one, page) for one, page in before.items()}
        yield from _change(list_of(path, kept, before, shape.site), list_of(path, kept, now, shape.site), store, run)


def _change(before: Target, now: Target, store: Store, run: Run) -> Iterator[_Change]:
    trace = store.row("traces", now.path, Trace)
    if not trace or trace.key.code != run.code or trace.key.view != view_digest(before):
        raise _NotKnown
    key = replace(trace.key, view=view_digest(now))
    if key != trace.key:
        yield _Change(target=now, key=key, trace=trace)


def _kept_brief(one: str, store: Store) -> KeptBrief:
    return _known(store.row("pages", one, KeptBrief))


def _kept_list(path: str, store: Store) -> KeptList:
    if path.endswith("/"):
        return _known(store.row("lists", path, KeptSegment))
    return _known(store.row("lists", path, KeptFeed))


def _known(row: _Row | None) -> _Row:
    if row is None:
        raise _NotKnown
    return row


def _make(edit: _Edit, snapshot: Snapshot, store: Store, run: Run) -> tuple[MadeTarget, ...]:
    store.put_fragments({one.fragment_key: one.fragment for one in edit.loaded if one.fragment})
    templates, _ = template_texts(snapshot)
    made = make_outdated([_outdated(one) for one in edit.changes], snapshot, templates, run)
    if any(one.diagnostics for one in made):
        raise _NotKnown  # the whole build tells of them
    return made


def _outdated(change: _Change) -> Outdated:
    return Outdated(target=change.target, reason="view")


def _publish(
    edit: _Edit, made: Sequence[MadeTarget], past: _Past, snapshot: Snapshot, store: Store, run: Run
) -> BuildReport:
    """Put the made files in place and remember what was done, in the order of `settle`."""
    remade = {one.path: one for one in made}
    outdated = tuple(map(_outdated, edit.changes))
    changed = explain(outdated, remade, store)
    keys = {one.target.path: one.key for one in edit.changes}
    output = run.request.output
    left = frozenset(one.path for change in edit.changes for one in change.trace.files)
    files = (read_owned(output) - left) | {one.path for target in made for one in target.files}
    with uninterrupted():
        published = publish(output, [one for target in made for one in target.files], files, left)
        traces = {path: trace_of(one, keys[path], published) for path, one in remade.items()}
        store.put_traces(traces, remove=())
        store.put("fields", {path: one.fields for path, one in remade.items()})
        _remember(edit, past.shape, snapshot, store, run)
        last = replace(
            past.last,
            stamps=run.found.stamps(),
            sources=snapshot.digest(),
            racy=remember_sources(snapshot, store),
        )
        write_last_build(run.folder, as_left(last, published, len(files), run))
    run.watch.lap("publish")
    upcoming = last.due[last.due_passed :]
    return BuildReport(
        diagnostics=last.diagnostics,
        written=published.written,
        pruned=published.pruned,
        unchanged=len(files) - len(published.written),
        outdated=outdated,
        changed=changed,
        read=len(edit.loaded),
        next_due=upcoming[0] if upcoming else None,
        timings=run.watch.stages,
    )


def _remember(edit: _Edit, shape: Shape, snapshot: Snapshot, store: Store, run: Run) -> None:
    texts = {**shape.texts, **{one.path: one.fragment_key for one in edit.loaded}}
    store.forget_fragments(frozenset(shape.texts.values()) - frozenset(texts.values()))
    remember_texts(edit.loaded, snapshot, shape.settings, store, run)
    store.put("pages", edit.pages)
    contents = {path: one.digest for path, one in snapshot.files.items()}
    keep_shape(replace(shape, sources=snapshot.digest(), contents=contents, texts=texts), store)
