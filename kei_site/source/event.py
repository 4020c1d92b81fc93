"""The `event` key of a front matter -> when and where an event takes place, or diagnostics. Source, pure."""

from collections.abc import Callable
from datetime import UTC, tzinfo
from functools import partial
from typing import Any

from kei_site.core.clock import Moment
from kei_site.core.dates import read_date, zone_of
from kei_site.core.diagnostics import Place
from kei_site.core.event import Event, Material
from kei_site.schema.fields import Problems, Reader, group, list_of, text, wrong_kind
from kei_site.schema.formats import time_zone, web_address
from kei_site.schema.nodes import Mapping, Node, Scalar
from kei_site.schema.shapes import DATE, TEXT, object_shape, shape_of, shaped, text_like
from kei_site.source.fields import words

_FORM = "event: {start: YYYY-MM-DD HH:MM, end: ..., place: ...}"


def event_reader(timezone: str) -> Reader:
    """Return a reader of an event; `timezone` (IANA) is for one that names none."""
    read: Reader = partial(_read, site_zone=timezone)
    return shaped(object_shape(_readers(UTC), ("start",)))(read)


def _read(node: Node, problems: Problems, site_zone: str) -> Event | None:
    zone = zone_of(_own_zone(node) or site_zone) or UTC
    event: Event | None = group(_event(zone), _readers(zone), required=("start",), form=_FORM)(node, problems)
    if event and event.end and event.over <= event.start.epoch:
        at = node.entries["end"] if type(node) is Mapping else node
        message, fix = "an event that ends before it begins", "correct `start:` or `end:`"
        problems.add("EVT01", at, message, found=event.end.iso, fix=fix)
    return event


def _own_zone(node: Node) -> str:
    named = node.entries.get("timezone") if type(node) is Mapping else None
    return named.text.strip() if type(named) is Scalar else ""


def _readers(zone: tzinfo) -> dict[str, Reader]:
    moment = partial(_moment, zone=zone)
    return {
        "start": moment,
        "end": moment,
        "timezone": time_zone,
        "place": words,
        "address": words,
        "online": web_address,
        "register": web_address,
        "speakers": list_of(words, form="speakers: [an author, or a name]"),
        "materials": list_of(_material, form="materials: [slides.pdf]"),
        "video": text,
    }


def _event(zone: tzinfo) -> Callable[..., Event]:
    def make(*, start: Moment, timezone: str = "", **values: Any) -> Event:
        name, end = _zone_name(start, zone) if start.has_time else "", values.get("end")
        end_name = _zone_name(end, zone) if end and end.has_time else name
        return Event(start=start, zone=name, end_zone=end_name if end_name != name else "", **values)

    return make


def _zone_name(moment: Moment, zone: tzinfo) -> str:
    """Return the short name of a zone at a moment, if the moment is in it; else the offset."""
    local = moment.utc().astimezone(zone)
    name = local.tzname() or ""
    if local.isoformat() == moment.iso and name.isalpha():
        return name
    offset = moment.iso[-6:]
    return "UTC" if offset == "+00:00" else f"UTC{offset}"


@text_like(DATE)
def _moment(node: Node, problems: Problems, zone: tzinfo) -> Moment | None:
    if type(node) is not Scalar:
        wrong_kind(node, problems, "a date, with or without a time", "YYYY-MM-DD HH:MM")
        return None
    read = read_date(node.text, Place(path=problems.path, line=node.line, column=node.column), zone)
    problems.diagnostics.extend(read.diagnostics)
    return read.moment


def _named(*, title: str, url: str) -> Material:
    return Material(name=title, target=url)


_NAMED = group(
    _named, {"title": words, "url": text}, required=("title", "url"), form="{title: Slides, url: slides.pdf}"
)


@shaped({"anyOf": [TEXT, shape_of(_NAMED)]})
def _material(node: Node, problems: Problems) -> Material | None:
    if type(node) is Scalar:
        target = text(node, problems)
        return Material(name="", target=target) if target else None
    found: Material | None = _NAMED(node, problems)
    return found
