"""A feed's view -> RSS 2.0. Render.

Follows the RSS Advisory Board's profile: text escaped by hexadecimal references, the summary before the full text, one
`dc:creator` for each author because `author` would need an address, ids that are no addresses.
"""

import functools
import html
import re
from collections.abc import Callable

from feedgen.entry import FeedEntry
from feedgen.ext.dc import DcEntryExtension, DcExtension
from lxml import etree

from kei_site.core.hashing import Digest
from kei_site.model.brief import Fragment
from kei_site.model.views.feeds import EntryView, FeedView
from kei_site.render.feeds import xml
from kei_site.render.feeds.entries import CACHED_ENTRIES, Entry, entry_html, looks_like_markup
from kei_site.render.feeds.entry_html import absolute_url, plain
from kei_site.render.feeds.titles import feed_title

_MEDIA_TYPE = "application/rss+xml"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_NAMESPACES = {"content": _CONTENT, **DcEntryExtension().extend_ns()}
"""Namespaces of elements of items; feedgen declares them at the root."""
_ESCAPED_TEXT = re.compile(rb"<(title|description|category|dc:creator|dc:source)>[^<]*&[^<]*</")
_REFERENCES = {b"&amp;": b"&#x26;", b"&lt;": b"&#x3C;", b"&gt;": b"&#x3E;"}
_REFERENCE = re.compile(b"|".join(_REFERENCES))


def render_rss(view: FeedView, fragment: Callable[[Digest], Fragment]) -> bytes:
    """Return the feed as an RSS 2.0 document in UTF-8; `fragment` gives the text under a key."""
    builder = xml.new_generator(view)
    # By its name, feedgen would search a module that does not exist, for every feed.
    builder.register_extension("dc", DcExtension, DcEntryExtension, atom=False, rss=True)
    title = feed_title(view)
    builder.title(_text(title))
    builder.description(_text(view.description or title))
    root = xml.parsed(builder.rss_str())
    _fix(root[0], view)
    entries = [(_item(entry), entry_html(entry, fragment) if entry.text else b"") for entry in view.entries]
    return xml.with_entries(_with_hexadecimal_references(xml.written(root, root[0], view)), b"\n </channel", entries)


@functools.lru_cache(maxsize=CACHED_ENTRIES)
def _item(entry: EntryView) -> Entry:
    builder = FeedEntry()
    builder.register_extension("dc", DcEntryExtension, atom=False, rss=True)
    _fill(builder, entry)
    item = builder.rss_entry()
    item.set(f"{xml.XML}lang", entry.front.language)
    if entry.text:
        item.find("description").addnext(xml.place_for_text(f"{{{_CONTENT}}}encoded", entry.permalink))
    return Entry(*map(_with_hexadecimal_references, xml.written_entry(item, depth=2, namespaces=_NAMESPACES)))


def _fill(builder: FeedEntry, entry: EntryView) -> None:
    builder.title(_text(entry.front.title))
    builder.link(href=entry.permalink)
    builder.guid(entry.permanent_id, permalink=False)
    builder.pubDate(entry.front.date.as_datetime())
    builder.description(html.escape(plain(entry.front.summary or entry.front.title), quote=False), isSummary=True)
    builder.category([{"term": _text(tag.name)} for tag in entry.card.tags])
    if entry.enclosure:
        file = entry.enclosure
        builder.enclosure(absolute_url(file.url, entry.permalink), str(file.length), file.media_type)
    _fill_dublin_core(builder, entry)


def _fill_dublin_core(builder: FeedEntry, entry: EntryView) -> None:
    builder.dc.dc_creator([_text(author.name) for author in entry.card.authors])
    builder.dc.dc_language(entry.front.language)
    if outlet := entry.front.published_in:
        builder.dc.dc_source(_text(" ".join(filter(None, (outlet.outlet, outlet.url)))))


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
