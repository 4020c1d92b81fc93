"""Diagnostics -> printed text, or values for JSON. Check; reads source lines from the disk."""

import contextlib
import functools
import os
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from kei_site.core.characters import shown, width
from kei_site.core.diagnostics import Diagnostic, Severity
from kei_site.core.limits import LIMITS
from kei_site.source.scan import is_regular


def print_diagnostics(found: Iterable[Diagnostic], site: Path, *, briefly: bool = False) -> None:
    """Print diagnostics with their source lines, and a line that counts them.

    `briefly`: all errors, but of the warnings the first of each code, and how many more there are.
    """
    diagnostics = tuple(found)
    chosen = first_of_each_code(diagnostics) if briefly else diagnostics
    in_colour = is_colourful(sys.stdout)
    lines = [
        painted(text, str(diagnostic.severity)) if in_colour else text
        for diagnostic, text in zip(chosen, printed(chosen, site), strict=True)
    ]
    if len(chosen) < len(diagnostics):
        lines.append(f"{_rest(diagnostics, chosen)}; `kei-site build --verbose` prints all")
    if diagnostics:
        print(*lines, summary(diagnostics), sep="\n")


def first_of_each_code(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return all errors, and the first warning of each code."""
    diagnostics = tuple(found)
    warnings = [diagnostic for diagnostic in diagnostics if diagnostic.severity is not Severity.ERROR]
    first = {diagnostic.code: diagnostic for diagnostic in reversed(warnings)}
    return tuple(
        diagnostic
        for diagnostic in diagnostics
        if diagnostic.severity is Severity.ERROR or diagnostic is first[diagnostic.code]
    )


def _rest(found: Iterable[Diagnostic], chosen: Iterable[Diagnostic]) -> str:
    """Return how many diagnostics are left by code, the most frequent first: `and 12 more MD12, 3 more LNK02`."""
    left = Counter(diagnostic.code for diagnostic in found) - Counter(diagnostic.code for diagnostic in chosen)
    return f"and {', '.join(f'{count} more {code}' for code, count in left.most_common())}"


def instant_text(epoch: int) -> str:
    """Return an instant (seconds since 1970) in UTC, as RFC 3339 writes it: `2026-12-24T09:00:00Z`."""
    return datetime.fromtimestamp(epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def is_colourful(stream: TextIO) -> bool:
    """Tell whether to print in colour: on a terminal, unless NO_COLOR (https://no-color.org) or TERM=dumb is set."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


_COLOURS = {"error": "31", "warning": "33"}


def painted(text: str, severity: str) -> str:
    """Return a printed diagnostic with its severity in colour and its place in bold (ECMA-48, SGR)."""
    head, *rest = text.split("\n")
    place, mark, words = head.partition(f": {severity} ")
    head = f"\x1b[1m{place}\x1b[0m: \x1b[{_COLOURS[severity]}m{severity}\x1b[0m {words}" if mark else head
    return "\n".join((head, *(f"\x1b[32m{line}\x1b[0m" if line.strip() == "^" else line for line in rest)))


def headline(diagnostic: Diagnostic) -> str:
    """Return `path:line:column: severity CODE: message: value`, on one line and without control characters."""
    place = diagnostic.place
    where = f"{shown(place.path)}:{place.line}:{place.column}"
    return f"{where}: {diagnostic.severity} {diagnostic.code}: {_message(diagnostic)}"


def _message(diagnostic: Diagnostic) -> str:
    found = f": {shown(diagnostic.found)}" if diagnostic.found else ""
    return f"{shown(diagnostic.message)}{found}"


def sentences(diagnostic: Diagnostic) -> list[str]:
    """Return the message with the value found, and the fix if there is one."""
    return [_message(diagnostic), *_fix(diagnostic)]


def _fix(diagnostic: Diagnostic) -> list[str]:
    return [f"fix: {shown(diagnostic.fix)}"] if diagnostic.fix else []


def as_text(diagnostic: Diagnostic, source_line: str) -> str:
    """Return the printed form: the headline, the source line with a caret under the place, and the fix."""
    lines = [headline(diagnostic)]
    if source_line.strip():
        lines += _pointed_at(source_line, diagnostic.place.column)
    return "\n".join([*lines, *(f"  {line}" for line in _fix(diagnostic))])


_WIDEST = 100
"""The most characters of a source line that are printed."""


def _pointed_at(source_line: str, column: int) -> list[str]:
    start = max(0, column - 1 - _WIDEST // 2)
    visible = source_line.rstrip("\r\n")[start : start + _WIDEST]
    before = shown(visible[: column - 1 - start].replace("\t", "    "))
    return ["    " + shown(visible.replace("\t", "    ")), "    " + " " * width(before) + "^"]


def summary(diagnostics: Iterable[Diagnostic]) -> str:
    """Return the closing line: `2 errors, 1 warning in 3 files`."""
    found = tuple(diagnostics)
    errors = sum(diagnostic.severity is Severity.ERROR for diagnostic in found)
    files = len({diagnostic.place.path for diagnostic in found})
    return f"{_count(errors, 'error')}, {_count(len(found) - errors, 'warning')} in {_count(files, 'file')}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def printed(found: Iterable[Diagnostic], site: Path) -> list[str]:
    """Return the printed form of diagnostics, each with its source line in the present file."""
    read = functools.lru_cache(maxsize=64)(_lines)
    return [
        as_text(diagnostic, _line(read(site, diagnostic.place.path), diagnostic.place.line)) for diagnostic in found
    ]


def _line(lines: Sequence[str], number: int) -> str:
    return lines[number - 1] if 0 < number <= len(lines) else ""


def _lines(site: Path, path: str) -> tuple[str, ...]:
    """Return the lines of a file; none of a hidden file, which may hold a secret, or of a link, which may lead out.

    Of a file that is too large to be parsed only the beginning is read.
    """
    place = f"{site}/{path}"
    if path.startswith(".") or "/." in path or not is_regular(place):
        return ()
    try:
        with open(place, "rb", buffering=0) as opened:
            size = os.fstat(opened.fileno()).st_size
            data = opened.read(min(size, LIMITS.text_file.most))  # Python makes room for as much as it is asked for
    except OSError:
        return ()
    text = _text(data).removeprefix("\ufeff")
    return tuple((text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text).split("\n"))


def _text(data: bytes) -> str:
    if b"\0" not in data:
        with contextlib.suppress(UnicodeDecodeError):
            return data.decode()
    from kei_site.source.decode import decode

    decoded = decode(data, "")
    is_foreign = any(diagnostic.code in ("ENC01", "ENC02") for diagnostic in decoded.diagnostics)
    return decoded.text if is_foreign else data.decode("utf-8", "replace")


def plain(diagnostic: Diagnostic) -> dict[str, object]:
    """Return a diagnostic as a value for JSON."""
    return {
        "code": diagnostic.code,
        "severity": str(diagnostic.severity),
        "path": diagnostic.place.path,
        "line": diagnostic.place.line,
        "column": diagnostic.place.column,
        "message": diagnostic.message,
        "found": diagnostic.found,
        "fix": diagnostic.fix,
    }
