"""The plan and the published files -> the targets to render."""

from dataclasses import replace

from kei_site.build.context import BuildContext
from kei_site.build.records import OutputState
from kei_site.output.publish import find_damaged
from kei_site.plan.outdated import find_outdated
from kei_site.plan.targets import Plan


def compare_outputs(plan: Plan, context: BuildContext) -> OutputState:
    """Return the outdated targets that the request does not postpone, and the traces of the last build."""
    traces = context.store.traces()
    damaged, touched_files = find_damaged(context.request.output, context.output_stamps, traces)
    touched = {
        path: replace(trace, files=tuple(touched_files.get(file.path, file) for file in trace.files))
        for path, trace in traces.items()
        if any(file.path in touched_files for file in trace.files)
    }
    found = find_outdated(plan, traces, damaged)
    outdated = tuple(entry for entry in found if entry.target.recipe not in context.request.postponed)
    context.stopwatch.lap("outdated")
    return OutputState(
        outdated=outdated,
        postponed=len(found) - len(outdated),
        traces={**traces, **touched},
        touched=tuple(touched),
        owned=frozenset(file.path for trace in traces.values() for file in trace.files if file.path not in damaged),
    )
