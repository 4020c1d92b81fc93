"""Shapes and texts -> elements of SVG, short and escaped. Render, pure.

Colors are classes: the page gives them by its style sheet, a picture that stands alone by one inside it.
"""

import functools
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
ELLIPSIS = "…"
Place = tuple[float, float]
Outline = tuple[int, int, str]
"""(x, y) of the place where the pen begins, in tenths of pixels, and its way from there, as in the `d` of a path."""
SHAPES: Sequence[Outline] = (
    (0, 40, "a4 4 0 1 1 .1 0z"),
    (-36, -36, "h7.2v7.2h-7.2z"),
    (0, -46, "l4.6 8h-9.2z"),
    (0, -50, "l5 5l-5 5l-5-5z"),
    (0, 46, "l4.6-8h-9.2z"),
    (-15, -45, "h3v9h-3zm-3 3h9v3h-9z"),
    (-45, -22, "h9v4.4h-9z"),
    (-22, -45, "h4.4v9h-4.4z"),
)
"""Outlines of points around (0, 0), one for each series."""


def n(number: float) -> str:
    """Return a length in pixels, with at most one digit behind the point."""
    return _tenth(round(number * 10))


@functools.lru_cache(maxsize=8192)
def _tenth(tenths: int) -> str:
    """Return tenths of pixels as pixels."""
    whole, rest = divmod(abs(tenths), 10)
    return f"{'-' if tenths < 0 else ''}{whole or ('' if rest else '0')}{f'.{rest}' if rest else ''}"


def escaped(text: str) -> str:
    """Return a text as the content of an element, or as a value between double quotes."""
    return text.translate(_ESCAPES)


@functools.lru_cache(maxsize=4096)
def within(text: str, most: int) -> str:
    """Return `text`, cut with an ellipsis if it takes more than `most` bytes of a drawing."""
    if len(escaped(text).encode()) <= most:
        return text
    taken = len(ELLIPSIS.encode())
    for at, char in enumerate(text):
        taken += len(escaped(char).encode())
        if taken > most:
            return f"{text[:at].rstrip()}{ELLIPSIS}"
    return text


def label(x: float, y: float, text: str, classes: str = "", *, anchor: str = "") -> str:
    """Return a text at a whole pixel; `anchor` is `m` for a text around `x`, `e` for one that ends there."""
    names = f"{classes} {anchor}" if classes and anchor else classes or anchor
    attribute = f' class="{names}"' if names else ""
    across = math.floor(x + 0.5)
    place = f' x="{across}"' if across else ""
    return f'<text{attribute}{place} y="{math.floor(y + 0.5)}">{escaped(text)}</text>'


_ALIKE = re.compile(r'<text class="([^"]+)"[^>]*>[^<]*</text>(?:<text class="\1"[^>]*>[^<]*</text>)+')


def grouped(drawn: str) -> str:
    """Return a drawing in which texts of one look that follow each other are a group: its look is written once."""
    return _ALIKE.sub(_group, drawn)


def _group(texts: re.Match[str]) -> str:
    look = f' class="{texts[1]}"'
    return f"<g{look}>{texts[0].replace(f'<text{look}', '<text')}</g>"


def lines(place: Place, texts: Iterable[str], classes: str = "", *, anchor: str = "", leading: float = 16) -> str:
    """Return the lines of a text, the first one at `place`."""
    x, y = place
    return "".join([label(x, y + at * leading, text, classes, anchor=anchor) for at, text in enumerate(texts)])


def path(outlines: Sequence[Outline], classes: str, title: str = "", fill: str = "") -> str:
    """Return a path with a title that a pointer shows; `fill` is a texture, which has its colors in it."""
    paint = f' fill="{fill}"' if fill else ""
    start = f'<path class="{"tx" if fill else classes}"{paint} d="{joined(outlines)}"'
    return f"{start}><title>{escaped(title)}</title></path>" if title else f"{start}/>"


Shape = tuple[str, Outline, str, str]
"""(classes, outline, title, fill) of a path."""


def merged(shapes: Iterable[Shape]) -> list[str]:
    """Return shapes as one path for each look, in the place of the first; those with titles as a group of paths."""
    looks: dict[tuple[str, str, bool], list[tuple[Outline, str]]] = {}
    for classes, outline, title, fill in shapes:
        looks.setdefault((classes, fill, bool(title)), []).append((outline, title))
    return [
        _titled(classes, fill, found) if has_titles else path([outline for outline, _ in found], classes, fill=fill)
        for (classes, fill, has_titles), found in looks.items()
    ]


def _titled(classes: str, fill: str, shapes: Sequence[tuple[Outline, str]]) -> str:
    """Return (outline, title) of shapes that look alike as paths in a group."""
    paths = [f'<path d="{joined([outline])}"><title>{escaped(title)}</title></path>' for outline, title in shapes]
    look = f'tx" fill="{fill}' if fill else classes
    return f'<g class="{look}">{"".join(paths)}</g>'


def joined(outlines: Iterable[Outline]) -> str:
    """Return outlines as one; each that follows a closed one begins with the way from there, which is shorter."""
    return "".join(_joined(outlines))


def _joined(outlines: Iterable[Outline]) -> Iterator[str]:
    is_closed, last_x, last_y = False, 0, 0
    for x, y, way in outlines:
        place = f"M{_pair(x, y)}"
        if is_closed:
            step = f"m{_pair(x - last_x, y - last_y)}"
            place = step if len(step) < len(place) else place
        yield place + way
        is_closed, last_x, last_y = way[-1] == "z", x, y


def _tenths(number: float) -> int:
    return round(number * 10)


def _pair(x: int, y: int) -> str:
    """Return tenths of pixels as two numbers of a path; a minus parts them as a blank does."""
    return f"{_tenth(x)}{'' if y < 0 else ' '}{_tenth(y)}"


_NEAR = 6
"""Pixels between the places of a line."""


def trail(places: Iterable[Place]) -> Outline:
    """Return the outline of a line through places: the first, and the way from each to the next.

    Places that are far apart are whole pixels, which no eye tells from tenths.
    """
    ends = list(places)
    is_wide = ends[-1][0] - ends[0][0] > _NEAR * len(ends)
    tenths = [(round(x) * 10, round(y) * 10) if is_wide else (_tenths(x), _tenths(y)) for x, y in ends]
    steps = [_pair(x - x0, y - y0) for (x0, y0), (x, y) in pairwise(tenths)]
    return *tenths[0], f"l{' '.join(steps).replace(' -', '-')}"


def line(x1: float, y1: float, x2: float, y2: float, classes: str) -> str:
    """Return a straight line."""
    return path([stretch(x1, y1, x2, y2)], classes)


def stretch(x1: float, y1: float, x2: float, y2: float) -> Outline:
    """Return the outline of a straight line."""
    way = f"H{n(x2)}" if y1 == y2 else f"V{n(y2)}" if x1 == x2 else f"L{n(x2)} {n(y2)}"
    return _tenths(x1), _tenths(y1), way


def box(x: float, y: float, width: float, height: float) -> Outline:
    """Return the outline of a rectangle."""
    return _tenths(x), _tenths(y), f"h{n(width)}v{n(height)}H{n(x)}z"


def point(x: float, y: float, shape: int) -> Outline:
    """Return the outline of a point of a series around a whole pixel."""
    right, down, way = SHAPES[shape % len(SHAPES)]
    return round(x) * 10 + right, round(y) * 10 + down, way
