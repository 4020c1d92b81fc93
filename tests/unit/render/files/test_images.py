"""Published images: the colours of the original, and nothing about its maker."""

import io
import struct
from typing import Any

import pytest
from PIL import Image, ImageCms, ImageOps, features

from kei_site.core.hashing import digest_bytes
from kei_site.model.views.files import ResizedImageView
from kei_site.render.files.images import render_image

ADOBE_RGB = ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457))
"""XYZ of red, green and blue under D50 (Adobe RGB (1998) Color Image Encoding, annex B)."""


def fixed(*numbers: float) -> bytes:
    return b"".join(struct.pack(">i", round(number * 65536)) for number in numbers)


def profile(primaries: tuple[tuple[float, float, float], ...], gamma: float, name: str = "wide!") -> bytes:
    """Return a colour profile with three primaries and a gamma (ICC.1:2001-04, matrix profiles); a grey one of none."""
    xyz = [b"XYZ \0\0\0\0" + fixed(*primary) for primary in primaries]
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256))
    told = b"desc\0\0\0\0" + struct.pack(">I", len(name) + 1) + name.encode() + b"\0" * 79
    tags = {b"desc": told, b"wtpt": b"XYZ \0\0\0\0" + fixed(0.9642, 1, 0.8249)}
    tags |= dict(zip((b"rXYZ", b"gXYZ", b"bXYZ"), xyz, strict=True)) if xyz else {}
    tags |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC") if xyz else (b"kTRC",), curve)
    at, table, body = 132 + 12 * len(tags), b"", b""
    for tag, data in tags.items():
        padded = data + b"\0" * (-len(data) % 4)
        table += tag + struct.pack(">II", at + len(body), len(data))
        body += padded
    space = b"RGB " if xyz else b"GRAY"
    head = struct.pack(">I4sI4s4s4s12s4s", at + len(body), b"lcms", 0x02400000, b"mntr", space, b"XYZ ", b"", b"acsp")
    head += b"\0" * 28 + fixed(0.9642, 1, 0.8249)
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body


def saved(image: Image.Image, form: str, **options: Any) -> bytes:
    stream = io.BytesIO()
    image.save(stream, form, **options)
    return stream.getvalue()


def published(data: bytes, form: str, width: int = 8) -> Image.Image:
    view = ResizedImageView(source="a", digest=digest_bytes(data), width=width, format=form)
    return Image.open(io.BytesIO(render_image(view, data)))


def grey_of_16_bits() -> bytes:
    image = Image.new("I;16", (8, 1))
    for x in range(8):
        image.putpixel((x, 0), round(x * 65535 / 7))
    return saved(image, "PNG")


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_greys_of_16_bits_keep_their_shades(form: str) -> None:
    image = published(grey_of_16_bits(), form).convert("L")
    assert [image.getpixel((x, 0)) for x in range(8)] == pytest.approx([0, 36, 73, 109, 146, 182, 219, 255], abs=12)
    assert published(grey_of_16_bits(), "PNG").convert("L").getpixel((3, 0)) == 109


def test_an_image_of_16_bits_is_resized_in_its_shades() -> None:
    image = Image.new("I;16", (80, 10), 32896)
    assert published(saved(image, "PNG"), "PNG", width=40).convert("L").getextrema() == (128, 128)


@pytest.mark.skipif(not features.check("littlecms2"), reason="Pillow has no colour management here")
@pytest.mark.parametrize("form", ["PNG", "WEBP", "JPEG"])
def test_colours_of_a_profile_come_out_in_srgb(form: str) -> None:
    options = {"lossless": True} if form == "WEBP" else {"quality": 100} if form == "JPEG" else {}
    data = saved(Image.new("RGB", (16, 16), (40, 200, 60)), form, icc_profile=profile(ADOBE_RGB, 2.19921875), **options)
    image = published(data, "PNG", width=16)
    assert image.convert("RGB").getpixel((8, 8)) == pytest.approx((0, 201, 37), abs=3 if form == "JPEG" else 1)
    assert "icc_profile" not in image.info


@pytest.mark.parametrize("mode", ["RGBA", "P", "L", "LA"])
def test_every_mode_survives_a_profile(mode: str) -> None:
    image = Image.new("RGBA", (8, 8), (40, 200, 60, 128)).convert(mode)
    data = saved(image, "PNG", icc_profile=profile(ADOBE_RGB, 2.19921875))
    shown = published(data, "PNG")
    assert shown.size == (8, 8)
    if mode.endswith("A"):
        assert shown.convert("RGBA").getpixel((0, 0))[3] == 128  # type: ignore[index]


@pytest.mark.parametrize("mode", ["L", "LA", "P"])
def test_greys_of_a_profile_come_out_in_srgb(mode: str) -> None:
    image = Image.new("LA", (8, 8), (118, 128)).convert(mode)
    shown = published(saved(image, "PNG", icc_profile=profile((), 1.0)), "PNG").convert("RGBA")
    assert shown.getpixel((0, 0)) == pytest.approx((181, 181, 181, 128 if mode == "LA" else 255), abs=1)


def test_a_profile_counts_for_its_colours_and_not_for_its_name() -> None:
    primaries = ((0.4361, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7141))
    image = Image.new("RGB", (8, 8), (118, 118, 118))
    shown = published(saved(image, "PNG", icc_profile=profile(primaries, 1.0, "sRGB linear")), "PNG").convert("RGB")
    assert shown.getpixel((0, 0)) == pytest.approx((181, 181, 181), abs=1)


@pytest.mark.parametrize("broken", [b"no profile", profile(ADOBE_RGB, 2.2)[:150]])
def test_a_broken_profile_changes_nothing(broken: bytes) -> None:
    data = saved(Image.new("RGB", (8, 8), (40, 200, 60)), "PNG", icc_profile=broken)
    assert published(data, "PNG").convert("RGB").getpixel((0, 0)) == (40, 200, 60)


def test_an_image_in_srgb_keeps_its_bytes() -> None:
    image = Image.new("RGB", (8, 8), (40, 200, 60))
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    made = [published(saved(image, "PNG", **more), "PNG") for more in ({"icc_profile": srgb}, {})]
    assert made[0].tobytes() == made[1].tobytes()
    assert "icc_profile" not in made[0].info


def test_the_sizes_of_one_image_are_decoded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    turned: list[Image.Image] = []
    turn = ImageOps.exif_transpose
    monkeypatch.setattr(ImageOps, "exif_transpose", lambda image, **how: turned.append(image) or turn(image, **how))
    images = [saved(Image.new("RGB", (64, 64), colour), "PNG") for colour in ("red", "blue")]
    for data in images:
        for width, form in ((8, "PNG"), (16, "WEBP"), (64, "WEBP")):
            view = ResizedImageView(source="a", digest=digest_bytes(data), width=width, format=form)
            assert Image.open(io.BytesIO(render_image(view, data))).width == width
    assert len(turned) == len(images)


def test_a_version_is_as_high_as_pages_say_though_fewer_pixels_were_decoded() -> None:
    # Half of 3,201 is 1,601: from that alone, the height would come out as 1,599.
    image = published(saved(Image.new("L", (3_201, 3_200)), "JPEG"), "JPEG", width=1_600)
    assert image.size == (1_600, 1_600)


def test_of_a_photograph_of_a_phone_the_photograph_is_published() -> None:
    behind = [Image.new("RGB", (4, 4), "blue")]
    data = saved(Image.new("RGB", (16, 16), "red"), "MPO", save_all=True, append_images=behind)
    image = published(data, "JPEG")
    assert (image.format, image.size, getattr(image, "n_frames", 1)) == ("JPEG", (8, 8), 1)
    assert image.convert("RGB").getpixel((4, 4)) == pytest.approx((255, 0, 0), abs=4)


def test_a_photograph_is_turned_and_says_nothing_about_its_camera() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "a camera"
    image = published(saved(Image.new("RGB", (30, 20)), "JPEG", exif=exif, comment=b"where"), "JPEG", width=20)
    assert (image.size, dict(image.getexif()), image.info.get("comment")) == ((20, 30), {}, None)


def photograph(*, quality: int = 82, **more: Any) -> bytes:
    image = Image.effect_noise((16, 16), 40).convert("RGB")
    return saved(image, "JPEG", quality=quality, **more)


def made(data: bytes, form: str = "JPEG") -> bytes:
    return render_image(ResizedImageView(source="a", digest=digest_bytes(data), width=16, format=form), data)


@pytest.mark.parametrize("quality", [60, 82])
def test_a_jpeg_that_is_small_enough_loses_its_metadata_alone(quality: int) -> None:
    data = photograph(quality=quality, comment=b"where")
    assert made(data) == data.replace(b"\xff\xfe\0\x07where", b"")


@pytest.mark.parametrize("more", [{"quality": 95}, {"icc_profile": profile(ADOBE_RGB, 2.2)}])
def test_another_jpeg_is_encoded_again(more: dict[str, Any]) -> None:
    data = photograph(**more)
    assert made(data) not in data
    assert Image.open(io.BytesIO(made(data))).info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_a_png_keeps_its_pixels_and_their_packing() -> None:
    data = saved(Image.effect_noise((16, 16), 40), "PNG", compress_level=0)
    assert made(data, "PNG") == data
