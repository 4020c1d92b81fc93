"""A feed -> its name in the language of a page, and its title. Render, pure.

A language comes as its code, a type as its code or as the word of the settings.
"""

import functools

from kei_site.model.views.feed_counts import FeedCount
from kei_site.model.views.feeds import FeedView
from kei_site.render.i18n.catalogues import catalogue, ui_language


def feed_name(feed: FeedCount, language: str) -> str:
    """Return the name of a feed on a page in `language` (BCP 47)."""
    return _name(feed.kind, feed.title, language)


def feed_title(view: FeedView) -> str:
    """Return the title of a feed, in its own language: `Reports – The Institute`."""
    name = _name(view.kind, view.title, view.language)
    return name if view.kind == "site" else f"{name} – {view.site_title}"


def _name(kind: str, title: str, language: str) -> str:
    if kind == "type":
        return catalogue(language).get(f"types.{title}", title)
    if kind == "corrections":
        return catalogue(language)["corrections"]
    return language_name(title, language) if kind == "language" else title


def own_name(tag: str) -> str:
    """Return the name of a language (BCP 47) in that language: `한국어`."""
    from babel.core import Locale, UnknownLocaleError

    try:
        return Locale.parse(tag, sep="-").get_display_name() or tag
    except (ValueError, UnknownLocaleError):
        return tag


@functools.lru_cache(maxsize=256)
def language_name(tag: str, language: str) -> str:
    """Return the name of the language `tag` in `language` (both BCP 47), or the tag when CLDR has no name for it."""
    from babel.core import Locale, UnknownLocaleError

    try:
        named = Locale.parse(tag, sep="-").get_display_name(Locale.parse(ui_language(language), sep="-"))
    except (ValueError, UnknownLocaleError):
        return tag
    return named or tag
