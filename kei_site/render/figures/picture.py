"""The view of a chart -> a picture (PNG) that stands alone: its title above it, its source below. Render."""

import functools
import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kei_site.core.chart_colors import light_palette
from kei_site.core.colors import rgb_of
from kei_site.core.theme import ACCENT, PAPER
from kei_site.model.views.figures import SMALL, WORDS_ALONE, ChartView, PictureView
from kei_site.render.figures import svg
from kei_site.render.figures.alternative import alternative
from kei_site.render.figures.chart import INSET, chart_svg
from kei_site.render.figures.forms import forms_of
from kei_site.render.figures.style import picture_style
from kei_site.render.figures.widths import cut, lines_of

if TYPE_CHECKING:
    from resvg.usvg import Options

SCALE = 1.5
"""Pixels of the picture for a pixel of the drawing: 1,038 in all, where mail and link previews show some 600."""
_SMALL_SCALE = 2
_COLORS = 64
"""No eye tells them from all colors."""
_OPAQUE = 255
_MARGIN = 24.0
_TITLE, _SMALL = 20.0, 13.0
_FRAME = re.compile(r"<svg[^>]*>|</svg>")
_SIZE = re.compile(r'width="([0-9.]+)" height="([0-9.]+)"')
_BOLD = ".ln{stroke-width:5}.ln.hi{stroke-width:7}"
"""Lines of a small picture."""
_FONTS = Path(__file__).resolve().parents[1] / "files" / "fonts"
FONT_FILES = (_FONTS / "NotoSansKR-Regular-subset.otf", _FONTS / "NotoSerif-Bold-subset.ttf")


def render_picture(view: PictureView) -> bytes:
    """Return the picture of a chart as PNG."""
    import resvg

    scale = _SMALL_SCALE if view.is_small else SCALE
    tree = resvg.usvg.Tree.from_str(small_svg(view) if view.is_small else picture_svg(view), _options())
    width, height = tree.int_size()
    drawn = resvg.render(
        tree,
        (scale, 0, 0, 0, scale, 0),
        bg_size=(round(width * scale), round(height * scale)),
        bg_color=(*rgb_of(view.paper), _OPAQUE),
    )
    return _with_few_colors(drawn)


def _with_few_colors(drawn: bytes) -> bytes:
    """Return a picture with a palette: half of the bytes, for mails and lists; it takes as long as drawing."""
    from PIL import Image

    out = io.BytesIO()
    with Image.open(io.BytesIO(drawn)) as image:
        whole = image.convert("RGB")
        few = whole.quantize(_COLORS, method=Image.Quantize.FASTOCTREE)
        few.putpalette(_with_color(few.getpalette() or [], few.getpixel((0, 0)), whole.getpixel((0, 0))))
        few.save(out, format="PNG", compress_level=6)
    return out.getvalue()


def _with_color(palette: Sequence[int], at: object, color: object) -> list[int]:
    """Return a palette with the very color of the paper, which a share of the lines on it would shift."""
    found = list(palette)
    if isinstance(at, int) and isinstance(color, tuple):
        found[3 * at : 3 * at + 3] = color
    return found


@functools.cache
def _options() -> "Options":
    """Return the fonts of pictures, which take a tenth of the time of a picture to read."""
    import resvg

    options = resvg.usvg.Options.default()
    for path in FONT_FILES:
        options.load_font_file(str(path))
    options.font_family = "Noto Sans CJK KR"
    return options


def picture_size(view: ChartView) -> tuple[int, int]:
    """Return the width and height of the picture of a chart in pixels."""
    drawn = picture_svg(PictureView(figure=view, paper=PAPER, accent=ACCENT, publisher="x"))
    found = _SIZE.search(drawn)
    width, height = (float(part) for part in found.groups()) if found else (0.0, 0.0)
    return round(width * SCALE), round(height * SCALE)


def picture_svg(view: PictureView) -> str:
    """Return the picture of a chart as SVG with all its colors in it."""
    style = picture_style(light_palette(view.paper, view.accent))
    chart = chart_svg(view.figure, is_narrow=False)
    found = _SIZE.search(chart)
    width, height = (float(part) for part in found.groups()) if found else (0.0, 0.0)
    head, top = _head(view, width)
    foot, bottom = _foot(view, width, top + height + 22)
    # A group, since a drawing inside a drawing is clipped, which costs more than all that is in it.
    placed = f'<g transform="translate({svg.n(_MARGIN + INSET)} {svg.n(top + INSET)})">{_FRAME.sub("", chart)}</g>'
    whole_width, whole_height = svg.n(width + 2 * _MARGIN), svg.n(round(bottom + _MARGIN - 8))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole_width} {whole_height}" width="{whole_width}" '
        f'height="{whole_height}"><title>{svg.escaped(alternative(view.figure))}</title>'
        f"<style>{style}.tt{{font-size:20px}}</style>{head}{placed}{foot}</svg>"
    )


def small_svg(view: PictureView) -> str:
    """Return a chart as SVG in the size SMALL: whole, or the upper part of a tall one; without words if it can be."""
    style = picture_style(light_palette(view.paper, view.accent))
    has_words = view.figure.type in WORDS_ALONE
    drawn = chart_svg(view.figure, is_narrow=True, style=f"{style}{_BOLD}", has_words=has_words)
    width, height = (side / _SMALL_SCALE for side in SMALL)
    found = _SIZE.search(drawn)
    is_tall = found is not None and float(found[2]) > float(found[1])
    fit = "xMidYMin slice" if is_tall else "xMidYMid meet"
    return _SIZE.sub(f'width="{svg.n(width)}" height="{svg.n(height)}" preserveAspectRatio="{fit}"', drawn, count=1)


def _head(view: PictureView, width: float) -> tuple[str, float]:
    """Return the title and subtitle, and where the chart begins."""
    text = view.figure.text
    titles = lines_of(text.title, _TITLE, width, most=3)
    parts = [svg.lines((_MARGIN, _MARGIN + 20), titles, "tt", leading=27)]
    y = _MARGIN + len(titles) * 27
    subtitles = lines_of(text.subtitle, _SMALL, width, most=3)
    parts.append(svg.lines((_MARGIN, y + 12), subtitles, "q", leading=19))
    return "".join(parts), y + len(subtitles) * 19 + 14


def _foot(view: PictureView, width: float, y: float) -> tuple[str, float]:
    """Return the source and the institute, and where they end."""
    text, locale = view.figure.text, forms_of(view.figure.text.language).locale
    lines = list(lines_of(locale.text("figure.source", source=text.source), _SMALL, width)) if text.source else []
    lines.append(cut(view.publisher, _SMALL, width))
    return svg.lines((_MARGIN, y), lines, "q", leading=19), y + len(lines) * 19
