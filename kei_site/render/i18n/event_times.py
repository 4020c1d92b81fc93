"""When an event takes place -> words: `March 4, 2026, 10:00 AM – 11:30 AM EST`. Render, pure."""

from babel.core import Locale as BabelLocale
from babel.dates import format_time

from kei_site.core.clock import Moment
from kei_site.model.views.common import EventLine
from kei_site.render.i18n.locale import Locale, babel_locale, locale_of


def event_time(line: EventLine, locale: Locale) -> str:
    """Return the days and times of an event in the language of `locale`; one day is named one time."""
    babel = babel_locale(locale.language)
    parts = [_with_time(line.start, locale, babel) + (f" {line.zone}" if line.zone and line.end_zone else "")]
    if line.end and line.end.day != line.start.day:
        parts.append(_with_time(line.end, locale, babel))
    elif line.end and line.end.has_time:
        parts.append(_time(line.end, babel))
    zone = line.end_zone or line.zone
    return " – ".join(parts) + (f" {zone}" if zone else "")


def event_words(line: EventLine, language: str) -> str:
    """Return when and where an event takes place, for programs that show plain text."""
    return ", ".join(filter(None, (event_time(line, locale_of(language)), line.place)))


def _with_time(moment: Moment, locale: Locale, babel: BabelLocale) -> str:
    day = locale.day(moment.day)
    return f"{day}, {_time(moment, babel)}" if moment.has_time else day


def _time(moment: Moment, babel: BabelLocale) -> str:
    # CLDR has a narrow no-break space before AM, which plain-text programs show as a box.
    return format_time(moment.as_datetime().time(), "short", locale=babel).replace("\u202f", " ")
