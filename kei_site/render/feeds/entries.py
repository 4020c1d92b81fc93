"""An entry's view -> its full text as HTML, and the forms of an entry that feeds share. Render, pure."""

import functools
import html
import re
from collections.abc import Callable
from typing import NamedTuple

from kei_site.core.hashing import Digest, digest_of
from kei_site.core.syndication import Syndication
from kei_site.model.brief import Fragment
from kei_site.model.views.common import ImageView, TextView
from kei_site.model.views.feeds import EntryView, FeedView
from kei_site.render.caption_numbers import with_caption_numbers
from kei_site.render.citations.text import with_heading
from kei_site.render.feeds.entry_html import absolute_url, plain, plain_utf8, standalone_html
from kei_site.render.figures.figure import feed_figure
from kei_site.render.i18n.catalogues import catalogue
from kei_site.render.i18n.event_times import event_words
from kei_site.render.i18n.locale import locale_of
from kei_site.render.references import resolved_html

CACHED_ENTRIES = 1024
"""Entries of a format in its cache, about 1,500 bytes each."""
_CACHED_TEXTS = 256
"""Texts in the cache, about 16 KB each."""
_MARKUP = re.compile(r"</?[A-Za-z!?]|&#?\w*\d")


class Entry(NamedTuple):
    """An entry as it stands in every feed of a format."""

    before: bytes
    """Up to its full text, or all of it if it has none."""
    after: bytes = b""
    """From its full text on."""


def entry_html(entry: EntryView, fragment: Callable[[Digest], Fragment]) -> bytes:
    """Return the full text of an entry as HTML in UTF-8: lead image, text, and where it first appeared.

    A brief without text has its summary there: readers show no summary beside a full text, not even beside a blank one.
    """
    return _cached_texts(fragment)(entry)


def entry_title(entry: EntryView) -> str:
    """Return the title of an entry, after the word that it does not stand any more."""
    front = entry.front
    return catalogue(front.language)["retracted.title"].format(title=front.title) if front.is_retracted else front.title


def entry_summary(entry: EntryView) -> str:
    """Return the summary of an entry, or an empty string; that of an event begins with when and where it is."""
    event = entry.card.event
    when = event_words(event, entry.front.language) if event else ""
    return " · ".join(filter(None, (when, entry.front.summary)))


def looks_like_markup(text: str) -> bool:
    """Tell whether a reader that expects HTML would take a part of plain `text` for it: `</b>`, `&amp;`."""
    if "&" not in text and "<" not in text:
        return False
    return bool(_MARKUP.search(text)) or html.unescape(text) != text


def hint(view: FeedView) -> str:
    """Return the sentence for people who open the feed itself, or an empty string."""
    return catalogue(view.language)["feed.hint"].format(url=view.subscribe) if view.subscribe else ""


_SHORT = 500
"""Bytes of HTML; a text of more is never blank."""
_UNSEEN = re.compile(
    rb"</?(?:p|br|hr|div|span|ul|ol|li|blockquote|em|strong)(?: [^<>]*)?>|&nbsp;|\xc2\xa0|\xe3\x80\x80|\s"
)


@functools.lru_cache(maxsize=1)
def _cached_texts(fragment: Callable[[Digest], Fragment]) -> Callable[[EntryView], bytes]:
    """Return the function entry -> full text, with a cache: a text stands in several feeds of three formats."""

    @functools.lru_cache(maxsize=_CACHED_TEXTS)
    def full_text(entry: EntryView) -> bytes:
        text = entry.text
        lead = _when(entry) + (_lead(entry.image, entry) if entry.image else "")
        body = _standalone(fragment(text.fragment), text, entry) if text and text.fragment else b""
        credit = _credit(entry.front.original, entry) if entry.front.original else ""
        return lead.encode() + (_summary(entry) if _is_blank(body) else body) + credit.encode()

    return full_text


def _is_blank(body: bytes) -> bool:
    """Return whether the HTML of a text shows nothing: no words, pictures or players."""
    return len(body) < _SHORT and not _UNSEEN.sub(b"", body)


def _standalone(fragment: Fragment, text: TextView, entry: EntryView) -> bytes:
    heading = f"<h2>{html.escape(catalogue(entry.front.language)['references'])}</h2>"
    source = with_heading(resolved_html(fragment, text, feed_figure), heading)
    if "<figcaption" in source:
        source = with_caption_numbers(source, locale_of(entry.front.language))
    return plain_utf8(standalone_html(source, entry.permalink, f"-{digest_of(entry.permanent_id)[:8]}"))


def _summary(entry: EntryView) -> bytes:
    return f"<p>{html.escape(plain(entry.front.summary or entry.front.title), quote=False)}</p>".encode()


def _when(entry: EntryView) -> str:
    """Return when and where the event takes place that an entry is about."""
    if entry.card.event is None:
        return ""
    words = html.escape(plain(event_words(entry.card.event, entry.front.language)), quote=False)
    return f"<p><strong>{words}</strong></p>\n"


def _lead(image: ImageView, entry: EntryView) -> str:
    credit = catalogue(entry.front.language)["image.credit"].format(credit=image.credit) if image.credit else ""
    caption = html.escape(plain(" ".join(filter(None, (image.caption, credit)))), quote=False)
    size = f' height="{image.height}" width="{image.width}"' if image.width and image.height else ""
    image_tag = f'<img alt="{html.escape(plain(image.alt))}"{size} src="{_attribute(image.url, entry)}">'
    return f"<figure>{image_tag}{f'<figcaption>{caption}</figcaption>' if caption else ''}</figure>\n"


def _credit(outlet: Syndication, entry: EntryView) -> str:
    address = _attribute(outlet.url, entry)
    name = html.escape(plain(outlet.outlet), quote=False)
    linked = f'<a href="{address}">{name}</a>' if address else name
    note = html.escape(catalogue(entry.front.language)["published_in.undated"], quote=False)
    return f"\n<p><em>{note.format(outlet=linked)}</em></p>"


def _attribute(url: str, entry: EntryView) -> str:
    return html.escape(absolute_url(url, entry.permalink))
