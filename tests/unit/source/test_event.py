"""The `event` of a front matter: when, where, who; and what is told of one that cannot be."""

import pytest

from kei_site.core.event import Event, Material
from kei_site.source.fences import split
from kei_site.source.front_matter import FrontRead, read_front_matter

PATH = "content/briefs/x.md"


def read(event: str, kind: str = "event") -> FrontRead:
    front = f"title: A talk\ndate: 2024-05-01\nauthors: [kei]\ntype: {kind}\nevent: {event}\n"
    return read_front_matter(split(f"---\n{front}---\nText\n", PATH), PATH, timezone="Asia/Seoul", language="en")


def event_of(event: str) -> Event:
    found = read(event)
    assert found.diagnostics == ()
    assert found.front.event
    return found.front.event


def told(event: str, kind: str = "event") -> list[tuple[str, int]]:
    return [(diagnostic.code, diagnostic.place.line) for diagnostic in read(event, kind).diagnostics]


def test_an_event_is_read_whole() -> None:
    event = event_of(
        "{start: 2024-06-04 10:00, end: 2024-06-04 11:30, place: Seoul, address: 1 Sejong-daero,"
        " online: https://example.org/live, register: https://example.org/in, speakers: [kei, A guest],"
        " materials: [slides.pdf, {title: The report, url: https://example.org/r.pdf}], video: talk.mp4}"
    )
    assert (event.start.iso, event.end and event.end.iso) == ("2024-06-04T10:00:00+09:00", "2024-06-04T11:30:00+09:00")
    assert (event.place, event.address, event.zone) == ("Seoul", "1 Sejong-daero", "KST")
    assert (event.online, event.register) == ("https://example.org/live", "https://example.org/in")
    assert event.speakers == ("kei", "A guest")
    assert event.materials == (
        Material(name="", target="slides.pdf"),
        Material(name="The report", target="https://example.org/r.pdf"),
    )
    assert event.video == "talk.mp4"


def test_an_end_after_a_change_of_clocks_has_a_zone_of_its_own() -> None:
    event = event_of("{start: 2027-03-27 23:00, end: 2027-03-28 03:30, timezone: Europe/Berlin}")
    assert (event.zone, event.end_zone) == ("CET", "CEST")
    event = event_of("{start: 2027-03-20 10:00, end: 2027-03-21 10:00, timezone: Europe/Berlin}")
    assert (event.zone, event.end_zone) == ("CET", "")
    event = event_of("{start: 2027-03-27, end: 2027-03-28, timezone: Europe/Berlin}")
    assert (event.zone, event.end_zone) == ("", "")


@pytest.mark.parametrize(
    ("written", "start", "zone"),
    [
        ("{start: 2024-06-04}", "2024-06-04T00:00:00+09:00", ""),
        ("{start: 2024-06-04 10:00, timezone: America/New_York}", "2024-06-04T10:00:00-04:00", "EDT"),
        ("{start: 2024-01-04 10:00, timezone: America/New_York}", "2024-01-04T10:00:00-05:00", "EST"),
        ("{start: 2024-06-04T10:00+02:00}", "2024-06-04T10:00:00+02:00", "UTC+02:00"),
        ("{start: 2024-06-04T10:00Z}", "2024-06-04T10:00:00+00:00", "UTC"),
        ("{start: 2024-06-04 10:00, timezone: Asia/Kathmandu}", "2024-06-04T10:00:00+05:45", "UTC+05:45"),
    ],
)
def test_times_are_in_the_zone_of_the_event(written: str, start: str, zone: str) -> None:
    event = event_of(written)
    assert (event.start.iso, event.zone) == (start, zone)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("{end: 2024-06-04}", ["FM09"]),
        ("{start: 2024-02-30}", ["DAT01"]),
        ("{start: 2024-06-04, end: 2024-06-03}", ["EVT01"]),
        ("{start: 2024-06-04 10:00, end: 2024-06-04 10:00}", ["EVT01"]),
        ("{start: 2024-06-04, timezone: Seoul}", ["CFG05"]),
        ("{start: 2024-06-04, online: example.org}", ["FM17"]),
        ("{start: 2024-06-04, register: 'javascript:alert(1)'}", ["LNK01"]),
        ("{start: 2024-06-04, plaec: Seoul}", ["FM08"]),
        ("{start: 2024-06-04, materials: [{title: Slides}]}", ["FM09"]),
        ("2024-06-04", ["FM17"]),
        ("{start: [2024]}", ["FM17"]),
    ],
)
def test_what_cannot_be_is_told_at_its_line(written: str, expected: list[str]) -> None:
    assert told(written) == [(code, 6) for code in expected]


def test_an_event_of_one_day_may_begin_and_end_on_it() -> None:
    assert told("{start: 2024-06-04, end: 2024-06-04}") == []


def test_the_details_of_an_event_belong_to_an_event() -> None:
    assert told("{start: 2024-06-04}", "report") == [("EVT02", 6)]
