"""Numbers and dates as people write them in tables -> values that can be compared. Core, pure."""

import re
from datetime import date

from kei_site.core.value import value

MISSING = frozenset(("", "-", "–", "—", "..", "...", "…", "na", "n/a", "n.a.", "nan", "null", "none", "."))
"""What stands in a cell without a number, in small letters."""
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,2})?")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:([, \u00a0\u2009\u202f'])[0-9]{3})(?:\1[0-9]{3})*(?:\.[0-9]+)?")
_MINUS = "\u2212\u2013"
_LARGEST = 1e15
"""Above it, whole numbers have no exact form."""
_DAY = re.compile(r"([12][0-9]{3})-([01][0-9])-([0-3][0-9])")
_MONTH = re.compile(r"([12][0-9]{3})-([01][0-9])")
_QUARTER = re.compile(r"([12][0-9]{3})[- ]?[Qq]([1-4])")
_YEAR = re.compile(r"[12][0-9]{3}")


@value
class Number:
    """A number, and how it was written."""

    value: float
    decimals: int
    """Digits behind the point."""
    is_plain: bool = True
    """False: it has separators between thousands, or a percent sign."""


@value
class When:
    """A point in time, and its form."""

    form: str
    """`year`, `quarter`, `month` or `day`."""
    days: int
    """Days since the first of January of the year 1: of the first day of a year, quarter or month."""
    text: str
    """`2024`, `2024-Q3`, `2024-07` or `2024-07-21`."""


def is_missing(text: str) -> bool:
    """Tell whether a cell says that it has no number."""
    return text.strip().lower() in MISSING


def read_number(text: str) -> Number | None:
    """Return the number in a cell, None if it is none: `1,234.5`, `12 %`; a minus sign may be a hyphen, too."""
    bare = text.strip()
    if bare[:1] in _MINUS and bare:
        bare = f"-{bare[1:]}"
    without = bare.removesuffix("%").rstrip()
    grouped = _GROUPED.fullmatch(without)
    plain = re.sub(r"[, \u00a0\u2009\u202f']", "", without) if grouped else without
    if not _NUMBER.fullmatch(plain) or abs(float(plain)) > _LARGEST:
        return None
    return Number(value=float(plain) + 0.0, decimals=_decimals(plain), is_plain=not grouped and without == bare)


def _decimals(plain: str) -> int:
    """Return the digits behind the point of a number such as `1.25` or `2.5e-7`."""
    mantissa, _, power = plain.lower().partition("e")
    return max(len(mantissa.partition(".")[2]) - int(power or 0), 0)


def read_when(text: str) -> When | None:
    """Return the point in time that a text names in one of four forms, None if it names none."""
    bare = text.strip()
    if found := _DAY.fullmatch(bare):
        return _when("day", int(found[1]), int(found[2]), int(found[3]), bare)
    if found := _MONTH.fullmatch(bare):
        return _when("month", int(found[1]), int(found[2]), 1, bare)
    if found := _QUARTER.fullmatch(bare):
        return _when("quarter", int(found[1]), int(found[2]) * 3 - 2, 1, f"{found[1]}-Q{found[2]}")
    return _when("year", int(bare), 1, 1, bare) if _YEAR.fullmatch(bare) else None


def _when(form: str, year: int, month: int, day: int, text: str) -> When | None:
    try:
        return When(form=form, days=date(year, month, day).toordinal(), text=text)
    except ValueError:
        return None
