"""Entries of feeds as feedgen and lxml write them: the tree of feedgen, corrected, indented and serialized.

The program writes entries as text; these are what its text has to equal.
"""

import html
import re
from collections.abc import Mapping

from feedgen.entry import FeedEntry
from feedgen.ext.dc import DcEntryExtension
from lxml import etree

from kei_site.model.views.feeds import EntryView
from kei_site.render.feeds.entries import looks_like_markup
from kei_site.render.feeds.entry_html import absolute_url, plain

_XML = "{http://www.w3.org/XML/1998/namespace}"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_ESCAPED_TEXT = re.compile(rb"<(title|description|category|dc:creator|dc:source)>[^<]*&[^<]*</")
_PLACE = "text"


def atom_entry(entry: EntryView) -> bytes:
    """Return an Atom entry in UTF-8, its full text an empty section."""
    builder = FeedEntry()
    builder.id(entry.permanent_id)
    builder.title(plain(entry.front.title))
    builder.updated(entry.updated.as_datetime())
    builder.published(entry.front.date.as_datetime())
    builder.link(href=entry.permalink, rel="alternate")
    builder.summary(plain(entry.front.summary or entry.front.title))
    for author in entry.card.authors:
        builder.author(name=plain(author.name), uri=absolute_url(author.url, entry.permalink))
    builder.category([{"term": plain(tag.name)} for tag in entry.card.tags])
    element = builder.atom_entry()
    element.set(f"{_XML}lang", entry.front.language)
    _set_links(element.find("link"), entry)
    for name in ("title", "summary"):
        _set_text(element.find(name))
    if entry.text:
        place = etree.SubElement(element, "content", {f"{_XML}base": entry.permalink, "type": "html"})
        place.text = _PLACE
    return _written(element, 1, {})


def _set_links(link: etree._Element, entry: EntryView) -> None:
    """Give the link its relation, which feedgen drops, and add the others."""
    link.attrib.clear()
    link.attrib.update(
        {"rel": "alternate", "type": "text/html", "hreflang": entry.front.language, "href": entry.permalink}
    )
    if entry.enclosure:
        file = entry.enclosure
        length = {"length": str(file.length)} if file.length else {}
        enclosure = {"rel": "enclosure", "type": file.media_type, **length}
        link.addnext(etree.Element("link", {**enclosure, "href": absolute_url(file.url, entry.permalink)}))
    outlet = entry.front.published_in
    if outlet and outlet.url:
        link.addnext(etree.Element("link", {"rel": "via", "title": plain(outlet.outlet), "href": outlet.url}))


def _set_text(element: etree._Element | None) -> None:
    if element is not None and looks_like_markup(element.text or ""):
        element.text = html.escape(element.text, quote=False)
        element.set("type", "html")


def rss_item(entry: EntryView) -> bytes:
    """Return an RSS item in UTF-8, its full text an empty section."""
    builder = FeedEntry()
    builder.register_extension("dc", DcEntryExtension, atom=False, rss=True)
    builder.title(_text(entry.front.title))
    builder.link(href=entry.permalink)
    builder.guid(entry.permanent_id, permalink=False)
    builder.pubDate(entry.front.date.as_datetime())
    builder.description(html.escape(plain(entry.front.summary or entry.front.title), quote=False), isSummary=True)
    builder.category([{"term": _text(tag.name)} for tag in entry.card.tags])
    if entry.enclosure:
        file = entry.enclosure
        builder.enclosure(absolute_url(file.url, entry.permalink), str(file.length), file.media_type)
    builder.dc.dc_creator([_text(author.name) for author in entry.card.authors])
    builder.dc.dc_language(entry.front.language)
    if outlet := entry.front.published_in:
        builder.dc.dc_source(_text(" ".join(filter(None, (outlet.outlet, outlet.url)))))
    item = builder.rss_entry()
    item.set(f"{_XML}lang", entry.front.language)
    if entry.text:
        place = etree.Element(f"{{{_CONTENT}}}encoded", {f"{_XML}base": entry.permalink})
        place.text = _PLACE
        item.find("description").addnext(place)
    written = _written(item, 2, {"content": _CONTENT, **DcEntryExtension().extend_ns()})
    return _ESCAPED_TEXT.sub(_with_hexadecimal_references, written)


def _text(text: str) -> str:
    return html.escape(plain(text), quote=False) if looks_like_markup(text) else plain(text)


def _with_hexadecimal_references(text: re.Match[bytes]) -> bytes:
    return text[0].replace(b"&amp;", b"&#x26;").replace(b"&lt;", b"&#x3C;").replace(b"&gt;", b"&#x3E;")


def _written(element: etree._Element, depth: int, namespaces: Mapping[str, str]) -> bytes:
    """Return an entry as it stands `depth` levels deep in a document that declares `namespaces`."""
    etree.indent(element, space=" ", level=depth)
    root = etree.Element("feed", nsmap=namespaces)
    root.append(element)
    document: bytes = etree.tostring(root, encoding="UTF-8")
    entry = document[document.index(b">") + 1 : document.rindex(b"<")]
    filled = entry.replace(f">{_PLACE}</content".encode(), b"><![CDATA[]]></content")
    return b"\n" + b" " * depth + filled
