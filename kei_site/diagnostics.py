"""What is wrong with the sources -> diagnostics that an editor can act on. Ground floor.

A diagnostic is plain data: code, severity, place, what is wrong, the value found, how to fix it. It is made where
the diagnostic is seen, travels with the results (also through the memo), and only `cli` prints it. Severities come from
the table of codes; `site.yaml` may move them (`SeverityPolicy`), but never those of a code that guards safety.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from kei_site.codes import CODES


class Severity(StrEnum):
    """How bad: an error stops publishing, a warning does not."""

    ERROR = "error"
    WARNING = "warning"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A point in a source file. Lines and columns count from 1; columns count characters (code points)."""

    path: str
    """Relative to the site's folder, with forward slashes: `content/briefs/2024/x.md`."""
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
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
    judged = {replace(one, severity=policy.severity(one)) for one in diagnostics}
    kept = [one for one in judged if one.severity is not Severity.IGNORE]
    return tuple(sorted(kept, key=sort_key))


def sort_key(one: Diagnostic) -> tuple[str, int, int, str, str, str]:
    """Return the order of printing: path, line, column, code, then the words."""
    return (one.place.path, one.place.line, one.place.column, one.code, one.message, one.found)


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Tell whether any of the diagnostics stops publishing."""
    return any(one.severity is Severity.ERROR for one in diagnostics)


def headline(one: Diagnostic) -> str:
    """Return `path:line:column: severity CODE: message: value`, on one line and without control characters."""
    found = f": {shown(one.found)}" if one.found else ""
    where = f"{shown(one.place.path)}:{one.place.line}:{one.place.column}"
    return f"{where}: {one.severity} {one.code}: {shown(one.message)}{found}"


def as_text(one: Diagnostic, source_line: str) -> str:
    """Return the printed form: the headline, the source line with a caret under the place, and the fix."""
    lines = [headline(one)]
    if source_line.strip():
        lines += _excerpt(source_line, one.place.column)
    if one.fix:
        lines.append(f"  fix: {shown(one.fix)}")
    return "\n".join(lines)


def summary(diagnostics: Iterable[Diagnostic]) -> str:
    """Return the closing line: `2 errors, 1 warning in 3 files`."""
    found = tuple(diagnostics)
    errors = sum(one.severity is Severity.ERROR for one in found)
    files = len({one.place.path for one in found})
    return f"{_count(errors, 'error')}, {_count(len(found) - errors, 'warning')} in {_count(files, 'file')}"


def shown(text: str) -> str:
    """Return `text` with control, format and unassigned-surrogate characters written as `<U+XXXX>`."""
    return "".join(f"<U+{ord(mark):04X}>" if _is_hidden(mark) else mark for mark in text)


def _is_hidden(mark: str) -> bool:
    return not mark.isprintable() and mark not in "\u00a0\u3000"


_WIDEST = 100


def _excerpt(source_line: str, column: int) -> list[str]:
    start = max(0, column - 1 - _WIDEST // 2)
    visible = source_line.rstrip("\r\n")[start : start + _WIDEST]
    before = shown(visible[: column - 1 - start].replace("\t", "    "))
    return ["    " + shown(visible.replace("\t", "    ")), "    " + " " * _width(before) + "^"]


def _width(text: str) -> int:
    return sum(_cells(mark) for mark in text)


def _cells(mark: str) -> int:
    if unicodedata.combining(mark):
        return 0
    return 2 if unicodedata.east_asian_width(mark) in "WF" else 1


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
