"""An image, a width and a format -> the image in that width and format without metadata. Render.

First the orientation in EXIF is applied, and colours become sRGB, which browsers assume where there is no profile. A
file that is like that already is not encoded again.
"""

import functools
import io
from collections.abc import Mapping

from PIL import Image, ImageChops, ImageCms, ImageOps

from kei_site.core.finished_images import needs_no_encoding
from kei_site.core.hashing import Digest
from kei_site.core.image_decoding import decode_image, shown_size
from kei_site.core.image_metadata import without_metadata
from kei_site.model.views.files import ResizedImageView

_FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
_QUALITY, _QUALITY_OF_RESIZED = 82, 78
"""Of JPEG. Photographs of 78 are as like the original as WebP of 80 (SSIM 0.968 and 0.969)."""
_WEBP = {"quality": 80, "method": 1}
"""Takes four fifths of the time of method 2 with quality 82, for as many bytes and 0.2 dB."""
_ROUNDING = 2
"""Steps of 255 by which copies of sRGB differ."""


def render_image(view: ResizedImageView, data: bytes) -> bytes:
    """Return the image `data` in `view.width` pixels and the format `view.format`."""
    if needs_no_encoding(data, view.format, view.width):
        return without_metadata(data)
    image, (full_width, full_height) = _decoded(view.digest, data)
    is_resized = image.width != view.width
    if is_resized:
        height = round(full_height * view.width / full_width) or 1
        image = _full_colour(image).resize((view.width, height), Image.Resampling.BICUBIC)
    out = io.BytesIO()
    _clean(image, view.format).save(out, format=view.format, **_options(view.format, is_resized))
    return out.getvalue()


@functools.cache
def _last() -> dict[Digest, tuple[Image.Image, tuple[int, int]]]:
    """Return the place of the image that was decoded last and of its size in the file, by the digest of its file."""
    return {}


def _decoded(digest: Digest, data: bytes) -> tuple[Image.Image, tuple[int, int]]:
    """Return an image as it is drawn, with its size in the file; the widths of one image come one after the other."""
    known = _last()
    if digest not in known:
        known.clear()  # before the next one takes its memory
        with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
            size = shown_size(opened)
            decode_image(opened)
            ImageOps.exif_transpose(opened, in_place=True)
            known[digest] = _in_srgb(_in_8_bits(opened)), size
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


def _options(target: str, is_resized: bool) -> Mapping[str, int | bool]:
    if target == "PNG":
        return {"optimize": True}
    if target == "GIF":
        return {}
    return _WEBP if target == "WEBP" else {"quality": _QUALITY_OF_RESIZED if is_resized else _QUALITY, "optimize": True}
