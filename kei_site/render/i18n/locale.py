"""A language -> its locale: the texts of the interface, numbers and dates in the forms of CLDR (Babel). Render.

Each locale keeps what it formatted, because thousands of pages show the same days.
"""

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from babel.core import Locale as BabelLocale
from babel.core import UnknownLocaleError, get_global
from babel.dates import format_date
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from kei_site.core.clock import Moment
from kei_site.core.words import Words
from kei_site.render.i18n.catalogues import catalogue, primary, ui_language
from kei_site.render.i18n.dates import day_words, first_day

_PLURAL_FORMS = ("zero", "one", "two", "few", "many", "other")
"""Of CLDR; each language has some of them."""
_WORDS_PER_MINUTE = {"ko": 170}
_DEFAULT_WORDS_PER_MINUTE = 230
_RTL_SCRIPTS = frozenset("Adlm Arab Aran Armi Hebr Mand Nkoo Rohg Samr Syrc Thaa".split())
_SCRIPTS = {"pnb": "Arab", "prs": "Arab"}
"""Of languages that Babel's table lacks."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Locale:
    """The functions by which pages are written in one language."""

    language: str
    """The language of the interface (BCP 47): that of the page, or English when it has no catalogue."""
    pattern: Callable[[str], str]
    """Key -> text with its `{parts}` open. Raises KeyError for an unknown key."""
    day: Callable[[str], str]
    """`2024-07-21` -> `July 21, 2024`."""
    first_day: str
    """The number of the first day of a month: `1`, or `1er`."""
    month: Callable[[str], str]
    """`2024-07` -> the short name of the month."""
    month_name: Callable[[str], str]
    """`2024-07` -> the full name of the month."""
    number: Callable[[int], str]
    """6747 -> `6,747`."""
    counted: Callable[[str, int], str]
    """(key without its plural ending, number) -> `6,747 publications`."""
    plurals: Callable[[str], Mapping[str, str]]
    """Key without its plural ending -> its texts by plural form (CLDR), for scripts that count: `one`, `other`, …."""
    minutes: Callable[[int], str]
    """Number of words -> how long reading takes."""

    def t(self, key: str, **parts: object) -> str:
        """Return the text of `key` for a template; given parts are escaped unless they are Markup.

        Raises KeyError for an unknown key, and for a part that is not given.
        """
        if not parts:
            return self.pattern(key).format()
        # Markup.format gives the same by a parser in Python, ten times slower.
        filled = str(escape(self.pattern(key))).format(**{name: escape(part) for name, part in parts.items()})
        return Markup(filled)  # noqa: S704

    def text(self, key: str, **parts: object) -> str:
        """Return the text of `key` with its parts as plain text. Raises KeyError as `t` does."""
        return self.pattern(key).format(**parts)


@functools.lru_cache(maxsize=64)
def locale_of(language: str, words: Words | None = None) -> Locale:
    """Return the locale of pages in `language` (BCP 47); `words` are those of the site, if they are in it."""
    own = words if words and primary(words.language) == primary(language) else None
    tag = language if own and own.is_interface else ui_language(language)
    texts, babel = {**catalogue(tag), **(own.texts if own else {})}, babel_locale(tag)
    pace = _WORDS_PER_MINUTE.get(babel.language, _DEFAULT_WORDS_PER_MINUTE)

    @functools.lru_cache(maxsize=8192)
    def number(count: int) -> str:
        return format_decimal(count, locale=babel)

    @functools.lru_cache(maxsize=8192)
    def counted(key: str, count: int) -> str:
        pattern = texts.get(f"{key}.{babel.plural_form(count)}") or texts[f"{key}.other"]
        return pattern.format(count=number(count))

    return Locale(
        language=tag,
        pattern=texts.__getitem__,
        day=functools.lru_cache(maxsize=8192)(lambda day: day_words(date.fromisoformat(day), "long", babel)),
        first_day=first_day(babel),
        month=lambda month: _month(month, "LLL", babel),
        month_name=lambda month: _month(month, "LLLL", babel),
        number=number,
        counted=counted,
        plurals=lambda key: {form: texts[f"{key}.{form}"] for form in _PLURAL_FORMS if f"{key}.{form}" in texts},
        minutes=lambda count: counted("minutes", max(1, round(count / pace))),
    )


def datetime_value(moment: Moment) -> str:
    """Return the value of `time datetime`: the day, or the instant with its offset when a time of day was given."""
    return moment.iso if moment.has_time else moment.day


@functools.lru_cache(maxsize=512)
def is_rtl(language: str) -> bool:
    """Return whether a language (BCP 47) is written from right to left: by its script, named or usual (CLDR)."""
    first, *parts = language.split("-")
    code = first.lower()
    named = [part.title() for part in parts if len(part) == 4 and part.isalpha()]
    usual = _SCRIPTS.get(code) or next((_likely_script(f"{code}_{part.upper()}") for part in parts), "")
    return (named[0] if named else usual or _likely_script(code)) in _RTL_SCRIPTS


def _likely_script(tag: str) -> str:
    """Return the script of a language, or of one in a region (`pa_PK`); empty if CLDR knows none."""
    return str(get_global("likely_subtags").get(tag, "__")).split("_")[1]


def babel_locale(tag: str) -> BabelLocale:
    """Return what Babel knows of a language (BCP 47) of the interface, without its region if it knows none there."""
    try:
        return BabelLocale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError):
        return BabelLocale.parse(tag.partition("-")[0])


@functools.lru_cache(maxsize=2048)
def _month(month: str, form: str, locale: BabelLocale) -> str:
    return format_date(date.fromisoformat(f"{month}-01"), format=form, locale=locale)
