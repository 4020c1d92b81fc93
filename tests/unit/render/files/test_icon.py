"""Icons: drawn from a letter, or made from an image."""

import io

import pytest
from lxml import etree
from PIL import Image

from kei_site.core.hashing import digest_of
from kei_site.model.views.theme import IconView
from kei_site.render.files.icon import render_icon


def picture(width: int = 300, height: int = 200) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "#00ff00").save(out, format="PNG")
    return out.getvalue()


def icon(**parts: object) -> bytes:
    view = IconView(**{"size": 192, "form": "PNG", "color": "#0b5c8a", "letter": "한", **parts})  # type: ignore[arg-type]
    return render_icon(view, lambda path, digest: picture())


@pytest.mark.parametrize(("form", "size"), [("PNG", 180), ("PNG", 512), ("ICO", 32)])
def test_an_icon_has_its_size(form: str, size: int) -> None:
    with Image.open(io.BytesIO(icon(form=form, size=size))) as opened:
        assert (opened.size, opened.format) == ((size, size), form)


def test_a_letter_is_drawn_on_the_color() -> None:
    with Image.open(io.BytesIO(icon())) as opened:
        colors = {pixel for _, pixel in opened.convert("RGBA").getcolors(100_000) or ()}
    assert {(11, 92, 138, 255), (255, 255, 255, 255)} <= colors
    assert icon(letter="") != icon()


def test_an_image_is_fitted_whole_into_the_square() -> None:
    with Image.open(io.BytesIO(icon(source="content/a.png", digest=digest_of("a")))) as opened:
        image = opened.convert("RGBA")
    assert image.getpixel((96, 96)) == (0, 255, 0, 255)
    assert image.getpixel((96, 2)) == (0, 0, 0, 0)


def test_the_icon_of_tabs_is_sound_xml_whatever_the_letter() -> None:
    for letter in ("K", "한", "<", "&", '"', ""):
        assert etree.fromstring(icon(form="SVG", letter=letter)).tag == "{http://www.w3.org/2000/svg}svg"


def test_the_same_view_gives_the_same_bytes() -> None:
    assert icon(form="ICO", size=32) == icon(form="ICO", size=32)
