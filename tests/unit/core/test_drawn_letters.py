"""Which font draws a text, and what neither has."""

import pytest

from kei_site.core.drawn_letters import is_european, missing_letters


@pytest.mark.parametrize("text", ["Łódź", "Việt Nam", "Мир", "Ω", "Škoda ≈".removesuffix(" ≈"), "Über"])
def test_letters_of_europe_and_vietnam_are_drawn(text: str) -> None:
    assert missing_letters(text) == ""
    assert is_european(text) == (text != "Über")


@pytest.mark.parametrize("text", ["한국: 더 높은 기대", "“Plain” words – and more", ""])
def test_a_text_that_one_font_has_is_drawn_by_it(text: str) -> None:
    assert missing_letters(text) == ""
    assert not is_european(text)


@pytest.mark.parametrize(("text", "letters"), [("韓國 韓", "韓國"), ("한국과 Việt Nam", "ệ"), ("Peace 🕊 Мир", "🕊")])
def test_what_no_font_has_or_none_with_the_rest_is_missing(text: str, letters: str) -> None:
    assert missing_letters(text) == letters
