"""An image, a width and a format -> the image in that width and format without metadata. Render.

First the orientation in EXIF is applied, and colours become sRGB, which browsers assume where there is no profile. A
file that is like that already is not encoded again.
"""

import functools
import io
from collections.abc import Callable, Mapping
from typing import Any, Final

from PIL import ExifTags, Image, ImageChops, ImageCms, ImageOps

from kei_site.core.hashing import Digest
from kei_site.core.image_decoding import decode_image
from kei_site.model.views.files import ResizedImageView
from kei_site.render.files.photographs import is_jpeg_of_browsers, without_metadata

_FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
_QUALITY = 82
_WEBP = {"quality": 80, "method": 1}
"""Takes four fifths of the time of method 2 with quality 82, for as many bytes and 0.2 dB."""
_COARSE = 1326
"""The 64 steps of brightness at that quality, summed (ITU-T T.81, table K.1, scaled as libjpeg does)."""
_ROUNDING = 2
"""Steps of 255 by which copies of sRGB differ."""


def render_image(view: ResizedImageView, data: bytes) -> bytes:
    """Return the image `data` in `view.width` pixels and the format `view.format`."""
    if view.format in _ENOUGH and _is_enough(view, data):
        return without_metadata(data)
    image = _decoded(view.digest, data)
    if image.width != view.width:
        height = round(image.height * view.width / image.width) or 1
        image = _full_colour(image).resize((view.width, height), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    _clean(image, view.format).save(out, format=view.format, **_options(view.format))
    return out.getvalue()


def _is_enough(view: ResizedImageView, data: bytes) -> bool:
    """Tell whether a file is what encoding it again would give, or better: PNG loses nothing, but a JPEG each time."""
    with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
        in_srgb = "icc_profile" not in opened.info and ("gamma" not in opened.info or "srgb" in opened.info)
        upright = opened.getexif().get(ExifTags.Base.Orientation, 1) == 1
        return opened.width == view.width and in_srgb and upright and _ENOUGH[view.format](opened, data)


def _is_small_jpeg(opened: Any, data: bytes) -> bool:
    """Tell whether a JPEG has no finer steps than one that is encoded here, and browsers draw it."""
    steps = opened.quantization.values() if opened.format in ("JPEG", "MPO") else [[0]]
    return min(map(sum, steps)) >= _COARSE and is_jpeg_of_browsers(data)


def _is_plain_png(opened: Image.Image, data: bytes) -> bool:
    return opened.format == "PNG" and opened.mode in {"1", "L", "LA", "P", "RGB", "RGBA"}


_ENOUGH: Final[Mapping[str, Callable[[Image.Image, bytes], bool]]] = {"JPEG": _is_small_jpeg, "PNG": _is_plain_png}
"""Formats of files that may be published without encoding them again, with what else each has to be."""


@functools.cache
def _last() -> dict[Digest, Image.Image]:
    """Return the place of the image that was decoded last, by the digest of its file."""
    return {}


def _decoded(digest: Digest, data: bytes) -> Image.Image:
    """Return an image as it is drawn; the widths of one image come one after the other, and share it."""
    known = _last()
    if digest not in known:
        known.clear()  # before the next one takes its memory
        with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
            decode_image(opened)
            known[digest] = _in_srgb(_in_8_bits(ImageOps.exif_transpose(opened)))
    return known[digest]


def _in_8_bits(image: Image.Image) -> Image.Image:
    """Return a grey image of 16 bits with 8: a plain conversion would make all but the darkest greys white."""
    if not image.mode.startswith("I"):
        return image
    scaled = image.convert("I").point(lambda grey: grey * (1 / 257) + 0.5).convert("L")
    scaled.info = {key: data for key, data in image.info.items() if key == "icc_profile"}
    return scaled


def _in_srgb(image: Image.Image) -> Image.Image:
    """Return an image with the colours that its profile gives it; without a profile that fits, the image."""
    data = image.info.get("icc_profile")
    if not data:
        return image
    full = _full_colour(image)
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(data))
        if profile.profile.xcolor_space.strip() == "GRAY":
            return _grey_in_srgb(full, profile)
        return image if full.mode == "L" or _is_srgb(profile) else _converted(full, profile, full.mode)
    except (ImageCms.PyCMSError, OSError):
        return image


def _grey_in_srgb(image: Image.Image, profile: ImageCms.ImageCmsProfile) -> Image.Image:
    """Return a grey image in the greys of sRGB, transparent where it was."""
    grey = _converted(image.convert("L"), profile, "RGB").convert("L")
    if image.mode == "L":
        return grey
    return (
        Image.merge("RGBA", (grey, grey, grey, image.getchannel("A"))) if image.mode == "RGBA" else grey.convert("RGB")
    )


def _is_srgb(profile: ImageCms.ImageCmsProfile) -> bool:
    """Return whether a profile changes no colour by more than a rounding, whatever name it has."""
    steps = (0, 1, 16, 64, 128, 192, 255)
    probe = Image.new("RGB", (len(steps) ** 3, 1))
    probe.putdata([(red, green, blue) for red in steps for green in steps for blue in steps])
    return max(ImageChops.difference(probe, _converted(probe, profile, "RGB")).tobytes()) <= _ROUNDING


def _converted(image: Image.Image, profile: ImageCms.ImageCmsProfile, mode: str) -> Image.Image:
    """Return an image in sRGB. Raises PyCMSError if the profile is for other images."""
    return ImageCms.profileToProfile(image, profile, ImageCms.createProfile("sRGB"), outputMode=mode) or image


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


def _options(target: str) -> Mapping[str, int | bool]:
    if target == "PNG":
        return {"optimize": True}
    if target == "GIF":
        return {}
    return _WEBP if target == "WEBP" else {"quality": _QUALITY, "optimize": True}
