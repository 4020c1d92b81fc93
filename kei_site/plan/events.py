"""Briefs on events -> the pages that list them, a calendar for each and one for all, and what their pages show."""

import posixpath
from collections.abc import Iterable, Iterator, Mapping

from kei_site.core.event import Event
from kei_site.core.urls import file_link, is_web_address, page_path, permalink
from kei_site.model.brief import Brief, Reference
from kei_site.model.cards import event_line
from kei_site.model.permanent_ids import last_change, permanent_id
from kei_site.model.views.common import AuthorLink, Link
from kei_site.model.views.events import CalendarEvent, CalendarView, EventIndexView, EventView, PastEventsView
from kei_site.plan.inputs import Inputs
from kei_site.plan.pagination import page_parts, paginate
from kei_site.plan.targets import Target

CALENDAR = "events.ics"
_PAST = ("events", "past")
_RECENT = 5


def event_pages(inputs: Inputs) -> Iterator[Target]:
    """Yield `/events/` and the pages of `/events/past/`, if there is any event."""
    library = inputs.library
    if not (library.coming_events or library.past_events):
        return
    view = EventIndexView(
        site=inputs.site,
        url=inputs.site.prefix + permalink("events"),
        cards=inputs.cards(library.coming_events),
        past=inputs.cards(library.past_events[:_RECENT]),
        calendar=f"{inputs.site.prefix}/{CALENDAR}",
    )
    yield Target(path=page_path("events"), recipe="events", view=view, template="events.html")
    for listing in paginate(inputs, library.past_events, _PAST) if library.past_events else ():
        past = PastEventsView(site=inputs.site, url=listing.url, listing=listing)
        path = page_path(*page_parts(_PAST, listing.number))
        yield Target(path=path, recipe="past_events", view=past, template="past_events.html")


def calendar_targets(inputs: Inputs) -> Iterator[Target]:
    """Yield the calendar of all events, and one for each."""
    briefs = [*reversed(inputs.library.past_events), *inputs.library.coming_events]
    events = [_calendar_event(brief, brief.front.event, inputs) for brief in briefs if brief.front.event]
    if events:
        view = CalendarView(name=inputs.config.title, events=tuple(events))
        yield Target(path=CALENDAR, recipe="calendar", view=view)
    for brief, event in zip(briefs, events, strict=True):
        view = CalendarView(name="", events=(event,))
        yield Target(path=calendar_path(brief), recipe="calendar", view=view, origin=brief.place("event"))


def calendar_path(brief: Brief) -> str:
    """Return the output path of the calendar file of one event."""
    return f"briefs/{brief.front.date.year}/{brief.slug}/event.ics"


def _calendar_event(brief: Brief, event: Event, inputs: Inputs) -> CalendarEvent:
    return CalendarEvent(
        uid=permanent_id(brief, inputs.config),
        permalink=inputs.site.url + brief.url,
        title=brief.front.title,
        summary=brief.front.summary,
        line=event_line(event),
        address=event.address,
        online=event.online,
        changed=last_change(brief.front),
    )


def event_references(brief: Brief, event: Event) -> tuple[Reference, ...]:
    """Return the references into the site in the event of a brief: materials and video that are no web addresses."""
    found = [(material.target, "event.materials") for material in event.materials] + [(event.video, "event.video")]
    places = [(target, brief.place(key)) for target, key in found if target and not is_web_address(target)]
    return tuple(Reference(target=target, line=place.line, column=place.column) for target, place in places)


def event_view(brief: Brief, event: Event, addresses: Mapping[str, str], inputs: Inputs) -> EventView:
    """Return what the page of a brief shows of its event; `addresses` are those of `event_references`, by target."""
    materials = [(material, addresses.get(material.target, material.target)) for material in event.materials]
    is_over = event.over <= inputs.options.instant
    return EventView(
        line=event_line(event),
        address=event.address,
        online=event.online,
        register="" if is_over else event.register,
        speakers=tuple(_speakers(event.speakers, inputs)),
        materials=tuple(
            Link(name=material.name or _name_of(material.target, brief, inputs), url=url)
            for material, url in materials
            if url
        ),
        video=addresses.get(event.video, event.video),
        calendar=inputs.site.prefix + file_link(calendar_path(brief)),
        is_over=is_over,
    )


def _name_of(target: str, brief: Brief, inputs: Inputs) -> str:
    """Return the title of the brief that a material is, else the name of the file."""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(brief.path), target.partition("#")[0]))
    other = inputs.library.by_path.get(path)
    return other.front.title if other else posixpath.basename(target)


def _speakers(names: Iterable[str], inputs: Inputs) -> Iterator[AuthorLink]:
    for name in names:
        known = inputs.library.bylines.get(name)
        yield known or AuthorLink(id=name, name=name, url="", kind="person")
