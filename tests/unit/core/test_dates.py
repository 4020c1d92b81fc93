"""Dates become moments; whatever is not certain is a diagnostic that says what was meant."""

from datetime import UTC
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kei_site.core.dates import read_date, zone_of
from kei_site.core.diagnostics import Place, Severity

SEOUL = ZoneInfo("Asia/Seoul")
NEW_YORK = ZoneInfo("America/New_York")
HERE = Place(path="x.md", line=4, column=7)


@pytest.mark.parametrize(
    ("text", "iso", "has_time", "has_offset"),
    [
        ("2024-05-01", "2024-05-01T00:00:00+09:00", False, False),
        ("2024-02-29", "2024-02-29T00:00:00+09:00", False, False),
        ("1970-01-01", "1970-01-01T00:00:00+09:00", False, False),
        ("2100-12-31", "2100-12-31T00:00:00+09:00", False, False),
        ("2024-05-01 10:00", "2024-05-01T10:00:00+09:00", True, False),
        ("2024-05-01T10:00:59", "2024-05-01T10:00:59+09:00", True, False),
        ("2024-05-01 10:00:00.123", "2024-05-01T10:00:00+09:00", True, False),
        ("2024-05-01T10:00:00Z", "2024-05-01T10:00:00+00:00", True, True),
        ("2024-05-01 10:00 -04:00", "2024-05-01T10:00:00-04:00", True, True),
        ("2024-05-01T10:00+0530", "2024-05-01T10:00:00+05:30", True, True),
        ("2024-05-01 23:59 +14:00", "2024-05-01T23:59:00+14:00", True, True),
        (" 2024-05-01 ", "2024-05-01T00:00:00+09:00", False, False),
    ],
)
def test_a_date_is_meant_in_the_sites_zone_unless_it_says_otherwise(
    text: str, iso: str, has_time: bool, has_offset: bool
) -> None:
    read = read_date(text, HERE, SEOUL)
    assert read.diagnostics == ()
    assert read.moment is not None
    assert (read.moment.iso, read.moment.has_time, read.has_offset) == (iso, has_time, has_offset)


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("2024-02-30", "correct the day, 01 to 29 in that month"),
        ("2023-02-29", "correct the day, 01 to 28 in that month"),
        ("2024-13-01", "correct the month, 01 to 12, or write 2024-01-13"),
        ("2024-13-25", "correct the month, 01 to 12"),
        ("0000-00-00", "correct the month, 01 to 12"),
    ],
)
def test_a_day_that_does_not_exist_is_told_how_to_fix(text: str, fix: str) -> None:
    (found,) = read_date(text, HERE, SEOUL).diagnostics
    assert (found.code, found.fix) == ("DAT01", fix)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2024-02-30", "DAT01"),
        ("2023-02-29", "DAT01"),
        ("0000-00-00", "DAT01"),
        ("2024-13-01", "DAT01"),
        ("2024-04-31 10:00", "DAT01"),
        ("03/04/2024", "DAT02"),
        ("02024-01-01", "DAT05"),
        ("2024-5-1", "DAT02"),
        ("20240501", "DAT02"),
        ("May 1, 2024", "DAT02"),
        ("2024", "DAT02"),
        ("٢٠٢٤-٠٥-٠١", "DAT02"),
        ("yesterday", "DAT02"),
        ("", "DAT02"),
        ("2024-05-01x", "DAT02"),
        ("24-05-01", "DAT02"),
        ("2024-05-01 10:00 +99:00", "DAT03"),
        ("2024-05-01 10:00 KST", "DAT03"),
        ("2024-05-01 24:00", "DAT03"),
        ("2024-05-01 10:00:60", "DAT03"),
        ("2024-05-01 10:60", "DAT03"),
        ("2024-05-01 10", "DAT03"),
        ("2024-05-01 10:00 +14:01", "DAT03"),
        ("2024-05-01 10:00 +09:60", "DAT03"),
        ("2024-05-01T", "DAT03"),
        ("0001-01-01", "DAT05"),
        ("9999-12-31", "DAT05"),
        ("10000-01-01", "DAT05"),
        ("1969-12-31", "DAT05"),
        ("2101-01-01", "DAT05"),
    ],
)
def test_what_is_no_date_is_told(text: str, code: str) -> None:
    read = read_date(text, HERE, SEOUL)
    assert read.moment is None
    assert [(diagnostic.code, diagnostic.place, diagnostic.found) for diagnostic in read.diagnostics] == [
        (code, HERE, text)
    ]
    assert read.diagnostics[0].fix


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("03/04/2024", "write 2024-04-03 or 2024-03-04"),
        ("13/04/2024", "write 2024-04-13"),
        ("04/04/2024", "write 2024-04-04"),
        ("2024/5/1", "write 2024-05-01"),
        ("2024.05.01", "write 2024-05-01"),
        ("2024년 5월 1일", "write 2024-05-01"),
        ("20240501", "write 2024-05-01"),
        ("May 1, 2024", "write 2024-05-01"),
        ("May 2024", "write YYYY-MM-DD"),
        ("32/13/2024", "write YYYY-MM-DD"),
    ],
)
def test_the_fix_shows_every_day_that_can_be_meant(text: str, fix: str) -> None:
    assert read_date(text, HERE, SEOUL).diagnostics[0].fix == fix


def test_a_time_that_a_clock_change_skips_is_an_error_that_shows_both_instants() -> None:
    read = read_date("2024-03-10 02:30", HERE, NEW_YORK)
    assert [(diagnostic.code, diagnostic.severity) for diagnostic in read.diagnostics] == [("DAT04", Severity.ERROR)]
    assert "2024-03-10T03:30:00-04:00 or 2024-03-10T01:30:00-05:00" in read.diagnostics[0].message


def test_a_time_that_a_clock_change_repeats_is_a_warning_and_the_first_is_taken() -> None:
    read = read_date("2024-11-03 01:30", HERE, NEW_YORK)
    assert [(diagnostic.code, diagnostic.severity) for diagnostic in read.diagnostics] == [("DAT04", Severity.WARNING)]
    assert "2024-11-03T01:30:00-04:00 or 2024-11-03T01:30:00-05:00" in read.diagnostics[0].message
    assert read.moment is not None
    assert read.moment.iso == "2024-11-03T01:30:00-04:00"


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-10 01:59",
        "2024-03-10 03:00",
        "2024-11-03 02:00",
        "2024-11-03 01:30 -05:00",
        "2024-03-10 02:30 -05:00",
        "2024-03-10",
        "2024-11-03",
    ],
)
def test_times_beside_a_clock_change_and_times_with_an_offset_are_certain(text: str) -> None:
    assert read_date(text, HERE, NEW_YORK).diagnostics == ()


def test_a_day_whose_midnight_is_skipped_keeps_its_day() -> None:
    read = read_date("2018-11-04", HERE, ZoneInfo("America/Sao_Paulo"))
    assert read.diagnostics == ()
    assert read.moment is not None
    assert read.moment.day == "2018-11-04"


@pytest.mark.parametrize("name", ["Asia/Seoul", "UTC", "America/New_York"])
def test_a_zone_of_the_database_is_found(name: str) -> None:
    assert zone_of(name) == ZoneInfo(name)


@pytest.mark.parametrize(
    "name", ["", "KST", "Asia/Nowhere", "../etc/passwd", "/etc/localtime", "Asia", "localtime", "a\0b", "right/UTC"]
)
def test_a_name_that_is_no_zone_gives_none(name: str) -> None:
    assert zone_of(name) is None


_LIKE_A_DATE = r"\A\d{1,6}[-/.]\d{1,3}[-/.]\d{1,4}([ T]\d\d:\d\d(:\d\d)?( ?[+-]\d\d:?\d\d)?)?\Z"


@given(st.text(max_size=40) | st.from_regex(_LIKE_A_DATE))
def test_no_text_raises_and_each_gives_a_moment_or_a_diagnostic(text: str) -> None:
    read = read_date(text, HERE, UTC)
    assert (read.moment is None) == any(diagnostic.severity is Severity.ERROR for diagnostic in read.diagnostics)
