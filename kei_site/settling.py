"""Made targets -> the published folder, and what the next build has to know. Build layer.

The last steps of a build: judge what is published against the plan, put the new files in place, and remember, in that
order.
"""

import os
import time
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kei_site.core.stamps import stamp_of
from kei_site.digest import NO_DIGEST
from kei_site.idle import outputs_digest
from kei_site.interrupts import uninterrupted
from kei_site.keeping import Kept, keep
from kei_site.making import MadeTarget
from kei_site.output.last import LastBuild, write_last_build
from kei_site.output.ownership import NAME, PARTS
from kei_site.output.publish import Published, find_lost, publish
from kei_site.output.store import Store
from kei_site.plan.outdated import Outdated, PublishedFile, Trace, changed_fields, find_outdated
from kei_site.plan.targets import Key, Plan
from kei_site.planning import Planned
from kei_site.report import BuildReport
from kei_site.run import Run
from kei_site.source.scan import Snapshot, trusted_files
from kei_site.sources import remember_files


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What is published, compared with the plan."""

    outdated: tuple[Outdated, ...]
    traces: Mapping[str, Trace]
    """Of the last build, by target path, with the stamps that the files have now."""
    restamped: tuple[str, ...]
    """Targets whose files have other stamps, but the bytes that they were left with."""
    ours: frozenset[str]
    """Published files that are as they were left, so surely ours."""


def judge_outputs(plan: Plan, store: Store, run: Run) -> State:
    """Return which targets are outdated, and the traces of those that are not."""
    traces = store.traces()
    lost, restamped = find_lost(run.request.output, run.published(), traces)
    touched = {
        path: replace(trace, files=tuple(restamped.get(one.path, one) for one in trace.files))
        for path, trace in traces.items()
        if any(one.path in restamped for one in trace.files)
    }
    outdated = find_outdated(plan, traces, lost)
    run.watch.lap("outdated")
    ours = frozenset(one.path for trace in traces.values() for one in trace.files if one.path not in lost)
    return State(outdated=outdated, traces={**traces, **touched}, restamped=tuple(touched), ours=ours)


def explain(outdated: Iterable[Outdated], remade: Mapping[str, MadeTarget], store: Store) -> dict[str, tuple[str, ...]]:
    """Return the fields that changed in the views of outdated targets, by target path."""
    paths = [one.target.path for one in outdated if one.reason == "view" and one.target.path in remade]
    before = {path: store.row("fields", path, dict[str, str]) for path in paths}
    return {path: changed_fields(kept, remade[path].fields) for path, kept in before.items() if kept}


def settle(
    report: BuildReport,
    state: State,
    made: Sequence[MadeTarget],
    kept: Kept,
    snapshot: Snapshot,
    planned: Planned,
    store: Store,
    run: Run,
) -> BuildReport:
    """Put the made files in place, delete what the plan no longer names, and remember what was done.

    `kept` is of the targets that were made.
    """
    plan, output = planned.plan, run.request.output
    remade = {one.path: one for one in made}
    report = replace(report, changed=explain(state.outdated, remade, store))
    intact = {path: trace for path, trace in state.traces.items() if path in plan.targets and path not in remade}
    left = {one.path for trace in intact.values() for one in trace.files}
    files = frozenset(left | {one.path for target in made for one in target.files})
    with uninterrupted():
        published = publish(output, [one for group in made for one in group.files], files, state.ours)
        fresh = {path: trace_of(one, plan.keys[path], published) for path, one in remade.items()}
        changed = fresh | {path: intact[path] for path in state.restamped if path in intact}
        gone = store.keys("traces") - plan.targets.keys()
        store.put_traces(changed, remove=gone)
        store.put("fields", {path: one.fields for path, one in remade.items()}, remove=gone)
        store.forget_fragments(store.fragment_keys() - frozenset(planned.texts.values()))
        keep(kept, store)
        last = _last_build(report, snapshot, planned, run, remember_sources(snapshot, store))
        write_last_build(run.folder, None if report.postponed else as_left(last, published, len(files), run))
    run.watch.lap("publish")
    return replace(
        report, written=published.written, pruned=published.pruned, unchanged=len(files) - len(published.written)
    )


def trace_of(made: MadeTarget, key: Key, published: Published) -> Trace:
    """Return the trace of a target that was made from `key` and published."""
    files = tuple(
        PublishedFile(path=one.path, digest=one.digest, stamp=published.files[one.path]) for one in made.files
    )
    return Trace(key=key, files=files)


def remember_sources(snapshot: Snapshot, store: Store) -> tuple[str, ...]:
    """Remember the files whose stamps can be trusted by now; return the paths of the others."""
    trusted = trusted_files(snapshot, time.time_ns())
    remember_files(trusted.values(), store)
    return tuple(sorted(snapshot.racy - trusted.keys()))


def _last_build(
    report: BuildReport, snapshot: Snapshot, planned: Planned, run: Run, young: tuple[str, ...]
) -> LastBuild:
    due = planned.due
    return LastBuild(
        request=run.key(),
        stamps=run.found.stamps(),
        sources=snapshot.digest(),
        due=due,
        due_passed=bisect_right(due, run.instant),
        outputs=NO_DIGEST,
        published=0,
        racy=young,
        diagnostics=report.diagnostics,
    )


def as_left(last: LastBuild, published: Published, count: int, run: Run) -> LastBuild:
    """Complete what is known of this build with its outputs: what was there, and what publishing did to it.

    The folder is not listed again: a file that somebody else changed meanwhile differs from this next time.
    """
    gone = {*published.pruned, NAME}
    there = {
        path: one for path, one in run.published().items() if path not in gone and not path.startswith(f"{PARTS}/")
    }
    listed = {NAME: stamp_of(os.lstat(run.request.output / NAME))}
    return replace(last, outputs=outputs_digest({**there, **published.files, **listed}), published=count)
