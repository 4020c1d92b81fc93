"""A feed's view -> Atom 1.0 (RFC 4287) with archive links (RFC 5005). Render."""

import functools
import html
from collections.abc import Callable

from feedgen.entry import FeedEntry
from lxml import etree

from kei_site.core.hashing import Digest
from kei_site.model.brief import Fragment
from kei_site.model.views.feeds import EntryView, FeedView
from kei_site.render.feeds import xml
from kei_site.render.feeds.entries import CACHED_ENTRIES, Entry, entry_html, looks_like_markup
from kei_site.render.feeds.entry_html import absolute_url, plain

_MEDIA_TYPE = "application/atom+xml"


def render_atom(view: FeedView, fragment: Callable[[Digest], Fragment]) -> bytes:
    """Return the feed as an Atom document in UTF-8; `fragment` gives the text under a key."""
    builder = xml.new_generator(view)
    builder.subtitle(plain(view.description))
    builder.author(name=plain(view.organization), uri=view.site_url)
    root = xml.parsed(builder.atom_str())
    _fix_feed(root, view)
    entries = [(_entry(entry), entry_html(entry, fragment) if entry.text else b"") for entry in view.entries]
    return xml.with_entries(xml.written(root, root, view), b"\n</feed", entries)


@functools.lru_cache(maxsize=CACHED_ENTRIES)
def _entry(entry: EntryView) -> Entry:
    builder = FeedEntry()
    _fill(builder, entry)
    element = builder.atom_entry()
    _fix_entry(element, entry)
    if entry.text:
        place = xml.place_for_text("content", entry.permalink)
        # feedgen writes the notation, CDATA, where the type of the text belongs.
        place.set("type", "html")
        element.append(place)
    return xml.written_entry(element, depth=1)


def _fill(builder: FeedEntry, entry: EntryView) -> None:
    builder.id(entry.permanent_id)
    builder.title(plain(entry.front.title))
    builder.updated(entry.updated.as_datetime())
    builder.published(entry.front.date.as_datetime())
    builder.link(href=entry.permalink, rel="alternate")
    builder.summary(plain(entry.front.summary or entry.front.title))
    for author in entry.card.authors:
        builder.author(name=plain(author.name), uri=absolute_url(author.url, entry.permalink))
    builder.category([{"term": plain(tag.name)} for tag in entry.card.tags])


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


def _fix_entry(element: etree._Element, entry: EntryView) -> None:
    element.set(f"{xml.XML}lang", entry.front.language)
    children = {child.tag: child for child in element}
    link = children["link"]
    # feedgen drops the relation of a link.
    alternate, *others = _entry_links(entry)
    link.attrib.clear()
    link.attrib.update(alternate)
    for attributes in reversed(others):
        link.addnext(etree.Element("link", attributes))
    for name in ("title", "summary"):
        _set_text(children.get(name))


def _entry_links(entry: EntryView) -> list[dict[str, str]]:
    links = [{"rel": "alternate", "type": "text/html", "hreflang": entry.front.language, "href": entry.permalink}]
    outlet = entry.front.published_in
    if outlet and outlet.url:
        links.append({"rel": "via", "title": plain(outlet.outlet), "href": outlet.url})
    if entry.enclosure:
        file = entry.enclosure
        length = {"length": str(file.length)} if file.length else {}
        url = absolute_url(file.url, entry.permalink)
        links.append({"rel": "enclosure", "type": file.media_type, **length, "href": url})
    return links


def _set_text(element: etree._Element | None) -> None:
    """Declare a text as HTML, and write it so, where readers would take it for HTML."""
    if element is not None and looks_like_markup(element.text or ""):
        element.text = html.escape(element.text, quote=False)
        element.set("type", "html")
