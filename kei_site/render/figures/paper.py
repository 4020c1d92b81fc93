"""The view of a figure -> its HTML and its drawing for paper: vectors, on white. Render, pure."""

import re

from kei_site.core.chart_colors import light_palette
from kei_site.model.views.figures import ChartView, FigureView
from kei_site.render.figures.alternative import alternative
from kei_site.render.figures.chart import chart_svg
from kei_site.render.figures.figure import caption_words, foot_html
from kei_site.render.figures.style import picture_style
from kei_site.render.figures.svg import escaped
from kei_site.render.figures.table import table_html

_FAMILY = "'Noto Sans KR'"
"""It has Latin letters, too. In drawings Typst sets the lightest weight of a variable font such as Source Sans 3."""
_SIZE = re.compile(r'width="([0-9.]+)" height="([0-9.]+)"')
_PATTERN = re.compile(r'<pattern id="([^"]+)"[^>]*><path class="([^"]+)"')
_TEXTURED = re.compile(r'<(path|g) class="tx" fill="url\(#([^)]+)\)"(.*?)(?:/>|</\1>)')
"""A path, or paths in a group."""
_WHITE = "#ffffff"


def paper_figure(view: FigureView) -> str:
    """Return a figure for paper; `paper_name` stands where its drawing is to be."""
    foot = foot_html(view)
    if isinstance(view, ChartView):
        image = f'<img src="{paper_name(view)}" alt="{escaped(alternative(view))}">'
        return (
            f'<figure class="data-figure">{image}<figcaption><p>{caption_words(view)}</p>{foot}</figcaption></figure>'
        )
    caption = f"<figcaption>{caption_words(view)}</figcaption>"
    return f'<figure class="data-figure data-table">{caption}{table_html(view)}{foot}</figure>'


def paper_name(view: ChartView) -> str:
    """Return the name by which the text on paper calls the drawing of a chart."""
    return f"kei-figure:{escaped(view.text.id)}"


def paper_chart(view: ChartView, accent: str) -> tuple[bytes, tuple[int, int]]:
    """Return the drawing of a chart as SVG, and its width and height; `accent` is the color of what stands out."""
    drawn = chart_svg(view, is_narrow=False, style=picture_style(light_palette(_WHITE, accent), _FAMILY))
    found = _SIZE.search(drawn)
    width, height = (float(part) for part in found.groups()) if found else (1.0, 1.0)
    return _without_seams(drawn).encode(), (round(width), round(height))


def _without_seams(drawn: str) -> str:
    """Return a drawing with the plain color under each texture: readers of PDFs leave seams between its squares."""
    colors = dict(_PATTERN.findall(drawn))
    return _TEXTURED.sub(lambda found: f"{_plain(found, colors[found[2]])}{found[0]}", drawn)


def _plain(textured: re.Match[str], color: str) -> str:
    """Return what has a texture without it, in one color (a class)."""
    return textured[0].replace(f'class="tx" fill="url(#{textured[2]})"', f'class="{color}"', 1)
