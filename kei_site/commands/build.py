"""`kei-site build`: write the site."""

import argparse
import json
import sys
from collections.abc import Iterable

from kei_site.build.pipeline import build
from kei_site.build.report import BuildReport
from kei_site.check.printing import instant_text, plain, print_diagnostics
from kei_site.check.published_site import expired_contact, moved_feeds
from kei_site.commands.options import request_of
from kei_site.core.characters import shown
from kei_site.core.clock import build_instant
from kei_site.core.diagnostics import Diagnostic, has_errors
from kei_site.output.tree import tree_digest

PARTLY = 3
"""The exit code of a build that left texts out."""


def run_build(options: argparse.Namespace) -> int:
    """Build, print diagnostics and numbers, and return the exit code."""
    request = request_of(options)
    before = moved_feeds(request.site, request.output, strict=request.strict)
    if options.format == "text":
        print_diagnostics(before, request.site)  # before anything is published
    report = BuildReport(diagnostics=before) if has_errors(before) else build(request)
    found = (*report.diagnostics, *expired_contact(request.site, request.output, build_instant()))
    if options.format == "json":
        values = {**_as_json(report, (*before, *found)), "tree": tree_digest(request.output)}
        print(json.dumps(values, ensure_ascii=False, indent=1))
        return _exit_code(report)
    new = [each for each in found if each not in before]
    print_diagnostics(new, request.site, briefly=sys.stdout.isatty() and not options.verbose)
    for line in _details(report, options):
        print(shown(line))
    print(_last_line(report))
    return _exit_code(report)


def _exit_code(report: BuildReport) -> int:
    return PARTLY if report.left_out and not report.failed else int(report.failed)


def _details(report: BuildReport, options: argparse.Namespace) -> list[str]:
    lines = [f"note: {notice}" for notice in report.notices]
    if not report.failed:
        lines += [f"left out: {path}" for path in report.left_out]
        lines += [f"note: too much for {words}; see `kei-site hosts`" for words in _over_budget(report, options)]
        lines += [f"gone: {address} was published until now" for address in report.gone]
    if options.explain and not report.failed:
        lines += [*report.reasons(), *(f"{path}: pruned" for path in report.pruned)]
    if options.timings:
        lines += [f"{stage:>10} {seconds:8.3f} s" for stage, seconds in report.timings.items()]
    if report.next_due is not None and not report.failed:
        lines.append(f"something waits for its time: the next build is needed at {instant_text(report.next_due)}")
    return lines


def _over_budget(report: BuildReport, options: argparse.Namespace) -> list[str]:
    """Return the limits of hosts that the site is over; a build that changed nothing does not look."""
    if not report.written and not report.pruned:
        return []
    from kei_site.commands.hosts import over_budget

    request = request_of(options)
    return over_budget(request.site, request.output)


def _last_line(report: BuildReport) -> str:
    seconds = report.timings.get("total", 0.0)
    if report.failed:
        return f"nothing was written: fix the errors and build again ({seconds:.2f} s)"
    left_out = f", {len(report.left_out)} left out" if report.left_out else ""
    counts = f"{len(report.written)} written, {report.unchanged} unchanged, {len(report.pruned)} pruned"
    return f"{counts}{left_out}, {seconds:.2f} s"


def _as_json(report: BuildReport, diagnostics: Iterable[Diagnostic]) -> dict[str, object]:
    return {
        "written": list(report.written),
        "unchanged": report.unchanged,
        "pruned": list(report.pruned),
        "left_out": list(report.left_out),
        "gone": list(report.gone),
        "failed": report.failed,
        "idle": report.idle,
        "read": report.read,
        "next_due": report.next_due,
        "reasons": list(report.reasons()),
        "notices": list(report.notices),
        "timings": {stage: round(seconds, 4) for stage, seconds in report.timings.items()},
        "diagnostics": [plain(diagnostic) for diagnostic in dict.fromkeys(diagnostics)],
    }
