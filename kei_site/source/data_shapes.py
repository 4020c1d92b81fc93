"""The rows of an exported table -> its rows as a table needs them: names in the first, a value in each other.

Programs and offices of statistics write a title above the names, names in two lines, empty columns at the end, commas
in place of points. What is read so is certain; what is not stays as it is, and is told later.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kei_site.core.moments import read_when
from kei_site.core.numerals import is_missing, read_number, with_point
from kei_site.model.figures import DataRow

_ABOVE = ("data source", "last updated date")
"""How lines begin that the World Bank writes above its tables."""
_BELOW = re.compile(r"(?:[*※†]|(?:sources?|notes?|data from|last updated|자료|출처|주)\b)", re.IGNORECASE)
_SENTENCE = re.compile(r"(?:\S+\s+){3,}\S+[.다]")
_FIRST = 12
"""Rows that may stand above the names of columns."""
_UNLIKE_COMMA = re.compile(r"[+-]?(?:[0-9]+\.(?:[0-9]{1,2}|[0-9]{4,})|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?)")
"""A number with a decimal point, or one whose commas may stand between thousands."""
_COMMA = re.compile(r"[+-]?(?:[0-9]+,(?:[0-9]{1,2}|[0-9]{4,})|[0-9]{1,3}(?:[. \u00a0\u202f][0-9]{3})+,[0-9]+) ?%?")
"""A number that is no group of thousands, with a comma."""
_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}\.[0-9]{3}")
"""A number whose point may stand before three digits of thousands."""


def shaped_rows(rows: Sequence[DataRow]) -> list[DataRow]:
    """Return the rows of a table: names first, one for each column."""
    return _with_points(_without_empty_columns(_with_one_head(_without_titles(list(rows)))))


def points_of_thousands(rows: Sequence[DataRow]) -> Iterator[list[tuple[DataRow, int]]]:
    """Yield the cells, as (row, index), of each column of numbers in which every point may stand between thousands.

    No other cell tells: none has a decimal comma, and none in the column a point that cannot be otherwise.
    """
    if any(_COMMA.fullmatch(cell) for row in rows for cell in row.cells):
        return
    for at in range(max((len(row.cells) for row in rows), default=0)):
        cells = [
            (row, at) for row in rows if len(row.cells) > at and "." in row.cells[at] and read_number(row.cells[at])
        ]
        if cells and all(_THOUSANDS.fullmatch(row.cells[at]) for row, _ in cells):
            yield cells


def is_below(row: DataRow) -> bool:
    """Tell whether a row is a source or a note that stands below the data."""
    if not row.cells or any(row.cells[1:]):
        return False
    return bool(_BELOW.match(row.cells[0])) or (len(row.cells) > 1 and bool(_SENTENCE.fullmatch(row.cells[0])))


def _without_titles(rows: list[DataRow]) -> list[DataRow]:
    """Return the rows from the names on: a line with one word above several columns is a title."""
    widest = max((len(row.cells) for row in rows), default=0)
    for at, row in enumerate(rows[:_FIRST] if widest > 1 else ()):
        is_title = row.cells[0] and not any(row.cells[1:])
        if not is_title and row.cells[0].lower() not in _ABOVE:
            return rows if _has_numbers(row) else rows[at:]
    return rows


def _with_one_head(rows: list[DataRow]) -> list[DataRow]:
    """Return the rows with one line of names, where merged cells of a first line span those of a second."""
    if len(rows) < 3 or len(rows[0].cells) != len(rows[1].cells):
        return rows
    first, second = rows[0], rows[1]
    given = [cell for cell in first.cells if cell]
    is_merged = len(set(given)) < len(first.cells) - (not first.cells[0])
    is_named = all(map(any, zip(first.cells, second.cells, strict=True)))
    if not is_merged or not is_named or not any(second.cells) or _has_numbers(second) or not _has_numbers(rows[2]):
        return rows
    names, over = [], ""
    for above, below in zip(first.cells, second.cells, strict=True):
        over = above or over
        names.append(over if over == below else f"{over} {below}".strip())
    return [replace(second, cells=tuple(names)), *rows[2:]] if len(set(names)) == len(names) else rows


def _has_numbers(row: DataRow) -> bool:
    """Tell whether a row has values: numbers that are no years."""
    return any(read_number(cell) and not read_when(cell) for cell in row.cells)


def _without_empty_columns(rows: list[DataRow]) -> list[DataRow]:
    """Return the rows without columns at the end that have no name and no cell."""
    width = max((_filled_width(row) for row in rows), default=0)
    return [replace(row, cells=row.cells[:width], columns=row.columns[:width]) for row in rows]


def _filled_width(row: DataRow) -> int:
    return max((at for at, cell in enumerate(row.cells, 1) if cell), default=0)


def _with_points(rows: list[DataRow]) -> list[DataRow]:
    """Return the rows with points in their numbers, if these have decimal commas and none can be otherwise."""
    cells = [cell for row in rows[1:] for cell in row.cells if not is_missing(cell)]
    if not any(map(_COMMA.fullmatch, cells)) or any(map(_UNLIKE_COMMA.fullmatch, cells)):
        return rows
    return [rows[0], *(replace(row, cells=tuple(map(_pointed, row.cells)), written=row.cells) for row in rows[1:])]


def _pointed(cell: str) -> str:
    """Return a number of a table with decimal commas as one with a point; its points are groups of thousands."""
    if re.fullmatch(r"[+-]?[0-9]{1,3}(?:\.[0-9]{3})+", cell):
        return cell.replace(".", "")
    return with_point(cell)
