"""Dates of an export -> dates with their offset: WordPress gives the time of the site and that of Greenwich."""

import re
from collections.abc import Iterable
from datetime import MAXYEAR, MINYEAR, UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from kei_site.importers.wordpress.fields import Fields

_FORM = re.compile(r"\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?)?")
_WIDEST = timedelta(hours=14)
_ZONES = (
    "UTC America/New_York America/Chicago America/Denver America/Los_Angeles America/Toronto Europe/London "
    "Europe/Brussels Europe/Helsinki Asia/Seoul Asia/Shanghai Asia/Kolkata Asia/Jakarta Australia/Sydney "
    "Pacific/Auckland America/Sao_Paulo Europe/Istanbul Asia/Dubai"
).split()
"""Zones that are tried, in this order."""
_STEP = timedelta(minutes=15)


def date_of(fields: Fields, name: str = "post_date") -> str:
    """Return a date as RFC 3339, with an offset if the export has the time of Greenwich; empty if there is none.

    A draft that was never planned has no time of Greenwich: its date is in the zone of the site.
    """
    local, greenwich = _read(fields.get(f"wp:{name}")), _read(fields.get(f"wp:{name}_gmt"))
    if local and greenwich and abs(local - greenwich) <= _WIDEST and (local - greenwich) % _STEP == timedelta(0):
        return local.replace(tzinfo=timezone(local - greenwich)).isoformat()
    if greenwich:
        return greenwich.replace(tzinfo=UTC).isoformat()
    if local:
        return local.isoformat()
    published = published_of(fields.get("pubDate")) if name == "post_date" else None
    return published.isoformat() if published else ""


def offset_of(fields: Fields) -> tuple[datetime, timedelta] | None:
    """Return (time of Greenwich, distance of the site's time from it) of an item, or None if it does not say."""
    local, greenwich = _read(fields.get("wp:post_date")), _read(fields.get("wp:post_date_gmt"))
    if not local or not greenwich or abs(local - greenwich) > _WIDEST:
        return None
    return greenwich.replace(tzinfo=UTC), local - greenwich


def zone_of_offsets(offsets: Iterable[tuple[datetime, timedelta]], language: str) -> str:
    """Return the name of the first usual zone that has all these offsets at their times, or an empty string."""
    known = [*offsets]
    zones = ("Asia/Tokyo", *_ZONES) if language.startswith("ja") else _ZONES
    for name in zones if known else ():
        zone = ZoneInfo(name)
        if all(at.astimezone(zone).utcoffset() == offset for at, offset in known):
            return name
    return ""


def published_of(text: str) -> datetime | None:
    """Return the time of a `pubDate` (RFC 822), in Greenwich's time if it gives no zone; None if it is none."""
    try:
        found = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    if found.year < 1970:
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found


def _read(text: str) -> datetime | None:
    """Return a date; None for what is no day, and in the first and last year, which some zones would leave."""
    if not _FORM.fullmatch(text):
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if MINYEAR < found.year < MAXYEAR else None
