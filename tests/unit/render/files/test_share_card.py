"""The picture for link previews."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from kei_site.core.words import Words
from kei_site.model.views.files import ShareCardView
from kei_site.render.files.share_card import SIZE, label_of, render_share_card, wrapped

VIEW = ShareCardView(
    title="A short title",
    series="",
    type="brief",
    organization="Test Institute",
    language="en",
    accent="#b4301a",
    paper="#faf7f1",
)


def ink(data: bytes) -> int:
    """Return how many pixels are not paper."""
    with Image.open(io.BytesIO(data)) as picture:
        counts = picture.convert("L").histogram()
    return sum(counts[:200])


@pytest.mark.parametrize("title", ["A", "나토와 한국: 더 높은 기대", "A title " * 37, "x" * 300])
def test_every_title_gives_a_picture_of_the_size_that_previews_want(title: str) -> None:
    data = render_share_card(replace(VIEW, title=title))
    with Image.open(io.BytesIO(data)) as picture:
        assert (picture.size, picture.format) == (SIZE, "PNG")
    assert ink(data) > ink(render_share_card(replace(VIEW, title=" ")))


def test_a_type_is_called_as_the_site_calls_it() -> None:
    assert label_of(VIEW) == "Brief"
    assert label_of(replace(VIEW, words=Words(language="en", texts={"type.brief": "Note"}))) == "Note"


def test_the_same_view_gives_the_same_bytes() -> None:
    assert render_share_card(VIEW) == render_share_card(VIEW)
    assert render_share_card(VIEW) != render_share_card(replace(VIEW, type="report"))


def test_the_label_is_the_series_or_the_type_in_the_language_of_the_brief() -> None:
    assert label_of(VIEW) == "Brief"
    assert label_of(replace(VIEW, language="ko")) == "브리프"
    assert label_of(replace(VIEW, series="Spotlight")) == "Spotlight"


def test_hangul_is_drawn_in_letters_not_in_boxes() -> None:
    shapes = {render_share_card(replace(VIEW, title=syllable)) for syllable in "가나다라마"}
    assert len(shapes) == 5


@pytest.mark.parametrize("letters", ["ŁŻĆ", "ệảữ", "МДЖ", "ΩΣΠ"])
def test_letters_of_other_alphabets_are_drawn_and_not_in_boxes(letters: str) -> None:
    assert len({render_share_card(replace(VIEW, title=letter)) for letter in letters}) == len(letters)


def test_lines_break_between_words_and_only_then_inside_them() -> None:
    assert wrapped("aaa bbb ccc", lambda text: float(len(text)), 7) == ["aaa bbb", "ccc"]
    assert wrapped("abcdefghij", lambda text: float(len(text)), 4) == ["abcd", "efgh", "ij"]
