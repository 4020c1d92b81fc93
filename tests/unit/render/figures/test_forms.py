import pytest

from kei_site.render.figures.forms import forms_of, with_unit


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


def test_large_numbers_of_an_axis_are_short_and_exact() -> None:
    assert forms_of("en").ticks((0, 6_000_000, 12_000_000), 0) == ["0", "6M", "12M"]
    assert forms_of("en").ticks((2_000_000, 2_010_000, 2_020_000), 0) == ["2M", "2.01M", "2.02M"]
    assert forms_of("ko").ticks((500_000, 1_200_000), 0) == ["50만", "120만"]
    assert forms_of("de").ticks((0, 500_000, 1_000_000), 0) == ["0", "500.000", "1\u00a0Mio."]
    assert forms_of("en").ticks((0.001, 0.1, 1, 1_000_000), 3) == ["0.001", "0.1", "1", "1M"]
    assert forms_of("en").number(-2, 0) == "\u22122"


@pytest.mark.parametrize(
    ("number", "decimals", "largest", "label"),
    [
        (1394.73, 2, 1394.73, "1,394.7"),
        (2.615430123, 6, 12.3, "2.615"),
        (51_751_065, 0, 51_751_065, "51.75M"),
        (27_360_935_000_000.55, 2, 27_360_935_000_000.55, "27.36T"),
        (12.5, 2, 27_360_935_000_000.55, "12.50"),
        (0.5, 1, 120_000.7, "0.5"),
        (0.000001, 7, 27_360_935_000_000.55, "0.0000010"),
        (0.0000001, 7, 0.00034, "0.0000001"),
        (0, 3, 0, "0.000"),
    ],
)
def test_a_label_has_the_digits_that_say_something(number: float, decimals: int, largest: float, label: str) -> None:
    assert forms_of("en").label(number, decimals, largest) == label


def test_events_may_be_dated_to_the_year_and_to_the_day() -> None:
    assert [forms_of("en").when(text, "mixed") for text in ("2019", "2024-06-19")] == ["2019", "Jun 19, 2024"]


def test_the_zero_of_an_axis_has_no_digits_behind_the_point() -> None:
    assert forms_of("en").ticks((-0.5, 0.0, 0.5), 1) == ["\u22120.5", "0", "0.5"]


@pytest.mark.parametrize(
    ("unit", "text"), [("", "5"), ("%", "5%"), ("% of GDP", "5% of GDP"), ("억 달러", "5억 달러"), ("tons", "5 tons")]
)
def test_a_unit_stands_behind_its_number(unit: str, text: str) -> None:
    assert with_unit("5", unit) == text
