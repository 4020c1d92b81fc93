"""The last build and some edited bodies -> the few files that show these texts, without a plan.

Nothing but bodies was edited, so the plan is the last one with other texts; any doubt leads to a whole plan.
"""

import functools
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from kei_site.build.context import BuildContext
from kei_site.build.edited_diagnostics import diagnostics_of_edit
from kei_site.build.load import load_batch, load_config, load_tasks, saved_text, text_rows
from kei_site.build.publish import finish
from kei_site.build.records import Edition, RenderedTarget
from kei_site.build.render import render_outdated
from kei_site.build.report import BuildReport
from kei_site.build.text_targets import (
    SavedBrief,
    SavedBuild,
    SavedFeed,
    SavedList,
    SavedPdf,
    SavedSegment,
    briefs_in,
    briefs_on,
    list_of,
    page_of,
    read_saved_build,
    saved_build_change,
    with_text,
)
from kei_site.core.codec import encode
from kei_site.core.diagnostics import Diagnostic, SeverityPolicy, has_errors, sort_key
from kei_site.core.hashing import Digest
from kei_site.core.value import value
from kei_site.output.last_build import LastBuild
from kei_site.output.ownership import read_owned
from kei_site.output.store import Store, TableChange
from kei_site.plan.outdated import Outdated, Trace
from kei_site.plan.targets import Key, Target, view_digest
from kei_site.source.load import LoadedFile
from kei_site.source.reread import template_texts
from kei_site.source.scan import Snapshot

_Row = TypeVar("_Row")

_FEW = 20
"""The number of edited bodies from which on a whole plan is as fast."""


class _NotKnown(Exception):
    """The last build is not known in full, or more than bodies was edited: a whole plan is needed."""


@value
class _Past:
    """The last build."""

    last: LastBuild
    saved: SavedBuild


@value
class _Change:
    """A target with a new text."""

    target: Target
    key: Key
    trace: Trace
    """Of what is published."""


@value
class _Edit:
    """The edited briefs, and the targets that show them."""

    snapshot: Snapshot
    loaded: tuple[LoadedFile, ...]
    diagnostics: tuple[Diagnostic, ...]
    """Of the whole site."""
    pages: Mapping[str, SavedBrief]
    """The edited briefs that are public, by id."""
    changes: tuple[_Change, ...]


def build_body_edits(last: LastBuild, snapshot: Snapshot, context: BuildContext) -> BuildReport | None:
    """Build if nothing but bodies of briefs was edited since the `last` build, whose files are untouched.

    Returns None, and publishes nothing, when a whole plan is needed. Raises as `build` does.
    """
    saved = read_saved_build(context.store)
    if not saved or last.left_out:
        return None
    past = _Past(last=last, saved=saved)
    try:
        edit = _edit(past, snapshot, context)
        edition = _edition_of(edit, _render(edit, context), past, context)
    except _NotKnown:
        return None
    return finish(_report(edit, last, context), edition, context)


def _edit(past: _Past, snapshot: Snapshot, context: BuildContext) -> _Edit:
    loaded = tuple(load_batch(load_tasks(_edited(past, snapshot), snapshot, past.saved.settings)))
    context.stopwatch.lap("read")
    if not all(_has_only_another_text(file, past) for file in loaded):
        raise _NotKnown
    diagnostics = _diagnostics(loaded, past, snapshot, context)
    public, store = past.saved.targets_by_brief, context.store
    briefs = [file.brief for file in loaded if file.brief and file.brief.id in public]
    pages = {brief.id: with_text(_saved_brief(brief.id, store), brief) for brief in briefs}
    changes = tuple(_changes(pages, past.saved, context))
    context.stopwatch.lap("plan")
    return _Edit(snapshot=snapshot, loaded=loaded, diagnostics=diagnostics, pages=pages, changes=changes)


def _edited(past: _Past, snapshot: Snapshot) -> list[str]:
    """Return the paths of the edited briefs; raises _NotKnown when anything else differs from the last build."""
    known = past.saved.contents
    if not past.last.sources == past.saved.sources == snapshot.digest_with(known):
        raise _NotKnown
    edited = [path for path, file in snapshot.files.items() if known.get(path) != file.digest]
    are_briefs = all(path in past.saved.metadata_digests for path in edited)
    if not are_briefs or len(edited) > _FEW or snapshot.files.keys() != known.keys():
        raise _NotKnown
    return edited


def _has_only_another_text(file: LoadedFile, past: _Past) -> bool:
    return file.metadata_digest == past.saved.metadata_digests[file.path]


def _diagnostics(
    loaded: tuple[LoadedFile, ...], past: _Past, snapshot: Snapshot, context: BuildContext
) -> tuple[Diagnostic, ...]:
    """Return what is told of the site; raises _NotKnown when only a plan can tell, or when anything is an error."""
    last, edited = past.last.diagnostics, {file.path: file for file in loaded}
    of_edited: dict[str, list[Diagnostic]] = {path: [] for path in edited}
    others = [found for found in last if found.place.path not in edited]
    if len(others) == len(last) and not any(file.diagnostics for file in loaded):
        return last
    for found in last:
        if found.place.path in edited:
            of_edited[found.place.path].append(found)
    policy = SeverityPolicy(severities=load_config(snapshot)[0].diagnostics, strict=context.request.strict)
    for path, file in edited.items():
        before = _known(saved_text(path, past.saved.contents[path], past.saved.settings, context))
        others += _known(diagnostics_of_edit(of_edited[path], before, file, policy))
    if has_errors(others):
        raise _NotKnown
    return tuple(sorted(others, key=sort_key))


def _changes(pages: Mapping[str, SavedBrief], build: SavedBuild, context: BuildContext) -> Iterator[_Change]:
    """Yield every target that shows the text of an edited brief, if its view differs from the last build's."""
    store, site = context.store, build.site
    saved_brief = functools.cache(lambda brief: _saved_brief(brief, store))
    for brief, page in pages.items():
        cards = {other: saved_brief(other).content.card for other in briefs_on(page)}
        language = page.content.front.language
        frame = build.sites.get(language) or build.sites.get(language.partition("-")[0]) or site
        yield from _change(page_of(saved_brief(brief), cards, frame), page_of(page, cards, frame), context)
    for path in sorted({build.lists[position] for brief in pages for position in build.targets_by_brief[brief]}):
        saved = _saved_list(path, store)
        before = {brief: saved_brief(brief) for brief in briefs_in(saved)}
        now = {brief: pages.get(brief, page) for brief, page in before.items()}
        yield from _change(list_of(path, saved, before, site), list_of(path, saved, now, site), context)


def _change(before: Target, now: Target, context: BuildContext) -> Iterator[_Change]:
    trace = context.store.row("traces", now.path, Trace)
    if not trace or trace.key.code != context.code or trace.key.view != view_digest(before):
        raise _NotKnown
    key = replace(trace.key, view=view_digest(now))
    if key != trace.key:
        yield _Change(target=now, key=key, trace=trace)


def _saved_brief(brief: str, store: Store) -> SavedBrief:
    return _known(store.row("pages", brief, SavedBrief))


def _saved_list(path: str, store: Store) -> SavedList:
    if path.endswith("/"):
        return _known(store.row("lists", path, SavedSegment))
    if path.endswith(".pdf"):
        return _known(store.row("lists", path, SavedPdf))
    return _known(store.row("lists", path, SavedFeed))


def _known(row: _Row | None) -> _Row:
    if row is None:
        raise _NotKnown
    return row


def _render(edit: _Edit, context: BuildContext) -> tuple[RenderedTarget, ...]:
    context.store.put_fragments({file.fragment_key: file.fragment for file in edit.loaded if file.fragment})
    templates, _ = template_texts(edit.snapshot)
    rendered = render_outdated(_outdated(edit), edit.snapshot, templates, context)
    if any(target.diagnostics for target in rendered):
        raise _NotKnown  # the whole build reports them
    return rendered


def _outdated(edit: _Edit) -> tuple[Outdated, ...]:
    return tuple(Outdated(target=change.target, reason="view") for change in edit.changes)


def _edition_of(edit: _Edit, rendered: tuple[RenderedTarget, ...], past: _Past, context: BuildContext) -> Edition:
    replaced = frozenset(file.path for change in edit.changes for file in change.trace.files)
    new = {file.path for target in rendered for file in target.files}
    texts = {**past.saved.texts, **{file.path: file.fragment_key for file in edit.loaded}}
    return Edition(
        snapshot=edit.snapshot,
        rendered=rendered,
        keys={change.target.path: change.key for change in edit.changes},
        files=(read_owned(context.request.output) - replaced) | new,
        owned=replaced,
        changes=tuple(_saved_changes(edit, past.saved, texts, context)),
        unused_texts=frozenset(past.saved.texts.values()) - frozenset(texts.values()),
        due=past.last.due,
    )


def _saved_changes(
    edit: _Edit, saved: SavedBuild, texts: Mapping[str, Digest], context: BuildContext
) -> Iterator[TableChange]:
    snapshot = edit.snapshot
    yield TableChange(table="records", rows=text_rows(edit.loaded, snapshot, saved.settings, context.code))
    yield TableChange(table="pages", rows={brief: encode(page) for brief, page in edit.pages.items()})
    contents = {path: file.digest for path, file in snapshot.files.items()}
    yield saved_build_change(replace(saved, sources=snapshot.digest(), contents=contents, texts=texts))


def _report(edit: _Edit, last: LastBuild, context: BuildContext) -> BuildReport:
    return BuildReport(
        diagnostics=edit.diagnostics,
        outdated=_outdated(edit),
        read=len(edit.loaded),
        next_due=last.next_due,
        timings=context.stopwatch.stages,
    )
