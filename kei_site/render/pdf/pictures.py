"""An image file of the site -> the picture that lies beside the template: no larger than paper shows. Render.

Photographs become JPEG; drawings stay PNG, because JPEG blurs their edges, with as few colors as they have.
"""

import io

from PIL import Image

from kei_site.core.image_decoding import decode_image
from kei_site.core.value import value

_WIDEST = 1000
"""Pixels across the text: 170 to an inch."""
_QUALITY = 82
_COLORS = 256
"""A picture of no more colors is a drawing."""


@value
class PaperPicture:
    """A picture for paper."""

    data: bytes
    ending: str
    width: int
    height: int


def paper_picture(data: bytes) -> PaperPicture:
    """Return the picture in `data` (PNG, JPEG, WebP or GIF) for paper."""
    with Image.open(io.BytesIO(data)) as opened:
        is_drawing = _is_drawing(opened)
        width, height = opened.size
        decode_image(opened, side=_WIDEST)
        image = opened.convert("RGBA" if "A" in opened.getbands() or "transparency" in opened.info else "RGB")
    if image.width > _WIDEST:
        image = image.resize((_WIDEST, max(1, round(height * _WIDEST / width))), Image.Resampling.LANCZOS)
    if image.mode == "RGBA":
        ground = Image.new("RGB", image.size, "white")
        ground.paste(image, mask=image.getchannel("A"))
        image = ground
    out = io.BytesIO()
    if is_drawing:
        image.quantize(_COLORS).save(out, format="PNG", optimize=True)
    else:
        image.save(out, format="JPEG", quality=_QUALITY, optimize=True)
    return PaperPicture(data=out.getvalue(), ending="png" if is_drawing else "jpg", width=width, height=height)


def _is_drawing(image: Image.Image) -> bool:
    return image.format != "JPEG" and image.convert("RGB").getcolors(_COLORS * 16) is not None
