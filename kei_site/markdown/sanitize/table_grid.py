"""Raw tables -> grids, as validators and screen readers want them: rows of one width, no span beyond its group."""

import re
from collections import Counter
from dataclasses import dataclass, field

from kei_site.core.budget import Budget
from kei_site.core.limits import LIMITS
from kei_site.markdown.sanitize.element import Element

_SPAN = re.compile(r' (colspan|rowspan)="([0-9]+)"')


@dataclass(slots=True)
class _Row:
    """A row with its cells in their columns."""

    element: Element
    covered: set[int]
    """The columns that a cell of this row, or of one above, covers."""
    cells: list[tuple[Element, int, int]] = field(default_factory=list)
    """(cell, its first column, number of its columns)."""
    next_column: int = 0


def make_grid(groups: list[Element]) -> None:
    """Make the groups of rows of a table a grid, in place. Raises OverBudgetError."""
    budget = Budget()
    rows = [row for group in groups for row in _laid_out(group, budget)]
    starts = {column for row in rows for _, column, _ in row.cells}
    for row in rows:
        for cell, column, width in row.cells:
            _set_span(cell, "colspan", len(starts.intersection(range(column, column + width))))
        if len(rows) * len(starts) <= LIMITS.cells.most:
            missing = len(starts - row.covered)
            row.element.parts += [Element("td", "") for _ in range(missing)]


def _laid_out(group: Element, budget: Budget) -> list[_Row]:
    """Return the rows of a group, each cell in the first column that is free, as in browsers."""
    rows_left: Counter[int] = Counter()
    rows = []
    for number, element in enumerate(group.parts):
        row = _Row(element, covered=set(rows_left))
        for cell in element.parts:
            _add_cell(row, cell, rows_left, most_rows=len(group.parts) - number)
        budget.require(LIMITS.spanned_cells, len(row.covered) - len(row.element.parts))
        rows.append(row)
        rows_left = Counter({column: left - 1 for column, left in rows_left.items() if left > 1})
    return rows


def _add_cell(row: _Row, cell: Element, rows_left: Counter[int], *, most_rows: int) -> None:
    """Put a cell into the next free column; `rows_left` says for each column how many rows a cell covers it."""
    while row.next_column in row.covered:
        row.next_column += 1
    spans = {name: int(number) for name, number in _SPAN.findall(cell.attributes)}
    columns = range(row.next_column, row.next_column + spans.get("colspan", 1))
    width = next((number for number, column in enumerate(columns) if column in row.covered), len(columns))
    height = min(spans.get("rowspan", 1), most_rows)
    _set_span(cell, "rowspan", height)
    row.cells.append((cell, row.next_column, width))
    for column in columns[:width]:
        row.covered.add(column)
        rows_left[column] = height
    row.next_column += width


def _set_span(cell: Element, name: str, span: int) -> None:
    others = re.sub(rf' {name}="[0-9]+"', "", cell.attributes)
    cell.attributes = f'{others} {name}="{span}"' if span > 1 else others
