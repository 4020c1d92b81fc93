"""An image, a width and a format -> the image in that width and format without metadata. Render.

EXIF (with places), comments and camera profiles are dropped; the orientation in EXIF is applied first.
"""

import io

from PIL import Image, ImageOps

from kei_site.model.views.files import ResizedImageView

_QUALITY = 82


def render_image(view: ResizedImageView, data: bytes) -> bytes:
    """Return the image `data` in `view.width` pixels and the format `view.format`."""
    with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP", "GIF")) as opened:
        image = ImageOps.exif_transpose(opened)
    if image.width != view.width:
        height = round(image.height * view.width / image.width) or 1
        image = _full_colour(image).resize((view.width, height), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    _clean(image, view.format).save(out, format=view.format, **_options(view.format))
    return out.getvalue()


def _full_colour(image: Image.Image) -> Image.Image:
    if image.mode in {"RGB", "RGBA", "L"}:
        return image
    return image.convert("RGBA" if "transparency" in image.info or image.mode in {"LA", "PA"} else "RGB")


def _clean(image: Image.Image, target: str) -> Image.Image:
    """Return a copy of the pixels alone."""
    plain = _full_colour(image) if target != "GIF" else image
    plain = plain.convert("RGB") if target == "JPEG" and plain.mode != "L" else plain.copy()
    plain.info = {key: value for key, value in plain.info.items() if key == "transparency"}
    return plain


def _options(target: str) -> dict[str, int | bool]:
    if target == "PNG":
        return {"optimize": True}
    if target == "GIF":
        return {}
    return {"quality": _QUALITY, "method": 4} if target == "WEBP" else {"quality": _QUALITY, "optimize": True}
