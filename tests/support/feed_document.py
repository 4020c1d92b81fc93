"""A feed under test, read: its tree, and every piece of HTML in it."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import html5lib
from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


@dataclass(frozen=True, kw_only=True)
class Document:
    """A feed under test."""

    data: bytes
    root: Any
    is_rss: bool
    location: str
    """Where the feed was fetched from; empty: not known."""
    media_type: str
    html: tuple[Any, ...] = field(default=())
    """Every piece of HTML in it, parsed."""
    broken_html: bool = False

    @property
    def head(self) -> Any:
        """The element that holds what is said of the whole feed."""
        return self.root[0] if self.is_rss else self.root

    @property
    def entries(self) -> list[Any]:
        """The entries."""
        return self.head.findall("item" if self.is_rss else f"{ATOM}entry")  # type: ignore[no-any-return]

    def links(self, relation: str) -> list[Any]:
        """The links of the whole feed with a relation."""
        return [link for link in self.head.findall(f"{ATOM}link") if link.get("rel", "alternate") == relation]


def read_feed(data: bytes, location: str, media_type: str) -> Document:
    """Return the RSS or Atom document in `data`, fetched from `location` as `media_type` if these are given."""
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    is_rss = root.tag == "rss"
    read = [_read_html(source) for source in _html_sources(root, is_rss)]
    return Document(
        data=data,
        root=root,
        is_rss=is_rss,
        location=location,
        media_type=media_type,
        html=tuple(piece for piece, _ in read),
        broken_html=any(is_broken for _, is_broken in read),
    )


@functools.lru_cache(maxsize=8192)
def _read_html(source: str) -> tuple[Any, bool]:
    """Return a piece of HTML as a tree, and whether it has errors; a brief's text stands in many feeds."""
    parser = html5lib.HTMLParser(strict=False)
    return parser.parseFragment(source), bool(parser.errors)


def _html_sources(root: Any, is_rss: bool) -> Iterator[str]:
    if is_rss:
        yield from (description.text or "" for description in root.iterfind("channel/item/description"))
        yield from (content.text or "" for content in root.iter(CONTENT))
    else:
        yield from (element.text or "" for element in root.iter() if element.get("type") == "html")


def elements(document: Document) -> Iterator[Any]:
    for piece in document.html:
        yield from (
            element for element in piece.iter() if isinstance(element.tag, str) and element.tag != "DOCUMENT_FRAGMENT"
        )
