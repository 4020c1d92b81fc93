"""A feed without entries and its entries -> an RSS or Atom document in bytes. Render.

feedgen writes the head of a feed, and the tree of its document is corrected. Entries are written as text, as feedgen
and lxml would write them: trees take ten times as long. Full texts are CDATA sections.
"""

import html
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from feedgen.feed import FeedGenerator
from lxml import etree

from kei_site.model.views.feeds import FeedView
from kei_site.render.feeds.entries import Entry, hint
from kei_site.render.feeds.entry_html import plain
from kei_site.render.feeds.titles import feed_title

ATOM = "{http://www.w3.org/2005/Atom}"
XML = "{http://www.w3.org/XML/1998/namespace}"

_HISTORY = "http://purl.org/syndication/history/1.0"
_GENERATOR = "kei-site"
_EMPTY = datetime(2000, 1, 1, tzinfo=UTC)
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def new_generator(view: FeedView) -> FeedGenerator:
    """Return a feedgen feed with the elements of the whole feed that both formats have."""
    builder = FeedGenerator()
    builder.id(view.permanent_id)
    title = plain(feed_title(view))
    builder.title(title)
    builder.link(href=view.self_url, rel="self")
    # RSS shows the last link.
    builder.link(href=view.home, rel="alternate")
    builder.description(plain(view.description) or title)
    builder.language(view.language)
    builder.generator(_GENERATOR)
    changed = newest(view)
    builder.updated(changed)
    builder.lastBuildDate(changed)
    return builder


def newest(view: FeedView) -> datetime:
    """Return when the feed last changed: the latest change of an entry, or a fixed date for an empty feed."""
    return max((entry.updated.as_datetime() for entry in view.entries), default=_EMPTY)


def parsed(document: bytes) -> etree._Element:
    """Return the root of a document that feedgen wrote."""
    return etree.fromstring(document, _PARSER)


def links_of(view: FeedView, media_type: str) -> Iterator[dict[str, str]]:
    """Yield the attributes of the links between feeds: itself, its hubs (WebSub) and its archive (RFC 5005)."""
    yield {"rel": "self", "type": media_type, "href": view.self_url}
    for hub in view.hubs:
        yield {"rel": "hub", "href": hub}
    archive = {"current": view.current, "prev-archive": view.previous_archive, "next-archive": view.next_archive}
    for relation, url in archive.items():
        if url:
            yield {"rel": relation, "type": media_type, "href": url}


def archive_marker() -> etree._Element:
    """Return the element that declares an archive, a document that gains no entries (RFC 5005 section 4)."""
    return etree.Element(f"{{{_HISTORY}}}archive", nsmap={"fh": _HISTORY})


def element(name: str, text: str) -> str:
    """Return an element with `text`, which is escaped."""
    return f"<{name}>{text}</{name}>" if text else f"<{name}/>"


def escaped(text: str) -> str:
    """Return `text` as it stands in an element, without the characters that XML refuses."""
    return html.escape(plain(text), quote=False)


def quoted(text: str) -> str:
    """Return `text` as the value of an attribute, in quotation marks."""
    value = escaped(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
    return f'"{value}"'


def written(root: etree._Element, head: etree._Element, view: FeedView) -> bytes:
    """Return the document as UTF-8, with a hint for people as the first thing inside `head`."""
    text = hint(view).replace("--", "-\u2011")
    if text:
        head.insert(0, etree.Comment(f" {text} "))
    etree.indent(root, space=" ")
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"  # type: ignore[no-any-return]


def with_entries(document: bytes, end: bytes, entries: Iterable[tuple[Entry, bytes]]) -> bytes:
    """Return the document with entries, each with its full text, before the last `end`."""
    place = document.rindex(end)
    parts = [part for entry, text in entries for part in (entry.before, _section(text), entry.after)]
    return b"".join([document[:place], *parts, document[place:]])


def _section(text: bytes) -> bytes:
    """Return a text as the content of a CDATA section. Few texts have a bracket, and to search one is quick."""
    return text.replace(b"]]>", b"]]]]><![CDATA[>") if b"]" in text else text
