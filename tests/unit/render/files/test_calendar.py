"""Calendars, read back by two parsers."""

from datetime import UTC, date, datetime
from typing import Any

import icalendar
import pytest
import vobject  # type: ignore[import-untyped]

from kei_site.core.clock import Moment, moment_of
from kei_site.model.views.common import EventLine
from kei_site.model.views.events import CalendarEvent, CalendarView
from kei_site.render.files.calendar import render_calendar

HOSTILE = 'Talks; on, trade\\ and "ships"\nEND:VEVENT 한국 ' + "x" * 90


def moment(written: str) -> Moment:
    return moment_of(datetime.fromisoformat(written).replace(tzinfo=UTC), has_time="T" in written)


TIMED = EventLine(start=moment("2024-03-04T10:00"), end=moment("2024-03-04T11:30"), zone="UTC", place="Seoul")
DAYS = EventLine(start=moment("2024-03-04"), end=moment("2024-03-06"), zone="", place="")


def event(**parts: Any) -> CalendarEvent:
    given = {
        "uid": "tag:example.org,2024:briefs/a",
        "permalink": "https://example.org/briefs/2024/a/",
        "title": "A talk",
        "summary": "What it is about.",
        "line": TIMED,
        "address": "1 Sejong-daero",
        "online": "https://example.org/live",
        "changed": moment("2024-02-01"),
    }
    return CalendarEvent(**{**given, **parts})


def rendered(*events: CalendarEvent) -> bytes:
    return render_calendar(CalendarView(name="Institute", events=events))


def test_an_event_is_read_back_by_icalendar() -> None:
    (found,) = icalendar.Calendar.from_ical(rendered(event())).walk("VEVENT")
    assert str(found["uid"]) == "tag:example.org,2024:briefs/a"
    assert (found.decoded("dtstart"), found.decoded("dtend")) == (TIMED.start.utc(), TIMED.end and TIMED.end.utc())
    assert str(found["location"]) == "Seoul, 1 Sejong-daero"
    assert str(found["url"]) == "https://example.org/briefs/2024/a/"
    assert "https://example.org/live" in str(found["description"])


@pytest.mark.filterwarnings("default")
def test_an_event_is_read_back_by_vobject() -> None:
    found = vobject.readOne(rendered(event(title=HOSTILE)).decode()).vevent
    assert found.summary.value.split() == HOSTILE.split()
    assert found.dtstart.value == TIMED.start.utc()


def test_the_last_of_whole_days_is_included() -> None:
    (found,) = icalendar.Calendar.from_ical(rendered(event(line=DAYS))).walk("VEVENT")
    assert (found.decoded("dtstart"), found.decoded("dtend")) == (date(2024, 3, 4), date(2024, 3, 7))


def test_no_text_of_an_event_becomes_a_line_of_its_own() -> None:
    data = rendered(event(title=HOSTILE, summary=HOSTILE, address=HOSTILE), event(uid="b"))
    assert data.count(b"\r\nEND:VEVENT\r\n") == 2
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(b"\n" not in line for line in lines)


def test_an_online_event_has_its_address_as_the_place() -> None:
    line = EventLine(start=TIMED.start, end=None, zone="UTC", place="")
    (found,) = icalendar.Calendar.from_ical(rendered(event(line=line, address=""))).walk("VEVENT")
    assert str(found["location"]) == "https://example.org/live"
    assert "dtend" not in found
