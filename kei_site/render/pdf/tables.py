"""A table of HTML -> the cells of a grid, and how wide its columns are by what stands in them. Render, pure."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count, groupby
from typing import Any

from lxml import etree

from kei_site.core.chart_colors import BELOW, BELOW_INK, SHADE_INK, SHADES
from kei_site.core.value import value
from kei_site.render.pdf.nodes import Content, Nodes

_LINE = 414.0
"""The width of the text, in points."""
_INSET = 10.0
"""The blank at both sides of a cell, in points."""
_SIZES = (9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0)
"""The sizes of type for tables, in points."""
_SPLIT = 8.0
"""The size of type for the parts of a table that is too wide, in points."""
_LETTER = 0.52
"""The width of a letter, in parts of the size."""
_SHORT = 16
"""The most letters of a text that is not broken if there is room."""
_MOST_NATURAL = 60
"""The most letters that a column asks for."""
_WORD = re.compile(r"[^\s\-\u2010\u2013\u2014/]+[\-\u2010\u2013\u2014/]?")
_SHADES = {
    f"{prefix}{at}": [shade, ink]
    for prefix, shades, inks in (("heat-", SHADES, SHADE_INK), ("heat-b", BELOW, BELOW_INK))
    for at, ((shade, _), (ink, _)) in enumerate(zip(shades, inks, strict=True), 1)
}
"""Colors of a cell and of its words, by class."""


@value
class Cell:
    """A cell at its place in the grid."""

    element: etree._Element
    x: int
    y: int
    colspan: int
    rowspan: int


def table_node(table: etree._Element, content: Content) -> Nodes:
    """Return a table as a node, its columns as wide as their words; `content` gives what a cell holds.

    A table with more columns than a page has room for becomes several below each other, each with its first column.
    """
    sections = _sections(table)
    cells = [*_placed(sections)]
    if not cells:
        return []
    head_rows = sum(len(rows) for is_head, rows in sections if is_head)
    captions = [node for caption in table.findall("caption") for node in content(caption)]
    return [
        {"t": "table", "caption": [] if at else captions, **_grid(_part(cells, columns), head_rows, content)}
        for at, columns in enumerate(_parts(cells))
    ]


def _grid(cells: Sequence[Cell], head_rows: int, content: Content) -> dict[str, Any]:
    """Return the widths of columns and the rows of a table; rows of its head without words are left out."""
    empty = [y for y in range(head_rows) if not any(_text(cell) for cell in cells if 0 <= y - cell.y < cell.rowspan)]
    cells = [replace(cell, y=cell.y - bisect_left(empty, cell.y)) for cell in cells if cell.y not in empty]
    head_rows -= len(empty)
    size, columns = column_widths(cells, max(cell.x + cell.colspan for cell in cells))
    return {
        "columns": columns,
        "size": size,
        "rows": max(cell.y + cell.rowspan for cell in cells),
        "head": _rows((cell for cell in cells if cell.y < head_rows), content),
        "body": _rows((cell for cell in cells if cell.y >= head_rows), content),
    }


def _parts(cells: Sequence[Cell]) -> list[list[int]]:
    """Return the columns of each table that a table is set as.

    The first column can stand in all of them if it is plain: a note in it has one place.
    """
    width = max(cell.x + cell.colspan for cell in cells)
    least, _, _ = _needs(cells, width)
    is_plain = all(cell.element.find(".//a") is None for cell in cells if cell.x == 0)
    if not is_plain or sum(least) <= _room(_SIZES[-1], width) or least[0] > _room(_SPLIT, 1) / 2:
        return [list(range(width))]
    parts = [[0]]
    for at in range(1, width):
        if len(parts[-1]) > 1 and sum(least[column] for column in (*parts[-1], at)) > _room(_SPLIT, len(parts[-1]) + 1):
            parts.append([0])
        parts[-1].append(at)
    return parts


def _part(cells: Iterable[Cell], columns: Sequence[int]) -> list[Cell]:
    """Return the cells of some columns, side by side."""
    found = []
    for cell in cells:
        kept = [at for at, column in enumerate(columns) if cell.x <= column < cell.x + cell.colspan]
        if kept:
            found.append(replace(cell, x=kept[0], colspan=len(kept)))
    return found


def _sections(table: etree._Element) -> list[tuple[bool, list[etree._Element]]]:
    """Return the rows of each section, and whether it is the head; a first row of headers alone is one, too."""
    parts = [(part.tag == "thead", part.findall("tr")) for part in table if part.tag in ("thead", "tbody", "tfoot")]
    if loose := table.findall("tr"):
        parts.append((False, loose))
    if not any(is_head and rows for is_head, rows in parts) and parts and parts[0][1]:
        first, *others = parts[0][1]
        if len(first) and all(cell.tag == "th" for cell in first) and all(cell.get("scope") != "row" for cell in first):
            return [(True, [first]), (False, others), *parts[1:]]
    return sorted(parts, key=lambda part: not part[0])


def _placed(sections: Iterable[tuple[bool, Sequence[etree._Element]]]) -> Iterator[Cell]:
    """Yield each cell at its place; no cell reaches into another, or out of its section."""
    above = 0
    for _, rows in sections:
        taken: set[tuple[int, int]] = set()
        for y, row in enumerate(rows):
            for element in (cell for cell in row if cell.tag in ("td", "th")):
                x = next(x for x in count() if (x, y) not in taken)
                colspan = _span(element, "colspan", 1000)
                colspan = next((width for width in range(1, colspan) if (x + width, y) in taken), colspan)
                rowspan = _span(element, "rowspan", len(rows) - y)
                taken |= {(x + right, y + down) for right in range(colspan) for down in range(rowspan)}
                yield Cell(element=element, x=x, y=above + y, colspan=colspan, rowspan=rowspan)
        above += len(rows)


def _span(element: etree._Element, name: str, most: int) -> int:
    written = element.get(name, "1")
    return max(1, min(int(written), most)) if written.isascii() and written.isdigit() else 1


def _rows(cells: Iterable[Cell], content: Content) -> list[list[Any]]:
    return [[_cell_node(cell, content) for cell in row] for _, row in groupby(cells, key=lambda cell: cell.y)]


def _cell_node(cell: Cell, content: Content) -> dict[str, Any]:
    names = cell.element.get("class", "").split()
    align = next((name.removeprefix("align-") for name in names if name.startswith("align-")), "")
    return {
        "x": cell.x,
        "y": cell.y,
        "colspan": cell.colspan,
        "rowspan": cell.rowspan,
        "align": align or cell.element.get("align", ""),
        "head": cell.element.tag == "th",
        "shade": next((_SHADES[name] for name in names if name in _SHADES), None),
        "c": content(cell.element),
    }


def column_widths(cells: Iterable[Cell], columns: int) -> tuple[float, list[float]]:
    """Return the size of type for a table (points) and the share of each column; 0: as wide as its words.

    Each column has its longest word at least, or all its words if they are short; what is left of the line goes to
    those that ask for more.
    """
    least, natural, whole = _needs(cells, columns)
    size = next((size for size in _SIZES if sum(least) <= _room(size, columns)), _SIZES[-1])
    room = _room(size, columns)
    if sum(whole) <= room:
        return size, [0] * columns
    unbroken = [full if full <= _SHORT else need for full, need in zip(whole, least, strict=True)]
    least = unbroken if sum(unbroken) <= room else least
    asked = [wish - need for wish, need in zip(natural, least, strict=True)]
    part = max(0.0, room - sum(least)) / (sum(asked) or 1)
    blank = _INSET / (_LETTER * size)
    return size, [round(need + wish * part + blank, 2) for need, wish in zip(least, asked, strict=True)]


def _text(cell: Cell) -> str:
    return " ".join("".join(map(str, cell.element.itertext())).split())


def _needs(cells: Iterable[Cell], columns: int) -> tuple[list[float], list[float], list[float]]:
    """Return the letters of each column: of its longest word, of what it asks for, of its longest text."""
    least, natural, whole = [1.0] * columns, [1.0] * columns, [1.0] * columns
    for cell in cells:
        text = _text(cell)
        if cell.colspan == 1:
            least[cell.x] = max(least[cell.x], *map(letters, _WORD.findall(text)), 0)
            whole[cell.x] = max(whole[cell.x], letters(text))
            natural[cell.x] = max(least[cell.x], min(whole[cell.x], _MOST_NATURAL))
    return least, natural, whole


def _room(size: float, columns: int) -> float:
    """Return how many letters of a size stand in a line of a table."""
    return (_LINE - _INSET * columns) / (_LETTER * size)


def letters(text: str) -> float:
    """Return the width of a text in letters: those of Korean and Chinese count for two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
