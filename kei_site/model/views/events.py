"""Views of events: what a brief's page shows of one, the pages that list them, and calendars."""

from kei_site.core.clock import Moment
from kei_site.core.value import value
from kei_site.model.views.common import AuthorLink, Card, EventLine, Link, Page
from kei_site.model.views.listings import Listing


@value
class EventView:
    """An event on the page of its brief."""

    line: EventLine
    address: str
    online: str
    """Absolute address, or empty."""
    register: str
    """Absolute address; empty when the event is over."""
    speakers: tuple[AuthorLink, ...]
    """With an empty `url` for those without a record."""
    materials: tuple[Link, ...]
    video: str
    """Address, or empty."""
    calendar: str
    """Address of its calendar file."""
    is_over: bool


@value
class EventIndexView(Page):
    """`/events/`: events to come, the next one first."""

    cards: tuple[Card, ...]
    past: tuple[Card, ...]
    """The last ones that are over."""
    calendar: str
    """Address of the calendar of all events."""


@value
class PastEventsView(Page):
    """One page of `/events/past/`."""

    listing: Listing


@value
class CalendarEvent:
    """One event in a calendar."""

    uid: str
    permalink: str
    title: str
    summary: str
    line: EventLine
    address: str
    online: str
    changed: Moment
    """When its brief was last changed in a way that matters."""


@value
class CalendarView:
    """A calendar (RFC 5545)."""

    name: str
    events: tuple[CalendarEvent, ...]
