"""Dates as people and offices of statistics write them in tables -> points in time that can be compared. Core, pure."""

import functools
import re
from collections.abc import Mapping
from datetime import date, timedelta

from kei_site.core.patterns import pattern_of
from kei_site.core.value import value

_Y, _M, _D = "(?P<y>[12][0-9]{3})", "(?P<m>[01]?[0-9])", "(?P<d>[0-3]?[0-9])"
_MONTHS: Mapping[str, int] = {
    name[:length]: at
    for at, name in enumerate(
        ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
         "november", "december"), 1)
    for length in (3, len(name))
}  # fmt: skip
_FORMS = tuple(
    (form, pattern_of(pattern, re.IGNORECASE))
    for form, pattern in (
        ("day", rf"{_Y}-{_M}-{_D}(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?"),
        ("day", rf"{_Y}/{_M}/{_D}"),
        ("day", rf"{_Y}\. ?{_M}\. ?{_D}\.?"),
        ("day", rf"{_Y}년 ?{_M}월 ?{_D}일"),
        ("month", rf"{_Y}(?:[-/]|M){_M}"),
        ("month", rf"{_Y}\. ?{_M}\.?"),
        ("month", rf"{_Y} ?년 ?{_M} ?월"),
        ("month", rf"(?P<name>[a-z]{{3,9}})\.? {_Y}"),
        ("month", rf"{_Y}[- ](?P<name>[a-z]{{3}})"),
        ("quarter", rf"{_Y}[-/. ]?Q(?P<q>[1-4])"),
        ("quarter", rf"Q(?P<q>[1-4])[-/ ]{_Y}"),
        ("quarter", rf"{_Y}(?: ?년 ?|[. ])(?P<q>[1-4])(?:/4)? ?분기"),
        ("quarter", rf"{_Y}[. ](?P<q>[1-4])/4"),
        ("year", rf"{_Y}(?: ?년| \[YR(?P=y)\]|\.0+)?"),
    )
)
_UNREADABLE = pattern_of(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-](?:[12][0-9])?[0-9]{2}|[A-Z][a-z]{2}-[0-9]{2}")
"""Dates of which nobody can tell the day from the month, or the year from the day."""
_YEAR_LAST = pattern_of(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([12][0-9]{3})")
_HOUR = pattern_of(
    r"(?P<day>.+?)(?:,? |T)(?:오[전후] ?)?[0-2]?[0-9](?::[0-5][0-9]){1,2}(?:\.[0-9]+)?(?: ?[AP]M)?"
    r"(?: ?(?:Z|[A-Z]{3,4}|[+-][0-9]{2}:?[0-9]{2}))?"
    r"|(?P<korean>.+?) [0-2]?[0-9] ?시(?: ?[0-5]?[0-9] ?분)?",
    re.IGNORECASE,
)
_REMARK = pattern_of(r"\s*(?:[*†‡]+|[a-z]|\([^()]{1,12}\)|\[[0-9a-z]+\])$", re.IGNORECASE)
"""What offices of statistics write behind a date: `2024p` is preliminary."""
_FINENESS = ("year", "quarter", "month", "day")
_FIRST_DAY = date(1899, 12, 30)
"""From which spreadsheets count days."""

_PERIOD = pattern_of(
    r"(?:FY ?)?['’][0-9]{2}|FY ?(?:[12][0-9])?[0-9]{2}(?:[/–-][0-9]{2,4})?"
    r"|[12][0-9]{3}(?:s|[/–-][0-9]{2,4}| ?년대| ?년도| ?회계연도)"
    r"|[12][0-9]{3}[- ]?H[12]|H[12] [12][0-9]{3}|[12][0-9]{3}년? (?:상|하)반기"
)


@value
class When:
    """A point in time, and its form."""

    form: str
    """`year`, `quarter`, `month` or `day`."""
    days: int
    """Days since the first of January of the year 1: of the first day of a year, quarter or month."""
    text: str
    """`2024`, `2024-Q3`, `2024-07` or `2024-07-21`."""


@functools.lru_cache(maxsize=4096)
def read_when(text: str) -> When | None:
    """Return the point in time that a text names, None if it names none or more than one.

    `2024`, `2024년`, `2024-Q3`, `2024년 3분기`, `2024-07`, `2024.7`, `Jul 2024`, `2024-07-21`, `2024. 7. 21.` and more.
    """
    bare = text.strip()
    for form, pattern in _FORMS if bare[:1].isalnum() else ():
        if found := pattern.fullmatch(bare):
            return _when(form, found.groupdict())
    return None


def last_day(when: When) -> int:
    """Return the days since the first of January of the year 1 to the last day of a year, quarter, month or day."""
    first = date.fromordinal(when.days)
    months = {"year": 12, "quarter": 3, "month": 1}.get(when.form)
    if not months:
        return when.days
    after = first.month - 1 + months
    return date(first.year + after // 12, after % 12 + 1, 1).toordinal() - 1 if first.year < 9999 else when.days


def is_unclear_date(text: str) -> bool:
    """Tell whether a text looks like a date that can be read in two ways: `1/2/2024`, `Jan-24`."""
    return bool(_UNREADABLE.fullmatch(text.strip()))


def with_year_first(text: str) -> str:
    """Return `2024-01-31` for `31.01.2024` and `1/31/2024`, whose day is no month; else an empty string."""
    found = _YEAR_LAST.fullmatch(text.strip())
    first, second, year = map(int, found.groups()) if found else (1, 2, 0)
    day, month = max(first, second), min(first, second)
    when = read_when(f"{year}-{month}-{day}") if day > 12 or day == month else None
    return when.text if when else ""


def from_day_count(text: str) -> str:
    """Return `2024-01-01` for `45292`, as spreadsheets keep the days from 1954 to 2064; else an empty text."""
    bare = text.strip()
    is_count = len(bare) == 5 and bare.isascii() and bare.isdigit() and "20000" <= bare < "60000"
    return (_FIRST_DAY + timedelta(days=int(bare))).isoformat() if is_count else ""


def day_of_hour(text: str) -> str:
    """Return `2024-01-01` for `2024-01-01 13:00`, a day with an hour; else an empty text."""
    found = None if read_when(text) else _HOUR.fullmatch(text.strip())
    when = read_when(found["day"] or found["korean"]) if found else None
    return when.text if when and when.form == "day" else ""


def as_form(text: str, form: str) -> str:
    """Return the date in a text in a form that says no more: `2024` for `2024p` or `2024-07-21`; else an empty text."""
    when = read_when(text) or read_when(_REMARK.sub("", text.strip()))
    if not when or _FINENESS.index(when.form) < _FINENESS.index(form):
        return ""
    return _written(form, date.fromordinal(when.days))


def is_impossible_date(text: str) -> bool:
    """Tell whether a text has the form of a date that no calendar has: `2024-02-30`, `2024-13`."""
    bare = text.strip()
    parts = [found.groupdict() for _, pattern in _FORMS if (found := pattern.fullmatch(bare))]
    return bool(parts) and not any(part.get("name") for part in parts) and not read_when(bare)


def is_period(text: str) -> bool:
    """Tell whether a text names a span of time of its own kind: `FY2024`, `1990s`, `2023/24`, `1990년대`, `H1 2024`."""
    return read_when(text) is not None or bool(_PERIOD.fullmatch(text.strip()))


def _when(form: str, parts: Mapping[str, str | None]) -> When | None:
    year, quarter = int(parts["y"] or 0), int(parts.get("q") or 0)
    month = quarter * 3 - 2 if quarter else _month(parts)
    day = int(parts.get("d") or 1)
    try:
        first = date(year, month, day)
    except ValueError:
        return None
    return When(form=form, days=first.toordinal(), text=_written(form, first))


def _written(form: str, first: date) -> str:
    """Return the year, quarter, month or day that a day begins, in canonical form."""
    quarter, month = (first.month + 2) // 3, f"-{first.month:02d}"
    ends = {"year": "", "quarter": f"-Q{quarter}", "month": month, "day": f"{month}-{first.day:02d}"}
    return f"{first.year}{ends[form]}"


def _month(parts: Mapping[str, str | None]) -> int:
    """Return the month that a date names, 1 if it names none, 0 if the word is no month."""
    name = parts.get("name")
    return _MONTHS.get(name.lower(), 0) if name else int(parts.get("m") or 1)
