"""Diagnostics -> a table by code, for a site with more of them than anybody reads. Check, pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from kei_site.core.characters import shown
from kei_site.core.diagnostic_codes import CODES
from kei_site.core.diagnostics import Diagnostic, Severity
from kei_site.core.fallbacks import fallback
from kei_site.core.value import value

_WORST = 3
"""The number of files that are named for each code."""


@value
class CodeSummary:
    """All diagnostics of one code and severity."""

    code: str
    severity: Severity
    count: int
    files: int
    worst: tuple[tuple[str, int], ...]
    """(path, number of diagnostics) of the files with most of them."""
    lower: str
    """How the site can make less of them, or why it cannot."""


def summarize(diagnostics: Iterable[Diagnostic]) -> tuple[CodeSummary, ...]:
    """Return a summary of each code: errors before warnings, then by number, the largest first."""
    groups: dict[tuple[str, Severity], Counter[str]] = defaultdict(Counter)
    for found in diagnostics:
        groups[found.code, found.severity][found.place.path] += 1
    summaries = [_summary(code, severity, paths) for (code, severity), paths in groups.items()]
    return tuple(sorted(summaries, key=lambda each: (each.severity is not Severity.ERROR, -each.count, each.code)))


def _summary(code: str, severity: Severity, paths: Counter[str]) -> CodeSummary:
    worst = sorted(paths.items(), key=lambda pair: (-pair[1], pair[0]))[:_WORST]
    lower = _how_to_lower(code, severity)
    return CodeSummary(
        code=code, severity=severity, count=paths.total(), files=len(paths), worst=tuple(worst), lower=lower
    )


def _how_to_lower(code: str, severity: Severity) -> str:
    if CODES[code].guards_safety:
        return "nothing lowers it: it guards safety"
    setting = f"`{code}: {'warning' if severity is Severity.ERROR else 'ignore'}` below `diagnostics:` in site.yaml"
    then = fallback(code) if severity is Severity.ERROR else ""
    return f"{setting}; then {then}" if then else setting


def as_table(summaries: Iterable[CodeSummary]) -> Iterator[str]:
    """Yield the lines of a table for people."""
    for found in summaries:
        files = "1 file" if found.files == 1 else f"{found.files} files"
        yield f"{found.code:<5}  {found.severity:<7}  {found.count:>6} in {files}: {CODES[found.code].meaning}"
        yield f"       most   {', '.join(f'{shown(path)} ({count})' for path, count in found.worst)}"
        yield f"       fix    {CODES[found.code].fix}"
        yield f"       lower  {found.lower}"


def as_values(summaries: Iterable[CodeSummary]) -> list[dict[str, object]]:
    """Return the summaries as values for JSON."""
    return [
        {
            "code": found.code,
            "severity": str(found.severity),
            "count": found.count,
            "files": found.files,
            "worst": [{"path": path, "count": count} for path, count in found.worst],
            "lower": found.lower,
        }
        for found in summaries
    ]
