"""Text with cells between commas, semicolons or tabs (RFC 4180) -> rows with places. Source, pure."""

import re
from collections.abc import Sequence

from kei_site.core.diagnostics import Diagnostic, Place, diagnostic
from kei_site.model.figures import DataRow
from kei_site.source.data_shapes import points_of_thousands

_SEPARATORS = ("\t", ";", ",")
_UNREAD = ("|", "¦", "^", "~", *_SEPARATORS)
"""Marks that stand between cells in files of other programs, or in a file whose name promises tabs."""
_QUOTED = re.compile(r'[ ]*"((?:[^"]|"")*)"[ ]*')
_QUOTES = re.compile(r'"[^"]*"')
_NAMED = re.compile(r"sep=([;,\t|¦^~])\n", re.IGNORECASE)
_SAMPLE = 4_000
"""Characters in which the separator stands."""
_LONGEST = 2_000
"""Characters of a cell."""


def read_rows(
    text: str, path: str, *, tabs: bool = False, first_line: int = 1, indent: int = 0
) -> tuple[tuple[DataRow, ...], tuple[Diagnostic, ...]]:
    """Return the rows of `text`, which begins in `first_line` of `path`, and diagnostics (DAT10, DAT16).

    Empty lines count for nothing, nor do lines at the top that begin with `#`: the files that this program offers for
    download say there what they are. `indent` blanks before each line are not in `text`.
    """
    reader = _Reader(text, path, first_line, indent)
    reader.skip_remarks()
    named = reader.skip_separator()
    separator = "\t" if tabs else named or _separator(text[reader.at :].lstrip("\n"))
    rows = []
    while reader.at < len(text):
        row = reader.row(separator)
        if any(row.cells):
            rows.append(row)
    told = _unclear_points(rows, path) if separator == ";" else _unread_separator(rows, path)
    return tuple(rows), (*reader.diagnostics, *told)


def _unclear_points(rows: Sequence[DataRow], path: str) -> list[Diagnostic]:
    """Return a diagnostic for each column whose points may stand between thousands (DAT16).

    Where commas part decimals, semicolons part cells: `1.234` may be 1234 there.
    """
    told = []
    for cells in points_of_thousands(rows):
        row, at = cells[0]
        more = f", and {len(cells) - 1} more" if len(cells) > 1 else ""
        fix = f"write {row.cells[at].replace('.', '')}, or {row.cells[at]}0 if the point parts decimals"
        place = Place(path=path, line=row.line, column=row.columns[at])
        message = f"a point that may stand between thousands{more}"
        told.append(diagnostic("DAT16", place, message, found=row.cells[at], fix=fix))
    return told


def _unread_separator(rows: Sequence[DataRow], path: str) -> list[Diagnostic]:
    """Return a diagnostic of rows of one cell, each with a mark between cells as often as the first (DAT10)."""
    if len(rows) < 2 or any(len(row.cells) > 1 for row in rows):
        return []
    first = rows[0]
    marks = [
        mark for mark in _UNREAD if all(0 < row.cells[0].count(mark) == first.cells[0].count(mark) for row in rows)
    ]
    place, fix = Place(path=path, line=first.line, column=first.columns[0]), "save it with commas between its cells"
    message = "one column, whose cells have a mark inside that seems to part them"
    return [diagnostic("DAT10", place, f"{message}: {mark}", found=first.cells[0], fix=fix) for mark in marks[:1]]


def _separator(text: str) -> str:
    """Return what separates the cells of a text: what its first line with any of them holds most of, outside quotes."""
    lines = _QUOTES.sub("", text[:_SAMPLE]).split("\n")
    first = next((line for line in lines if any(mark in line for mark in _SEPARATORS)), "")
    return max(reversed(_SEPARATORS), key=first.count)


class _Reader:
    """Reads rows one after another; `at` is the offset of the next one."""

    def __init__(self, text: str, path: str, first_line: int, indent: int) -> None:
        self.text, self.path, self.line, self.indent = text, path, first_line, indent
        self.at, self.line_start = 0, 0
        self.diagnostics: list[Diagnostic] = []

    def skip_remarks(self) -> None:
        """Skip lines that begin with `#`."""
        while self.text.startswith("#", self.at):
            end = self.text.find("\n", self.at)
            self.at = len(self.text) if end < 0 else end + 1
            self._new_line()

    def skip_separator(self) -> str:
        """Skip the line in which Excel names the separator (`sep=;`), and return what it names, or an empty string."""
        found = _NAMED.match(self.text, self.at)
        if not found:
            return ""
        self.at = found.end()
        self._new_line()
        return found[1]

    def row(self, separator: str) -> DataRow:
        """Return the next row, and go behind its end."""
        cells, columns, line = [], [], self.line
        while True:
            columns.append(self.at - self.line_start + 1 + self.indent)
            cells.append(self._cell(separator))
            ended = self.at >= len(self.text) or self.text[self.at] == "\n"
            self.at += 1
            if ended:
                self._new_line()
                return DataRow(cells=tuple(cells), line=line, columns=tuple(columns))

    def _cell(self, separator: str) -> str:
        """Return the cell at `at`, and go to the separator or line end behind it."""
        quoted = _QUOTED.match(self.text, self.at)
        start = self.at
        if quoted and self._ends_at(quoted.end(), separator):
            self.at = quoted.end()
            self._count_lines(start)
            return _plain(quoted[1].replace('""', '"'))
        self.at = self._end(separator)
        cell = self.text[start : self.at]
        if cell.lstrip().startswith('"'):
            place = Place(path=self.path, line=self.line, column=start - self.line_start + 1 + self.indent)
            fix = 'close it with ", and write "" for a quotation mark inside'
            self.diagnostics.append(
                diagnostic("DAT10", place, "a quoted cell that does not close", found=cell, fix=fix)
            )
        return _plain(cell)

    def _ends_at(self, at: int, separator: str) -> bool:
        return at >= len(self.text) or self.text[at] in (separator, "\n")

    def _end(self, separator: str) -> int:
        ends = (self.text.find(mark, self.at) for mark in (separator, "\n"))
        return min([end for end in ends if end >= 0], default=len(self.text))

    def _count_lines(self, start: int) -> None:
        """Count the line ends inside a quoted cell."""
        inside = self.text.count("\n", start, self.at)
        if inside:
            self.line += inside
            self.line_start = self.text.rfind("\n", start, self.at) + 1

    def _new_line(self) -> None:
        self.line += 1
        self.line_start = self.at


def _plain(cell: str) -> str:
    return " ".join(cell[:_LONGEST].split())
