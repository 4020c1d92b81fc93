"""Mistakes in source files -> diagnostics, of the severity that `site.yaml` or the table of codes gives. Core, pure."""

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from enum import StrEnum

from kei_site.core.diagnostic_codes import CODES
from kei_site.core.value import value


class Severity(StrEnum):
    """An error stops publishing, a warning does not."""

    ERROR = "error"
    WARNING = "warning"
    IGNORE = "ignore"


@value
class Place:
    """A point in a source file. Lines and columns count from 1; columns count characters (code points)."""

    path: str
    """Relative to the folder of the site, with forward slashes: `content/briefs/2024/x.md`."""
    line: int = 1
    column: int = 1


@value
class Diagnostic:
    """A mistake in a source file and its fix."""

    code: str
    """A key of `diagnostic_codes.CODES`, such as `DAT01`."""
    place: Place
    message: str
    """What is wrong, without the value: `no such day`."""
    found: str = ""
    """The value found, as written in the file."""
    fix: str = ""
    """An instruction to the editor."""
    severity: Severity = Severity.ERROR
    """As the table of codes gives it, or `site.yaml`."""


def diagnostic(code: str, place: Place, message: str, *, found: str = "", fix: str = "") -> Diagnostic:
    """Return a diagnostic with the severity of `code`; raises KeyError for an unknown code."""
    severity = Severity(CODES[code].severity)
    return Diagnostic(code=code, place=place, message=message, found=found, fix=fix, severity=severity)


@value
class SeverityPolicy:
    """The severities of a site: `diagnostics:` of `site.yaml`, by code, and `--strict`."""

    severities: Mapping[str, Severity] = field(default_factory=dict)
    strict: bool = False

    def severity(self, diagnostic: Diagnostic) -> Severity:
        """Return the severity of `diagnostic` under this policy."""
        asked = self.severities.get(diagnostic.code, diagnostic.severity)
        if CODES[diagnostic.code].guards_safety:
            asked = diagnostic.severity
        return Severity.ERROR if self.strict and asked is Severity.WARNING else asked


def apply_severities(diagnostics: Iterable[Diagnostic], policy: SeverityPolicy) -> tuple[Diagnostic, ...]:
    """Return the diagnostics with the severities of `policy`, without ignored and repeated ones, sorted by place."""
    with_policy = {_with_severity(diagnostic, policy.severity(diagnostic)) for diagnostic in diagnostics}
    kept = [diagnostic for diagnostic in with_policy if diagnostic.severity is not Severity.IGNORE]
    return tuple(sorted(kept, key=sort_key))


def _with_severity(diagnostic: Diagnostic, severity: Severity) -> Diagnostic:
    return diagnostic if diagnostic.severity is severity else replace(diagnostic, severity=severity)


def sort_key(diagnostic: Diagnostic) -> tuple[str, int, int, str, str, str]:
    """Return the key by which diagnostics are sorted: path, line, column, code, message, value."""
    place = diagnostic.place
    return (place.path, place.line, place.column, diagnostic.code, diagnostic.message, diagnostic.found)


def in_file(diagnostics: Iterable[Diagnostic], named: str, path: str) -> tuple[Diagnostic, ...]:
    """Return diagnostics that name the file `named` as diagnostics of the file at `path`."""
    return tuple(
        replace(found, place=replace(found.place, path=path)) if found.place.path == named else found
        for found in diagnostics
    )


def errors_in(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the diagnostics that stop publishing."""
    return tuple(diagnostic for diagnostic in diagnostics if diagnostic.severity is Severity.ERROR)


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Tell whether any of the diagnostics stops publishing."""
    return bool(errors_in(diagnostics))
