"""The bytes of an image file -> its size and format, or its diagnostic. Source, pure.

Only formats that all browsers show are opened, so that no file reaches a rare decoder of Pillow.
"""

import io
import posixpath
import re
import warnings
from typing import TYPE_CHECKING

from kei_site.core.finished_images import is_finished
from kei_site.core.hashing import Digest
from kei_site.core.image_decoding import (
    find_damage,
    memory_of,
    scanned_pixels,
    shown_size,
)
from kei_site.core.image_facts import BadImage, ImageFacts
from kei_site.core.limits import LIMITS, Limit

if TYPE_CHECKING:
    from PIL.Image import Image as PilImage

ENDINGS = {
    ".png": "PNG",
    ".webp": "WEBP",
    ".gif": "GIF",
    **dict.fromkeys((".jpg", ".jpeg", ".jfif", ".jpe", ".jif", ".mpo"), "JPEG"),
}
_PUBLISHED = re.compile(r"static/(?!assets/).*\.(?:jpe?g|png)", re.DOTALL | re.IGNORECASE)
"""Images that are published at their own address, with an ending whose media type every host knows."""
_UNREAD = {
    ".avif": "AVIF",
    ".heic": "HEIC",
    ".heif": "HEIC",
    ".jxl": "JPEG XL",
    ".jp2": "JPEG 2000",
    ".tif": "TIFF",
    ".tiff": "TIFF",
    ".bmp": "BMP",
    ".psd": "Photoshop",
    ".ico": "icon",
    ".tga": "TGA",
    **dict.fromkeys((".eps", ".ai"), "PostScript"),
    **dict.fromkeys((".wmf", ".emf"), "Windows metafile"),
    **dict.fromkeys((".dng", ".cr2", ".cr3", ".nef", ".arw", ".raf", ".orf", ".rw2"), "raw"),
    ".svgz": "SVG",
    ".svg": "SVG",
}
"""Images that are not published. They count as images, so that they are reported for what they are."""


def is_image(path: str) -> bool:
    """Return whether a path ends like that of an image, in a published format or another one."""
    ending = posixpath.splitext(path)[1].lower()
    return ending in ENDINGS or ending in _UNREAD


def read_image(path: str, data: bytes, digest: Digest) -> ImageFacts | BadImage:
    """Return the size and format of the image in `data`, or its diagnostic (IMG03 to IMG08, IMG10)."""
    ending = posixpath.splitext(path)[1].lower()
    if _UNREAD.get(ending) == "SVG":
        message = "SVG files may carry scripts and are not published as images"
        return BadImage(code="IMG03", message=message, fix="save the image as PNG or WebP")
    if ending in _UNREAD:
        message = f"{_UNREAD[ending]} images are not published, because some browsers show none"
        return BadImage(code="IMG10", message=message, fix="save the image as JPEG, PNG or WebP")
    if len(data) > LIMITS.image_file.most:
        message = f"larger than {LIMITS.image_file.most // 1024 // 1024} MiB"
        return _costly(LIMITS.image_file, message, f"{len(data) / 1024 / 1024:.1f} MiB")
    return _open(path, data, digest, ENDINGS[ending])


def _open(path: str, data: bytes, digest: Digest, wanted: str) -> ImageFacts | BadImage:
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP", "GIF")) as image:
                return _refused(image, wanted) or _too_costly(image, data) or _decoded(image, data, path, digest)
    except Image.DecompressionBombError:
        return _too_large("many more")
    except (UnidentifiedImageError, ValueError, SyntaxError):
        return _of_another_format(wanted, "", "save the image again in that format")
    except OSError:
        return BadImage(code="IMG06", message="ends too early or is damaged", fix="save the image again")


def _refused(image: "PilImage", wanted: str) -> BadImage | None:
    if _format_of(image) != wanted:
        return _of_another_format(wanted, str(image.format), "give it the right file extension")
    if image.width * image.height > LIMITS.image_pixels.most:
        return _too_large(f"{image.width} x {image.height}")
    if getattr(image, "is_animated", False) and image.format != "MPO":
        return BadImage(code="IMG07", message="is animated", fix="use a still image; link to the animated one")
    if image.mode in {"CMYK", "LAB"}:
        return BadImage(code="IMG08", message="has print colours (CMYK)", found=image.mode, fix="save it as RGB")
    return None


def _too_costly(image: "PilImage", data: bytes) -> BadImage | None:
    """Return why an image is not decoded: small files can ask for gigabytes, or for minutes."""
    size = f"{image.width} x {image.height}"
    if max(image.size) > LIMITS.image_side.most:
        return _costly(LIMITS.image_side, f"wider or higher than {LIMITS.image_side}", size)
    memory, most = memory_of(image), LIMITS.image_memory.most
    if memory > most:
        message = f"takes {memory // 1_000_000} MB of memory to decode; the limit is {most // 1_000_000}"
        return _costly(LIMITS.image_memory, message, f"{size} as {image.format}")
    if scanned_pixels(image, data) > LIMITS.image_scans.most:
        return _costly(LIMITS.image_scans, "takes too long to decode: it has too many scans", size)
    return None


def _costly(limit: Limit, message: str, found: str) -> BadImage:
    return BadImage(code=limit.code, message=message, found=found, fix=limit.fix)


def _format_of(image: "PilImage") -> str:
    """Return the format of an image. Phones save photographs as MPO: a JPEG with further images behind it."""
    return "JPEG" if image.format == "MPO" else str(image.format)


def _of_another_format(wanted: str, found: str, fix: str) -> BadImage:
    return BadImage(code="IMG04", message=f"is not the {wanted} file that its name says", found=found, fix=fix)


def _too_large(found: str) -> BadImage:
    message = f"more than {LIMITS.image_pixels.most // 1_000_000} million pixels"
    return _costly(LIMITS.image_pixels, message, found)


def _decoded(image: "PilImage", data: bytes, path: str, digest: Digest) -> ImageFacts:
    width, height = shown_size(image)
    find_damage(image)
    form = _format_of(image)
    finished = bool(_PUBLISHED.fullmatch(path)) and is_finished(data, form, width)
    return ImageFacts(path=path, digest=digest, width=width, height=height, format=form, is_finished=finished)
