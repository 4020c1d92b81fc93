"""Events of plug-ins keep their time, their place and their addresses."""

import pytest

from kei_site.importers.wordpress.events import event_of, event_problems, place_of
from kei_site.importers.wordpress.fields import Fields


def _post(**meta: str) -> Fields:
    return Fields(texts={"title": "The &amp; hall"}, meta=tuple(meta.items()))


@pytest.mark.parametrize(
    ("meta", "start", "end", "zone"),
    [
        (
            {"_EventStartDate": "2024-03-05 09:30:00", "_EventEndDate": "2024-03-05 17:00:00"},
            "2024-03-05 09:30",
            "2024-03-05 17:00",
            "",
        ),
        (
            {"_EventStartDate": "2024-07-01 00:00:00", "_EventEndDate": "2024-07-05 23:59:59", "_EventAllDay": "yes"},
            "2024-07-01",
            "2024-07-05",
            "",
        ),
        (
            {"_EventStartDate": "2024-08-01 10:00:00", "_EventTimezone": "UTC-3.5"},
            "2024-08-01T10:00:00-03:30",
            None,
            "",
        ),
        (
            {"_event_start_local": "2024-08-01 10:00:00", "_event_timezone": "Asia/Seoul"},
            "2024-08-01 10:00",
            None,
            "Asia/Seoul",
        ),
        (
            {"_event_start_date": "2024-08-01", "_event_start_time": "10:00:00", "_event_end_date": "2024-07-01"},
            "2024-08-01 10:00",
            None,
            "",
        ),
        ({"mec_start_datetime": "2024-08-01 02:30 PM"}, "2024-08-01 14:30", None, ""),
    ],
)
def test_each_plug_in_says_when(meta: dict[str, str], start: str, end: str | None, zone: str) -> None:
    found = event_of(_post(**meta), {})
    assert (found["start"], found.get("end"), found.get("timezone", "")) == (start, end, zone)


def test_an_event_has_its_place_and_safe_addresses() -> None:
    post = _post(_EventStartDate="2024-03-05 09:30:00", _EventVenueID="21", _EventURL="javascript:x")
    found = event_of(post, {"21": ("Hall", "1 Street, Town")})
    assert found == {"start": "2024-03-05 09:30", "place": "Hall", "address": "1 Street, Town"}


def test_a_place_is_its_name_and_address() -> None:
    assert place_of(_post(_VenueAddress="1 Street", _VenueCity="Town")) == ("The & hall", "1 Street, Town")


def test_what_no_key_can_hold_is_said() -> None:
    assert event_of(_post(_EventStartDate="soon"), {}) == {}
    problems = list(event_problems(_post(_EventStartDate="soon", _EventCost="25"), {}))
    assert [problem.partition(":")[0] for problem in problems] == [
        "the time of an event cannot be read",
        "the price of an event has no place here",
    ]
    assert list(event_problems(_post(_EventStartDate="2024-03-05 09:30:00", _EventCost="0"), {})) == []


def test_the_organizers_of_an_event_are_named() -> None:
    (told,) = event_problems(
        _post(_EventStartDate="2024-03-05 09:30:00", _EventOrganizerID="31"), {"31": "The Society"}
    )
    assert told == "the organizer of an event has no key here, write it into the text: The Society"
