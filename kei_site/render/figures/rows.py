"""Names below each other, the axis below them and what stands across them -> parts of drawings. Render, pure."""

import math
from collections.abc import Iterator

from kei_site.core.value import value
from kei_site.render.figures import svg
from kei_site.render.figures.budget import MOST_BROKEN
from kei_site.render.figures.names_below import numbers_below
from kei_site.render.figures.scales import Scale
from kei_site.render.figures.sheet import LEADING, SIZE, Sheet
from kei_site.render.figures.widths import cut, lines_of, width_of


@value
class Rows:
    """The places of names below each other, and of their bars."""

    names: tuple[str, ...]
    left: float
    right: float
    top: float
    height: float
    """Of a row."""
    above: float
    """Of the name that stands above its bars: on phones."""

    def y(self, at: int) -> float:
        """Return the top of the bars of a row."""
        return self.top + at * self.height + self.above


def name_rows(sheet: Sheet, *, top: float, inside: float, right: float) -> tuple[Rows, list[str]]:
    """Return the rows of names and their drawing; `inside` is the height of what stands in a row."""
    count, limit = len(sheet.view.x), sheet.width * (1 if sheet.is_narrow else 0.34)
    names = [lines_of(sheet.x_text(at), SIZE, limit, most=2 if count <= MOST_BROKEN else 1) for at in range(count)]
    left = 0.0 if sheet.is_narrow else math.ceil(max(width_of(line, SIZE) for lines in names for line in lines)) + 10.0
    most = max(len(lines) for lines in names)
    height = inside + 12 + most * LEADING if sheet.is_narrow else max(inside, most * LEADING) + 10
    above = most * LEADING + 2 if sheet.is_narrow else (height - 10 - inside) // 2
    rows = Rows(
        names=tuple([line for lines in names for line in lines]),
        left=left,
        right=sheet.width - right,
        top=top,
        height=height,
        above=above,
    )
    parts = []
    for at, lines in enumerate(names):
        if sheet.is_narrow:
            parts.append(svg.lines((0, rows.y(at) - 5 - (len(lines) - 1) * LEADING), lines))
        else:
            y = rows.y(at) + inside / 2 - (len(lines) - 1) * LEADING / 2 + 4.5
            parts.append(svg.lines((left - 10, y), lines))
    return rows, parts if sheet.is_narrow else [f'<g class="e">{"".join(parts)}</g>']


def unit_above(sheet: Sheet, top: float) -> tuple[list[str], float]:
    """Return the unit above a chart, and the room that it takes."""
    if not sheet.view.unit:
        return [], 0.0
    return [svg.label(0, top + 11, cut(sheet.view.unit, SIZE, sheet.width), "q")], LEADING + 4


def axis_of_rows(sheet: Sheet, scale: Scale, top: float, bottom: float) -> Iterator[str]:
    """Yield the axis of numbers below rows."""
    places = [scale.at(tick) for tick in scale.ticks]
    yield svg.path([svg.stretch(x, top, x, bottom) for x in places], "gr")
    for name in numbers_below(places, sheet.forms.ticks(scale.ticks, scale.decimals), (4, sheet.width - 4)):
        yield svg.label(name.x, bottom + 16, name.lines[0], "q", anchor="m")


def notes_across(sheet: Sheet, scale: Scale, top: float, bottom: float) -> Iterator[str]:
    """Yield the annotations at numbers: a line each down to its words, one below the other from `bottom`."""
    for at, mark in enumerate(mark for mark in sheet.view.marks if mark.x < 0):
        x, y = scale.at(mark.y), bottom + (at + 1) * LEADING
        is_left = x > sheet.width / 2
        room = (x if is_left else sheet.width - x) - 5
        yield svg.line(x, top, x, y, "nt")
        text = cut(sheet.words(mark.text), SIZE, room)
        yield svg.label(x - 5 if is_left else x + 5, y, text, "an", anchor="e" if is_left else "")


def height_across(sheet: Sheet) -> float:
    """Return the height of the annotations at numbers."""
    return LEADING * sum(mark.x < 0 for mark in sheet.view.marks)
