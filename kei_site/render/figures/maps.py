"""Maps of equal squares, one for each region of a country -> their drawing. Render, pure."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kei_site.core.regions import MAPS, SHORT_NAMES
from kei_site.core.value import value
from kei_site.render.figures import svg
from kei_site.render.figures.sheet import LEADING, SIZE, Drawing, Sheet
from kei_site.render.figures.widths import BOLD, cut, lines_of, width_of

_TILES = {"korea": 4, "usa": 11}
"""Columns of each map."""
_ROOMY = 40.0
"""Pixels of a square from which on its words have the usual size."""
_SMALL = 11.0
"""Pixels of the letters of a name that has no room in the usual size."""
_NO_DATA = "q0"
_UP = ("q1", "q2", "q3", "q4", "q5")
_DOWN = ("n3", "n2", "n1")
_AROUND_ZERO = (*_DOWN, "q2", "q3", "q4")

Tile = tuple[tuple[float, float], str, float | None]
"""(left and top, name, number) of a square."""


@value
class Shading:
    """The shades of a map from its lowest number to its highest."""

    edges: tuple[float, ...]
    """Where each shade begins, and the highest number."""
    looks: tuple[str, ...]
    """The class of each."""

    def look(self, number: float | None) -> str:
        """Return the class of the shade of a number."""
        if number is None:
            return _NO_DATA
        return self.looks[min(max(bisect_right(self.edges, number) - 1, 0), len(self.looks) - 1)]


def shading(numbers: Sequence[float]) -> Shading:
    """Return the shades of some numbers.

    As many regions as possible have each. Where numbers lie on both sides of zero, it parts two rows of shades, and
    equal distances from it are equally dark.
    """
    low, high = min(numbers), max(numbers)
    if low >= 0:
        cuts = _cuts(numbers, len(_UP))
        return Shading(edges=(low, *cuts, high), looks=_UP[: len(cuts) + 1])
    if high <= 0:
        cuts = _cuts(numbers, len(_DOWN))
        return Shading(edges=(low, *cuts, high), looks=_DOWN[-len(cuts) - 1 :])
    far = [number for number in _cuts([abs(number) for number in numbers if number], 3) if number]
    inner = (*(-number for number in reversed(far)), 0.0, *far)
    kept = [edge for edge in inner if low < edge <= high]
    middle = len(_AROUND_ZERO) // 2
    first = middle - 1 - sum(edge < 0 for edge in kept)
    return Shading(edges=(low, *kept, high), looks=_AROUND_ZERO[first : first + len(kept) + 1])


def _cuts(numbers: Sequence[float], parts: int) -> list[float]:
    """Return the numbers at which some numbers fall into as many parts of equal size."""
    ordered = sorted(set(numbers))
    cuts = [ordered[len(ordered) * at // parts] for at in range(1, parts)]
    return [cut for cut in dict.fromkeys(cuts) if cut > ordered[0]]


def draw_map(sheet: Sheet) -> Drawing:
    """Return a square for each region, with its name, its number, and a shade."""
    view = sheet.view
    (series,) = view.series
    known = dict(zip(view.x, series.values, strict=True))
    shades = shading([number for number in series.values if number is not None])
    columns = _TILES[view.map]
    tile = min((sheet.width + 3) / columns, 86.0)
    parts, top = _legend(sheet, shades)
    tiles: dict[str, list[Tile]] = {}
    for code, region in MAPS[view.map].items():
        place = region.column * tile, top + region.row * tile
        tiles.setdefault(shades.look(known.get(code)), []).append((place, _name(sheet, code), known.get(code)))
    for look in sorted(tiles):
        parts += _tiles(sheet, look, tiles[look], tile - 3)
    rows = max(region.row for region in MAPS[view.map].values()) + 1
    return Drawing(parts=tuple(parts), height=top + rows * tile)


def _name(sheet: Sheet, code: str) -> str:
    """Return the name on a square: that of a province, the two letters of a state."""
    region = MAPS[sheet.view.map][code]
    if sheet.view.map == "usa":
        return code
    if sheet.forms.locale.language == "ko":
        return region.korean
    return SHORT_NAMES.get(code, region.name)


def _tiles(sheet: Sheet, look: str, tiles: Sequence[Tile], side: float) -> Iterator[str]:
    """Yield the squares of one shade, then the words on them."""
    yield f'<g class="ti {look}{"" if side > _ROOMY else " sm"}">'
    yield svg.path([svg.box(x, y, side, side) for (x, y), _, _ in tiles], "sq")
    for place, name, number in tiles:
        yield from _words(sheet, place, side, (name, number))
    yield "</g>"


def _words(sheet: Sheet, place: tuple[float, float], side: float, told: tuple[str, float | None]) -> Iterator[str]:
    """Yield the name and the number on a square: a rounded one where all digits have no room."""
    name, number = told
    size = SIZE if side > _ROOMY else _SMALL
    text = _number(sheet, number, (size, side))
    look = "" if width_of(name, size) * BOLD <= side - 4 else "sm"
    size = _SMALL if look else size
    lines = lines_of(name, size, side - 2)
    x, y = place[0] + side / 2, place[1] + side / 2 + 4.5 - (len(lines) - 1 + bool(text)) * 7
    yield svg.lines((x, y), lines, look, leading=14)
    if text:
        yield svg.label(x, y + len(lines) * 14, text, "nr")


def _number(sheet: Sheet, number: float | None, room: tuple[float, float]) -> str:
    """Return a number as it fits a (size of letters, width); an empty string stands in the table alone."""
    if number is None:
        return sheet.forms.locale.text("figure.gap")
    texts = (sheet.number(number), sheet.forms.number(number, 0), sheet.forms.compact(number, 0))
    return next((text for text in texts if width_of(text, room[0]) <= room[1]), "")


def _legend(sheet: Sheet, shades: Shading) -> tuple[list[str], float]:
    """Return the shades with the numbers between them and a mark at zero, and the room that they take."""
    view = sheet.view
    if not sheet.has_words:
        return [], 0.0
    parts = [svg.label(0, 11, cut(view.unit or view.series[0].name, SIZE, sheet.width), "q")]
    top = LEADING + 6
    texts = [sheet.number(edge) for edge in shades.edges]
    widest = max(width_of(text, SIZE) for text in texts)
    step = min(max(widest + 8, 36.0), (sheet.width - widest) / len(shades.looks))
    places = [widest / 2 + at * step for at in range(len(texts))]
    parts += [
        svg.path([svg.box(x, top, step, 10)], f"sw {look}") for x, look in zip(places, shades.looks, strict=False)
    ]
    if 0 in shades.edges[1:-1]:
        x = places[shades.edges.index(0)]
        parts.append(svg.line(x, top - 3, x, top + 13, "ze"))
    parts += [svg.label(x, top + 24, text, "q", anchor="m") for x, text in _apart(shades, places, texts)]
    return _with_no_data(sheet, parts, (places[-1] + widest / 2 + 12, top))


def _apart(shades: Shading, places: Sequence[float], texts: Sequence[str]) -> list[tuple[float, str]]:
    """Return the numbers below a legend: all if they have room, else both ends and zero; none twice."""
    labels = list(zip(places, texts, strict=True))
    if any(width_of(text, SIZE) + 4 > b - a for (a, b), text in zip(pairwise(places), texts, strict=False)):
        labels = [labels[at] for at, edge in enumerate(shades.edges) if at in (0, len(labels) - 1) or edge == 0]
    return [label for at, label in enumerate(labels) if at == 0 or label[1] != labels[at - 1][1]]


def _with_no_data(sheet: Sheet, parts: list[str], place: tuple[float, float]) -> tuple[list[str], float]:
    """Return the legend with the shade of regions without a number at a place, or below it; and the room of all."""
    view, (x, top) = sheet.view, place
    if None in view.series[0].values or len(view.x) < len(MAPS[view.map]):
        text = sheet.forms.locale.text("figure.missing")
        if x + width_of(text, SIZE) > sheet.width:
            x, top = 0.0, top + 32
        parts.append(svg.path([svg.box(x, top, 33, 10)], f"sw {_NO_DATA}"))
        parts.append(svg.label(x, top + 24, text, "q"))
    return parts, top + 40
