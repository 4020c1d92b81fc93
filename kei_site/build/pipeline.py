"""The folder of a site -> a published folder and a report: scan -> load -> plan -> outdated -> render -> publish.

A build with nothing to do ends before any stage is loaded; edited bodies alone go through `body_edits` instead.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from kei_site.build.context import BuildContext, last_build_but_for_sources, open_build
from kei_site.build.report import BuildReport, BuildRequest
from kei_site.output.last_build import LastBuild

if TYPE_CHECKING:
    from kei_site.build.records import LoadResult, SitePlan
    from kei_site.source.scan import Snapshot

_DAMAGED = "the cache was damaged; it was cleared and made again"

OnPlan = Callable[["SitePlan"], None]
"""Takes the plan of a site before anything is rendered."""


def build(request: BuildRequest, on_plan: OnPlan | None = None) -> BuildReport:
    """Build the site and publish it; with errors, or when the request says so, nothing is published.

    Raises Refusal when the output folder cannot be used or another build is running, OSError when the machine refuses,
    KeyboardInterrupt when a signal asked for the end, Superseded when the request said so; the published folder is
    whole in every case.
    """
    with open_build(request) as context:
        last = last_build_but_for_sources(context) if request.publish else None
        if last and last.stamps == context.walk.stamps() and not last.racy:
            return _idle_report(last, context)
        context.sign_lock()
        report = _build_sound(last, on_plan, context)
        return replace(report, notices=(_DAMAGED,)) if context.store.was_damaged else report


def read_site(request: BuildRequest) -> "SitePlan":
    """Plan the site and publish nothing; raises as `build` does."""
    from kei_site.build.scan import scan_sources

    with open_build(request) as context:
        context.sign_lock()
        return _plan(scan_sources(context), context)[0]


def _build_sound(last: LastBuild | None, on_plan: OnPlan | None, context: BuildContext) -> BuildReport:
    """Build; when a text in the cache turns out to be damaged, clear the texts and build again."""
    from kei_site.build.render import DamagedText

    try:
        return _build(last, on_plan, context)
    except DamagedText:
        context.store.clear_texts()
        return _build(None, on_plan, context)


def _build(last: LastBuild | None, on_plan: OnPlan | None, context: BuildContext) -> BuildReport:
    from kei_site.build import scan

    snapshot = scan.scan_sources(context)
    if last and (report := _shortcut(last, snapshot, on_plan, context)):
        return report
    from kei_site.build import leave_out, outdated, publish, render

    site, loaded = _plan(snapshot, context)
    if on_plan:
        on_plan(site)
    while True:
        report = _planned(site, context)
        if report.failed:
            return report
        state = outdated.compare_outputs(site.plan, context)
        rendered = render.render_outdated(state.outdated, snapshot, site.templates, context)
        report = replace(report, outdated=state.outdated, postponed=state.postponed)
        failures = render.failures_of(rendered)
        if not failures or not leave_out.keeps_going(site, context):
            break
        site = leave_out.leave_out(site, loaded, context, failures)
    report = report.with_failures(failures)
    if report.failed or not context.request.publish:
        return report
    return publish.finish(report, publish.edition_of(state, rendered, site, context), context)


def _shortcut(
    last: LastBuild, snapshot: "Snapshot", on_plan: OnPlan | None, context: BuildContext
) -> BuildReport | None:
    """Build without a plan, if nothing changed or only bodies did; neither loads the modules of a plan."""
    from kei_site.build import scan

    if now := scan.if_only_touched(last, snapshot, context):
        return _idle_report(now, context)
    if on_plan:
        return None
    from kei_site.build import body_edits

    return body_edits.build_body_edits(last, snapshot, context)


def _planned(site: "SitePlan", context: BuildContext) -> BuildReport:
    return BuildReport(
        diagnostics=site.diagnostics,
        left_out=site.left_out,
        read=site.parsed,
        timings=context.stopwatch.stages,
        next_due=site.library.next_due,
    )


def _plan(snapshot: "Snapshot", context: BuildContext) -> "tuple[SitePlan, LoadResult]":
    from kei_site.build.leave_out import leave_out
    from kei_site.build.load import load_sources
    from kei_site.build.plan import make_site_plan

    loaded = load_sources(snapshot, context)
    return leave_out(make_site_plan(loaded, context), loaded, context), loaded


def _idle_report(last: LastBuild, context: BuildContext) -> BuildReport:
    context.stopwatch.lap("idle")
    return BuildReport(
        diagnostics=last.diagnostics,
        left_out=last.left_out,
        unchanged=last.published,
        idle=True,
        timings=context.stopwatch.stages,
        next_due=last.next_due,
    )
