"""What decoding an image costs is known before it is decoded."""

import io

import pytest
from PIL import Image

from kei_site.core.image_decoding import decode_image, find_damage, memory_of, scanned_pixels
from kei_site.core.limits import LIMITS

QUICKLY = {"PNG": {"compress_level": 1}, "WEBP": {"quality": 0, "method": 0}, "JPEG": {}}
"""Options that write a large image in the least time: how small the file is says nothing here."""


def _opened(kind: str, size: tuple[int, int], mode: str = "RGB", *, progressive: bool = False) -> Image.Image:
    out = io.BytesIO()
    options = {"progressive": True} if progressive else {}
    Image.new(mode, size).save(out, kind, **QUICKLY[kind], **options)
    return Image.open(out)


@pytest.mark.parametrize(
    ("kind", "mode", "size", "fits"),
    [
        ("PNG", "RGB", (5_000, 5_000), True),
        ("PNG", "RGB", (5_100, 5_000), False),
        ("PNG", "L", (8_000, 6_000), True),
        ("WEBP", "RGB", (4_032, 3_024), True),
        ("WEBP", "RGB", (16_383, 1_000), False),
        ("JPEG", "RGB", (8_000, 6_000), True),
    ],
)
def test_photographs_and_scans_fit_and_bombs_do_not(kind: str, mode: str, size: tuple[int, int], fits: bool) -> None:
    with _opened(kind, size, mode) as image:
        assert (memory_of(image) <= LIMITS.image_memory.most) is fits


def test_a_progressive_jpeg_costs_more() -> None:
    with _opened("JPEG", (600, 400)) as plain, _opened("JPEG", (600, 400), progressive=True) as progressive:
        assert memory_of(progressive) > memory_of(plain)


def test_a_very_large_jpeg_is_decoded_in_half_its_size() -> None:
    with _opened("JPEG", (8_000, 6_000)) as image:
        decode_image(image)
        assert image.size == (4_000, 3_000)


@pytest.mark.parametrize(
    ("size", "decoded"),
    [((3_200, 3_200), (1_600, 1_600)), ((3_199, 6_000), (3_199, 6_000)), ((6_001, 4_001), (3_001, 2_001))],
)
def test_a_jpeg_is_decoded_no_larger_than_its_versions_need(size: tuple[int, int], decoded: tuple[int, int]) -> None:
    with _opened("JPEG", size) as image:
        decode_image(image)
        assert image.size == decoded


def test_other_images_are_decoded_in_full() -> None:
    for kind in ("JPEG", "PNG", "WEBP"):
        with _opened(kind, (60, 40)) as image:
            decode_image(image)
            assert image.size == (60, 40)


def test_each_scan_of_a_jpeg_counts() -> None:
    with _opened("JPEG", (600, 400), progressive=True) as image:
        assert scanned_pixels(image, b"\xff\xda" * 3_000) == 600 * 400 * 3_000
    with _opened("PNG", (600, 400)) as image:
        assert scanned_pixels(image, b"\xff\xda" * 3_000) == 0


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_file_that_ends_too_early_is_damaged(form: str) -> None:
    out = io.BytesIO()
    Image.effect_noise((300, 200), 40).convert("RGB").save(out, form)
    find_damage(Image.open(io.BytesIO(out.getvalue())))
    with pytest.raises(OSError, match=r"^[a-z]"):
        find_damage(Image.open(io.BytesIO(out.getvalue()[:-200])))
