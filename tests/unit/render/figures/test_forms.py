import pytest

from kei_site.render.figures.forms import forms_of


@pytest.mark.parametrize(
    ("language", "number", "month", "quarter"),
    [
        ("en", "1,234.50", "Jul 2024", "Q3 2024"),
        ("ko", "1,234.50", "2024년 7월", "2024년 3분기"),
        ("de", "1.234,50", "Juli 2024", "Q3 2024"),
        ("fr", "1\u202f234,50", "juil. 2024", "T3 2024"),
        ("x-none", "1,234.50", "Jul 2024", "Q3 2024"),
    ],
)
def test_numbers_and_dates_are_written_as_the_language_writes_them(
    language: str, number: str, month: str, quarter: str
) -> None:
    forms = forms_of(language)
    assert forms.number(1234.5, 2) == number
    assert forms.when("2024-07", "month") == month
    assert forms.when("2024-Q3", "quarter") == quarter


def test_large_numbers_of_an_axis_are_short() -> None:
    assert forms_of("en").tick(12_000_000, 0) == "12M"
    assert forms_of("ko").tick(1_200_000, 0) == "120만"
    assert forms_of("en").number(-2, 0) == "\u22122"
