"""A table of HTML -> the cells of a grid, and how wide its columns are by what stands in them. Render, pure."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import count, groupby
from typing import Any

from lxml import etree

from kei_site.core.value import value
from kei_site.render.pdf.nodes import Content, Nodes

_LINE = 414.0
"""The width of the text, in points."""
_INSET = 10.0
"""The blank at both sides of a cell, in points."""
_SIZES = (9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0)
"""The sizes of type for tables, in points."""
_LETTER = 0.52
"""The width of a letter, in parts of the size."""
_MOST_NATURAL = 60
"""The most letters that a column asks for."""
_WORD = re.compile(r"[^\s\-\u2010\u2013\u2014/]+[\-\u2010\u2013\u2014/]?")


@value
class Cell:
    """A cell at its place in the grid."""

    element: etree._Element
    x: int
    y: int
    colspan: int
    rowspan: int


def table_node(table: etree._Element, content: Content) -> Nodes:
    """Return a table as a node, its columns as wide as their words; `content` gives what a cell holds."""
    sections = _sections(table)
    cells = [*_placed(sections)]
    if not cells:
        return []
    width = max(cell.x + cell.colspan for cell in cells)
    head_rows = sum(len(rows) for is_head, rows in sections if is_head)
    size, columns = column_widths(cells, width)
    captions = [node for caption in table.findall("caption") for node in content(caption)]
    return [
        {
            "t": "table",
            "caption": captions,
            "columns": columns,
            "size": size,
            "rows": max(cell.y + cell.rowspan for cell in cells),
            "head": _rows((cell for cell in cells if cell.y < head_rows), content),
            "body": _rows((cell for cell in cells if cell.y >= head_rows), content),
        }
    ]


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
        "c": content(cell.element),
    }


def column_widths(cells: Iterable[Cell], columns: int) -> tuple[float, list[float]]:
    """Return the size of type for a table (points) and the share of each column; 0: as wide as its words.

    Each column has its longest word at least; what is left of the line goes to those that ask for more.
    """
    least, natural, whole = [1.0] * columns, [1.0] * columns, [1.0] * columns
    for cell in cells:
        text = " ".join("".join(map(str, cell.element.itertext())).split())
        if cell.colspan == 1:
            least[cell.x] = max(least[cell.x], *map(letters, _WORD.findall(text)), 0)
            whole[cell.x] = max(whole[cell.x], letters(text))
            natural[cell.x] = max(least[cell.x], min(whole[cell.x], _MOST_NATURAL))
    size = next((size for size in _SIZES if sum(least) <= _room(size, columns)), _SIZES[-1])
    room = _room(size, columns)
    if sum(whole) <= room:
        return size, [0] * columns
    asked = [wish - need for wish, need in zip(natural, least, strict=True)]
    part = max(0.0, room - sum(least)) / (sum(asked) or 1)
    return size, [round(need + wish * part, 2) for need, wish in zip(least, asked, strict=True)]


def _room(size: float, columns: int) -> float:
    """Return how many letters of a size stand in a line of a table."""
    return (_LINE - _INSET * columns) / (_LETTER * size)


def letters(text: str) -> float:
    """Return the width of a text in letters: those of Korean and Chinese count for two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
