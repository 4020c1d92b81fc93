"""A figure -> its numbers as an HTML table. Render, pure."""

from collections.abc import Sequence

from kei_site.model.views.figures import FigureView, TableView
from kei_site.render.figures.forms import Forms, forms_of
from kei_site.render.figures.svg import escaped
from kei_site.render.figures.tabular import Cell, Column, columns_of

HEATS = 5
"""Shades of cells."""
_ABOVE, _BELOW = ("2", "3", "4"), ("b1", "b2", "b3")
"""Shades of cells above zero and below it, from those next to it."""


def table_html(view: FigureView) -> str:
    """Return the table of a figure in its box, which scrolls sideways and can be reached by the keyboard."""
    forms, columns = forms_of(view.text.language), columns_of(view)
    units = [column.unit for column in view.columns] if isinstance(view, TableView) else [""] * len(columns)
    heads = "".join([_head(column, unit, forms, view) for column, unit in zip(columns, units, strict=True)])
    written = [_written(column, at, forms, view) for at, column in enumerate(columns)]
    rows = "".join([f"<tr>{_row_head(cells[0])}{''.join(cells[1:])}</tr>" for cells in zip(*written, strict=True)])
    merged = _merged(view, len(columns)) if isinstance(view, TableView) else ""
    sortable = " data-sortable" if isinstance(view, TableView) and view.is_sortable else ""
    return (
        f'<div class="table-box" tabindex="0"><table{sortable}><thead>{merged}<tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _head(column: Column, unit: str, forms: Forms, view: FigureView) -> str:
    name = column.name or forms.locale.text("figure.group")
    classes = ' class="align-right"' if column.is_number else ""
    small = f' <span class="unit">{escaped(unit)}</span>' if unit else ""
    return f'<th scope="col"{classes}>{escaped(name)}{small}</th>'


def _row_head(cell: str) -> str:
    """Return the first cell of a row as its head."""
    return f'<th scope="row"{cell[3:-5]}</th>'


def _written(column: Column, at: int, forms: Forms, view: FigureView) -> list[str]:
    texts = [_text(cell, column, forms) for cell in column.cells]
    if isinstance(view, TableView):
        gaps = view.columns[at].cells
        texts = [
            gap or text if cell is None else text for gap, text, cell in zip(gaps, texts, column.cells, strict=True)
        ]
    heats = _heats(view, at, column.cells)
    side = "align-right" if column.is_number else ""
    names = [" ".join(filter(None, (side, heat))) for heat in heats]
    return [
        f'<td class="{name}">{text}</td>' if name else f"<td>{text}</td>"
        for name, text in zip(names, texts, strict=True)
    ]


def _text(cell: Cell, column: Column, forms: Forms) -> str:
    if cell is None:
        return f'<span class="missing">{escaped(forms.locale.text("figure.missing"))}</span>'
    if isinstance(cell, float):
        return forms.number(cell, column.decimals)
    return escaped(forms.when(cell, column.form) if column.form else cell)


def _heats(view: FigureView, at: int, cells: Sequence[Cell]) -> list[str]:
    """Return the class of the shade of each cell: the darker, the higher its number in its column.

    Where a column has numbers on both sides of zero, those farther from it are darker, in two rows of shades.
    """
    if not isinstance(view, TableView) or not view.columns[at].is_heat:
        return [""] * len(cells)
    numbers = [cell for cell in cells if isinstance(cell, float)]
    low, high = min(numbers, default=0.0), max(numbers, default=0.0)
    return [f"heat-{_heat(cell, low, high)}" if isinstance(cell, float) else "" for cell in cells]


def _heat(number: float, low: float, high: float) -> str:
    """Return the shade of a number in a column with a lowest and a highest one."""
    if low < 0 < high:
        far = int(abs(number) / max(-low, high) * len(_ABOVE))
        return (_BELOW if number < 0 else _ABOVE)[min(far, len(_ABOVE) - 1)]
    return str(min(HEATS, 1 + int((number - low) / (high - low or 1.0) * HEATS)))


def _merged(view: TableView, width: int) -> str:
    """Return the row of merged heads above the names of the columns."""
    if not view.heads:
        return ""
    cells, at = [], 0
    for words, first, count in view.heads:
        cells.append(f'<td colspan="{first - at}"></td>' if first > at else "")
        cells.append(f'<th scope="colgroup" colspan="{count}">{escaped(words)}</th>')
        at = first + count
    cells.append(f'<td colspan="{width - at}"></td>' if at < width else "")
    return f'<tr class="merged">{"".join(cells)}</tr>'
