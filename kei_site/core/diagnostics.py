"""What is wrong with the sources -> diagnostics that an editor can act on. Ground floor.

A diagnostic is plain data: code, severity, place, what is wrong, the value found, how to fix it. It is made where
it is seen, travels with the results (also through the memo), and only `cli` prints it. Severities come from
the table of codes; `site.yaml` may move them (`SeverityPolicy`), but never those of a code that guards safety.
"""

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from enum import StrEnum

from kei_site.core.diagnostic_codes import CODES
from kei_site.core.value import value


class Severity(StrEnum):
    """How bad: an error stops publishing, a warning does not."""

    ERROR = "error"
    WARNING = "warning"
    IGNORE = "ignore"


@value
class Place:
    """A point in a source file. Lines and columns count from 1; columns count characters (code points)."""

    path: str
    """Relative to the site's folder, with forward slashes: `content/briefs/2024/x.md`."""
    line: int = 1
    column: int = 1


@value
class Diagnostic:
    """One diagnostic: where, what, the value found, and how to fix it."""

    code: str
    """A key of `codes.CODES`, such as `DAT01`."""
    place: Place
    message: str
    """What is wrong, in words, without the value: `no such day`."""
    found: str = ""
    """The value found, as written; control characters are shown as `<U+XXXX>` when printed."""
    fix: str = ""
    """What to do about it, as an instruction to the editor."""
    severity: Severity = Severity.ERROR
    """Set by `diagnostic` from the table of codes."""


def diagnostic(code: str, place: Place, message: str, *, found: str = "", fix: str = "") -> Diagnostic:
    """Return a diagnostic with the severity that the table of codes gives to `code` (KeyError if unknown)."""
    severity = Severity(CODES[code].severity)
    return Diagnostic(code=code, place=place, message=message, found=found, fix=fix, severity=severity)


@value
class SeverityPolicy:
    """The severities that a site asks for: `diagnostics:` in site.yaml, and `--strict`."""

    severities: Mapping[str, Severity] = field(default_factory=dict)
    strict: bool = False

    def severity(self, diagnostic: Diagnostic) -> Severity:
        """Return the severity of `diagnostic` under this policy."""
        asked = self.severities.get(diagnostic.code, diagnostic.severity)
        if CODES[diagnostic.code].guards_safety:
            asked = diagnostic.severity
        return Severity.ERROR if self.strict and asked is Severity.WARNING else asked


def apply_severities(diagnostics: Iterable[Diagnostic], policy: SeverityPolicy) -> tuple[Diagnostic, ...]:
    """Return the diagnostics under `policy`, without the ignored ones and without repetitions, sorted by place."""
    judged = {replace(diagnostic, severity=policy.severity(diagnostic)) for diagnostic in diagnostics}
    kept = [diagnostic for diagnostic in judged if diagnostic.severity is not Severity.IGNORE]
    return tuple(sorted(kept, key=sort_key))


def sort_key(diagnostic: Diagnostic) -> tuple[str, int, int, str, str, str]:
    """Return the order of printing: path, line, column, code, then the words."""
    place = diagnostic.place
    return (place.path, place.line, place.column, diagnostic.code, diagnostic.message, diagnostic.found)


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Tell whether any of the diagnostics stops publishing."""
    return any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)
