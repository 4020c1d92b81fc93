"""An image that is opened but not decoded -> what decoding it costs, and its pixels within that cost. Core.

The costs were measured with Pillow 12: bytes at the peak for each pixel, the copy that turns an image included.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_SIDE = 65_535
"""Pixels in a row or a column: the most that a JPEG can have. A decoder keeps a pointer to each row."""
MAX_MEMORY = 200_000_000
"""Bytes that decoding an image may take."""
MAX_SCANNED = 1_000_000_000
"""Pixels of a progressive JPEG, counted for each scan: the decoder goes over all of them each time."""
_IN_WEBP, _IN_COLOUR, _WITH_PALETTE, _IN_16_BITS, _IN_GREY = 16, 8, 6, 13, 2
"""Bytes for a pixel."""
_PROGRESSIVE = 6
"""Bytes for a pixel that the decoder of a progressive JPEG holds besides."""
_HALVED = 4
"""An image of half the width and height has so many times fewer pixels."""
_START_OF_SCAN = b"\xff\xda"


def memory_of(image: "Image") -> int:
    """Return the bytes that decoding takes at its peak."""
    pixels = image.width * image.height
    if image.format in ("JPEG", "MPO"):
        return pixels * _held(image) + _in_full(image) // (_HALVED if _is_halved(image) else 1)
    if image.format == "WEBP":
        return pixels * _IN_WEBP
    return _in_full(image)


def _in_full(image: "Image") -> int:
    kinds = {"1": _IN_GREY, "L": _IN_GREY, "P": _WITH_PALETTE}
    wide = _IN_16_BITS if image.mode.startswith(("I", "F")) else _IN_COLOUR
    return image.width * image.height * kinds.get(image.mode, wide)


def _held(image: "Image") -> int:
    return _PROGRESSIVE if "progressive" in image.info else 0


def _is_halved(image: "Image") -> bool:
    """Tell whether a JPEG would take too much memory in full. No page shows so large an image in full width."""
    return image.width * image.height * _held(image) + _in_full(image) > MAX_MEMORY


def scanned_pixels(image: "Image", data: bytes) -> int:
    """Return the pixels that the decoder of a JPEG goes over, `data` being its file; 0 for another format."""
    if image.format not in ("JPEG", "MPO"):
        return 0
    return image.width * image.height * data.count(_START_OF_SCAN)


def decode_image(image: "Image") -> None:
    """Decode the pixels in place; a very large JPEG in half its width and height. Raises OSError when it is damaged."""
    if image.format in ("JPEG", "MPO") and _is_halved(image):
        image.draft(None, (image.width // 2, image.height // 2))
    image.load()


def find_damage(image: "Image") -> None:
    """Read all of an image whose pixels are not needed. Raises OSError when it is damaged."""
    # A JPEG in an eighth of its size takes half the time, and all its codes are read.
    image.draft(None, (1, 1))
    image.load()
