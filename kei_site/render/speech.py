"""A language -> the functions with which templates speak it: words, phrases, numbers and dates. Render.

All forms come from CLDR (through Babel) by the page's language, never from the machine's locale. What is formatted
often is remembered per language, because thousands of pages show the same days.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from kei_site.clock import Moment
from kei_site.render.words import spoken, words

_WORDS_PER_MINUTE = {"ko": 170}
_DEFAULT_WORDS_PER_MINUTE = 230


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Speech:
    """What templates call to speak one language."""

    language: str
    """The language of the words (BCP 47): that of the page, or English when there is no catalogue for it."""
    word: Callable[[str], str]
    """Key -> words. Raises KeyError for a key that no catalogue has."""
    day: Callable[[str], str]
    """`2024-07-21` -> the day in words."""
    month: Callable[[str], str]
    """`2024-07` -> the short name of the month."""
    month_name: Callable[[str], str]
    """`2024-07` -> the full name of the month."""
    number: Callable[[int], str]
    counted: Callable[[str, int], str]
    """(key without its plural ending, n) -> `6,747 publications`."""
    minutes: Callable[[int], str]
    """Number of words -> how long reading takes."""

    def phrase(self, key: str, **parts: object) -> Markup:
        """Return the words of `key` with its parts filled in; parts are escaped unless they are Markup."""
        # Markup.format does the same by a parser in Python: thousands of pages say a dozen phrases each.
        filled = str(escape(self.word(key))).format(**{name: escape(part) for name, part in parts.items()})
        return Markup(filled)  # noqa: S704

    def plain(self, key: str, **parts: object) -> str:
        """Return the words of `key` with its parts filled in, as plain text."""
        return self.word(key).format(**parts)


@functools.lru_cache(maxsize=64)
def speech(language: str) -> Speech:
    """Return the functions that speak `language` (BCP 47)."""
    tag = spoken(language)
    catalogue, locale = words(tag), _locale(tag)

    @functools.lru_cache(maxsize=8192)
    def number(count: int) -> str:
        return format_decimal(count, locale=locale)

    @functools.lru_cache(maxsize=8192)
    def counted(key: str, count: int) -> str:
        form = locale.plural_form(count)
        pattern = catalogue.get(f"{key}.{form}") or catalogue[f"{key}.other"]
        return pattern.format(count=number(count))

    return Speech(
        language=tag,
        word=catalogue.__getitem__,
        day=functools.lru_cache(maxsize=8192)(lambda day: _long_day(day, locale)),
        month=lambda month: _month(month, "LLL", locale),
        month_name=lambda month: _month(month, "LLLL", locale),
        number=number,
        counted=counted,
        minutes=lambda count: counted("minutes", max(1, round(count / _pace(locale)))),
    )


def stamp(moment: Moment) -> str:
    """Return what stands in `time datetime`: the day, or the instant with its offset when a time of day was given."""
    return moment.iso if moment.has_time else moment.day


def _pace(locale: Locale) -> int:
    return _WORDS_PER_MINUTE.get(locale.language, _DEFAULT_WORDS_PER_MINUTE)


def _locale(tag: str) -> Locale:
    try:
        return Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError):
        return Locale.parse(tag.partition("-")[0])


def _long_day(day: str, locale: Locale) -> str:
    return format_date(date.fromisoformat(day), format="long", locale=locale)


@functools.lru_cache(maxsize=2048)
def _month(month: str, form: str, locale: Locale) -> str:
    return format_date(date.fromisoformat(f"{month}-01"), format=form, locale=locale)
