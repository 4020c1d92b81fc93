"""The last build and some edited bodies -> the few files that show them. Build layer.

A fast path, not a guess. The text of a brief decides nothing but the files that show it: its page, feeds, a segment
of the search index. So if the last build is known in full, and since then briefs were edited of which nothing but the
text is new (their outlines are what they were), the plan is the last one with other texts in it. What the views of
those files were made of must have the digests that their traces name. Whenever anything is otherwise, the whole plan
is made.
"""

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from kei_site.build.context import BuildContext
from kei_site.build.load import Order, load_batch, record_rows
from kei_site.build.publish import Edition, finish
from kei_site.build.render import MadeTarget, make_outdated
from kei_site.build.report import BuildReport
from kei_site.build.scan import template_texts
from kei_site.build.text_targets import (
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
from kei_site.build.text_targets_store import Shape, saved_shape, shape_change
from kei_site.core.codec import encode
from kei_site.core.hashing import Digest
from kei_site.core.value import value
from kei_site.output.last_build import LastBuild
from kei_site.output.ownership import read_owned
from kei_site.output.store import Store, TableChange
from kei_site.plan.outdated import Outdated, Trace
from kei_site.plan.targets import Key, Target, view_digest
from kei_site.source.load import LoadedFile, Settings
from kei_site.source.scan import Snapshot

_Row = TypeVar("_Row")

_FEW = 20
"""Edited bodies up to which this is worth while."""


class _NotKnown(Exception):
    """Something of the last build is not known for sure, or more than bodies was edited: the whole plan is needed."""


@value
class _Past:
    """The last build."""

    last: LastBuild
    shape: Shape


@value
class _Change:
    """A target with a new text."""

    target: Target
    key: Key
    trace: Trace
    """Of what is published."""


@value
class _Edit:
    """What was edited, and what that changes."""

    snapshot: Snapshot
    loaded: tuple[LoadedFile, ...]
    pages: Mapping[str, KeptBrief]
    """The edited briefs that are public, by id."""
    changes: tuple[_Change, ...]


def build_bodies(last: LastBuild, snapshot: Snapshot, context: BuildContext) -> BuildReport | None:
    """Build if nothing but bodies of briefs was edited since the `last` build, which left all that is published.

    Returns None, having published nothing, when that takes a whole plan. Raises as `build` does.
    """
    shape = saved_shape(context.store)
    if not shape:
        return None
    past = _Past(last=last, shape=shape)
    try:
        edit = _edit(past, snapshot, context)
        edition = _edition_of(edit, _render(edit, context), past, context)
    except _NotKnown:
        return None
    return finish(_report(edit, last, context), edition, context)


def _edit(past: _Past, snapshot: Snapshot, context: BuildContext) -> _Edit:
    loaded = _load(_edited(past, snapshot), snapshot, past.shape.settings)
    context.stopwatch.lap("read")
    if not all(_has_only_another_text(file, past) for file in loaded):
        raise _NotKnown
    public, store = past.shape.holders, context.store
    briefs = [file.brief for file in loaded if file.brief and file.brief.id in public]
    pages = {brief.id: with_text(_kept_brief(brief.id, store), brief) for brief in briefs}
    changes = tuple(_changes(pages, past.shape, context))
    context.stopwatch.lap("plan")
    return _Edit(snapshot=snapshot, loaded=loaded, pages=pages, changes=changes)


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


def _load(paths: Iterable[str], snapshot: Snapshot, settings: Settings) -> tuple[LoadedFile, ...]:
    files = [snapshot.files[path] for path in paths]
    orders = [
        Order(path=one.path, place=snapshot.places[one.path], digest=one.digest, settings=settings) for one in files
    ]
    return tuple(load_batch(orders))


def _has_only_another_text(found: LoadedFile, past: _Past) -> bool:
    """Tell whether a brief is without a diagnostic, as it was, and its outline what it was."""
    was_told = any(one.place.path == found.path for one in past.last.diagnostics)
    return not was_told and not found.diagnostics and found.metadata_digest == past.shape.outlines[found.path]


def _changes(pages: Mapping[str, KeptBrief], shape: Shape, context: BuildContext) -> Iterator[_Change]:
    """Yield every target that shows the text of an edited brief, when its view is another one now."""
    store = context.store
    brief = functools.cache(lambda name: _kept_brief(name, store))
    for name, page in pages.items():
        cards = {other: brief(other).content.card for other in briefs_on(page)}
        yield from _change(page_of(brief(name), cards, shape.site), page_of(page, cards, shape.site), context)
    for path in sorted({shape.lists[at] for name in pages for at in shape.holders[name]}):
        kept = _kept_list(path, store)
        before = {name: brief(name) for name in briefs_in(kept)}
        now = {name: pages.get(name, page) for name, page in before.items()}
        yield from _change(list_of(path, kept, before, shape.site), list_of(path, kept, now, shape.site), context)


def _change(before: Target, now: Target, context: BuildContext) -> Iterator[_Change]:
    trace = context.store.row("traces", now.path, Trace)
    if not trace or trace.key.code != context.code or trace.key.view != view_digest(before):
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


def _render(edit: _Edit, context: BuildContext) -> tuple[MadeTarget, ...]:
    context.store.put_fragments({file.fragment_key: file.fragment for file in edit.loaded if file.fragment})
    templates, _ = template_texts(edit.snapshot)
    rendered = make_outdated(_outdated(edit), edit.snapshot, templates, context)
    if any(target.diagnostics for target in rendered):
        raise _NotKnown  # the whole build reports them
    return rendered


def _outdated(edit: _Edit) -> tuple[Outdated, ...]:
    return tuple(Outdated(target=change.target, reason="view") for change in edit.changes)


def _edition_of(edit: _Edit, rendered: tuple[MadeTarget, ...], past: _Past, context: BuildContext) -> Edition:
    replaced = frozenset(file.path for change in edit.changes for file in change.trace.files)
    files = (read_owned(context.request.output) - replaced) | {file.path for one in rendered for file in one.files}
    texts = {**past.shape.texts, **{file.path: file.fragment_key for file in edit.loaded}}
    return Edition(
        snapshot=edit.snapshot,
        rendered=rendered,
        keys={change.target.path: change.key for change in edit.changes},
        files=files,
        owned=replaced,
        changes=tuple(_saved_changes(edit, past.shape, texts, context)),
        unused_texts=frozenset(past.shape.texts.values()) - frozenset(texts.values()),
        due=past.last.due,
    )


def _saved_changes(
    edit: _Edit, shape: Shape, texts: Mapping[str, Digest], context: BuildContext
) -> Iterator[TableChange]:
    snapshot = edit.snapshot
    rows = record_rows(edit.loaded, snapshot, shape.settings, context.code)
    yield TableChange(table="records", rows=rows)
    yield TableChange(table="pages", rows={brief: encode(page) for brief, page in edit.pages.items()})
    contents = {path: file.digest for path, file in snapshot.files.items()}
    yield shape_change(replace(shape, sources=snapshot.digest(), contents=contents, texts=texts))


def _report(edit: _Edit, last: LastBuild, context: BuildContext) -> BuildReport:
    upcoming = last.due[last.due_passed :]
    return BuildReport(
        diagnostics=last.diagnostics,
        outdated=_outdated(edit),
        read=len(edit.loaded),
        next_due=upcoming[0] if upcoming else None,
        timings=context.stopwatch.stages,
    )
