import io
import re
from dataclasses import replace

import lxml.etree
import pytest
from PIL import Image

from kei_site.core.theme import ACCENT, PAPER
from kei_site.model.views.figures import PictureView
from kei_site.render.figures.picture import picture_size, picture_svg, render_picture
from tests.support.figure_samples import SAMPLES, chart


def view_of(name: str, language: str = "en") -> PictureView:
    return PictureView(
        figure=chart(*SAMPLES[name], language=language), paper=PAPER, accent=ACCENT, publisher="Institute"
    )


@pytest.mark.parametrize("name", ["line", "tile-map-korea", "timeline"])
def test_a_picture_has_the_size_that_pages_tell(name: str) -> None:
    view = view_of(name)
    with Image.open(io.BytesIO(render_picture(view))) as image:
        assert (image.format, image.size) == ("PNG", picture_size(view.figure))


def test_a_picture_is_the_same_each_time() -> None:
    assert render_picture(view_of("line", "ko")) == render_picture(view_of("line", "ko"))


def test_words_are_drawn() -> None:
    first, second = (render_picture(replace(view_of("line"), publisher=name)) for name in ("한국", "미국"))
    assert first != second


@pytest.mark.parametrize("name", SAMPLES)
def test_a_picture_stands_alone(name: str) -> None:
    drawn = picture_svg(view_of(name))
    root = lxml.etree.fromstring(drawn)
    words = " ".join(root.itertext())
    assert view_of(name).figure.text.title in words
    assert "var(" not in drawn
    assert not re.search(r'(?:href|src)="', drawn)
