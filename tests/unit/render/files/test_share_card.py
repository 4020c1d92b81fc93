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


def mark() -> bytes:
    """Return a logo of one color, half of it clear."""
    image = Image.new("RGBA", (800, 100))
    image.paste((11, 92, 138, 255), (0, 0, 400, 100))
    out = io.BytesIO()
    image.save(out, format="PNG")
    return out.getvalue()


def drawn(view: ShareCardView) -> bytes:
    return render_share_card(view, lambda path, digest: mark())


def ink(data: bytes) -> int:
    """Return how many pixels are not paper."""
    with Image.open(io.BytesIO(data)) as picture:
        counts = picture.convert("L").histogram()
    return sum(counts[:200])


@pytest.mark.parametrize("title", ["A", "나토와 한국: 더 높은 기대", "A title " * 37, "x" * 300])
def test_every_title_gives_a_picture_of_the_size_that_previews_want(title: str) -> None:
    data = drawn(replace(VIEW, title=title))
    with Image.open(io.BytesIO(data)) as picture:
        assert (picture.size, picture.format) == (SIZE, "PNG")
    assert ink(data) > ink(drawn(replace(VIEW, title=" ")))


def test_a_type_is_called_as_the_site_calls_it() -> None:
    assert label_of(VIEW) == "Brief"
    assert label_of(replace(VIEW, words=Words(language="en", texts={"type.brief": "Note"}))) == "Note"


def test_the_same_view_gives_the_same_bytes() -> None:
    assert drawn(VIEW) == drawn(VIEW)
    assert drawn(VIEW) != drawn(replace(VIEW, type="report"))


def test_the_label_is_the_series_or_the_type_in_the_language_of_the_brief() -> None:
    assert label_of(VIEW) == "Brief"
    assert label_of(replace(VIEW, language="ko")) == "브리프"
    assert label_of(replace(VIEW, series="Spotlight")) == "Spotlight"


def test_hangul_is_drawn_in_letters_not_in_boxes() -> None:
    shapes = {drawn(replace(VIEW, title=syllable)) for syllable in "가나다라마"}
    assert len(shapes) == 5


@pytest.mark.parametrize("letters", ["ŁŻĆ", "ệảữ", "МДЖ", "ΩΣΠ"])
def test_letters_of_other_alphabets_are_drawn_and_not_in_boxes(letters: str) -> None:
    assert len({drawn(replace(VIEW, title=letter)) for letter in letters}) == len(letters)


def test_lines_break_between_words_and_only_then_inside_them() -> None:
    assert wrapped("aaa bbb ccc", lambda text: float(len(text)), 7) == ["aaa bbb", "ccc"]
    assert wrapped("abcdefghij", lambda text: float(len(text)), 4) == ["abcd", "efgh", "ij"]


def test_the_logo_stands_at_the_foot_with_the_name_beside_it_or_alone() -> None:
    alone, both = (drawn(replace(VIEW, mark="static/logo.png", shows_name=shown)) for shown in (False, True))
    with Image.open(io.BytesIO(alone)) as picture:
        red, green, blue = picture.convert("RGB").crop((100, 554, 101, 555)).tobytes()
        clear, paper = (picture.convert("RGB").crop((x, 554, x + 1, 555)).tobytes() for x in (450, 1100))
    assert (red < 40, green > 70, blue > 110, clear == paper) == (True, True, True, True)
    assert ink(both) > ink(alone)
