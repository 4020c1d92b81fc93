"""Files that pages can show as they are."""

import io
from typing import Any

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from kei_site.core.finished_images import is_finished, needs_no_encoding

SIZE = (24, 16)


def saved(kind: str, mode: str = "RGB", **more: Any) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(SIZE, 40).convert(mode).save(out, kind, **more)
    return out.getvalue()


def turned() -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = 3
    return exif


def words() -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", "somebody")
    return info


PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@pytest.mark.parametrize(
    ("data", "form", "is_encoded", "finished"),
    [
        (saved("JPEG", quality=82), "JPEG", False, True),
        (saved("JPEG", quality=60, progressive=True), "JPEG", False, True),
        (saved("JPEG", quality=82, comment=b"where"), "JPEG", False, False),
        (saved("JPEG", quality=82) + b"a film", "JPEG", False, False),
        (saved("JPEG", quality=95), "JPEG", True, False),
        (saved("JPEG", quality=82, exif=turned()), "JPEG", True, False),
        (saved("JPEG", quality=82, icc_profile=PROFILE), "JPEG", True, False),
        (saved("PNG"), "PNG", False, True),
        (saved("PNG", pnginfo=words()), "PNG", False, False),
        (saved("PNG", "I;16"), "PNG", True, False),
        (saved("WEBP"), "WEBP", True, False),
        (saved("GIF"), "GIF", True, False),
    ],
)
def test_a_file_is_finished_that_loses_nothing_and_tells_nothing(
    data: bytes, form: str, is_encoded: bool, finished: bool
) -> None:
    assert needs_no_encoding(data, form, SIZE[0]) is not is_encoded
    assert is_finished(data, form, SIZE[0]) is finished


def test_a_narrower_version_has_to_be_encoded() -> None:
    assert not needs_no_encoding(saved("PNG"), "PNG", SIZE[0] - 1)
