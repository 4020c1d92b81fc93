"""Small multiples (a panel for each series), maps of equal squares, and timelines -> their drawings. Render, pure."""

from collections.abc import Iterator, Sequence

from kei_site.core.regions import MAPS, SHORT_NAMES
from kei_site.model.views.figures import Series
from kei_site.render.figures import svg
from kei_site.render.figures.axes import numbers_of, scale_of
from kei_site.render.figures.lines import runs
from kei_site.render.figures.scales import Scale, places_in_row, places_in_time
from kei_site.render.figures.sheet import LEADING, SIZE, Drawing, Sheet, dots, legend
from kei_site.render.figures.widths import BOLD, cut, lines_of, width_of

_PANEL = 146.0
_GUTTER = 22.0
STEPS = 5
"""Shades of a map."""
_TILES = {"korea": 4, "usa": 11}
"""Columns of each map."""
_ROOMY = 40.0
"""Pixels of a square from which on its words have the usual size."""

Tile = tuple[tuple[float, float], str, float | None]
"""(left and top, name, number) of a square."""


def draw_panels(sheet: Sheet) -> Drawing:
    """Return a panel for each series, all with the same axes, so that they can be compared."""
    view = sheet.view
    across = 2 if sheet.is_narrow else 4 if sheet.width > 800 else 3
    width = (sheet.width - _GUTTER * (across - 1)) / across
    caption = LEADING + 6 if view.unit else 0.0
    parts = [svg.label(0, 11, cut(view.unit, SIZE, sheet.width), "q")] if view.unit else []
    for at, series in enumerate(view.series):
        left, top = at % across * (width + _GUTTER), caption + at // across * _PANEL
        parts += _panel(sheet, at, series, (left, top, left + width))
    count = -(-len(view.series) // across)
    return Drawing(parts=tuple(parts), height=caption + count * _PANEL)


def _panel(sheet: Sheet, at: int, series: Series, ends: tuple[float, float, float]) -> Iterator[str]:
    left, top, right = ends
    scale = scale_of(sheet, numbers_of(sheet), (top + 106, top + 40), zero=False)
    inner = (left + 5, right - 5)
    is_named = sheet.view.x_form == "category"
    x = places_in_row(len(sheet.view.x), inner) if is_named else places_in_time(sheet.view.x, inner)
    look = "hi" if series.name in sheet.view.highlight else "s0"
    yield svg.label(left, top + 13, cut(series.name, SIZE * BOLD, right - left), "st")
    yield from _panel_axis(sheet, scale, left, right)
    yield from _panel_line(sheet, series, x, scale, look)
    first, last = sheet.x_text(0), sheet.x_text(len(sheet.view.x) - 1)
    half = (right - left) / 2 - 4
    yield svg.label(left, top + 124, cut(first, SIZE, half), "q")
    yield svg.label(right, top + 124, cut(last, SIZE, half), "q", anchor="e")


def _panel_axis(sheet: Sheet, scale: Scale, left: float, right: float) -> Iterator[str]:
    """Yield the ends of the axis of numbers with what they are, and the line at zero between them."""
    low, high = scale.at(scale.low), scale.at(scale.high)
    a, b = svg.n(left), svg.n(right)
    yield svg.path(f"M{a} {svg.n(low)}H{b}M{a} {svg.n(high)}H{b}", "gr")
    if scale.low < 0 < scale.high:
        yield svg.line(left, scale.at(0), right, scale.at(0), "ax")
    names = sheet.forms.ticks((scale.low, scale.high), scale.decimals)
    for y, name in zip((low, high), names, strict=True):
        yield svg.label(left, y - 4, name, "q an")


def _panel_line(sheet: Sheet, series: Series, x: Sequence[float], scale: Scale, look: str) -> Iterator[str]:
    found = runs(series.values)
    places = [[(x[at], scale.at(series.values[at] or 0.0)) for at in run] for run in found]
    d = "".join(["M" + "L".join([f"{svg.n(a)} {svg.n(b)}" for a, b in run]) for run in places if len(run) > 1])
    if d:
        yield svg.path(d, f"ln {look}")
    ends = tuple(dict.fromkeys((found[0][0], found[-1][-1]))) if found else ()
    alone = [run[0] for run in found if len(run) == 1 and run[0] not in ends]
    marked = [svg.point(x[at], scale.at(series.values[at] or 0.0), 0) for at in (*ends, *alone)]
    if marked:
        yield svg.path("".join(marked), f"mk {look}")
    if ends:
        value = series.values[ends[-1]] or 0.0
        text, last = sheet.number(value), x[ends[-1]]
        is_left = last - width_of(text, SIZE * BOLD) > x[0] - 5
        yield svg.label(last, scale.at(value) - 8, text, f"lb {look} an", anchor="e" if is_left else "")


def shades(numbers: Sequence[float]) -> tuple[float, ...]:
    """Return the numbers at which a map goes on to the next shade: as many regions as possible have each."""
    ordered = sorted(set(numbers))
    cuts = [ordered[len(ordered) * at // STEPS] for at in range(1, STEPS)]
    return tuple(dict.fromkeys(cut for cut in cuts if cut > ordered[0]))


def draw_map(sheet: Sheet) -> Drawing:
    """Return a square for each region, with its name, its number, and a shade."""
    view = sheet.view
    (series,) = view.series
    known = dict(zip(view.x, series.values, strict=True))
    cuts = shades([number for number in series.values if number is not None])
    columns = _TILES[view.map]
    tile = min((sheet.width + 3) / columns, 86.0)
    parts, top = _map_legend(sheet, cuts)
    tiles: dict[str, list[Tile]] = {}
    for code, region in MAPS[view.map].items():
        place = region.column * tile, top + region.row * tile
        tiles.setdefault(_shade(known.get(code), cuts), []).append((place, _name(sheet, code), known.get(code)))
    for shade in sorted(tiles):
        parts += _tiles(sheet, shade, tiles[shade], tile - 3)
    rows = max(region.row for region in MAPS[view.map].values()) + 1
    return Drawing(parts=tuple(parts), height=top + rows * tile)


def _shade(number: float | None, cuts: Sequence[float]) -> str:
    return "q0" if number is None else f"q{1 + sum(number >= cut for cut in cuts)}"


def _name(sheet: Sheet, code: str) -> str:
    """Return the name on a square: that of a province, the two letters of a state."""
    region = MAPS[sheet.view.map][code]
    if sheet.view.map == "usa":
        return code
    if sheet.forms.locale.language == "ko":
        return region.korean
    return SHORT_NAMES.get(code, region.name)


def _tiles(sheet: Sheet, shade: str, tiles: Sequence[Tile], side: float) -> Iterator[str]:
    """Yield the squares of one shade, then the words on them."""
    yield f'<g class="ti {shade}{"" if side > _ROOMY else " sm"}">'
    yield svg.path("".join([svg.box(x, y, side, side) for (x, y), _, _ in tiles]), "sq")
    for place, name, number in tiles:
        yield from _words(sheet, place, side, (name, number))
    yield "</g>"


def _words(sheet: Sheet, place: tuple[float, float], side: float, told: tuple[str, float | None]) -> Iterator[str]:
    """Yield the name and the number on a square; a number without room stands in the table alone."""
    name, number = told
    size = SIZE if side > _ROOMY else 11.0
    text = sheet.forms.locale.text("figure.gap") if number is None else sheet.number(number)
    fits = width_of(text, size) <= side
    lines = lines_of(name, size, side - 2)
    x, y = place[0] + side / 2, place[1] + side / 2 + 4.5 - (len(lines) - 1 + fits) * 7
    yield svg.lines((x, y), lines, leading=14)
    if fits:
        yield svg.label(x, y + len(lines) * 14, text, "nr")


def _map_legend(sheet: Sheet, cuts: Sequence[float]) -> tuple[list[str], float]:
    """Return the shades with the numbers at which they begin, and the room that they take."""
    view = sheet.view
    if not sheet.has_words:
        return [], 0.0
    parts = [svg.label(0, 11, cut(view.unit or view.series[0].name, SIZE, sheet.width), "q")]
    x, top = 0.0, LEADING + 6
    numbers = [number for number in view.series[0].values if number is not None]
    for at, start in enumerate((min(numbers), *cuts)):
        text = sheet.number(start) + ("+" if at else "")
        width = max(width_of(text, SIZE) + 8, 36.0)
        if x + width > sheet.width:
            x, top = 0.0, top + 32
        parts.append(svg.path(svg.box(x, top, width - 3, 10), f"sw q{at + 1}"))
        parts.append(svg.label(x, top + 24, text, "q"))
        x += width
    if None in view.series[0].values or len(view.x) < len(MAPS[view.map]):
        text = sheet.forms.locale.text("figure.missing")
        if x + 20 + width_of(text, SIZE) > sheet.width:
            x, top = 0.0, top + 32
        parts.append(svg.path(svg.box(x, top, 33, 10), "sw q0"))
        parts.append(svg.label(x, top + 24, text, "q"))
    return parts, top + 40


def draw_timeline(sheet: Sheet) -> Drawing:
    """Return events below each other: the date, a point on the line, and the words."""
    view = sheet.view
    head = legend(sheet, dots(sheet))
    dates = [sheet.x_text(at) for at in range(len(view.x))]
    left = 8.0 if sheet.is_narrow else max(width_of(text, SIZE) for text in dates) + 22
    parts, y, places = list(head.parts), head.height + 14, []
    for at, date in enumerate(dates):
        places.append(y)
        words = lines_of(view.labels[at], SIZE, sheet.width - left - 18, most=4)
        if sheet.is_narrow:
            parts.append(svg.label(left + 16, y + 4.5, date, "st"))
            y += LEADING + 2
        else:
            parts.append(svg.label(left - 14, y + 4.5, date, "st", anchor="e"))
        is_marked = view.x[at] in view.highlight or view.labels[at] in view.highlight
        parts.append(svg.lines((left + 16, y + 4.5), words, "hi" if is_marked else ""))
        y += len(words) * LEADING + 12
    parts.insert(0, svg.line(left, places[0], left, places[-1], "ax"))
    for at, place in enumerate(places):
        series = next(number for number, series in enumerate(view.series) if series.values[at] is not None)
        look = "hi" if view.x[at] in view.highlight else sheet.look(series)
        parts.append(svg.path(svg.point(left, place, series), f"mk {look}"))
    return Drawing(parts=tuple(parts), height=y - 4)
