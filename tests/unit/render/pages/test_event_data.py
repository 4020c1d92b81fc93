"""What search engines are told of an event."""

from dataclasses import replace

import pytest

from kei_site.render.pages.event_data import event
from tests.support.view_samples import BRIEF, EVENT


def test_a_brief_about_no_event_tells_of_none() -> None:
    assert event(replace(BRIEF, event=None)) is None


@pytest.mark.parametrize(
    ("place", "online", "mode", "kinds"),
    [
        ("Hall", "https://meet.example.org/", "Mixed", ["Place", "VirtualLocation"]),
        ("Hall", "", "Offline", ["Place"]),
        ("", "https://meet.example.org/", "Online", ["VirtualLocation"]),
    ],
)
def test_attendance_follows_from_where_the_event_is(place: str, online: str, mode: str, kinds: list[str]) -> None:
    there = replace(EVENT, line=replace(EVENT.line, place=place), address="", online=online)
    data = event(replace(BRIEF, event=there))
    assert data
    assert data["eventAttendanceMode"] == f"https://schema.org/{mode}EventAttendanceMode"
    assert [location["@type"] for location in data["location"]] == kinds
