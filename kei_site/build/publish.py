"""Rendered targets -> the published folder, and what the next build has to know. Build layer.

Published files are compared with the plan first. At the end of every build the new files are put in place and what
the next build needs is remembered, in that order.
"""

import os
import time
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import field, replace

from kei_site.build.context import BuildContext, outputs_digest
from kei_site.build.plan import Planned
from kei_site.build.render import MadeTarget
from kei_site.build.report import BuildReport
from kei_site.build.scan import remember_files
from kei_site.build.signals import uninterrupted
from kei_site.build.text_targets_store import saved_changes
from kei_site.core.hashing import Digest
from kei_site.core.stamps import stamp_of
from kei_site.core.value import value
from kei_site.output.last_build import LastBuild, write_last_build
from kei_site.output.ownership import NAME, PARTS
from kei_site.output.publish import Published, find_lost, publish
from kei_site.output.store import Store, TableChange
from kei_site.plan.outdated import Outdated, PublishedFile, Trace, changed_fields, find_outdated
from kei_site.plan.targets import Key, Plan
from kei_site.source.scan import Snapshot, trusted_files


@value
class State:
    """The published files, compared with the plan."""

    outdated: tuple[Outdated, ...]
    traces: Mapping[str, Trace]
    """Of the last build, by target path, with the stamps that the files have now."""
    touched: tuple[str, ...]
    """Targets whose files have other stamps, but the bytes that they were left with."""
    owned: frozenset[str]
    """Published files that are as they were left, so surely ours."""


@value
class Edition:
    """All that a build publishes and remembers."""

    snapshot: Snapshot
    rendered: tuple[MadeTarget, ...]
    keys: Mapping[str, Key]
    """Of the rendered targets at least, by path."""
    files: frozenset[str]
    """Every file that the output folder is to hold, new or not."""
    owned: frozenset[str]
    """Published files that are surely ours."""
    changes: tuple[TableChange, ...]
    """Of what is saved for the next build."""
    unused_texts: frozenset[str]
    """The keys of stored texts that no source gives any more."""
    due: tuple[int, ...]
    """Every instant (seconds since 1970) at which a brief becomes public, past ones included, in order."""
    traces: Mapping[str, Trace] = field(default_factory=dict)
    """Of targets that were not rendered and whose files bear other stamps."""
    gone: frozenset[str] = frozenset()
    """The paths of targets that are not in the plan any more."""


def judge_outputs(plan: Plan, context: BuildContext) -> State:
    """Return which targets are outdated, and the traces of those that are not."""
    traces = context.store.traces()
    damaged, restamped = find_lost(context.request.output, context.output_stamps, traces)
    touched = {
        path: replace(trace, files=tuple(restamped.get(file.path, file) for file in trace.files))
        for path, trace in traces.items()
        if any(file.path in restamped for file in trace.files)
    }
    outdated = find_outdated(plan, traces, damaged)
    context.stopwatch.lap("outdated")
    owned = frozenset(file.path for trace in traces.values() for file in trace.files if file.path not in damaged)
    return State(outdated=outdated, traces={**traces, **touched}, touched=tuple(touched), owned=owned)


def edition_of(state: State, rendered: tuple[MadeTarget, ...], planned: Planned, context: BuildContext) -> Edition:
    """Return the edition of a whole plan; `rendered` are those of its targets that were not current."""
    store, targets = context.store, planned.plan.targets
    paths = frozenset(target.path for target in rendered)
    intact = {path: trace for path, trace in state.traces.items() if path in targets and path not in paths}
    left = {file.path for trace in intact.values() for file in trace.files}
    return Edition(
        snapshot=planned.snapshot,
        rendered=rendered,
        keys=planned.plan.keys,
        files=frozenset(left | {file.path for target in rendered for file in target.files}),
        owned=state.owned,
        changes=saved_changes(planned, paths, store),
        unused_texts=store.fragment_keys() - frozenset(planned.texts.values()),
        due=planned.due,
        traces={path: intact[path] for path in state.touched if path in intact},
        gone=store.keys("traces") - targets.keys(),
    )


def finish(report: BuildReport, edition: Edition, context: BuildContext) -> BuildReport:
    """Put the rendered files in place, delete files that do not belong to the edition, and remember what was done.

    Returns the report with what was done. Raises Refusal and OSError as `publish` does.
    """
    store = context.store
    changed = _explain(report.outdated, edition.rendered, store)
    files = [file for target in edition.rendered for file in target.files]
    with uninterrupted():
        published = publish(context.request.output, files, edition.files, edition.owned)
        traces = {target.path: _trace_of(target, edition.keys, published) for target in edition.rendered}
        store.put_traces({**edition.traces, **traces}, remove=edition.gone)
        store.put("fields", {target.path: target.fields for target in edition.rendered}, remove=edition.gone)
        store.forget_fragments(edition.unused_texts)
        for change in edition.changes:
            store.apply(change)
        racy = _remember_sources(edition.snapshot, store)
        last = replace(_last_build(edition, published, context), racy=racy, diagnostics=report.diagnostics)
        write_last_build(context.folder, None if report.postponed else last)
    context.stopwatch.lap("publish")
    return replace(
        report,
        changed=changed,
        written=published.written,
        pruned=published.pruned,
        unchanged=len(edition.files) - len(published.written),
    )


def _explain(outdated: Iterable[Outdated], rendered: Iterable[MadeTarget], store: Store) -> dict[str, tuple[str, ...]]:
    """Return the fields that changed in the views of outdated targets, by target path."""
    fields = {target.path: target.fields for target in rendered}
    paths = [one.target.path for one in outdated if one.reason == "view" and one.target.path in fields]
    before = {path: store.row("fields", path, dict[str, str]) for path in paths}
    return {path: changed_fields(row, fields[path]) for path, row in before.items() if row}


def _trace_of(target: MadeTarget, keys: Mapping[str, Key], published: Published) -> Trace:
    files = tuple(
        PublishedFile(path=file.path, digest=file.digest, stamp=published.files[file.path]) for file in target.files
    )
    return Trace(key=keys[target.path], files=files)


def _remember_sources(snapshot: Snapshot, store: Store) -> tuple[str, ...]:
    """Remember the files whose stamps can be trusted by now; return the paths of the others."""
    trusted = trusted_files(snapshot, time.time_ns())
    remember_files(trusted.values(), store)
    return tuple(sorted(snapshot.racy - trusted.keys()))


def _last_build(edition: Edition, published: Published, context: BuildContext) -> LastBuild:
    return LastBuild(
        request=context.key(),
        stamps=context.walk.stamps(),
        sources=edition.snapshot.digest(),
        due=edition.due,
        due_passed=bisect_right(edition.due, context.instant),
        outputs=_outputs_after(published, context),
        published=len(edition.files),
        racy=(),
        diagnostics=(),
    )


def _outputs_after(published: Published, context: BuildContext) -> Digest:
    """Return the digest of the output folder: the files that were there, and what publishing did to them.

    The folder is not listed again: a file that somebody else changed meanwhile differs from this next time.
    """
    gone = {*published.pruned, NAME}
    there = {
        path: found
        for path, found in context.output_stamps.items()
        if path not in gone and not path.startswith(f"{PARTS}/")
    }
    listed = {NAME: stamp_of(os.lstat(context.request.output / NAME))}
    return outputs_digest({**there, **published.files, **listed})
