"""A picture and a width -> the picture in that width and form, without anything that it knew of its maker. Render room.

Metadata (EXIF with its places, comments, profiles of cameras) is left behind; the orientation that it gave is applied
first.
"""

import io

from PIL import Image, ImageOps

from kei_site.model.views.files import ResizedImageView

_QUALITY = 82


def render_image(view: ResizedImageView, data: bytes) -> bytes:
    """Return the bytes of the picture `data` in `view.width` pixels and the form `view.format`."""
    with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP", "GIF")) as opened:
        picture = ImageOps.exif_transpose(opened)
    if picture.width != view.width:
        height = round(picture.height * view.width / picture.width) or 1
        picture = _full_colour(picture).resize((view.width, height), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    _clean(picture, view.format).save(out, format=view.format, **_options(view.format))
    return out.getvalue()


def _full_colour(picture: Image.Image) -> Image.Image:
    if picture.mode in {"RGB", "RGBA", "L"}:
        return picture
    return picture.convert("RGBA" if "transparency" in picture.info or picture.mode in {"LA", "PA"} else "RGB")


def _clean(picture: Image.Image, form: str) -> Image.Image:
    """A copy with nothing but its pixels."""
    plain = _full_colour(picture) if form != "GIF" else picture
    plain = plain.convert("RGB") if form == "JPEG" and plain.mode != "L" else plain.copy()
    plain.info = {key: value for key, value in plain.info.items() if key == "transparency"}
    return plain


def _options(form: str) -> dict[str, int | bool]:
    if form == "PNG":
        return {"optimize": True}
    if form == "GIF":
        return {}
    return {"quality": _QUALITY, "method": 4} if form == "WEBP" else {"quality": _QUALITY, "optimize": True}
