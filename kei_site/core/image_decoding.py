"""An image that is opened but not decoded -> what decoding it costs, and its pixels within that cost. Core.

The costs were measured with Pillow 12: bytes at the peak for each pixel, the copy that turns an image included.
"""

from typing import TYPE_CHECKING

from kei_site.core.limits import LIMITS

if TYPE_CHECKING:
    from PIL.Image import Image

WIDEST = 1_600
"""Pixels of the widest version of an image that pages show."""
_IN_WEBP, _IN_COLOUR, _WITH_PALETTE, _IN_16_BITS, _IN_GREY = 16, 8, 6, 13, 2
"""Bytes for a pixel."""
_PROGRESSIVE = 6
"""Bytes for a pixel that the decoder of a progressive JPEG holds besides."""
_STEPS = (8, 4, 2)
"""The decoder of JPEG can leave all but one of so many pixels of a row or a column out, for less time and memory."""
_START_OF_SCAN = b"\xff\xda"


def memory_of(image: "Image") -> int:
    """Return the bytes that decoding takes at its peak."""
    pixels = image.width * image.height
    if image.format in ("JPEG", "MPO"):
        return pixels * _held(image) + _in_full(image) // _step(image, WIDEST) ** 2
    if image.format == "WEBP":
        return pixels * _IN_WEBP
    return _in_full(image)


def _in_full(image: "Image") -> int:
    kinds = {"1": _IN_GREY, "L": _IN_GREY, "P": _WITH_PALETTE}
    wide = _IN_16_BITS if image.mode.startswith(("I", "F")) else _IN_COLOUR
    return image.width * image.height * kinds.get(image.mode, wide)


def _held(image: "Image") -> int:
    return _PROGRESSIVE if "progressive" in image.info else 0


def _step(image: "Image", side: int) -> int:
    """Return the step by which a JPEG is decoded: the largest that leaves `side` pixels to its shorter side.

    One that would take too much memory in full has at least half of its width and height left out.
    """
    is_too_large = image.width * image.height * _held(image) + _in_full(image) > LIMITS.image_memory.most
    return next((step for step in _STEPS if min(image.size) >= side * step), 2 if is_too_large else 1)


def scanned_pixels(image: "Image", data: bytes) -> int:
    """Return the pixels that the decoder of a JPEG goes over, `data` being its file; 0 for another format."""
    if image.format not in ("JPEG", "MPO"):
        return 0
    return image.width * image.height * data.count(_START_OF_SCAN)


def way_up(image: "Image") -> int:
    """Return the Exif orientation of an image (CIPA DC-008, tag 0x0112): 1 as it is, from 5 on turned by 90 degrees."""
    turn: int = image.getexif().get(0x0112, 1)
    return turn


def shown_size(image: "Image") -> tuple[int, int]:
    """Return (width, height) of an image, not decoded yet, as browsers show it."""
    width, height = image.size
    return (height, width) if way_up(image) >= 5 else (width, height)


def decode_image(image: "Image", side: int = WIDEST) -> None:
    """Decode the pixels in place; of a JPEG as few as leave `side` pixels to its shorter side, or it as it is.

    Raises OSError when it is damaged.
    """
    if image.format in ("JPEG", "MPO") and (step := _step(image, side)) > 1:
        image.draft(None, (image.width // step, image.height // step))
    image.load()


def find_damage(image: "Image") -> None:
    """Read all of an image whose pixels are not needed. Raises OSError when it is damaged."""
    # A JPEG in an eighth of its size takes half the time, and all its codes are read.
    image.draft(None, (1, 1))
    image.load()
