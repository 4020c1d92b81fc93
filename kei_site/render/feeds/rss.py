"""A feed's view -> RSS 2.0. Render.

Follows the RSS Advisory Board's profile: text escaped by hexadecimal references, the summary before the full text, one
`dc:creator` for each author because `author` would need an address, ids that are no addresses.
"""

import functools
import html
import re
from collections.abc import Callable, Iterator
from email.utils import format_datetime

from lxml import etree

from kei_site.core.hashing import Digest
from kei_site.model.brief import Fragment
from kei_site.model.views.feeds import EntryView, FeedView
from kei_site.render.feeds import xml
from kei_site.render.feeds.entries import (
    CACHED_ENTRIES,
    Entry,
    entry_html,
    entry_summary,
    entry_title,
    looks_like_markup,
)
from kei_site.render.feeds.entry_html import absolute_url, plain
from kei_site.render.feeds.podcast import add_show, complete_show, episode_elements, with_namespaces
from kei_site.render.feeds.titles import feed_title

_MEDIA_TYPE = "application/rss+xml"
_ROOT = b"<rss "
_DUBLIN_CORE = b'xmlns:dc="http://purl.org/dc/elements/1.1/" '
"""The namespace of elements of items."""
_ESCAPED_TEXT = re.compile(rb"<(title|description|category|dc:creator|dc:source)>[^<]*&[^<]*</")
_REFERENCES = {b"&amp;": b"&#x26;", b"&lt;": b"&#x3C;", b"&gt;": b"&#x3E;"}
_REFERENCE = re.compile(b"|".join(_REFERENCES))


def render_rss(view: FeedView, fragment: Callable[[Digest], Fragment]) -> bytes:
    """Return the feed as an RSS 2.0 document in UTF-8; `fragment` gives the text under a key."""
    builder = xml.new_generator(view)
    title = feed_title(view)
    builder.title(_text(title))
    builder.description(_text(view.description or title))
    if view.show:
        add_show(builder, view.show, view)
    root = xml.parsed(builder.rss_str())
    _fix(root[0], view)
    if view.show:
        complete_show(root[0], view.show)
    entries = [(rss_item(entry), entry_html(entry, fragment) if entry.text else b"") for entry in view.entries]
    head = _with_hexadecimal_references(xml.written(root, root[0], view)).replace(_ROOT, _ROOT + _DUBLIN_CORE, 1)
    head = with_namespaces(head, b"".join([item.before + item.after for item, _ in entries]), _ROOT)
    return xml.with_entries(head, b"\n </channel", entries)


@functools.lru_cache(maxsize=CACHED_ENTRIES)
def rss_item(entry: EntryView) -> Entry:
    """Return an item as it stands in every RSS feed, with a place for its full text if it has one."""
    before = "\n   ".join([f"\n  <item xml:lang={xml.quoted(entry.front.language)}>", *_first_elements(entry)])
    after = "".join([f"\n   {element}" for element in _other_elements(entry)]) + "\n  </item>"
    if not entry.text:
        return Entry(f"{before}{after}".encode())
    content = f"<content:encoded xml:base={xml.quoted(entry.permalink)}>"
    return Entry(f"{before}\n   {content}<![CDATA[".encode(), f"]]></content:encoded>{after}".encode())


def _first_elements(entry: EntryView) -> Iterator[str]:
    """Yield the elements of an item before its full text, in the order in which feedgen writes them."""
    yield _named("title", entry_title(entry))
    yield xml.element("link", xml.escaped(entry.permalink))
    summary = html.escape(entry_summary(entry) or entry.front.title, quote=False)
    yield xml.element("description", _hexadecimal(summary))


def _other_elements(entry: EntryView) -> Iterator[str]:
    yield f'<guid isPermaLink="false">{xml.escaped(entry.permanent_id)}</guid>'
    yield from (_named("category", tag.name) for tag in entry.card.tags)
    if entry.enclosure:
        file = entry.enclosure
        address, form = xml.quoted(absolute_url(file.url, entry.permalink)), xml.quoted(file.media_type)
        yield f'<enclosure url={address} length="{file.length}" type={form}/>'
    yield from episode_elements(entry)
    yield xml.element("pubDate", format_datetime(entry.front.date.as_datetime()))
    yield from (_named("dc:creator", author.name) for author in entry.card.authors)
    yield xml.element("dc:language", xml.escaped(entry.front.language))
    if outlet := entry.front.original:
        yield _named("dc:source", " ".join(filter(None, (outlet.outlet, outlet.url))))


def _named(name: str, words: str) -> str:
    return xml.element(name, _hexadecimal(_text(words)))


def _hexadecimal(text: str) -> str:
    return xml.escaped(text).replace("&amp;", "&#x26;").replace("&lt;", "&#x3C;").replace("&gt;", "&#x3E;")


def _text(text: str) -> str:
    """Return the text of a title or name, to be escaped once more by the writer of the XML.

    It is plain text by the RSS Advisory Board's profile ("Character Data"), so it is escaped once, in hexadecimal.
    A text that looks like markup (`the <b> element`, `&amp;` itself) is escaped a second time: feedparser and newsboat
    show it as written, but readers that put titles into pages would lose words or make them bold, and the W3C validator
    warns (ContainsHTML). Readers of plain text then show `&lt;b&gt;`. Atom declares which of the two a title is, JSON
    Feed has plain text only; both hold it as written.
    """
    return html.escape(plain(text), quote=False) if looks_like_markup(text) else plain(text)


def _fix(channel: etree._Element, view: FeedView) -> None:
    self_link = channel.find(f"{xml.ATOM}link")
    for attributes in reversed(list(xml.links_of(view, _MEDIA_TYPE))):
        self_link.addnext(etree.Element(f"{xml.ATOM}link", attributes))
    channel.remove(self_link)
    if not view.entries:
        channel.remove(channel.find("lastBuildDate"))
    if view.is_archive:
        channel.insert(0, xml.archive_marker())


def _with_hexadecimal_references(document: bytes) -> bytes:
    return _ESCAPED_TEXT.sub(lambda text: _REFERENCE.sub(lambda found: _REFERENCES[found[0]], text[0]), document)
