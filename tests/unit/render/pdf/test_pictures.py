"""Pictures for paper: photographs as JPEG, drawings as they are, none wider than paper shows."""

import io
import random

import pytest
from PIL import Image

from kei_site.render.pdf.pictures import paper_picture


def saved(image: Image.Image, form: str) -> bytes:
    out = io.BytesIO()
    image.save(out, format=form)
    return out.getvalue()


def noise(width: int, height: int) -> Image.Image:
    return Image.frombytes("RGB", (width, height), random.Random(1).randbytes(width * height * 3))


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (saved(noise(200, 100), "PNG"), "jpg"),
        (saved(Image.new("RGB", (200, 100), "red"), "PNG"), "png"),
        (saved(Image.new("RGB", (200, 100), "red"), "JPEG"), "jpg"),
        (saved(Image.new("RGBA", (200, 100), (0, 0, 0, 0)), "PNG"), "png"),
        (saved(noise(200, 100), "WEBP"), "jpg"),
        (saved(Image.new("P", (200, 100)), "GIF"), "png"),
    ],
)
def test_a_picture_has_the_form_that_suits_it(data: bytes, ending: str) -> None:
    made = paper_picture(data)
    assert (made.ending, made.width, made.height) == (ending, 200, 100)


def test_a_wide_picture_is_made_narrower() -> None:
    with Image.open(io.BytesIO(paper_picture(saved(noise(1500, 300), "JPEG")).data)) as image:
        assert image.size == (1000, 200)


def test_what_is_transparent_becomes_paper() -> None:
    with Image.open(io.BytesIO(paper_picture(saved(Image.new("RGBA", (9, 9), (0, 0, 0, 0)), "PNG")).data)) as image:
        assert image.convert("RGB").getpixel((4, 4)) == (255, 255, 255)
