"""The time of an event in words, in each language of the interface."""

from datetime import datetime

import pytest

from kei_site.core.clock import Moment, moment_of
from kei_site.model.views.common import EventLine
from kei_site.render.i18n.event_times import event_time, event_words
from kei_site.render.i18n.locale import locale_of


def at(written: str) -> Moment:
    return moment_of(datetime.fromisoformat(f"{written}+09:00"), has_time="T" in written)


def line(start: str, end: str = "", zone: str = "KST", place: str = "") -> EventLine:
    return EventLine(start=at(start), end=at(end) if end else None, zone=zone, place=place)


def test_both_zones_are_named_where_clocks_change_meanwhile() -> None:
    shown = EventLine(start=at("2027-03-27T23:00"), end=at("2027-03-28T03:30"), zone="CET", end_zone="CEST", place="")
    assert event_time(shown, locale_of("en")) == "March 27, 2027, 11:00 PM CET – March 28, 2027, 3:30 AM CEST"


def test_a_first_day_without_an_hour_has_no_zone() -> None:
    shown = EventLine(start=at("2027-01-02"), end=at("2027-01-03T10:00"), zone="", end_zone="UTC", place="")
    assert event_time(shown, locale_of("en")) == "January 2, 2027 – January 3, 2027, 10:00 AM UTC"


@pytest.mark.parametrize(
    ("shown", "language", "expected"),
    [
        (line("2024-03-04T10:00", "2024-03-04T11:30"), "en", "March 4, 2024, 10:00 AM – 11:30 AM KST"),
        (line("2024-03-04T10:00", "2024-03-04T11:30"), "ko", "2024년 3월 4일, 오전 10:00 – 오전 11:30 KST"),
        (line("2024-03-04T10:00"), "en", "March 4, 2024, 10:00 AM KST"),
        (line("2024-03-04T22:00", "2024-03-05T01:00"), "en", "March 4, 2024, 10:00 PM – March 5, 2024, 1:00 AM KST"),
        (line("2024-03-04", zone=""), "en", "March 4, 2024"),
        (line("2024-03-04", "2024-03-04", zone=""), "en", "March 4, 2024"),
        (line("2024-03-04", "2024-03-06", zone=""), "en", "March 4, 2024 – March 6, 2024"),
    ],
)
def test_a_time_is_said_in_the_language_of_the_page(shown: EventLine, language: str, expected: str) -> None:
    assert event_time(shown, locale_of(language)) == expected


def test_words_name_the_place_behind_the_time() -> None:
    assert event_words(line("2024-03-04", zone="", place="Seoul"), "en") == "March 4, 2024, Seoul"
    assert event_words(line("2024-03-04", zone=""), "en") == "March 4, 2024"
