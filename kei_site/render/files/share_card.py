"""A brief's title -> an image of 1200 x 630 pixels for link previews. Render.

Noto Serif KR (fonts/, SIL Open Font License) is cut down to Latin and the Hangul syllables of KS X 1001; Noto Serif
draws what it lacks of Latin, Greek and Cyrillic.
"""

import io
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, ImageOps

from kei_site.core.drawn_letters import is_european, missing_letters
from kei_site.core.hashing import Digest
from kei_site.model.views.files import ShareCardView
from kei_site.render.i18n.locale import locale_of

SIZE = (1200, 630)
FONT = Path(__file__).resolve().parent / "fonts" / "NotoSerifKR-Bold-subset.otf"
"""The font of images that are drawn, unless `EUROPEAN` is needed."""
EUROPEAN = FONT.with_name("NotoSerif-Bold-subset.ttf")
_INK, _QUIET = "#1d1a16", "#5d574d"
_MARGIN = 84
_TITLE_SIZES = (78, 68, 60, 52, 46, 40)
_TITLE_HEIGHT = 330
_LEADING = 1.28
_MARK, _MARK_CENTER = (420, 64), SIZE[1] - 76
"""The greatest size of a logo, and its middle, which is that of the name."""


def render_share_card(view: ShareCardView, source: Callable[[str, Digest], bytes]) -> bytes:
    """Return the share card as PNG bytes; `source` gives the bytes of an image."""
    image = Image.new("RGB", SIZE, view.paper)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 20, SIZE[1]), fill=view.accent)
    draw.text((_MARGIN, 70), label_of(view), font=font_for(30, label_of(view)), fill=view.accent)
    _draw_title(draw, view.title)
    beside = _draw_mark(image, source(view.mark, view.mark_digest)) if view.mark else _MARGIN
    if view.shows_name:
        draw.text((beside, SIZE[1] - 96), view.organization, font=font_for(32, view.organization), fill=_QUIET)
    out = io.BytesIO()
    image.quantize(64).save(out, format="PNG", optimize=True)
    return out.getvalue()


def _draw_mark(image: Image.Image, data: bytes) -> int:
    """Draw the image that stands for the institute at the foot; return where its name may begin."""
    with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP", "GIF")) as opened:
        mark = ImageOps.contain(opened.convert("RGBA"), _MARK, Image.Resampling.LANCZOS)
    image.paste(mark, (_MARGIN, _MARK_CENTER - mark.height // 2), mark)
    return _MARGIN + mark.width + 20


def label_of(view: ShareCardView) -> str:
    """Return the line above the title: the series, or the type in the language of the brief if the font has it."""
    own = locale_of(view.language, view.words).text(f"type.{view.type}")
    return view.series or (locale_of("en").text(f"type.{view.type}") if missing_letters(own) else own)


def font_for(size: int, text: str) -> ImageFont.FreeTypeFont:
    """Return the font that draws a text, in a size in pixels."""
    file = EUROPEAN if is_european(text) else FONT
    return ImageFont.truetype(str(file), size, layout_engine=ImageFont.Layout.BASIC)


def _draw_title(draw: ImageDraw.ImageDraw, title: str) -> None:
    font, lines = _fitted(title)
    for number, line in enumerate(lines):
        draw.text((_MARGIN, 140 + round(number * font.size * _LEADING)), line, font=font, fill=_INK)


def _fitted(title: str) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """Return the largest type for the title, and its lines; a title that fits in no type is cut with an ellipsis."""
    for size in _TITLE_SIZES:
        font = font_for(size, title)
        lines = wrapped(title, font.getlength, SIZE[0] - 2 * _MARGIN)
        if len(lines) * size * _LEADING <= _TITLE_HEIGHT:
            return font, lines
    kept = lines[: int(_TITLE_HEIGHT / (size * _LEADING))]
    return font, [*kept[:-1], kept[-1].rstrip(" ,;:") + "…"]


def wrapped(text: str, width_of: Callable[[str], float], limit: float) -> list[str]:
    """Return `text` in lines no wider than `limit`, broken between words; a word wider than a line is broken itself."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(joined) <= limit:
            lines[-1] = joined
        else:
            lines += _parts(word, width_of, limit)
    return lines


def _parts(word: str, width_of: Callable[[str], float], limit: float) -> list[str]:
    parts = [""]
    for letter in word:
        if parts[-1] and width_of(parts[-1] + letter) > limit:
            parts.append("")
        parts[-1] += letter
    return parts
