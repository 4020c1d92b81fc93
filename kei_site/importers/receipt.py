"""The lines of an import -> `import-receipt.csv` and `import-receipt.html`, and the lines of an earlier receipt.

The receipt is also the memory of an import: it holds the digest of every file that was written.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import fields
from html import escape

from kei_site.core.hashing import Digest
from kei_site.core.value import value

CSV, HTML = "import-receipt.csv", "import-receipt.html"
_MOST_NAMED = 50
"""The most words or addresses that one cell names."""


@value
class Row:
    """One line of the receipt: an item, an author, a file. Fields are columns, in this order."""

    kind: str
    """`brief`, `page`, `author`, `tags`, `settings`, `media` (a text brought it along), `file` (it was uploaded)."""
    key: str
    """What the archive calls it."""
    source: str = ""
    """`FILE:LINE` in the archive."""
    old_address: str = ""
    """The first old address."""
    file: str = ""
    """The file here, below the folder of the site."""
    new_address: str = ""
    state: str = ""
    """`published`, `draft` or `refused` of items; otherwise `written`."""
    reason: str = ""
    """Why it is a draft or refused, or why a file was left as it is."""
    words_before: int = 0
    words_after: int = 0
    lost: str = ""
    """The words of the source that the text here lacks."""
    links: int = 0
    dead_links: str = ""
    """Addresses of the former site that lead nowhere here."""
    images: int = 0
    """Images and files that were found."""
    missing_images: str = ""
    notes: int = 0
    shortcodes_left: str = ""
    problems: str = ""
    digest: Digest = Digest("")
    """Of the file that was written."""


COLUMNS = tuple(column.name for column in fields(Row))
_NUMBERS = ("words_before", "words_after", "links", "images", "notes")
_LISTS = ("lost", "dead_links", "missing_images", "shortcodes_left", "problems")
_TITLES = {name: name.replace("_", " ") for name in COLUMNS if name != "digest"}


def listed(parts: Iterable[str]) -> str:
    """Return texts as one cell, a line each; the number of those that do not fit is named."""
    lines = [" ".join(part.split()) for part in parts]
    more = len(lines) - _MOST_NAMED
    return "\n".join([*lines[:_MOST_NAMED], *([f"… and {more} more"] if more > 0 else [])])


def count_listed(cell: str) -> int:
    """Return how many texts a cell of `listed` stands for."""
    *lines, last = cell.split("\n")
    if last.startswith("… and "):
        return len(lines) + int(last.split()[2])
    return len(lines) + bool(last)


def csv_bytes(rows: Iterable[Row]) -> bytes:
    """Return the receipt as CSV (RFC 4180, UTF-8 with a mark for spreadsheets); the last lines are the sums."""
    opened = io.StringIO(newline="")
    writer = csv.writer(opened)
    writer.writerow(COLUMNS)
    lines = list(rows)
    writer.writerows([_safe(getattr(row, name)) for name in COLUMNS] for row in lines)
    writer.writerows([sums.get(name, "") for name in COLUMNS] for sums in _sums(lines))
    return b"\xef\xbb\xbf" + opened.getvalue().encode()


def read_csv(data: bytes) -> list[Row]:
    """Return the lines of a receipt without its sums; lines that cannot be read are left out."""
    text = data.decode("utf-8-sig", "replace")
    read = csv.DictReader(io.StringIO(text, newline=""))
    return [row for cells in read if (row := _row(cells)) is not None]


def _row(cells: Mapping[str, str | None]) -> Row | None:
    found = {name: cells.get(name) or "" for name in COLUMNS}
    if found["kind"] in ("", "sum"):
        return None
    numbers = {name: int(found[name]) if found[name].isdecimal() else 0 for name in _NUMBERS}
    texts = {name: _unsafe(found[name]) for name in COLUMNS if name not in (*_NUMBERS, "digest")}
    values: dict[str, object] = {**texts, **numbers, "digest": Digest(found["digest"])}
    return Row(**values)  # type: ignore[arg-type]


_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""First characters by which spreadsheets take a cell for a formula (OWASP, CSV injection)."""


def _safe(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _unsafe(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def _sums(rows: list[Row]) -> list[dict[str, object]]:
    """Return the last lines of a table: how many lines there are of each kind and state, and the sums of numbers."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        groups.setdefault((row.kind, row.state), []).append(row)
    ordered = sorted(groups.items())
    return [_sum(f"{kind}, {state}", group) for (kind, state), group in ordered] + [_sum("all", rows)]


def _sum(name: str, rows: list[Row]) -> dict[str, object]:
    numbers: dict[str, object] = {column: sum(getattr(row, column) for row in rows) for column in _NUMBERS}
    lists = {column: sum(count_listed(getattr(row, column)) for row in rows) for column in _LISTS}
    return {"kind": "sum", "key": name, "source": len(rows), **numbers, **lists}


def summary_lines(rows: list[Row]) -> list[str]:
    """Return the sums as lines for people."""
    lines = [f"{sums['key']}: {sums['source']}" for sums in _sums(rows)[:-1]]
    every = _sums(rows)[-1]
    return [
        *lines,
        f"words: {every['words_before']} before, {every['words_after']} after, {every['lost']} lost",
        f"links: {every['links']}, of these {every['dead_links']} of the old site lead nowhere here",
        f"images and files: {every['images']} found, {every['missing_images']} missing",
        f"notes: {every['notes']}; shortcodes left: {every['shortcodes_left']}; problems: {every['problems']}",
    ]


_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="robots" content="noindex">
<title>Import receipt</title>
<style>
body {{ font: 0.9rem/1.4 system-ui, sans-serif; margin: 1.5rem; }}
table {{ border-collapse: collapse; }}
th, td {{ border: 1px solid #ccc; padding: 0.2rem 0.5rem; text-align: left; vertical-align: top; white-space: pre-line;
  overflow-wrap: anywhere; min-width: 3rem; max-width: 22rem; }}
th {{ position: sticky; top: 0; background: #f2f2f2; }}
tr.draft {{ background: #fff8e1; }}
tr.refused {{ background: #fdecea; }}
tfoot {{ font-weight: bold; }}
</style>
<h1>Import receipt</h1>
<p>One line for each item of the archive. The last lines are the sums.</p>
<table>
<thead><tr>{head}</tr></thead>
<tbody>
{body}
</tbody>
<tfoot>
{foot}
</tfoot>
</table>
</html>
"""


def html_bytes(rows: list[Row]) -> bytes:
    """Return the receipt as a page that loads nothing and runs nothing."""
    head = "".join(f"<th>{title}</th>" for title in _TITLES.values())
    body = "\n".join(_html_row(row.state, [getattr(row, name) for name in _TITLES]) for row in rows)
    foot = "\n".join(_html_row("sum", [sums.get(name, "") for name in _TITLES]) for sums in _sums(rows))
    return _PAGE.format(head=head, body=body, foot=foot).encode()


def _html_row(state: str, cells: Iterable[object]) -> str:
    written = "".join(f"<td>{escape(str(cell)) if cell else ''}</td>" for cell in cells)
    return f'<tr class="{escape(state)}">{written}</tr>'
