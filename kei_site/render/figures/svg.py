"""Shapes and texts -> elements of SVG, short and escaped. Render, pure.

Colors are classes: the page gives them by its style sheet, a picture that stands alone by one inside it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
Place = tuple[float, float]
SHAPES = (
    "m0 4a4 4 0 1 1 .1 0z",
    "m-3.6-3.6h7.2v7.2h-7.2z",
    "m0-4.6l4.6 8h-9.2z",
    "m0-5l5 5l-5 5l-5-5z",
    "m0 4.6l4.6-8h-9.2z",
    "m-1.5-4.5h3v3h3v3h-3v3h-3v-3h-3v-3h3z",
    "m-4.5-2.2h9v4.4h-9z",
    "m-2.2-4.5h4.4v9h-4.4z",
)
"""Outlines of points, one for each series, around the point to which the pen was moved."""


def n(number: float) -> str:
    """Return a length in pixels, with at most one digit behind the point."""
    text = f"{number:.1f}"
    if text[-2:] == ".0":
        return text[:-2] if text != "-0.0" else "0"
    return text.replace("0.", ".", 1) if -1 < number < 1 else text


def escaped(text: str) -> str:
    """Return a text as the content of an element, or as a value between double quotes."""
    return text.translate(_ESCAPES)


def label(x: float, y: float, text: str, classes: str = "", *, anchor: str = "") -> str:
    """Return a text; `anchor` is `m` for a text around `x`, `e` for one that ends there."""
    names = " ".join(filter(None, (classes, anchor)))
    attribute = f' class="{names}"' if names else ""
    across = n(x)
    place = "" if across == "0" else f' x="{across}"'
    return f'<text{attribute}{place} y="{n(y)}">{escaped(text)}</text>'


def lines(place: Place, texts: Iterable[str], classes: str = "", *, anchor: str = "", leading: float = 16) -> str:
    """Return the lines of a text, the first one at `place`."""
    x, y = place
    return "".join([label(x, y + at * leading, text, classes, anchor=anchor) for at, text in enumerate(texts)])


def path(d: str, classes: str, title: str = "", fill: str = "") -> str:
    """Return a path with a title that a pointer shows; `fill` is a texture, which has its colors in it."""
    paint = f' fill="{fill}"' if fill else ""
    classes = "tx" if fill else classes
    if title:
        return f'<path class="{classes}"{paint} d="{d}"><title>{escaped(title)}</title></path>'
    return f'<path class="{classes}"{paint} d="{d}"/>'


Shape = tuple[str, str, str, str]
"""(classes, outline, title, fill) of a path."""


def merged(shapes: Iterable[Shape]) -> list[str]:
    """Return shapes as paths; those that look alike and have no title are one path, in the place of the first."""
    outlines: dict[Shape, list[str]] = {}
    for classes, outline, title, fill in shapes:
        outlines.setdefault((classes, outline if title else "", title, fill), []).append(outline)
    return [path(joined(parts), classes, title, fill) for (classes, _, title, fill), parts in outlines.items()]


_OUTLINE = re.compile(r"M(-?[\d.]+) (-?[\d.]+)(?:m(-?[\d.]+) ?(-?[\d.]+))?([^Mm]+)")
"""The point of a shape, its way to the outline, and the outline."""


def joined(outlines: Sequence[str]) -> str:
    """Return outlines as one; each that follows a closed one begins with the way from there, which is shorter."""
    return "".join(_joined(outlines)) if len(outlines) > 1 else outlines[0]


def _joined(outlines: Iterable[str]) -> Iterator[str]:
    pen: tuple[int, int] | None = None
    for outline in outlines:
        found = _OUTLINE.fullmatch(outline)
        if not found:
            yield outline
            pen = None
            continue
        x, y, more_x, more_y, rest = found.groups("0")
        at = _tenths(x) + _tenths(more_x), _tenths(y) + _tenths(more_y)
        place = f"M{_pair(*at)}"
        step = f"m{_pair(at[0] - pen[0], at[1] - pen[1])}" if pen else place
        yield (step if len(step) < len(place) else place) + rest
        pen = at if rest[-1] == "z" else None


def _tenths(number: str) -> int:
    return round(float(number) * 10)


def _pair(x: int, y: int) -> str:
    """Return tenths of pixels as two numbers of a path; a minus parts them as a blank does."""
    return f"{n(x / 10)}{'' if y < 0 else ' '}{n(y / 10)}"


def trail(places: Iterable[Place]) -> str:
    """Return the outline of a line through places: the first, and the way from each to the next."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in places]
    steps = [_pair(x - x0, y - y0) for (x0, y0), (x, y) in pairwise(tenths)]
    return f"M{n(tenths[0][0] / 10)} {n(tenths[0][1] / 10)}l{' '.join(steps).replace(' -', '-')}"


def line(x1: float, y1: float, x2: float, y2: float, classes: str) -> str:
    """Return a straight line."""
    return path(stretch(x1, y1, x2, y2), classes)


def stretch(x1: float, y1: float, x2: float, y2: float) -> str:
    """Return the outline of a straight line, for `path`."""
    if y1 == y2:
        return f"M{n(x1)} {n(y1)}H{n(x2)}"
    return f"M{n(x1)} {n(y1)}V{n(y2)}" if x1 == x2 else f"M{n(x1)} {n(y1)}L{n(x2)} {n(y2)}"


def box(x: float, y: float, width: float, height: float) -> str:
    """Return the outline of a rectangle, for `path`."""
    return f"M{n(x)} {n(y)}h{n(width)}v{n(height)}h{n(-width)}z"


def point(x: float, y: float, shape: int) -> str:
    """Return the outline of a point of a series, for `path`."""
    return f"M{n(x)} {n(y)}{SHAPES[shape % len(SHAPES)]}"
