from datetime import date

import pytest

from kei_site.core.moments import (
    as_form,
    day_of_hour,
    from_day_count,
    is_impossible_date,
    is_period,
    is_unclear_date,
    last_day,
    read_when,
    with_year_first,
)


@pytest.mark.parametrize(
    ("text", "form", "canonical"),
    [
        ("2024", "year", "2024"),
        ("2024년", "year", "2024"),
        ("2024 년", "year", "2024"),
        ("2024 [YR2024]", "year", "2024"),
        ("2024 q3", "quarter", "2024-Q3"),
        ("2024Q3", "quarter", "2024-Q3"),
        ("2024/Q3", "quarter", "2024-Q3"),
        ("Q3 2024", "quarter", "2024-Q3"),
        ("2024년 3분기", "quarter", "2024-Q3"),
        ("2024년 3/4분기", "quarter", "2024-Q3"),
        ("2024.3/4", "quarter", "2024-Q3"),
        ("2024-07", "month", "2024-07"),
        ("2024.7", "month", "2024-07"),
        ("2024.07", "month", "2024-07"),
        ("2024/07", "month", "2024-07"),
        ("2024M07", "month", "2024-07"),
        ("2024년 7월", "month", "2024-07"),
        ("Jul 2024", "month", "2024-07"),
        ("July 2024", "month", "2024-07"),
        ("Sept 2024", "", ""),
        ("2024-Jul", "month", "2024-07"),
        ("2024-07-21", "day", "2024-07-21"),
        ("2024-07-21T00:00:00", "day", "2024-07-21"),
        ("2024/7/21", "day", "2024-07-21"),
        ("2024. 7. 21.", "day", "2024-07-21"),
        ("2024년 7월 21일", "day", "2024-07-21"),
    ],
)
def test_dates_are_read_as_offices_of_statistics_write_them(text: str, form: str, canonical: str) -> None:
    when = read_when(text)
    assert (when.form if when else "", when.text if when else "") == (form, canonical)


@pytest.mark.parametrize(
    "text",
    ["24", "2024-13", "2024-02-30", "2024-Q5", "21/07/2024", "0999", "3000", "", "2024/25", "Foo 2024",
     "2024-07-21T09:30",
     "1500.55", "2024 [YR2023]", "٢٠٢٤"],
)  # fmt: skip
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_when(text) is None


def test_dates_that_can_be_read_in_two_ways_are_known() -> None:
    assert all(map(is_unclear_date, ("1/2/2024", "31.12.24", "Jan-24")))
    assert not any(map(is_unclear_date, ("2024-01-02", "1/2", "Jan 2024", "")))


@pytest.mark.parametrize(
    ("text", "date"),
    [("31.01.2024", "2024-01-31"), ("1/31/2024", "2024-01-31"), ("2-2-2024", "2024-02-02"), ("1/2/2024", ""),
     ("31.02.2024", ""), ("31.12.24", ""), ("Jan-24", ""), ("2024-01-31", "")],
)  # fmt: skip
def test_a_day_that_is_no_month_is_known_whatever_the_order(text: str, date: str) -> None:
    assert with_year_first(text) == date


def test_days_are_known_as_spreadsheets_count_them() -> None:
    assert (from_day_count("45292"), from_day_count("25569")) == ("2024-01-01", "1970-01-01")
    assert not any(map(from_day_count, ("2024", "12345", "60000", "45292.5", "-4529", "")))


def test_dates_that_no_calendar_has_are_known() -> None:
    assert all(map(is_impossible_date, ("2024-02-30", "2024-13-01", "2023/2/29", "2024.13", "2024년 0월")))
    assert not any(map(is_impossible_date, ("2024-02-29", "2024-12", "2024", "Total 2024", "1/2/2024", "")))


@pytest.mark.parametrize("text", ["FY2024", "FY 24", "FY24/25", "1990s", "2023/24", "1990년대", "2024년도", "2024 H1"])
def test_spans_of_time_are_known(text: str) -> None:
    assert is_period(text)


@pytest.mark.parametrize("text", ["", "12", "18–29", "FY", "Korea", "NATO 2024", "90s music"])
def test_other_names_are_no_spans_of_time(text: str) -> None:
    assert not is_period(text)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("2024", "2024-12-31"),
        ("2024-Q4", "2024-12-31"),
        ("2024-Q1", "2024-03-31"),
        ("2024-02", "2024-02-29"),
        ("2024-12", "2024-12-31"),
        ("2024-07-21", "2024-07-21"),
    ],
)
def test_a_year_a_quarter_and_a_month_have_a_last_day(text: str, last: str) -> None:
    when = read_when(text)
    assert when
    assert date.fromordinal(last_day(when)).isoformat() == last


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-01-01 13:00", "2024-01-01"),
        ("2024-01-01T13:00:30.5+09:00", "2024-01-01"),
        ("2024/1/31 9:05 AM", "2024-01-31"),
        ("2024. 1. 31. 오후 1:00", "2024-01-31"),
        ("2024년 1월 31일 13시", "2024-01-31"),
        ("2024-01-01 00:00", ""),
        ("13:00", ""),
        ("2024 10:00", ""),
    ],
)
def test_a_day_with_an_hour_is_known(text: str, day: str) -> None:
    assert day_of_hour(text) == day


@pytest.mark.parametrize(
    ("text", "form", "meant"),
    [
        ("2024p", "year", "2024"),
        ("2024-07 (p)", "month", "2024-07"),
        ("2024-07-21", "quarter", "2024-Q3"),
        ("2024", "month", ""),
        ("later", "year", ""),
    ],
)
def test_a_date_is_written_in_a_form_that_says_no_more(text: str, form: str, meant: str) -> None:
    assert as_form(text, form) == meant
