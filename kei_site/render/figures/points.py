"""Points by two numbers: a scatter plot -> its drawing. Render, pure."""

from collections.abc import Iterator, Sequence

from kei_site.core.value import value
from kei_site.render.figures import svg
from kei_site.render.figures.axes import number_axis, numbers_of, scale_of
from kei_site.render.figures.budget import MOST_NAMED
from kei_site.render.figures.names_below import numbers_below
from kei_site.render.figures.scales import Scale, number_scale
from kei_site.render.figures.sheet import LEADING, SIZE, Drawing, Sheet, dots, legend
from kei_site.render.figures.widths import BOLD, cut, width_of

Box = tuple[float, float, float, float]
"""(left, top, right, bottom)."""
_MOST_NAMED = 16
"""Points that are all named, where there is room; of more, those that stand out."""


@value
class Spot:
    """A point, and the place of its name."""

    series: int
    x: float
    y: float
    name: str
    is_marked: bool
    """Its name stands out."""
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
    yield from number_axis(up, names, left, right)
    places = [across.at(tick) for tick in across.ticks]
    yield svg.path([svg.stretch(x, up.start, x, up.start + 4) for x in places], "ax")
    for below in numbers_below(places, sheet.forms.ticks(across.ticks, across.decimals), (4, sheet.width - 4)):
        yield svg.label(below.x, up.start + 18, below.lines[0], "q", anchor="m")
    for mark in sheet.view.marks:
        y = up.at(mark.y)
        yield svg.line(left, y, right, y, "nt")
        yield svg.label(left + 4, y - 5, cut(sheet.words(mark.text), SIZE, right - left), "an")


def _spots(sheet: Sheet, across: Scale, up: Scale) -> list[Spot]:
    view = sheet.view
    return [
        Spot(
            series=number,
            x=across.at(float(view.x[at])),
            y=up.at(found),
            name=sheet.words(view.labels[at]) if view.labels else "",
            is_marked=bool(view.labels) and view.labels[at] in view.highlight,
            number=found,
            at=at,
        )
        for number, series in enumerate(view.series)
        for at, found in enumerate(series.values)
        if found is not None
    ]


def _looks(sheet: Sheet, spots: Sequence[Spot]) -> list[str]:
    """Return the class of each point: its series', or whether its name stands out."""
    if any(spot.is_marked for spot in spots):
        return ["hi" if spot.is_marked else "lo" for spot in spots]
    return [sheet.look(spot.series) for spot in spots]


def _title(sheet: Sheet, spot: Spot) -> str:
    if not sheet.has_titles:
        return ""
    name = f"{svg.within(spot.name, 2 * sheet.budget.name_in_title)}: " if spot.name else ""
    return f"{name}{sheet.forms.written(sheet.view.x[spot.at])}, {sheet.exact(spot.number)}"


def _names(sheet: Sheet, spots: Sequence[Spot]) -> Iterator[str]:
    """Yield the names of points that stand out, then of others, where they cover nothing."""
    wanted = sorted(spots, key=lambda spot: not spot.is_marked)
    if len(spots) > _MOST_NAMED:
        wanted = [spot for spot in wanted if spot.is_marked]
    wanted = [spot for spot in wanted if spot.name][:MOST_NAMED]
    points: list[Box] = [(spot.x - 7, spot.y - 5, spot.x + 7, spot.y + 5) for spot in spots]
    names: list[Box] = []
    for spot in wanted:
        taken = [box for box in (*points, *names) if box[1] < spot.y + 22 and spot.y - 22 < box[3]]
        sides = [side for side in _sides(spot, width_of(spot.name, SIZE) * BOLD) if _is_inside(side[0], sheet.width)]
        free = [side for side in sides if not any(_meet(side[0], other) for other in taken)]
        for box, anchor in free[:1] or (sides[:1] if spot.is_marked else []):
            names.append(box)
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
