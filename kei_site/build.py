"""The pipeline: a site's folder -> a published folder and a report. Build layer; it reads from top to bottom."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kei_site.diagnostics import Diagnostic, SeverityPolicy, apply_severities, has_errors
from kei_site.output.last import LastBuild
from kei_site.report import BuildReport, BuildRequest
from kei_site.run import Run, begin, has_old_sources, last_build_but_for_sources
from kei_site.source.scan import Snapshot

if TYPE_CHECKING:
    from kei_site.config import Config
    from kei_site.output.store import Store
    from kei_site.planning import Planned

_DAMAGED = "what earlier builds remembered was damaged; it was thrown away and made again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What a site says and what its plan is, before anything is rendered."""

    snapshot: Snapshot
    config: "Config"
    planned: "Planned"
    policy: SeverityPolicy
    diagnostics: tuple[Diagnostic, ...]
    read: int
    """Texts that were parsed, as opposed to remembered."""


Listener = Callable[[Survey], None]
"""Is told what a site says and what its plan is as soon as that is known."""


def build(request: BuildRequest, listener: Listener | None = None) -> BuildReport:
    """Build the site and publish it; on errors in the content, or when not asked to publish, nothing is published.

    Raises Refusal when the output folder cannot be used or another build is running, OSError when the machine refuses,
    KeyboardInterrupt when a signal asked for the end, Superseded when the request said so; the published folder is
    whole in every case.
    """
    with begin(request) as run:
        last = last_build_but_for_sources(run) if request.publish else None
        if last and has_old_sources(last, run):
            return _idle_report(run, last)
        run.sign()
        return _build_sound(run, last, listener)


def survey(request: BuildRequest) -> Survey:
    """Read and plan the site, and publish nothing; raises as `build` does."""
    from kei_site.sources import snapshot_of

    with begin(request) as run, _memory(run) as store:
        run.sign()
        return _survey(snapshot_of(run, store), run, store)


def _build_sound(run: Run, last: LastBuild | None, listener: Listener | None) -> BuildReport:
    """Build; when a remembered text turns out to be damaged, throw the texts away and build with new ones."""
    from kei_site.making import LostText

    try:
        return _build_once(run, last, listener)
    except LostText:
        with _memory(run) as store:
            store.throw_texts_away()
    return replace(_build_once(run, None, listener), notices=(_DAMAGED,))


def _build_once(run: Run, last: LastBuild | None, listener: Listener | None) -> BuildReport:
    from kei_site.sources import snapshot_of

    with _memory(run) as store:
        snapshot = snapshot_of(run, store)
        report = _build_little(last, snapshot, store, run, listener) if last else None
        report = report or _build(_survey(snapshot, run, store), run, store, listener)
        return replace(report, notices=(_DAMAGED,)) if store.was_damaged else report


def _build_little(
    last: LastBuild, snapshot: Snapshot, store: "Store", run: Run, listener: Listener | None
) -> BuildReport | None:
    """Build without a plan if sources were only touched, or nothing but bodies was edited and nobody asks for one."""
    from kei_site.sources import if_only_touched

    if now := if_only_touched(last, snapshot, store, run):
        return _idle_report(run, now)
    if listener:
        return None
    from kei_site.bodies import build_bodies

    return build_bodies(last, snapshot, store, run)


def _memory(run: Run) -> "contextlib.closing[Store]":
    """Open what earlier builds remember; the databases are loaded only when there is something to do."""
    from kei_site.output.store import Store

    return contextlib.closing(Store(run.folder))


def _survey(snapshot: Snapshot, run: Run, store: "Store") -> Survey:
    from kei_site.planning import plan_build
    from kei_site.reading import read_sources
    from kei_site.sources import read_configuration

    config, config_diagnostics = read_configuration(snapshot)
    policy = SeverityPolicy(severities=config.diagnostics, strict=run.request.strict)
    readings = read_sources(snapshot, config, store, run)
    planned = plan_build(snapshot, config, readings, store, run)
    diagnostics = apply_severities((*config_diagnostics, *readings.diagnostics, *planned.diagnostics), policy)
    return Survey(
        snapshot=snapshot, config=config, planned=planned, policy=policy, diagnostics=diagnostics, read=readings.parsed
    )


def _build(site: Survey, run: Run, store: "Store", listener: Listener | None) -> BuildReport:
    from kei_site.keeping import what_to_keep
    from kei_site.making import failures_of, make_outdated
    from kei_site.settling import judge_outputs, settle

    if listener:
        listener(site)
    report = BuildReport(
        diagnostics=site.diagnostics, read=site.read, timings=run.watch.stages, next_due=site.planned.library.next_due
    )
    if report.failed:
        return report
    state = judge_outputs(site.planned.plan, store, run)
    outdated = tuple(one for one in state.outdated if one.target.recipe not in run.request.postponed)
    targets = [one.target for one in outdated]
    kept = what_to_keep(site.planned, site.snapshot, targets) if run.request.publish else None
    made = make_outdated(outdated, site.snapshot, site.planned.templates, run)
    # A site may lower what is wrong with a text, but an output that could not be made is never left out in silence.
    failures = apply_severities(failures_of(made), SeverityPolicy())
    diagnostics = apply_severities((*site.diagnostics, *failures), SeverityPolicy())
    report = replace(report, diagnostics=diagnostics, outdated=outdated, postponed=len(state.outdated) - len(outdated))
    if has_errors(diagnostics) or kept is None:
        return report
    return settle(report, state, made, kept, site.snapshot, site.planned, store, run)


def _idle_report(run: Run, last: LastBuild) -> BuildReport:
    run.watch.lap("idle")
    upcoming = last.due[last.due_passed :]
    return BuildReport(
        diagnostics=last.diagnostics,
        unchanged=last.published,
        idle=True,
        timings=run.watch.stages,
        next_due=upcoming[0] if upcoming else None,
    )
