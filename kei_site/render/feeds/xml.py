"""What RSS and Atom share: feedgen's documents as trees that can be corrected, and corrected trees as bytes. Render.

feedgen writes both formats; what it gets wrong, or cannot say, is put right in the tree that its bytes parse to, or in
the element that it makes of an entry. An entry is the same in every feed that shows it, so feeds are written without
entries, and entries are put in as bytes that can be remembered. Full texts, most of a feed, go neither through feedgen
nor through a tree: an element holds their place, and they are put in as CDATA sections at the end. Invariants: nothing
comes from the clock; elements stand on lines of their own, so that a person who opens the file can read it.
"""

from collections.abc import Iterable, Iterator, Mapping
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
_TEXT = "text"
_HELD_PLACE = f">{_TEXT}</content".encode()
"""No text of an entry looks like this: its angle brackets are escaped."""
_HOLDER = "feed"


def new_generator(view: FeedView) -> FeedGenerator:
    """Return a feedgen feed with what both formats say of the whole feed."""
    made = FeedGenerator()
    made.id(view.permanent_id)
    title = plain(feed_title(view))
    made.title(title)
    made.link(href=view.self_url, rel="self")
    # feedgen takes the last link for the one that RSS shows.
    made.link(href=view.home, rel="alternate")
    made.description(plain(view.description) or title)
    made.language(view.language)
    made.generator(_GENERATOR)
    changed = newest(view)
    made.updated(changed)
    made.lastBuildDate(changed)
    return made


def newest(view: FeedView) -> datetime:
    """Return when the feed last changed: the latest change of an entry, or a fixed date for an empty feed."""
    return max((entry.updated.as_datetime() for entry in view.entries), default=_EMPTY)


def parsed(document: bytes) -> etree._Element:
    """Return the root of what feedgen wrote."""
    return etree.fromstring(document, _PARSER)


def links_of(view: FeedView, media_type: str) -> Iterator[dict[str, str]]:
    """Yield the attributes of the links between feeds: itself, its hubs (WebSub) and its archive (RFC 5005)."""
    yield {"rel": "self", "type": media_type, "href": view.self_url}
    for hub in view.hubs:
        yield {"rel": "hub", "href": hub}
    archive = {
        "current": view.current,
        "prev-archive": view.previous_archive,
        "next-archive": view.next_archive,
    }
    for relation, url in archive.items():
        if url:
            yield {"rel": relation, "type": media_type, "href": url}


def archive_marker() -> etree._Element:
    """Return the element that says that a document is an archive and will not gain entries (RFC 5005 section 4)."""
    return etree.Element(f"{{{_HISTORY}}}archive", nsmap={"fh": _HISTORY})


def place_for_text(name: str, base: str) -> etree._Element:
    """Return an element whose text will be the full text of an entry; addresses in it are relative to `base`."""
    element = etree.Element(name, {f"{XML}base": base})
    element.text = _TEXT
    return element


def written_entry(element: etree._Element, depth: int, namespaces: Mapping[str, str] | None = None) -> Entry:
    """Return an entry in UTF-8 as it stands `depth` levels deep in a document that declares `namespaces`."""
    for one in element.iter():
        if one.text == "":
            one.text = None  # so that the element is closed at once, as in what was parsed
    etree.indent(element, space=" ", level=depth)
    holder = etree.Element(_HOLDER, nsmap=namespaces)
    holder.append(element)
    held = etree.tostring(holder, encoding="UTF-8")
    entry = held[held.index(b">") + 1 : held.rindex(b"<")]
    before, place, after = (b"\n" + b" " * depth + entry).partition(_HELD_PLACE)
    return Entry(before + b"><![CDATA[", b"]]></content" + after) if place else Entry(before)


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
    pieces = [piece for entry, text in entries for piece in (entry.before, _section(text), entry.after)]
    return b"".join([document[:place], *pieces, document[place:]])


def _section(text: bytes) -> bytes:
    """Return what a CDATA section of a text holds. Few texts have a bracket, and to look for one is quick."""
    return text.replace(b"]]>", b"]]]]><![CDATA[>") if b"]" in text else text
