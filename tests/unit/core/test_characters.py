"""Characters that nobody sees are shown by their numbers, and letters take their columns."""

import unicodedata

import pytest

from kei_site.core.characters import place_at, shown, width


def test_hidden_characters_are_shown_by_their_numbers() -> None:
    assert shown("a\u200bb\x07\ud800") == "a<U+200B>b<U+0007><U+D800>"
    assert shown("a\u00a0b\u3000") == "a\u00a0b\u3000"


@pytest.mark.parametrize(
    ("text", "columns"),
    [("abc", 3), ("한국", 4), ("a한", 3), (unicodedata.normalize("NFD", "é"), 1), ("", 0)],
)
def test_wide_letters_take_two_columns_and_combining_marks_none(text: str, columns: int) -> None:
    assert width(text) == columns


def test_places_count_from_one() -> None:
    place = place_at("ab\ncd", 4, "x.md", first_line=7)
    assert (place.line, place.column) == (8, 2)
