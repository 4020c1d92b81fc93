"""The pipeline: a site's folder -> a published folder and a report. Build layer; it reads from top to bottom."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from kei_site.build.context import BuildContext, has_old_sources, last_build_but_for_sources, open_build
from kei_site.build.report import BuildReport, BuildRequest
from kei_site.core.diagnostics import Diagnostic, SeverityPolicy, apply_severities
from kei_site.core.value import value
from kei_site.output.last_build import LastBuild
from kei_site.source.scan import Snapshot

if TYPE_CHECKING:
    from kei_site.build.plan import Planned
    from kei_site.config import Config

_DAMAGED = "what earlier builds remembered was damaged; it was thrown away and made again"


@value
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
    with open_build(request) as context:
        last = last_build_but_for_sources(context) if request.publish else None
        if last and has_old_sources(last, context):
            return _idle_report(last, context)
        context.sign_lock()
        return _build_sound(last, listener, context)


def survey(request: BuildRequest) -> Survey:
    """Read and plan the site, and publish nothing; raises as `build` does."""
    from kei_site.build.scan import snapshot_of

    with open_build(request) as context:
        context.sign_lock()
        return _survey(snapshot_of(context), context)


def _build_sound(last: LastBuild | None, listener: Listener | None, context: BuildContext) -> BuildReport:
    """Build; when a remembered text turns out to be damaged, clear the texts and build with new ones."""
    from kei_site.build.render import LostText

    try:
        report = _build_once(last, listener, context)
    except LostText:
        context.store.throw_texts_away()
        report = _build_once(None, listener, context)
    return replace(report, notices=(_DAMAGED,)) if context.store.was_damaged else report


def _build_once(last: LastBuild | None, listener: Listener | None, context: BuildContext) -> BuildReport:
    from kei_site.build.scan import snapshot_of

    snapshot = snapshot_of(context)
    if last and (report := _build_little(last, snapshot, listener, context)):
        return report
    return _build(_survey(snapshot, context), listener, context)


def _build_little(
    last: LastBuild, snapshot: Snapshot, listener: Listener | None, context: BuildContext
) -> BuildReport | None:
    """Build without a plan if sources were only touched, or nothing but bodies was edited and nobody asks for one."""
    from kei_site.build.scan import if_only_touched

    if now := if_only_touched(last, snapshot, context):
        return _idle_report(now, context)
    if listener:
        return None
    from kei_site.build.body_edits import build_bodies

    return build_bodies(last, snapshot, context)


def _survey(snapshot: Snapshot, context: BuildContext) -> Survey:
    from kei_site.build.load import read_sources
    from kei_site.build.plan import plan_build
    from kei_site.build.scan import read_configuration

    config, config_diagnostics = read_configuration(snapshot)
    policy = SeverityPolicy(severities=config.diagnostics, strict=context.request.strict)
    readings = read_sources(snapshot, config, context)
    planned = plan_build(snapshot, config, readings, context)
    diagnostics = apply_severities((*config_diagnostics, *readings.diagnostics, *planned.diagnostics), policy)
    return Survey(
        snapshot=snapshot, config=config, planned=planned, policy=policy, diagnostics=diagnostics, read=readings.parsed
    )


def _build(site: Survey, listener: Listener | None, context: BuildContext) -> BuildReport:
    from kei_site.build.publish import edition_of, finish, judge_outputs
    from kei_site.build.render import failures_of, make_outdated

    if listener:
        listener(site)
    planned = site.planned
    report = BuildReport(
        diagnostics=site.diagnostics,
        read=site.read,
        timings=context.stopwatch.stages,
        next_due=planned.library.next_due,
    )
    if report.failed:
        return report
    state = judge_outputs(planned.plan, context)
    outdated = tuple(one for one in state.outdated if one.target.recipe not in context.request.postponed)
    rendered = make_outdated(outdated, site.snapshot, planned.templates, context)
    # A site may lower the severity of a text's diagnostics, but an output that failed is never left out in silence.
    failures = apply_severities(failures_of(rendered), SeverityPolicy())
    diagnostics = apply_severities((*site.diagnostics, *failures), SeverityPolicy())
    report = replace(report, diagnostics=diagnostics, outdated=outdated, postponed=len(state.outdated) - len(outdated))
    if report.failed or not context.request.publish:
        return report
    return finish(report, edition_of(state, rendered, planned, context), context)


def _idle_report(last: LastBuild, context: BuildContext) -> BuildReport:
    context.stopwatch.lap("idle")
    upcoming = last.due[last.due_passed :]
    return BuildReport(
        diagnostics=last.diagnostics,
        unchanged=last.published,
        idle=True,
        timings=context.stopwatch.stages,
        next_due=upcoming[0] if upcoming else None,
    )
