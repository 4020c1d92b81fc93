"""An image, or a letter on a color -> an icon of the site. Render."""

import io
from collections.abc import Callable
from html import escape

from PIL import Image, ImageDraw, ImageOps

from kei_site.core.colors import contrast
from kei_site.core.hashing import Digest
from kei_site.model.views.theme import IconView
from kei_site.render.files.share_card import font_for

_ROUND = 5 / 32
"""The radius of the corners, as a share of the side."""


def render_icon(view: IconView, source: Callable[[str, Digest], bytes]) -> bytes:
    """Return the icon in its form; `source` gives the bytes of an image."""
    if view.form == "SVG":
        return _svg(view)
    image = _fitted(source(view.source, view.digest), view.size) if view.source else _drawn(view)
    out = io.BytesIO()
    sizes = {"sizes": [(view.size, view.size)]} if view.form == "ICO" else {"optimize": True}
    image.save(out, format=view.form, **sizes)
    return out.getvalue()


def _fitted(data: bytes, size: int) -> Image.Image:
    with Image.open(io.BytesIO(data), formats=("PNG",)) as opened:
        return ImageOps.pad(opened.convert("RGBA"), (size, size), Image.Resampling.LANCZOS, color=(0, 0, 0, 0))


def _drawn(view: IconView) -> Image.Image:
    image = Image.new("RGBA", (view.size, view.size))
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((0, 0, view.size - 1, view.size - 1), round(view.size * _ROUND), fill=view.color)
    if view.letter:
        font = font_for(round(view.size * 0.62), view.letter)
        draw.text((view.size / 2, view.size / 2), view.letter, font=font, fill=_ink(view.color), anchor="mm")
    return image


def _ink(color: str) -> str:
    return max(("#ffffff", "#1d1a17"), key=lambda ink: contrast(ink, color))


def _svg(view: IconView) -> bytes:
    letter = (
        f'<text x="16" y="23" text-anchor="middle" font-family="Georgia, serif" font-weight="bold" font-size="20" '
        f'fill="{_ink(view.color)}">{escape(view.letter)}</text>'
        if view.letter
        else ""
    )
    square = f'<rect width="32" height="32" rx="{32 * _ROUND:g}" fill="{view.color}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">{square}{letter}</svg>\n'.encode()
