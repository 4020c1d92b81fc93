"""A calendar's view -> iCalendar (RFC 5545). Render.

Times are given in UTC, so that a file needs no definition of a time zone; whole days are days without a zone.
"""

from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from kei_site.core.clock import Moment
from kei_site.model.views.events import CalendarEvent, CalendarView

_PROGRAM = "-//kei-site//EN"


def render_calendar(view: CalendarView) -> bytes:
    """Return the calendar in UTF-8, with CRLF line ends and folded lines (section 3.1)."""
    calendar = Calendar()
    calendar.add("prodid", _PROGRAM)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    if view.name:
        # Both names are in use: RFC 7986, section 5.1, and the older one that more programs know.
        calendar.add("name", view.name)
        calendar.add("x-wr-calname", view.name)
    for event in view.events:
        calendar.add_component(_component(event))
    return bytes(calendar.to_ical())


def _component(event: CalendarEvent) -> Event:
    component = Event()
    component.add("uid", event.uid)
    component.add("dtstamp", event.changed.utc())
    component.add("dtstart", _time(event.line.start))
    if event.line.end:
        component.add("dtend", _end(event.line.end))
    component.add("summary", event.title)
    where = ", ".join(filter(None, (event.line.place, event.address))) or event.online
    if where:
        component.add("location", where)
    lines = [event.summary, event.online, event.permalink]
    component.add("description", "\n\n".join(dict.fromkeys(filter(None, lines))))
    component.add("url", event.permalink)
    return component


def _time(moment: Moment) -> datetime | date:
    return moment.utc() if moment.has_time else date.fromisoformat(moment.day)


def _end(moment: Moment) -> datetime | date:
    """Return the end of an event; that of whole days is the day after the last (section 3.6.1)."""
    end = _time(moment)
    return end if moment.has_time else end + timedelta(days=1)
