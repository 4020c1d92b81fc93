"""Dates as editors write them (RFC 3339 with optional time and offset) -> moments; nothing is guessed. Core, pure."""

import calendar
import re
import zoneinfo
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache

from kei_site.core.clock import Moment, moment_of
from kei_site.core.diagnostics import Diagnostic, Place, Severity, diagnostic
from kei_site.core.patterns import pattern_of
from kei_site.core.value import value
from kei_site.core.written_dates import certain_date

FIRST_YEAR, LAST_YEAR = 1970, 2100
_WIDEST_OFFSET = timedelta(hours=14)


@value
class ReadDate:
    """The moment that a text means, and its diagnostics."""

    moment: Moment | None
    """None when the text is no date."""
    has_offset: bool = False
    """Whether the text gives an offset."""
    diagnostics: tuple[Diagnostic, ...] = ()


class _NoDateError(Exception):
    """A text is not a date. Its arguments are the code, the message and the fix."""


@lru_cache(maxsize=32)
def zone_of(name: str) -> zoneinfo.ZoneInfo | None:
    """Return the zone of the IANA database called `name`, or None."""
    if name.startswith(("posix/", "right/")) or name in ("localtime", "posixrules", "Factory"):
        return None
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return None


_FORM = pattern_of(r"(\d{4,6})-(\d\d)-(\d\d)(?:[Tt ] *(.*))?", re.ASCII)
_TIME = pattern_of(r"(\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)? *(?:([Zz])|([+-])(\d\d):?(\d\d)?)?", re.ASCII)


def read_date(text: str, place: Place, zone: tzinfo) -> ReadDate:
    """Return the moment of `text`, found at `place`; a text without an offset is in `zone`.

    Diagnostics: DAT01 no such day, DAT02 another format, DAT03 no such time or offset, DAT05 a year outside
    1970-2100, DAT04 a time that a clock change skips (an error) or repeats (a warning; the first is used).
    """
    written = text.strip()
    try:
        parts = _FORM.fullmatch(written)
        if parts is None:
            raise _NoDateError("DAT02", "not a date that can be read for certain", _readings(written))
        if len(parts[1]) > 4:
            raise _NoDateError("DAT05", f"a year outside {FIRST_YEAR}-{LAST_YEAR}", "write a year of four digits")
        day = _day(int(parts[1]), int(parts[2]), int(parts[3]))
        if parts[4] is None:
            return ReadDate(moment=moment_of(day.replace(tzinfo=zone), has_time=False))
        return _with_time(day, parts[4], zone, place)
    except _NoDateError as no_date:
        code, message, fix = no_date.args
        return ReadDate(moment=None, diagnostics=(diagnostic(code, place, message, found=written[:80], fix=fix),))


def _day(year: int, month: int, day: int) -> datetime:
    if not _exists(year, month, day):
        raise _NoDateError("DAT01", "no such day", _fix_of_day(year, month, day))
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _NoDateError("DAT05", f"a year outside {FIRST_YEAR}-{LAST_YEAR}", "correct the year")
    return datetime(year, month, day)


def _fix_of_day(year: int, month: int, day: int) -> str:
    if not 1 <= month <= 12:
        swapped = f", or write {year:04}-{day:02}-{month:02}" if _exists(year, day, month) else ""
        return f"correct the month, 01 to 12{swapped}"
    return f"correct the day, 01 to {calendar.monthrange(year, month)[1]} in that month"


def _with_time(day: datetime, written: str, zone: tzinfo, place: Place) -> ReadDate:
    parts = _TIME.fullmatch(written)
    if parts is None or int(parts[1]) > 23 or int(parts[2]) > 59 or int(parts[3] or 0) > 59:
        certain = certain_date(f"{day:%Y-%m-%d} {written}")
        fix = f"write {certain}" if certain else "write HH:MM and an offset such as +09:00"
        raise _NoDateError("DAT03", "an invalid time or time zone", fix)
    local = day.replace(hour=int(parts[1]), minute=int(parts[2]), second=int(parts[3] or 0))
    offset = _offset(parts)
    if offset is not None:
        moment = moment_of(local.replace(tzinfo=timezone(offset)), has_time=True)
        return ReadDate(moment=moment, has_offset=True)
    moment = moment_of(local.replace(tzinfo=zone), has_time=True)
    return ReadDate(moment=moment, diagnostics=_clock_change(local, zone, place))


def _offset(parts: re.Match[str]) -> timedelta | None:
    if parts[4]:
        return timedelta(0)
    if not parts[5]:
        return None
    size = timedelta(hours=int(parts[6]), minutes=int(parts[7] or 0))
    if size > _WIDEST_OFFSET or int(parts[7] or 0) > 59:
        raise _NoDateError("DAT03", "no such offset from UTC", "write an offset such as +09:00")
    return -size if parts[5] == "-" else size


def _clock_change(local: datetime, zone: tzinfo, place: Place) -> tuple[Diagnostic, ...]:
    """Return the diagnostic (DAT04) of a time that the zone skips or repeats: `fold` changes its offset (PEP 495)."""
    first, second = local.replace(tzinfo=zone), local.replace(tzinfo=zone, fold=1)
    before, after = first.utcoffset(), second.utcoffset()
    if before is None or after is None or before == after:
        return ()
    instants = [each.astimezone(UTC).astimezone(zone).isoformat() for each in (first, second)]
    skipped = before < after
    what, written = "skips" if skipped else "repeats", local.isoformat(sep=" ", timespec="minutes")
    message = f"a clock change {what} this time, which can mean {' or '.join(instants)}"
    found = diagnostic("DAT04", place, message, found=written, fix="give the offset that is meant")
    return (replace(found, severity=Severity.ERROR) if skipped else found,)


_NUMBERS = pattern_of(r"(\d{1,4})[./\- 년]+(\d{1,2})[./\- 월]+(\d{1,4})[일.]?|(\d{4})(\d\d)(\d\d)", re.ASCII)


def _readings(written: str) -> str:
    """Return the fix for a date in another format: the days that it can mean."""
    certain = certain_date(written)
    if certain and FIRST_YEAR <= int(certain[:4]) <= LAST_YEAR:
        return f"write {certain}"
    parts = _NUMBERS.fullmatch(written)
    if parts is None:
        return "write YYYY-MM-DD"
    first, second, third = (int(part) for part in parts.groups() if part)
    orders = [(first, second, third)] if first > 31 else [(third, second, first), (third, first, second)]
    days = dict.fromkeys("{:04}-{:02}-{:02}".format(*order) for order in orders if _is_usual(*order))
    return f"write {' or '.join(days)}" if days else "write YYYY-MM-DD"


def _is_usual(year: int, month: int, day: int) -> bool:
    return FIRST_YEAR <= year <= LAST_YEAR and _exists(year, month, day)


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]
