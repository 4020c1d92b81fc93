"""Diagnostics -> printed text or JSON. Build layer."""

import functools
from collections.abc import Iterable, Sequence
from pathlib import Path

from kei_site.diagnostics import Diagnostic, as_text, summary
from kei_site.source.scan import is_regular


def print_diagnostics(found: Iterable[Diagnostic], site: Path) -> None:
    """Print diagnostics with their source lines, and a line that counts them."""
    diagnostics = tuple(found)
    for text in printed(diagnostics, site):
        print(text)
    if diagnostics:
        print(summary(diagnostics))


def printed(found: Iterable[Diagnostic], site: Path) -> list[str]:
    """Return the printed form of diagnostics, each with its source line as the file says it now."""
    read = functools.lru_cache(maxsize=64)(_lines)
    return [as_text(one, _line(read(site, one.place.path), one.place.line)) for one in found]


def _line(lines: Sequence[str], number: int) -> str:
    return lines[number - 1] if 0 < number <= len(lines) else ""


def _lines(site: Path, path: str) -> tuple[str, ...]:
    """Return the lines of a file; none for what is not a plain file, since a link could lead to anything."""
    if not is_regular(str(site / path)):
        return ()
    try:
        data = (site / path).read_bytes()
    except OSError:
        return ()
    return tuple(_text(data).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def _text(data: bytes) -> str:
    from kei_site.source.decode import decode

    decoded = decode(data, "")
    is_foreign = any(one.code in ("ENC01", "ENC02") for one in decoded.faults)
    return decoded.text if is_foreign else data.decode("utf-8", "replace")


def plain(one: Diagnostic) -> dict[str, object]:
    """Return a diagnostic as JSON-ready data."""
    return {
        "code": one.code,
        "severity": str(one.severity),
        "path": one.place.path,
        "line": one.place.line,
        "column": one.place.column,
        "message": one.message,
        "found": one.found,
        "mend": one.mend,
    }
