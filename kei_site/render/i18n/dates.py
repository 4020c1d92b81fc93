"""A day -> words in the forms of CLDR (Babel), with the first of a month as the language writes it. Render, pure."""

import re
from datetime import date

from babel.core import Locale as BabelLocale
from babel.dates import format_date

_FIRST_DAYS = {"fr": "1er", "it": "1º", "pt_BR": "1º"}
"""By language, or language and region: what CLDR leaves to its users."""
_ALONE = re.compile(r"(?<!\S)1(?!\S)")


def day_words(day: date, form: str, locale: BabelLocale) -> str:
    """Return a day in one of CLDR's forms, `medium` or `long`: `1er juillet 2024`."""
    words = format_date(day, form, locale=locale)
    return _ALONE.sub(first_day(locale), words, count=1) if day.day == 1 else words


def first_day(locale: BabelLocale) -> str:
    """Return the number of the first day of a month."""
    return _FIRST_DAYS.get(f"{locale.language}_{locale.territory}") or _FIRST_DAYS.get(locale.language, "1")
