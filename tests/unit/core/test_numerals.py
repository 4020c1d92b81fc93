import pytest

from kei_site.core.numerals import is_missing, read_number, suggested, with_point


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
        ("2.5e-7", 2.5e-7, 8, True),
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
    assert all(map(is_missing, ("", " ", "-", "–", "N/A", "..", "NaN", "null", ":", "#N/A", "미상")))
    assert not any(map(is_missing, ("0", "none at all", "1")))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("$1,234.50 ", "1234.50"),
        ("($300.00)", "-300.00"),
        ("\u20a9 1,200", "1200"),
        ("1,200원", "1200"),
        ("△14", "-14"),
        ("▲3.5", "-3.5"),
        ("12.5*", "12.5"),
        ("13 (e)", "13"),
        ("14[1]", "14"),
        ("8.0 b", "8.0"),
        ("113.9 p)", "113.9"),
        ("1.8p", "1.8"),
        ("1.9e", "1.9"),
        ("1.234.567", "1234567"),
        ("1.5bn", "1500000000"),
        ("$2 million", "2000000"),
        ("12k", "12000"),
        ("1.2B", "1200000000"),
        ("8.0b", "8.0"),
        ("0.0000001k", "0.0001"),
        ("1,5", "1.5"),
        ("1.234,5", "1234.5"),
        ("-1,5", "-1.5"),
        ("59조 4,244억", "59424400000000"),
        ("95.8조", "95800000000000"),
        ("3억 2,000만원", "320000000"),
        ("about 12", ""),
        ("12 of 32", ""),
        ("1.2.3", ""),
        ("조", ""),
        ("", ""),
    ],
)
def test_a_number_that_is_dressed_is_suggested_plain(text: str, plain: str) -> None:
    assert suggested(text) == plain


def test_a_decimal_comma_becomes_a_point() -> None:
    given = ("1,5", "1.234,5", "\u22121\u202f234,5", "12,5 %", "1.5", "a, b", "1,2,3")
    assert [*map(with_point, given)] == ["1.5", "1234.5", "\u22121234.5", "12.5%", "1.5", "a, b", "1,2,3"]
