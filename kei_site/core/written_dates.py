"""Dates as people and programs write them -> RFC 3339; what can mean two days is not guessed. Core, pure."""

import calendar
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from unicodedata import normalize

from kei_site.core.characters import HIDDEN
from kei_site.core.patterns import pattern_of

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_ISO = pattern_of(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[Tt ,]+(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*(am|pm)?\s*(.*))?",
    re.IGNORECASE | re.ASCII,
)
_COMPACT = pattern_of(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?)?", re.ASCII)
_EAST_ASIAN = pattern_of(
    r"([0-9]{4})\s*[년年]\s*([0-9]{1,2})\s*[월月]\s*([0-9]{1,2})\s*[일日]?"
    r"(?:\s*\(?[월화수목금토일月火水木金土日](?:요일|曜日)?\)?)?"
)
_WORDS = pattern_of(
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
    r"(?:([0-9]{1,2})(?:st|nd|rd|th|er|º)?\.?[\s-]+(?:(?:of|de)\s+)?([^\W\d_]+)\.?,?"
    r"|([^\W\d_]+)\.?\s+([0-9]{1,2})(?:st|nd|rd|th)?,?)[\s-]+(?:de\s+)?([0-9]{4})"
    r"(?:,?\s+(?:at\s+)?([0-9]{1,2}):([0-9]{2})(?::[0-9]{2})?\s*(am|pm)?)?",
    re.IGNORECASE,
)
_MONTH_LANGUAGES = ("de", "es", "fr", "it", "nl", "pt")
"""Languages in which months are read, besides English: no name is that of two months (Slavic ones have such names)."""
_NUMBERS = pattern_of(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_OFFSET = pattern_of(r"(?:UTC|GMT)?\s*([+-])(\d\d):?(\d\d)?", re.IGNORECASE | re.ASCII)
_IN_NAME = pattern_of(r"(?:^|/)(\d{4})[-_](\d{1,2})[-_](\d{1,2})(?=[-_. ]|$)", re.ASCII)
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
    if found := _EAST_ASIAN.fullmatch(text):
        return _day(*found.groups())
    return _with_words(text) or _numbers(text) or _mail_date(text) or _epoch(text)


_QUOTES = "\"'\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb"
_HYPHENS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_AFTER_TIME = pattern_of(r".*?\d:\d\d(?::\d\d(?:[.,]\d+)?)?\s*(?:am|pm)?\s*(.*)", re.IGNORECASE | re.ASCII)


def certain_date(written: str) -> str:
    """Return the day or the time that a text of an editor means for certain, with nothing left out; else empty.

    Wide digits, dashes, quotes of word processors and characters without width count as what they stand for. The zone
    is Z or an offset: names such as EST mean several.
    """
    plain = HIDDEN.sub("", normalize("NFKC", written)).translate(_HYPHENS).strip().strip(_QUOTES).strip()
    if plain.isdecimal() and len(plain) != len("20240501"):
        return ""
    found = read_any_date(plain)
    zone = _AFTER_TIME.fullmatch(plain)
    return "" if zone and ("T" not in found or not _is_zone(zone[1])) else found


def _is_zone(written: str) -> bool:
    """Tell whether a text gives an offset that exists, or none."""
    offset = _OFFSET.fullmatch(written)
    return written.lower() in ("", "z", "utc", "gmt") or (
        offset is not None and int(offset[2]) < 14 and int(offset[3] or 0) < 60
    )


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
    month = _month((found[2] or found[3]).lower()) if found else None
    if found is None or month is None:
        return ""
    day = _day(found[5], str(month), found[1] or found[4])
    return _moment(day, _hour(found[6], found[8]), found[7])


def _month(name: str) -> int | None:
    return _MONTHS.get(name) or _foreign_months().get(name)


@lru_cache(maxsize=1)
def _foreign_months() -> Mapping[str, int]:
    """Return the numbers of months by their names, and by short ones, in small letters."""
    from babel.dates import get_month_names

    return {
        name.rstrip(".").lower(): number
        for language in _MONTH_LANGUAGES
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, locale=language).items()
    }


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
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(text).isoformat(timespec="seconds")
    except (ValueError, OverflowError):
        return ""


def _epoch(text: str) -> str:
    """Return the moment of seconds or thousandths since 1970."""
    if not re.fullmatch(r"\d{10}|\d{13}", text, re.ASCII):
        return ""
    return datetime.fromtimestamp(int(text[:10]), UTC).isoformat(timespec="seconds")
