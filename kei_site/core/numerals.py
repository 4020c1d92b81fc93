"""Numbers as people write them in tables -> values that can be compared. Core, pure."""

import math
import re
from collections.abc import Iterable
from fractions import Fraction

from kei_site.core.patterns import pattern_of
from kei_site.core.value import value

_NO_WORD = ("", "-", "–", "—", "..", "...", "…", ".", ":")
_NO_DATA = ("na", "n/a", "n.a.", "(na)", "#n/a", "n.d.", "nan", "null", "none", "no data")
_NO_DATA_KOREAN = ("미상", "자료없음", "자료 없음", "해당없음", "해당 없음")
MISSING = frozenset((*_NO_WORD, *_NO_DATA, *_NO_DATA_KOREAN))
"""What stands in a cell without a number, in small letters."""
_NUMBER = pattern_of(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,2})?")
_GROUPED = pattern_of(r"[+-]?[0-9]{1,3}(?:([, \u00a0\u2009\u202f'])[0-9]{3})(?:\1[0-9]{3})*(?:\.[0-9]+)?")
_MINUS = "\u2212\u2013"
_DECIMALS, _MOST_DECIMALS = 6, 15
"""Digits behind the point that drawings show of numbers of usual size, and of tiny ones; tables show all."""
_DIGITS = 15
"""Digits behind the first one that every number keeps, zeros at its end included."""
_LARGEST = 1e15
"""Above it, whole numbers have no exact form."""


@value
class Number:
    """A number, and how it was written."""

    value: float
    decimals: int
    """Digits behind the point."""
    is_plain: bool = True
    """False: it has separators between thousands, or a percent sign."""


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
    value, is_plain = float(plain) + 0.0, not grouped and without == bare
    return Number(value=value, decimals=min(decimals_of(plain), _kept_decimals(value)), is_plain=is_plain)


def decimals_of(plain: str) -> int:
    """Return the digits behind the point of a number such as `1.25` or `2.5e-7`."""
    mantissa, _, power = plain.lower().partition("e")
    return max(len(mantissa.partition(".")[2]) - int(power or 0), 0)


def _kept_decimals(number: float) -> int:
    """Return how many digits behind the point are kept of a number as it was written."""
    power = math.floor(math.log10(abs(number))) if number else 0
    return max(decimals_of(repr(number)), _DIGITS - power)


def most_decimals(values: Iterable[float | None]) -> int:
    """Return how many digits behind the point a drawing shows: at least two digits of the smallest number."""
    least = min((abs(value) for value in values if value), default=1.0)
    return min(max(_DECIMALS, 1 - math.floor(math.log10(least))), _MOST_DECIMALS)


_WRAPPED = pattern_of(r"(?P<minus>[-△▲]\s?|\()?(?P<number>[0-9][0-9.,' \u00a0\u2009\u202f]*)\)?")
_CURRENCY = pattern_of(r"(?:US\$|USD|EUR|KRW|[$€£¥₩])\s*|\s*(?:USD|EUR|KRW|[$€£¥₩원명])$")
_REMARK = pattern_of(r"(?:\s*(?:[*†‡]+|\([a-z]\)|\[[0-9a-z]\])|\s[a-z]{1,2}\)?|(?<=[0-9])[bcdefnprsuz])$")
"""The last form is that of Eurostat's flags."""
_POINTS = pattern_of(r"[0-9]{1,3}(?:\.[0-9]{3}){2,}")
"""A number whose thousands points part."""
_LARGE = pattern_of(r"([0-9.,]+)(?:\s?((?i:thousand|mn|million|bn|billion|tn|trn|trillion))|([kKMBT]))")
_POWERS = {"k": 3, "th": 3, "m": 6, "b": 9, "t": 12}
"""By the first letters of the word."""
_KOREAN = pattern_of(r"(?:([0-9.,]+)\s?조)?\s*(?:([0-9.,]+)\s?억)?\s*(?:([0-9.,]+)\s?만)?\s*([0-9.,]+)?")
_COMMA = pattern_of(r"([0-9]{1,3}(?:[. \u00a0\u2009\u202f][0-9]{3})+|[0-9]+),([0-9]+)")
"""A number with a decimal comma."""


def suggested(text: str) -> str:
    """Return the plain number that an editor means by a dressed one, or an empty string.

    `$1,234.50`, `(300)`, `△14`, `12.5*`, `1,5`, `59조 4,244억`.
    """
    dressed = _CURRENCY.sub("", text.strip()).strip()
    if large := _large(dressed):
        return large
    bare = _REMARK.sub("", dressed)
    if korean := _korean(bare):
        return korean
    found = _WRAPPED.fullmatch(_CURRENCY.sub("", bare.replace("\u2212", "-")))
    if not found or read_number(text):
        return ""
    minus, number = "-" if found["minus"] else "", found["number"].strip()
    plain = read_number(number.replace(".", "") if _POINTS.fullmatch(number) else number)
    if plain:
        return f"{minus}{plain.value:.{plain.decimals}f}"
    comma = with_point(number)
    return f"{minus}{comma}" if comma != number else ""


def _large(text: str) -> str:
    """Return a number with a word such as `million` in digits; an empty string for any other text."""
    found = _LARGE.fullmatch(text)
    number = read_number(found[1]) if found else None
    if not found or not number:
        return ""
    word = (found[2] or found[3]).lower()
    total = Fraction(str(number.value)) * 10 ** _POWERS["th" if word.startswith("th") else word[0]]
    return str(int(total)) if total == int(total) else str(float(total))


def _korean(text: str) -> str:
    found = _KOREAN.fullmatch(text.replace(",", ""))
    if not found or not any(found.groups()[:3]):
        return ""
    powers = zip(found.groups(), (10**12, 10**8, 10**4, 1), strict=True)
    total = sum(Fraction(part.strip(".")) * power for part, power in powers if part and part.count(".") < 2)
    return str(int(total)) if total == int(total) else str(float(total))


def with_point(text: str) -> str:
    """Return a number with a decimal comma as one with a point; another text as it is: `1.234,5` is `1234.5`."""
    bare = text.strip()
    sign = bare[:1] if bare[:1] in ("-", "+", *_MINUS) else ""
    end = "%" if bare.endswith("%") else ""
    found = _COMMA.fullmatch(bare[len(sign) :].removesuffix("%").rstrip())
    if not found:
        return text
    whole = re.sub(r"[^0-9]", "", found[1])
    return f"{sign}{whole}.{found[2]}{end}"
