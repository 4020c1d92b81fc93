"""The first of a month is written as a language writes it; all other days as CLDR does."""

from datetime import date

import pytest
from babel.core import Locale

from kei_site.render.i18n.dates import day_words


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("fr", "1er juillet 2024"),
        ("fr_CA", "1er juillet 2024"),
        ("it", "1º luglio 2024"),
        ("pt_BR", "1º de julho de 2024"),
        ("pt_PT", "1 de julho de 2024"),
        ("de", "1. Juli 2024"),
        ("en", "July 1, 2024"),
        ("es", "1 de julio de 2024"),
        ("ja", "2024年7月1日"),
        ("ko", "2024년 7월 1일"),
    ],
)
def test_the_first_of_a_month_has_the_form_of_its_language(tag: str, expected: str) -> None:
    assert day_words(date(2024, 7, 1), "long", Locale.parse(tag)) == expected


@pytest.mark.parametrize("day", [11, 21, 31])
def test_other_days_keep_their_numbers(day: int) -> None:
    assert day_words(date(2024, 1, day), "medium", Locale.parse("fr")) == f"{day} janv. 2024"


def test_a_year_of_one_digit_is_no_day() -> None:
    assert day_words(date(1, 1, 1), "long", Locale.parse("fr")) == "1er janvier 1"
