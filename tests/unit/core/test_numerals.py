import pytest

from kei_site.core.numerals import is_missing, read_number, read_when


@pytest.mark.parametrize(
    ("text", "value", "decimals", "is_plain"),
    [
        ("1234", 1234, 0, True),
        ("-1.50", -1.5, 2, True),
        ("\u22123", -3, 0, True),
        ("1,234,567.8", 1234567.8, 1, False),
        ("1 234", 1234, 0, False),
        ("12 %", 12, 0, False),
        (".5", 0.5, 1, True),
        ("1e3", 1000, 0, True),
        ("-0", 0, 0, True),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, value: float, decimals: int, is_plain: bool) -> None:
    number = read_number(text)
    assert number is not None
    assert (number.value, number.decimals, number.is_plain) == (value, decimals, is_plain)


@pytest.mark.parametrize("text", ["", "a", "1,2,3", "12,34", "1.2.3", "0x10", "nan", "inf", "1e40", "--1", "١٢", "1_0"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert read_number(text) is None


def test_words_for_no_data_are_known() -> None:
    assert all(map(is_missing, ("", " ", "-", "–", "N/A", "..", "NaN", "null")))
    assert not any(map(is_missing, ("0", "none at all", "1")))


@pytest.mark.parametrize(
    ("text", "form", "canonical"),
    [
        ("2024", "year", "2024"),
        ("2024 q3", "quarter", "2024-Q3"),
        ("2024-07", "month", "2024-07"),
        ("2024-07-21", "day", "2024-07-21"),
    ],
)
def test_dates_have_one_of_four_forms(text: str, form: str, canonical: str) -> None:
    when = read_when(text)
    assert when is not None
    assert (when.form, when.text) == (form, canonical)


@pytest.mark.parametrize("text", ["24", "2024-13", "2024-02-30", "2024-Q5", "21/07/2024", "0999", "3000", ""])
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_when(text) is None
