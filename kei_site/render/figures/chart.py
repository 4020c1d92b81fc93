"""The view of a chart -> its SVG: for a page, or standing alone with its colors in it. Render, pure."""

import re
from collections.abc import Mapping

from kei_site.model.views.figures import ChartView
from kei_site.render.figures import svg
from kei_site.render.figures.bars import draw_bars, draw_dots
from kei_site.render.figures.events import draw_timeline
from kei_site.render.figures.lines import draw_areas, draw_lines, draw_slopes
from kei_site.render.figures.maps import draw_map
from kei_site.render.figures.panels import draw_panels
from kei_site.render.figures.points import draw_points
from kei_site.render.figures.sheet import Draw, make_sheet

DRAWERS: Mapping[str, Draw] = {
    "line": draw_lines,
    "bar": draw_bars,
    "stacked": draw_bars,
    "area": draw_areas,
    "slope": draw_slopes,
    "dot": draw_dots,
    "scatter": draw_points,
    "small-multiples": draw_panels,
    "tile-map": draw_map,
    "timeline": draw_timeline,
}
"""By type."""
INSET = 2.0
"""Between the edge of a drawing and its content: half of a point may stand there."""
_WORDS = re.compile("<text.*?</text>", re.DOTALL)


def chart_svg(view: ChartView, *, is_narrow: bool, style: str = "", has_words: bool = True) -> str:
    """Return a chart as SVG, for wide screens or for phones; without words, its shapes alone.

    Without a `style` (a style sheet for a picture that stands alone) the page colors it, and says what it shows.
    """
    sheet = make_sheet(view, is_narrow=is_narrow, has_words=has_words)
    drawing = DRAWERS[view.type](sheet)
    width, height = svg.n(sheet.width + 2 * INSET), svg.n(drawing.height + 2 * INSET)
    frame = f'viewBox="{svg.n(-INSET)} {svg.n(-INSET)} {width} {height}" width="{width}" height="{height}"'
    parts = svg.grouped("".join(drawing.parts))
    if not has_words:
        parts = _WORDS.sub("", parts)
    if style:
        return f'<svg xmlns="http://www.w3.org/2000/svg" {frame}><style>{style}</style>{parts}</svg>'
    return f'<svg class="{"narrow" if is_narrow else "broad"}" {frame} aria-hidden="true">{parts}</svg>'
