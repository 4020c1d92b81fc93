"""A language -> the forms of numbers and dates in it, for charts and tables (CLDR, through Babel). Render."""

import functools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel.core import Locale as BabelLocale
from babel.core import UnknownLocaleError
from babel.dates import format_skeleton
from babel.numbers import format_compact_decimal, get_decimal_symbol, get_group_symbol

from kei_site.core.moments import read_when
from kei_site.core.numerals import decimals_of, most_decimals
from kei_site.core.regions import MAPS
from kei_site.model.views.figures import ChartView
from kei_site.render.i18n.dates import day_words
from kei_site.render.i18n.locale import Locale, locale_of

MINUS = "\u2212"
_LARGE = 1_000_000
"""From it on, the numbers of an axis are written in short."""
_LONG = 10_000_000
"""From it on, labels are."""
_DIGITS = 5
"""Digits of a label that say something; the table below a chart has all."""
_SHOWN_EXACTLY = 6
"""Digits behind the point from which on a binary fraction would show others than those that were written."""
_SKELETONS = {"quarter": "yQQQ", "month": "yMMM"}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Forms:
    """The functions by which a figure is written in one language."""

    locale: Locale
    """The texts of the interface."""
    number: Callable[[float, int], str]
    """(number, digits behind the point) -> `1,234.5`."""
    compact: Callable[[float, int], str]
    """The same in short: `12.4M`, with at most so many digits behind the point."""
    when: Callable[[str, str], str]
    """(`2024-07`, its form) -> `Jul 2024`; what is no date stays as it is."""

    def region(self, country: str, code: str) -> str:
        """Return the name of a region of a map in this language, or in English."""
        region = MAPS[country][code]
        return region.korean if self.locale.language == "ko" else region.name

    def written(self, text: str) -> str:
        """Return a number such as `1234.5` or `1e-05` with the digits that say something."""
        return self.number(float(text), min(decimals_of(text), most_decimals([float(text)])))

    def ticks(self, values: Sequence[float], decimals: int) -> list[str]:
        """Return the numbers of an axis, all but zero written alike, and each exactly; large ones in short."""
        if max(map(abs, values), default=0.0) < _LARGE:
            return [self.number(value, decimals if value else 0) for value in values]
        exact = [self.compact(value, 6) for value in values]
        short = ([self.compact(value, digits) for value in values] for digits in range(6))
        return next((texts for texts in short if texts == exact), exact)

    def label(self, value: float, decimals: int, largest: float) -> str:
        """Return a number for a label, without the digits that nobody reads beside the `largest` of its chart."""
        if largest >= _LONG and abs(value) >= _LARGE:
            return self.compact(value, 2)
        usual = 2 if largest >= _LONG else _DIGITS - 1 - _power(largest)
        return self.number(value, min(decimals, max(usual, 1 - _power(value), 0)))


@functools.lru_cache(maxsize=64)
def forms_of(language: str) -> Forms:
    """Return the forms of figures in `language` (BCP 47)."""
    babel = _babel(language)
    point, separator = get_decimal_symbol(babel), get_group_symbol(babel)
    signs = str.maketrans({".": point, ",": separator, "-": MINUS})

    def number(value: float, decimals: int) -> str:
        exact = Decimal(repr(value)) if decimals > _SHOWN_EXACTLY else value
        return f"{exact:,.{decimals}f}".translate(signs)

    @functools.lru_cache(maxsize=2048)
    def compact(value: float, decimals: int) -> str:
        text = str(format_compact_decimal(value, locale=babel, fraction_digits=decimals)).replace("-", MINUS)
        return text if any(char.isalpha() for char in text) else number(value, max(-_power(value), 0))

    return Forms(
        locale=locale_of(language),
        number=number,
        compact=compact,
        when=functools.lru_cache(maxsize=8192)(lambda text, form: _when(text, form, babel)),
    )


def with_unit(number: str, unit: str) -> str:
    """Return a number with its unit behind it; percent signs and Korean units stand close."""
    is_close = unit[:1] in ("", "%", "‰", "°") or "가" <= unit[0] <= "힣"
    return f"{number}{'' if is_close else ' '}{unit}"


def largest_of(view: ChartView) -> float:
    """Return the largest number of a chart, without its sign."""
    return max((abs(value) for series in view.series for value in series.values if value is not None), default=0.0)


def _power(value: float) -> int:
    """Return the power of ten of the first digit of a number: 2 of 345."""
    return math.floor(math.log10(abs(value))) if value else 0


def _babel(language: str) -> BabelLocale:
    """Return what Babel knows of a language, of its first part, or of English."""
    for tag in (language, language.partition("-")[0]):
        try:
            return BabelLocale.parse(tag, sep="-")
        except (ValueError, UnknownLocaleError):
            continue
    return BabelLocale.parse("en")


def _when(text: str, form: str, babel: BabelLocale) -> str:
    if form == "mixed":
        found = read_when(text)
        return _when(text, found.form if found else "", babel)
    if form == "day":
        return day_words(date.fromisoformat(text), "medium", babel)
    if form == "month":
        return format_skeleton(_SKELETONS[form], date.fromisoformat(f"{text}-01"), locale=babel)
    if form == "quarter":
        first = date(int(text[:4]), int(text[-1]) * 3 - 2, 1)
        return format_skeleton(_SKELETONS[form], first, locale=babel)
    return text
