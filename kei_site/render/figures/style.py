"""Colors -> the style sheet inside a picture of a chart that stands alone. Render, pure.

A page has the same rules with custom properties in `static/assets/figures.css`.
"""

from collections.abc import Iterator

from kei_site.core.chart_colors import Palette

DASHES = ("", "7 3", "2 3", "9 3 2 3", "4 4", "12 4", "1 4", "7 2 1 2 1 2")
"""Of the line of each series."""
FAMILY = "'Noto Sans CJK KR'"


def picture_style(palette: Palette, family: str = FAMILY) -> str:
    """Return the rules of a picture."""
    return "".join(_rules(palette, family))


def _rules(palette: Palette, family: str) -> Iterator[str]:
    yield from _fixed_rules(palette, family)
    for at, color in enumerate(palette.series):
        dash = f";stroke-dasharray:{DASHES[at]}" if DASHES[at] else ""
        yield f".ln.s{at}{{stroke:{color}{dash}}}.br.s{at},.mk.s{at},.lb.s{at},.ar.s{at}{{fill:{color}}}"
        yield f".in.s{at}{{stroke:{color}}}"
    for look, color, ink in (("hi", palette.accent, palette.accent), ("lo", palette.others, palette.soft)):
        yield f".ln.{look}{{stroke:{color}}}.br.{look},.mk.{look},.ar.{look}{{fill:{color}}}"
        yield f".lb.{look},text.{look}{{fill:{ink}}}"
    yield f".in{{fill:{palette.paper};stroke-width:4;paint-order:stroke}}.in.hi{{stroke:{palette.accent}}}"
    yield ".ln.lo{stroke-width:1.4}"
    shades = ((palette.no_data, palette.soft), *zip(palette.shades, palette.shade_ink, strict=True))
    below = zip(palette.below, palette.below_ink, strict=True)
    looks = [(f"q{at}", *pair) for at, pair in enumerate(shades)]
    for look, shade, ink in (*looks, *((f"n{at}", *pair) for at, pair in enumerate(below, 1))):
        yield f".ti.{look}{{fill:{ink}}}.sw.{look},.{look} path{{fill:{shade}}}"


def _fixed_rules(palette: Palette, family: str) -> Iterator[str]:
    yield f"svg{{font-family:{family};font-size:13px;fill:{palette.ink}}}.q{{fill:{palette.soft}}}"
    yield f".an{{stroke:{palette.paper};stroke-width:4;paint-order:stroke}}.m{{text-anchor:middle}}"
    yield ".e{text-anchor:end}.st{font-weight:700}"
    yield ".ti{text-anchor:middle}.sm{font-size:11px}.ln{fill:none;stroke-width:2.2;stroke-linejoin:round}"
    yield f".gr,.ax,.nt,.ha{{fill:none}}.gr{{stroke:{palette.hair}}}.ax{{stroke:{palette.edge}}}"
    yield f".ze{{stroke:{palette.ink}}}"
    yield f".nt{{stroke:{palette.soft};stroke-dasharray:3 3}}.ha{{stroke:{palette.paper};stroke-opacity:0.75}}"
