"""A feed's view -> Atom 1.0 (RFC 4287) with archive links (RFC 5005). Render."""

import functools
import html
from collections.abc import Callable, Iterator

from lxml import etree

from kei_site.core.hashing import Digest
from kei_site.model.brief import Fragment
from kei_site.model.views.common import AuthorLink
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

_MEDIA_TYPE = "application/atom+xml"
_END = "\n </entry>"


def render_atom(view: FeedView, fragment: Callable[[Digest], Fragment]) -> bytes:
    """Return the feed as an Atom document in UTF-8; `fragment` gives the text under a key."""
    builder = xml.new_generator(view)
    builder.subtitle(plain(view.description))
    builder.author(name=plain(view.organization), uri=view.site_url)
    root = xml.parsed(builder.atom_str())
    _fix_feed(root, view)
    entries = [(atom_entry(entry), entry_html(entry, fragment) if entry.text else b"") for entry in view.entries]
    return xml.with_entries(xml.written(root, root, view), b"\n</feed", entries)


@functools.lru_cache(maxsize=CACHED_ENTRIES)
def atom_entry(entry: EntryView) -> Entry:
    """Return an entry as it stands in every Atom feed, with a place for its full text if it has one."""
    before = "\n  ".join([f"\n <entry xml:lang={xml.quoted(entry.front.language)}>", *_elements(entry)])
    if not entry.text:
        return Entry(f"{before}{_END}".encode())
    content = f'<content xml:base={xml.quoted(entry.permalink)} type="html">'
    return Entry(f"{before}\n  {content}<![CDATA[".encode(), f"]]></content>{_END}".encode())


def _elements(entry: EntryView) -> Iterator[str]:
    """Yield the elements of an entry before its full text, in the order in which feedgen writes them."""
    yield xml.element("id", xml.escaped(entry.permanent_id))
    yield _text("title", entry_title(entry))
    yield xml.element("updated", entry.updated.as_datetime().isoformat())
    yield from (_author(author, entry) for author in entry.card.authors if plain(author.name))
    yield from _links(entry)
    yield _text("summary", entry_summary(entry) or entry.front.title)
    yield from (f"<category term={xml.quoted(tag.name)}/>" for tag in entry.card.tags)
    yield xml.element("published", entry.front.date.as_datetime().isoformat())


def _author(author: AuthorLink, entry: EntryView) -> str:
    url = absolute_url(author.url, entry.permalink)
    address = f"\n   {xml.element('uri', xml.escaped(url))}" if url else ""
    return f"<author>\n   {xml.element('name', xml.escaped(author.name))}{address}\n  </author>"


def _text(name: str, words: str) -> str:
    """Return a text construct, declared and written as HTML where readers would take its words for HTML."""
    if looks_like_markup(plain(words)):
        return f'<{name} type="html">{xml.escaped(html.escape(words, quote=False))}</{name}>'
    return xml.element(name, xml.escaped(words))


def _links(entry: EntryView) -> Iterator[str]:
    language, page = xml.quoted(entry.front.language), xml.quoted(entry.permalink)
    yield f'<link rel="alternate" type="text/html" hreflang={language} href={page}/>'
    outlet, file = entry.front.original, entry.enclosure
    if outlet and outlet.url:
        yield f'<link rel="via" title={xml.quoted(outlet.outlet)} href={xml.quoted(outlet.url)}/>'
    if file:
        length = f' length="{file.length}"' if file.length else ""
        address = xml.quoted(absolute_url(file.url, entry.permalink))
        yield f'<link rel="enclosure" type={xml.quoted(file.media_type)}{length} href={address}/>'


def _fix_feed(root: etree._Element, view: FeedView) -> None:
    for link in root.findall(f"{xml.ATOM}link"):
        root.remove(link)
    alternate = {"rel": "alternate", "type": "text/html", "href": view.home}
    place = root.index(root.find(f"{xml.ATOM}updated")) + 1
    for attributes in reversed([*xml.links_of(view, _MEDIA_TYPE), alternate]):
        root.insert(place, etree.Element(f"{xml.ATOM}link", attributes))
    if view.is_archive:
        root.insert(place, xml.archive_marker())
    for name in ("title", "subtitle"):
        _set_text(root.find(f"{xml.ATOM}{name}"))


def _set_text(element: etree._Element | None) -> None:
    """Declare a text as HTML, and write it so, where readers would take it for HTML."""
    if element is not None and looks_like_markup(element.text or ""):
        element.text = html.escape(element.text, quote=False)
        element.set("type", "html")
