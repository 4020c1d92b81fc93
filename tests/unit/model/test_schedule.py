"""What is public at an instant, and which events are over."""

from typing import Any

from kei_site.core.event import Event
from kei_site.model.brief import Brief
from tests.support.plan_samples import NOW, brief, day, library


def talk(name: str, on: str, **front: Any) -> Brief:
    """Return a brief of 2024 on an event at the day `on`."""
    details = front.pop("details", {})
    return brief(f"2024/{name}", type="event", event=Event(start=day(on), **details), **front)


def test_events_to_come_stand_with_the_next_first_and_past_ones_with_the_last_first() -> None:
    found = library(*(talk(at, at) for at in ("2025-03-01", "2024-08-01", "2025-02-01", "2024-09-01")))
    assert [event.slug for event in found.coming_events] == ["2025-02-01", "2025-03-01"]
    assert [event.slug for event in found.past_events] == ["2024-09-01", "2024-08-01"]


def test_the_next_build_is_due_when_the_next_event_is_over() -> None:
    assert library(talk("a", "2025-02-01")).next_due == day("2025-02-02").epoch
    assert library(talk("a", "2024-08-01")).next_due is None
    both = library(talk("a", "2025-02-01"), brief("b", "2025-01-15"))
    assert both.next_due == day("2025-01-15").epoch


def test_an_event_of_today_is_to_come_until_its_end() -> None:
    assert day("2025-01-01").epoch == NOW
    assert library(talk("a", "2025-01-01")).coming_events
    ended = talk("a", "2024-12-31", details={"end": day("2025-01-01").later(0)})
    assert library(ended).coming_events
