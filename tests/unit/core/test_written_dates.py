"""Dates in every form that people write."""

from datetime import UTC, date, datetime

import pytest

from kei_site.core.written_dates import certain_date, date_in_name, read_any_date

READ = {
    "2019-03-04": "2019-03-04",
    "2019/3/4": "2019-03-04",
    "2019.03.04": "2019-03-04",
    "20190304": "2019-03-04",
    "20190304T093000": "2019-03-04T09:30:00",
    "2019-03-04 09:30": "2019-03-04T09:30:00",
    "2019-03-04 9:30 pm": "2019-03-04T21:30:00",
    "2019-03-04T09:30:15.250Z": "2019-03-04T09:30:15Z",
    "2019-03-04 09:30:15 +0900": "2019-03-04T09:30:15+09:00",
    "2019-03-04T09:30:15-05:00": "2019-03-04T09:30:15-05:00",
    "2019-03-04 09:30:15 UTC": "2019-03-04T09:30:15Z",
    "2019-03-04 09:30:15 Europe/Paris": "2019-03-04T09:30:15",
    "2019년 3월 4일": "2019-03-04",
    "2019年3月4日": "2019-03-04",
    "4 March 2019": "2019-03-04",
    "March 4, 2019": "2019-03-04",
    "Mar. 4th, 2019": "2019-03-04",
    "Monday, 4 March 2019": "2019-03-04",
    "4th of March 2019": "2019-03-04",
    "March 4, 2019 at 9:30 am": "2019-03-04T09:30:00",
    "Mon, 04 Mar 2019 09:30:00 +0000": "2019-03-04T09:30:00+00:00",
    "4-Mar-2019": "2019-03-04",
    "4. März 2019": "2019-03-04",
    "1er août 2019": "2019-08-01",
    "4 de março de 2019": "2019-03-04",
    "2019년 3월 4일 (월)": "2019-03-04",
    "25/12/2019": "2019-12-25",
    "12/25/2019": "2019-12-25",
    "25.12.2019": "2019-12-25",
    "4/4/2019": "2019-04-04",
    "1551691800": "2019-03-04T09:30:00+00:00",
    "1551691800000": "2019-03-04T09:30:00+00:00",
}


@pytest.mark.parametrize("written", READ)
def test_a_date_is_read(written: str) -> None:
    assert read_any_date(written) == READ[written]


@pytest.mark.parametrize(
    "written", ["", "soon", "2019", "2019-02-30", "03/04/2019", "2019-13-01", "31 Septober 2019", "12:30", "0000-00-00"]
)
def test_what_is_no_certain_day_is_not_guessed(written: str) -> None:
    assert read_any_date(written) == ""


@pytest.mark.parametrize("rest", ["09:30 +99999999999999", "09:30:" + "9" * 30])
def test_a_date_of_mail_with_numbers_beyond_all_clocks_is_none(rest: str) -> None:
    assert read_any_date(f"Mon, 04 Mar 2019 {rest}") == ""


def test_a_time_that_does_not_exist_leaves_the_day() -> None:
    assert read_any_date("2019-03-04 25:61") == "2019-03-04"


def test_dates_of_toml_are_dates() -> None:
    assert read_any_date(date(2019, 3, 4)) == "2019-03-04"
    assert read_any_date(datetime(2019, 3, 4, 9, 30, tzinfo=UTC)) == "2019-03-04T09:30:00+00:00"


def test_the_name_of_a_file_has_a_date() -> None:
    assert date_in_name("_posts/2019-3-04-title.md") == "2019-03-04"
    assert date_in_name("posts/2019-03-04.md") == "2019-03-04"
    assert date_in_name("posts/2019-03-title.md") == ""
    assert date_in_name("posts/a-2019-03-04-b.md") == ""


@pytest.mark.parametrize(
    "written",
    [
        *(
            "\u201c2019-03-04\u201d",
            "\u00a02019-03-04",
            "\uff12\uff10\uff11\uff19-\uff10\uff13-\uff10\uff14",
            "2019\u201303\u201304",
            "2019\u201103\u201104",
        ),
        *("\u200b2019-03-04", "2019年3月4日", "4 March 2019", "20190304", "'2019-3-4'"),
    ],
)
def test_a_day_that_a_word_processor_has_dressed_is_certain(written: str) -> None:
    assert certain_date(written) == "2019-03-04"


@pytest.mark.parametrize(
    ("written", "time"),
    [
        ("2019-03-04 9:30", "2019-03-04T09:30:00"),
        ("2019-03-04 9:30 pm", "2019-03-04T21:30:00"),
        ("2019-03-04 9:30 +0900", "2019-03-04T09:30:00+09:00"),
        ("Mon, 04 Mar 2019 09:30:00 +0000", "2019-03-04T09:30:00+00:00"),
    ],
)
def test_a_time_is_certain_with_an_offset_or_none(written: str, time: str) -> None:
    assert certain_date(written) == time


@pytest.mark.parametrize(
    "written",
    [
        *("03/04/2019", "March 2019", "2019", "1551691800", "2019-03-04 09:30 EST", "2019-03-04 25:00"),
        *("2019-03-04 09:30 +99:00", "2019-03-04 09:30 Europe/Paris"),
    ],
)
def test_what_can_mean_two_times_or_loses_a_part_is_not_certain(written: str) -> None:
    assert certain_date(written) == ""
