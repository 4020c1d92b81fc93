"""What a camera wrote does not leave with a picture; the picture does."""

import io
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from kei_site.core.image_metadata import is_jpeg_of_browsers, without_metadata

SECRET = b"SECRETCAM"
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def photo(kind: str, turn: int = 1, **more: object) -> bytes:
    """Return a picture of three colours with the model of its camera, its place and its owner."""
    image = Image.linear_gradient("L").resize((60, 40)).convert("RGB")
    exif = image.getexif()
    exif[0x0110], exif[0x0112] = SECRET.decode(), turn
    exif.get_ifd(0x8825)[2] = (37.0, 33.0, 1.0)
    out = io.BytesIO()
    image.save(out, kind, exif=exif, icc_profile=PROFILE, **more)
    return out.getvalue()


def with_words() -> bytes:
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", SECRET.decode())
    words.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    return photo("PNG", pnginfo=words)


PICTURES: dict[str, Callable[[], bytes]] = {
    "JPEG": lambda: photo("JPEG", comment=SECRET, xmp=SECRET),
    "progressive JPEG": lambda: photo("JPEG", progressive=True),
    "JPEG with a film behind it": lambda: photo("JPEG") + b"\0\0\0\x18ftypmp42" + SECRET,
    "PNG": with_words,
    "PNG with more behind it": lambda: photo("PNG") + SECRET,
    "WebP": lambda: photo("WEBP", xmp=SECRET),
    "WebP without loss": lambda: photo("WEBP", lossless=True),
}


def pixels(data: bytes) -> tuple[tuple[int, int], bytes]:
    with Image.open(io.BytesIO(data)) as image:
        return image.size, image.tobytes()


@pytest.mark.parametrize("kind", PICTURES)
def test_what_the_camera_wrote_is_gone_and_the_picture_stays(kind: str) -> None:
    before = PICTURES[kind]()
    after = without_metadata(before)
    assert SECRET in before or b"zTXt" in before
    assert SECRET not in after
    assert pixels(after) == pixels(before)
    with Image.open(io.BytesIO(after)) as image:
        assert dict(image.getexif()) == {}
        assert image.info["icc_profile"] == PROFILE
    assert without_metadata(after) == after


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
def test_a_picture_stays_the_right_way_up(kind: str) -> None:
    after = without_metadata(photo(kind, turn=6))
    with Image.open(io.BytesIO(after)) as image:
        assert dict(image.getexif()) == {0x0112: 6}
    assert SECRET not in after


@pytest.mark.parametrize("data", [b"GIF89a...", b"a,b\n", b"", b"\xff\xd8", b"RIFF"])
def test_what_is_no_such_picture_is_left_alone_or_ends(data: bytes) -> None:
    assert without_metadata(data).startswith(data)


@given(st.binary(max_size=60), st.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\x30\0\0\0WEBPVP8X"]))
def test_a_damaged_picture_ends(rest: bytes, begin: bytes) -> None:
    assert without_metadata(begin + rest)


def test_a_jpeg_of_arithmetic_coding_is_none_of_browsers() -> None:
    assert is_jpeg_of_browsers(photo("JPEG"))
    assert is_jpeg_of_browsers(photo("JPEG", progressive=True))
    assert not is_jpeg_of_browsers(photo("JPEG").replace(b"\xff\xc0", b"\xff\xc9", 1))
