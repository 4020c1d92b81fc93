"""Dates as people and programs write them -> RFC 3339; what can mean two days is not guessed."""

import calendar
import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_ISO = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[Tt ,]+(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*(am|pm)?\s*(.*))?",
    re.IGNORECASE | re.ASCII,
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?)?", re.ASCII)
_KOREAN = re.compile(r"(\d{4})\s*[년年]\s*(\d{1,2})\s*[월月]\s*(\d{1,2})\s*[일日]?")
_WORDS = re.compile(
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?(?:(\d{1,2})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?([a-z]+)\.?,?"
    r"|([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?)\s+(\d{4})(?:,?\s+(?:at\s+)?(\d{1,2}):(\d\d)(?::\d\d)?\s*(am|pm)?)?",
    re.IGNORECASE | re.ASCII,
)
_NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+-])(\d\d):?(\d\d)?", re.IGNORECASE | re.ASCII)
_IN_NAME = re.compile(r"(?:^|/)(\d{4})[-_](\d{1,2})[-_](\d{1,2})(?=[-_. ]|$)", re.ASCII)
_ZONES = {"z": "Z", "utc": "Z", "gmt": "Z", "est": "-05:00", "edt": "-04:00", "pst": "-08:00", "pdt": "-07:00"}


def read_any_date(written: object) -> str:
    """Return a date as `2019-03-04` or `2019-03-04T09:30:00+09:00`; empty if it is none, or may mean two days."""
    if isinstance(written, datetime):
        return written.isoformat(timespec="seconds")
    if isinstance(written, date):
        return written.isoformat()
    text = " ".join(str(written).split()).strip("\"'")
    if found := _ISO.fullmatch(text):
        return _iso(found)
    if found := _COMPACT.fullmatch(text):
        year, month, day, hour, minute, second = found.groups()
        return _moment(_day(year, month, day), hour, minute, second or "00")
    if found := _KOREAN.fullmatch(text):
        return _day(*found.groups())
    return _with_words(text) or _numbers(text) or _mail_date(text) or _epoch(text)


def date_in_name(path: str) -> str:
    """Return the date in the path of a file, such as `_posts/2019-03-04-title.md`; empty if it has none."""
    found = _IN_NAME.search(path)
    return _day(*found.groups()) if found else ""


def _iso(found: re.Match[str]) -> str:
    year, month, day, hour, minute, second, half, zone = found.groups()
    return _moment(_day(year, month, day), _hour(hour, half), minute, second or "00", zone or "")


def _day(year: str, month: str, day: str) -> str:
    number, length = int(month), 0
    if 1 <= number <= 12 and int(year) > 0:
        length = calendar.monthrange(int(year), number)[1]
    return f"{int(year):04}-{number:02}-{int(day):02}" if 1 <= int(day) <= length else ""


def _hour(hour: str | None, half: str | None) -> str | None:
    if hour is None or not half:
        return hour
    return str(int(hour) % 12 + (12 if half.lower() == "pm" else 0))


def _moment(day: str, hour: str | None, minute: str | None, second: str = "00", zone: str = "") -> str:
    """Return a day with its time, if it has one that exists; an offset that is unknown is left out."""
    if not day or hour is None or int(hour) > 23 or int(minute or 0) > 59 or int(second) > 59:
        return day
    return f"{day}T{int(hour):02}:{minute}:{second}{_zone(zone)}"


def _zone(written: str) -> str:
    text = written.strip().strip("()").lower()
    if text in _ZONES:
        return _ZONES[text]
    found = _OFFSET.match(text)
    return f"{found[1]}{found[2]}:{found[3] or '00'}" if found else ""


def _with_words(text: str) -> str:
    found = _WORDS.fullmatch(text)
    month = _MONTHS.get((found[2] or found[3]).lower()) if found else None
    if found is None or month is None:
        return ""
    day = _day(found[5], str(month), found[1] or found[4])
    return _moment(day, _hour(found[6], found[8]), found[7])


def _numbers(text: str) -> str:
    """Return the day of `25/12/2019` or `12/25/2019`; nothing for `03/04/2019`, which is two days in two countries."""
    found = _NUMBERS.fullmatch(text)
    if found is None:
        return ""
    first, second = int(found[1]), int(found[2])
    if first > 12 or first == second:
        return _day(found[3], found[2], found[1])
    return _day(found[3], found[1], found[2]) if second > 12 else ""


def _mail_date(text: str) -> str:
    """Return the moment of a date of RFC 5322, as feeds and e-mails have it."""
    if not re.match(r"(?:[A-Za-z]{3}, )?\d{1,2} [A-Za-z]{3} \d{4} \d\d:\d\d", text, re.ASCII):
        return ""
    try:
        return parsedate_to_datetime(text).isoformat(timespec="seconds")
    except (ValueError, OverflowError):
        return ""


def _epoch(text: str) -> str:
    """Return the moment of seconds or thousandths since 1970."""
    if not re.fullmatch(r"\d{10}|\d{13}", text, re.ASCII):
        return ""
    return datetime.fromtimestamp(int(text[:10]), UTC).isoformat(timespec="seconds")
