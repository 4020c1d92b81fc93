"""Finished pieces of HTML, and tables of them made even. Source room.

A raw table may have rows of any length and cells that span more than there is. Validators and screen readers want a
grid: every row as wide as the widest, no span beyond its group, no column in which no cell begins.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from kei_site.source.elements import VOID
from kei_site.source.limits import MAX_CELLS

_SPAN = re.compile(r' (colspan|rowspan)="([0-9]+)"')


@dataclass(slots=True)
class Piece:
    """A finished element, or text when it has no tag."""

    tag: str
    attributes: str
    inside: str = ""
    parts: list["Piece"] = field(default_factory=list)
    """Rows or cells, in a group of rows or a row; then `inside` is empty."""

    def html(self) -> str:
        """Return the piece as HTML."""
        inside = self.inside or "".join(part.html() for part in self.parts)
        if not self.tag:
            return inside
        if self.tag in VOID:
            return f"<{self.tag}{self.attributes}>"
        return f"<{self.tag}{self.attributes}>{inside}</{self.tag}>"


@dataclass(slots=True)
class _Row:
    """A row laid out: which columns its cells begin in and how many they cover; which ones cells from above cover."""

    piece: Piece
    cells: list[tuple[Piece, int, int]] = field(default_factory=list)
    covered: set[int] = field(default_factory=set)


def even_out(groups: list[Piece]) -> None:
    """Make the groups of rows of a table a grid, in place."""
    rows = [row for group in groups for row in _laid_out(group)]
    starts = sorted({column for row in rows for _, column, _ in row.cells})
    numbers = {column: number for number, column in enumerate(starts)}
    for row in rows:
        for cell, column, width in row.cells:
            _set_span(cell, "colspan", sum(one in numbers for one in range(column, column + width)))
        if len(rows) * len(starts) <= MAX_CELLS:
            missing = sum(column not in row.covered for column in starts)
            row.piece.parts += [Piece("td", "") for _ in range(missing)]


def _laid_out(group: Piece) -> list[_Row]:
    """Return the rows of a group, each cell in the first column that is free, as browsers place them."""
    held: Counter[int] = Counter()
    rows = []
    for number, piece in enumerate(group.parts):
        row = _Row(piece, covered=set(held))
        column = 0
        for cell in piece.parts:
            while column in row.covered:
                column += 1
            column += _place(row, cell, column, held, len(group.parts) - number)
        rows.append(row)
        held = Counter({column: left - 1 for column, left in held.items() if left > 1})
    return rows


def _place(row: _Row, cell: Piece, column: int, held: Counter[int], rows_left: int) -> int:
    """Put a cell into a column; return how many columns it covers."""
    spans = {name: int(number) for name, number in _SPAN.findall(cell.attributes)}
    asked = range(column, column + spans.get("colspan", 1))
    width = next((number for number, one in enumerate(asked) if one in row.covered), len(asked))
    height = min(spans.get("rowspan", 1), rows_left)
    _set_span(cell, "rowspan", height)
    row.cells.append((cell, column, width))
    for one in asked[:width]:
        row.covered.add(one)
        held[one] = height
    return width


def _set_span(cell: Piece, name: str, span: int) -> None:
    others = re.sub(rf' {name}="[0-9]+"', "", cell.attributes)
    cell.attributes = f'{others} {name}="{span}"' if span > 1 else others
