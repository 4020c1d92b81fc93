"""The file of an image -> whether it can be published without encoding it again, or just as it is. Core, pure."""

import io
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from kei_site.core.image_decoding import way_up
from kei_site.core.image_metadata import is_jpeg_of_browsers, without_metadata

if TYPE_CHECKING:
    from PIL.Image import Image

_COARSE = 1326
"""The 64 steps of brightness at quality 82, with which images are encoded here, summed (ITU-T T.81, table K.1, scaled
as libjpeg does)."""


def needs_no_encoding(data: bytes, form: str, width: int) -> bool:
    """Tell whether a file of the format `form` is what encoding it again in `width` pixels would give, or better.

    A PNG loses nothing, but a JPEG each time.
    """
    from PIL import Image

    if form not in _ENOUGH:
        return False
    with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP", "GIF")) as opened:
        in_srgb = "icc_profile" not in opened.info and ("gamma" not in opened.info or "srgb" in opened.info)
        upright = way_up(opened) == 1
        return opened.width == width and in_srgb and upright and _ENOUGH[form](opened, data)


def is_finished(data: bytes, form: str, width: int) -> bool:
    """Tell whether a file can be shown as it is: nothing would be encoded, and no metadata be taken away."""
    return needs_no_encoding(data, form, width) and without_metadata(data) == data


def _is_small_jpeg(opened: Any, data: bytes) -> bool:
    """Tell whether a JPEG has no finer steps than one that is encoded here, and browsers draw it."""
    steps = opened.quantization.values() if opened.format in ("JPEG", "MPO") else [[0]]
    return min(map(sum, steps)) >= _COARSE and is_jpeg_of_browsers(data)


def _is_plain_png(opened: "Image", data: bytes) -> bool:
    return opened.format == "PNG" and opened.mode in {"1", "L", "LA", "P", "RGB", "RGBA"}


_ENOUGH: Final[Mapping[str, Callable[[Any, bytes], bool]]] = {"JPEG": _is_small_jpeg, "PNG": _is_plain_png}
"""Formats of files that may be published without encoding them again, with what else each has to be."""
