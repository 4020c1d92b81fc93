"""Points by two numbers: a scatter plot -> its drawing. Render, pure."""

from collections.abc import Iterator, Sequence

from kei_site.core.value import value
from kei_site.render.figures import svg
from kei_site.render.figures.axes import numbers_of, scale_of
from kei_site.render.figures.names_below import numbers_below
from kei_site.render.figures.scales import Scale, number_scale
from kei_site.render.figures.sheet import LEADING, SIZE, Drawing, Sheet, dots, legend
from kei_site.render.figures.widths import BOLD, cut, width_of

Box = tuple[float, float, float, float]
"""(left, top, right, bottom)."""
_MOST_NAMED = 16
"""Points that are all named, where there is room."""


@value
class Spot:
    """A point, and the place of its name."""

    series: int
    x: float
    y: float
    name: str
    number: float
    at: int


def draw_points(sheet: Sheet) -> Drawing:
    """Return a scatter plot; the points that stand out are named, or all when there are few."""
    view, head = sheet.view, legend(sheet, dots(sheet))
    top = head.height + (LEADING + 4) + 8
    height = (260.0 if sheet.is_narrow else 300.0) if sheet.has_words else 180.0
    up = scale_of(sheet, numbers_of(sheet), (top + height, top), zero=False)
    names = sheet.forms.ticks(up.ticks, up.decimals)
    left = max(width_of(name, SIZE) for name in names) + 10
    across = number_scale([float(x) for x in view.x], (left + 6, sheet.width - 10), zero=False, wanted=5)
    caption = " · ".join(filter(None, (view.y_name, view.unit)))
    parts = [*head.parts, svg.label(0, head.height + 11, cut(caption, SIZE, sheet.width), "q")]
    parts += _axes(sheet, up, names, across)
    spots = _spots(sheet, across, up)
    parts += svg.merged(
        (f"mk {look}", svg.point(spot.x, spot.y, spot.series), _title(sheet, spot), "")
        for look, spot in zip(_looks(sheet, spots), spots, strict=True)
    )
    parts += _names(sheet, spots)
    bottom = top + height
    parts.append(svg.label(sheet.width - 4, bottom + 36, cut(view.x_name, SIZE, sheet.width), "q", anchor="e"))
    return Drawing(parts=tuple(parts), height=bottom + 42)


def _axes(sheet: Sheet, up: Scale, names: Sequence[str], across: Scale) -> Iterator[str]:
    left, right = across.start - 6, sheet.width - 4
    for tick, name in zip(up.ticks, names, strict=True):
        y = up.at(tick)
        yield svg.line(left, y, right, y, "ax" if tick == 0 else "gr")
        yield svg.label(left - 8, y + 4.5, name, "q", anchor="e")
    places = [across.at(tick) for tick in across.ticks]
    yield from (svg.line(x, up.start, x, up.start + 4, "ax") for x in places)
    for below in numbers_below(places, sheet.forms.ticks(across.ticks, across.decimals), (4, sheet.width - 4)):
        yield svg.label(below.x, up.start + 18, below.lines[0], "q", anchor="m")
    for mark in sheet.view.marks:
        y = up.at(mark.y)
        yield svg.line(left, y, right, y, "nt")
        yield svg.label(left + 4, y - 5, mark.text, "an")


def _spots(sheet: Sheet, across: Scale, up: Scale) -> list[Spot]:
    view = sheet.view
    return [
        Spot(
            series=number,
            x=across.at(float(view.x[at])),
            y=up.at(found),
            name=view.labels[at] if view.labels else "",
            number=found,
            at=at,
        )
        for number, series in enumerate(view.series)
        for at, found in enumerate(series.values)
        if found is not None
    ]


def _looks(sheet: Sheet, spots: Sequence[Spot]) -> list[str]:
    """Return the class of each point: its series', or whether its name stands out."""
    highlight = sheet.view.highlight
    if any(name in highlight for name in sheet.view.labels):
        return ["hi" if spot.name in highlight else "lo" for spot in spots]
    return [sheet.look(spot.series) for spot in spots]


def _title(sheet: Sheet, spot: Spot) -> str:
    if not sheet.has_titles:
        return ""
    name, x = f"{spot.name}: " if spot.name else "", sheet.view.x[spot.at]
    across = sheet.forms.number(float(x), min(len(x.partition(".")[2]), 6))
    return f"{name}{across}, {sheet.forms.number(spot.number, sheet.view.decimals)}"


def _names(sheet: Sheet, spots: Sequence[Spot]) -> Iterator[str]:
    """Yield the names of points that stand out, then of others, where they cover nothing."""
    highlight = sheet.view.highlight
    wanted = sorted(spots, key=lambda spot: spot.name not in highlight)
    if len(spots) > _MOST_NAMED:
        wanted = [spot for spot in wanted if spot.name in highlight]
    taken: list[Box] = [(spot.x - 7, spot.y - 5, spot.x + 7, spot.y + 5) for spot in spots]
    for spot in (spot for spot in wanted if spot.name):
        sides = [side for side in _sides(spot, width_of(spot.name, SIZE) * BOLD) if _is_inside(side[0], sheet.width)]
        free = [side for side in sides if not any(_meet(side[0], other) for other in taken)]
        for box, anchor in free[:1] or (sides[:1] if spot.name in highlight else []):
            taken.append(box)
            yield svg.label(box[2] if anchor else box[0], box[3] - 3.5, spot.name, "st an", anchor=anchor)


def _is_inside(box: Box, width: float) -> bool:
    return box[0] >= 0 and box[2] <= width


def _sides(spot: Spot, width: float) -> tuple[tuple[Box, str], ...]:
    """Return the places for a name: to the right, to the left, above, below."""
    x, y = spot.x, spot.y
    return (
        ((x + 7, y - 8, x + 7 + width, y + 8), ""),
        ((x - 7 - width, y - 8, x - 7, y + 8), "e"),
        ((x - 2, y - 22, x - 2 + width, y - 6), ""),
        ((x - 2, y + 6, x - 2 + width, y + 22), ""),
    )


def _meet(box: Box, other: Box) -> bool:
    return box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]
