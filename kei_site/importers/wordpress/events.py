"""The metadata that plug-ins for events keep -> the key `event` of this site: when, and where.

The Events Calendar (`_EventStartDate`), Events Manager (`_event_start_local`), Modern Events Calendar
(`mec_start_datetime`). The plug-ins write the time of the place beside the name of its zone.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime

from kei_site.core.dates import zone_of
from kei_site.importers.wordpress.channel import plain
from kei_site.importers.wordpress.fields import Fields
from kei_site.schema.formats import invalid_web_address

_STARTS = ("_EventStartDate", "_event_start_local", "mec_start_datetime")
_ENDS = ("_EventEndDate", "_event_end_local", "mec_end_datetime")
_ZONES = ("_EventTimezone", "_event_timezone")
_ALL_DAY = ("_EventAllDay", "_event_all_day", "mec_allday")
_LINKS = {"online": ("_tribe_events_virtual_url",), "register": ("_EventURL", "mec_more_info")}
_PLACES = ("_EventVenueID", "_location_id")
_HOST = "_EventOrganizerID"
_COSTS = ("_EventCost", "mec_cost")
_FORMS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %I:%M %p", "%Y-%m-%d")
_OFFSET = re.compile(r"UTC([+-])(\d{1,2})(?::?(\d{2})|\.(5))?")
_ADDRESS = (("_VenueAddress", "_location_address"), ("_VenueCity", "_location_town"),
            ("_VenueStateProvince", "_VenueState", "_VenueProvince", "_location_state"),
            ("_VenueZip", "_location_postcode"), ("_VenueCountry", "_location_country"))  # fmt: skip


def event_of(fields: Fields, places: Mapping[str, tuple[str, str]]) -> Mapping[str, str]:
    """Return the keys of an event; none if an item has no time of one. `places` has (name, address) by id."""
    start, end = (_moment(_first(fields, keys) or _parts(fields, keys[1])) for keys in (_STARTS, _ENDS))
    if start is None:
        return {}
    zone = _first(fields, _ZONES)
    is_whole_day = _first(fields, _ALL_DAY).lower() in ("yes", "1", "true")
    place, address = places.get(_first(fields, _PLACES), ("", ""))
    found = {
        "start": _written(start, zone, is_whole_day=is_whole_day),
        "end": _written(end, zone, is_whole_day=is_whole_day) if end and end > start else "",
        "timezone": zone if zone_of(zone) and not is_whole_day else "",
        "place": place,
        "address": address,
        **{key: _web_address(_first(fields, names)) for key, names in _LINKS.items()},
    }
    return {key: text for key, text in found.items() if text}


def event_problems(fields: Fields, hosts: Mapping[str, str]) -> Iterator[str]:
    """Yield what is said of an event that cannot be read whole; `hosts` has the names of organizers by id."""
    written = _first(fields, _STARTS)
    if written and _moment(written) is None:
        yield f"the time of an event cannot be read: {written[:40]}; write `event:` and `type: event`"
    if written and (cost := _first(fields, _COSTS)).strip("0. "):
        yield f"the price of an event has no place here: {cost[:40]}"
    named = (hosts.get(text.strip(), "") for key, text in fields.meta if key == _HOST)
    if names := ", ".join(dict.fromkeys(filter(None, named))):
        yield f"the organizer of an event has no key here, write it into the text: {names}"


def place_of(fields: Fields) -> tuple[str, str]:
    """Return (name, address) of an item that is the place of events."""
    parts = (plain(_first(fields, keys)) for keys in _ADDRESS)
    return plain(fields.get("title")), ", ".join(part for part in parts if part)


def _first(fields: Fields, keys: tuple[str, ...]) -> str:
    return next((text.strip() for key in keys if (text := fields.meta_of(key)).strip()), "")


def _parts(fields: Fields, key: str) -> str:
    """Return a moment whose date and time stand apart, in older versions of Events Manager."""
    return " ".join(fields.meta_of(key.replace("_local", part)).strip() for part in ("_date", "_time")).strip()


def _moment(written: str) -> datetime | None:
    for form in _FORMS:
        try:
            return datetime.strptime(written, form)
        except ValueError:
            continue
    return None


def _written(moment: datetime, zone: str, *, is_whole_day: bool) -> str:
    """Return a moment as front matter has it; with its offset if the zone is one, `UTC+9`."""
    if is_whole_day:
        return moment.date().isoformat()
    found = _OFFSET.fullmatch(zone)
    offset = f"{found[1]}{int(found[2]):02}:{found[3] or ('30' if found[4] else '00')}" if found else ""
    return moment.isoformat(sep=" ", timespec="minutes") if not offset else f"{moment.isoformat()}{offset}"


def _web_address(written: str) -> str:
    return written if written and not invalid_web_address(written) else ""
