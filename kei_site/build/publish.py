"""Rendered targets -> the published folder, and the cache with everything that the next build needs."""

import os
import time
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import replace

from kei_site.build.context import BuildContext, outputs_digest
from kei_site.build.records import Edition, OutputState, RenderedTarget, SitePlan
from kei_site.build.report import BuildReport, BuildRequest
from kei_site.build.signals import uninterrupted
from kei_site.build.text_targets import saved_changes
from kei_site.core.codec import decode
from kei_site.core.hashing import Digest
from kei_site.core.stamps import stamp_of
from kei_site.output.last_build import LastBuild, write_last_build
from kei_site.output.ownership import NAME, PARTS, check_site
from kei_site.output.publish import Published, publish
from kei_site.output.store import Store, TableChange
from kei_site.plan.outdated import Outdated, PublishedFile, Trace, changed_fields
from kei_site.plan.targets import Key
from kei_site.source.scan import Snapshot, trusted_files


def edition_of(
    state: OutputState, rendered: tuple[RenderedTarget, ...], site: SitePlan, context: BuildContext
) -> Edition:
    """Return the edition of a whole plan; `rendered` are those of its targets that were not current.

    Raises Refusal if the folder holds another site.
    """
    _check_site(state, site.inputs.site.url, context.request)
    store, targets = context.store, site.plan.targets
    paths = frozenset(target.path for target in rendered)
    intact = {path: trace for path, trace in state.traces.items() if path in targets and path not in paths}
    left = {file.path for trace in intact.values() for file in trace.files}
    return Edition(
        snapshot=site.snapshot,
        rendered=rendered,
        keys=site.plan.keys,
        files=frozenset(left | {file.path for target in rendered for file in target.files}),
        owned=state.owned,
        site=site.inputs.site.url,
        changes=saved_changes(site, paths, store),
        unused_texts=store.fragment_keys() - frozenset(site.texts.values()),
        due=site.due,
        traces={path: intact[path] for path in state.touched if path in intact},
        gone=store.keys("traces") - targets.keys(),
    )


def _check_site(state: OutputState, url: str, asked: BuildRequest) -> None:
    """Raise Refusal if another site was published in the output folder.

    Where this one was published before, its address has changed: in a folder of its own, or one that the cache knows.
    """
    is_own = state.traces or asked.output.is_relative_to(asked.site)
    if not is_own and not asked.clean:
        check_site(asked.output, url)


def finish(report: BuildReport, edition: Edition, context: BuildContext) -> BuildReport:
    """Put the rendered files in place, delete files of earlier editions, and save what the next build needs.

    Returns the report, completed with the written and the deleted files. Raises Refusal and OSError as `publish` does.
    """
    store = context.store
    changed = _explain(report.outdated, edition.rendered, store)
    files = [file for target in edition.rendered for file in target.files]
    with uninterrupted():
        published = publish(context.request.output, files, edition.files, edition.owned, site=edition.site)
        traces = {target.path: _trace_of(target, edition.keys, published) for target in edition.rendered}
        store.put("traces", {**edition.traces, **traces}, remove=edition.gone)
        fields = {target.path: target.fields for target in edition.rendered}
        store.apply(TableChange(table="fields", rows=fields, remove=edition.gone))
        store.remove_fragments(edition.unused_texts)
        for change in edition.changes:
            store.apply(change)
        last = _last_build(edition, published, context)
        last = replace(
            last,
            diagnostics=report.diagnostics,
            left_out=report.left_out,
            whole_seconds=_whole_seconds(edition, context),
        )
        write_last_build(context.folder, None if report.postponed else last)
    context.stopwatch.lap("publish")
    return replace(
        report,
        changed=changed,
        written=published.written,
        pruned=published.pruned,
        unchanged=len(edition.files) - len(published.written),
    )


def _explain(
    outdated: Iterable[Outdated], rendered: Iterable[RenderedTarget], store: Store
) -> dict[str, tuple[str, ...]]:
    """Return the fields that changed in the views of outdated targets, by target path."""
    fields = {target.path: target.fields for target in rendered}
    paths = [entry.target.path for entry in outdated if entry.reason == "view" and entry.target.path in fields]
    before = {path: store.row("fields", path, dict[str, str]) for path in paths}
    return {
        path: changed_fields(row, decode(dict[str, str], fields[path]))
        for path, row in before.items()
        if row is not None
    }


def _trace_of(target: RenderedTarget, keys: Mapping[str, Key], published: Published) -> Trace:
    files = tuple(
        PublishedFile(path=file.path, digest=file.digest, stamp=published.files[file.path]) for file in target.files
    )
    return Trace(key=keys[target.path], files=files)


def _save_stamps(snapshot: Snapshot, store: Store) -> tuple[str, ...]:
    """Save the stamps that can be trusted by now; return the paths of the other files."""
    trusted = trusted_files(snapshot, time.time_ns())
    store.put("files", trusted)
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
        racy=_save_stamps(edition.snapshot, context.store),
        diagnostics=(),
    )


def _whole_seconds(edition: Edition, context: BuildContext) -> float:
    """Return the seconds so far if this build rendered every file, else those of the last build that did."""
    if sum(len(target.files) for target in edition.rendered) == len(edition.files):
        return round(context.stopwatch.stages.get("total", 0.0), 3)
    return context.last_build.whole_seconds if context.last_build else 0.0


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
