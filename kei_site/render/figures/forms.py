"""A language -> the forms of numbers and dates in it, for charts and tables (CLDR, through Babel). Render."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from babel.core import Locale as BabelLocale
from babel.core import UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.numbers import format_compact_decimal, get_decimal_symbol, get_group_symbol

from kei_site.render.i18n.locale import Locale, locale_of

MINUS = "\u2212"
_LARGE = 1_000_000
_SKELETONS = {"quarter": "yQQQ", "month": "yMMM"}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Forms:
    """The functions by which a figure is written in one language."""

    locale: Locale
    """The texts of the interface."""
    number: Callable[[float, int], str]
    """(number, digits behind the point) -> `1,234.5`."""
    tick: Callable[[float, int], str]
    """The same for an axis: large numbers in short, `12M`."""
    when: Callable[[str, str], str]
    """(`2024-07`, its form) -> `Jul 2024`; what is no date stays as it is."""


@functools.lru_cache(maxsize=64)
def forms_of(language: str) -> Forms:
    """Return the forms of figures in `language` (BCP 47)."""
    babel = _babel(language)
    point, separator = get_decimal_symbol(babel), get_group_symbol(babel)
    signs = str.maketrans({".": point, ",": separator, "-": MINUS})

    def number(value: float, decimals: int) -> str:
        return f"{value:,.{decimals}f}".translate(signs)

    @functools.lru_cache(maxsize=2048)
    def tick(value: float, decimals: int) -> str:
        if abs(value) < _LARGE:
            return number(value, decimals)
        return str(format_compact_decimal(value, locale=babel, fraction_digits=1)).replace("-", MINUS)

    return Forms(
        locale=locale_of(language),
        number=number,
        tick=tick,
        when=functools.lru_cache(maxsize=8192)(lambda text, form: _when(text, form, babel)),
    )


def _babel(language: str) -> BabelLocale:
    """Return what Babel knows of a language, of its first part, or of English."""
    for tag in (language, language.partition("-")[0]):
        try:
            return BabelLocale.parse(tag, sep="-")
        except (ValueError, UnknownLocaleError):
            continue
    return BabelLocale.parse("en")


def _when(text: str, form: str, babel: BabelLocale) -> str:
    if form == "day":
        return format_date(date.fromisoformat(text), "medium", locale=babel)
    if form == "month":
        return format_skeleton(_SKELETONS[form], date.fromisoformat(f"{text}-01"), locale=babel)
    if form == "quarter":
        first = date(int(text[:4]), int(text[-1]) * 3 - 2, 1)
        return format_skeleton(_SKELETONS[form], first, locale=babel)
    return text
