"""Shapes and texts -> elements of SVG, short and escaped. Render, pure.

Colors are classes: the page gives them by its style sheet, a picture that stands alone by one inside it.
"""

from collections.abc import Iterable

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
    return text.removesuffix(".0") if text != "-0.0" else "0"


def escaped(text: str) -> str:
    """Return a text as the content of an element, or as a value between double quotes."""
    return text.translate(_ESCAPES)


def label(x: float, y: float, text: str, classes: str = "", *, anchor: str = "") -> str:
    """Return a text; `anchor` is `m` for a text around `x`, `e` for one that ends there."""
    names = " ".join(filter(None, (classes, anchor)))
    attribute = f' class="{names}"' if names else ""
    return f'<text{attribute} x="{n(x)}" y="{n(y)}">{escaped(text)}</text>'


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
    return [path("".join(parts), classes, title, fill) for (classes, _, title, fill), parts in outlines.items()]


def line(x1: float, y1: float, x2: float, y2: float, classes: str) -> str:
    """Return a straight line."""
    if y1 == y2:
        return path(f"M{n(x1)} {n(y1)}H{n(x2)}", classes)
    return path(f"M{n(x1)} {n(y1)}V{n(y2)}" if x1 == x2 else f"M{n(x1)} {n(y1)}L{n(x2)} {n(y2)}", classes)


def box(x: float, y: float, width: float, height: float) -> str:
    """Return the outline of a rectangle, for `path`."""
    return f"M{n(x)} {n(y)}h{n(width)}v{n(height)}h{n(-width)}z"


def point(x: float, y: float, shape: int) -> str:
    """Return the outline of a point of a series, for `path`."""
    return f"M{n(x)} {n(y)}{SHAPES[shape % len(SHAPES)]}"
