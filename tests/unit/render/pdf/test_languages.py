"""Languages as Typst knows them."""

import pytest

from kei_site.render.pdf.languages import direction_of, language_of


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en", ("en", None)),
        ("zh-Hant-tw", ("zh", "TW")),
        ("es-419", ("es", None)),
        ("", ("en", None)),
        ("x-y", ("en", None)),
    ],
)
def test_a_tag_has_a_language_and_a_region(tag: str, expected: tuple[str, str | None]) -> None:
    assert tuple(language_of(tag).values()) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [("1. “Kim", "ltr"), ("(2020) محمد and Kim", "rtl"), ("שלום", "rtl"), ("한국", "ltr"), ("2024, 12.", ""), ("", "")],
)
def test_the_first_letter_gives_the_direction_of_words(words: str, expected: str) -> None:
    assert direction_of(words) == expected
