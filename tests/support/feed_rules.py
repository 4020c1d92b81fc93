"""The rules by which feed validators judge a feed, each as a check of our own.

`violations` takes the bytes of an RSS 2.0, Atom 1.0 or JSON Feed 1.1 document and returns the names of the rules that
it breaks, sorted. The names are those of the W3C feed validator where it has the rule; the others are requirements of
RFC 4287, RFC 5005, WebSub and JSON Feed, and begin with the name of their specification.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from tests.support.feed_document import ATOM, Document, elements, read_feed
from tests.support.feed_format_rules import (
    ABSOLUTE,
    ATOM_RULES,
    JSON_RULES,
    RFC822,
    RFC3339,
    RSS_RULES,
    entry_ids,
    repeats,
)

HISTORY = "{http://purl.org/syndication/history/1.0}"
XML = "{http://www.w3.org/XML/1998/namespace}"
XHTML = "{http://www.w3.org/1999/xhtml}"

REGISTERED_RELATIONS = frozenset(
    (
        "alternate",
        "current",
        "describedby",
        "enclosure",
        "first",
        "hub",
        "last",
        "license",
        "next",
        "next-archive",
        "prev-archive",
        "previous",
        "related",
        "replies",
        "search",
        "self",
        "service",
        "up",
        "via",
    )
)
SAFE_ELEMENTS = frozenset(
    (
        "a",
        "abbr",
        "article",
        "aside",
        "audio",
        "b",
        "bdi",
        "blockquote",
        "br",
        "caption",
        "cite",
        "code",
        "col",
        "colgroup",
        "data",
        "dd",
        "del",
        "details",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "i",
        "img",
        "ins",
        "kbd",
        "li",
        "main",
        "map",
        "mark",
        "nav",
        "ol",
        "p",
        "pre",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "section",
        "small",
        "source",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "time",
        "tr",
        "u",
        "ul",
        "var",
        "video",
        "wbr",
    )
)
SAFE_ATTRIBUTES = frozenset(
    (
        "abbr",
        "alt",
        "cite",
        "class",
        "colspan",
        "controls",
        "datetime",
        "dir",
        "headers",
        "height",
        "href",
        "hreflang",
        "id",
        "lang",
        "loading",
        "open",
        "rel",
        "reversed",
        "rowspan",
        "scope",
        "sizes",
        "span",
        "src",
        "srcset",
        "start",
        "tabindex",
        "target",
        "title",
        "type",
        "value",
        "width",
    )
)
PLAUSIBLE_FROM = datetime(1990, 1, 1, tzinfo=UTC)

_END_TAG = re.compile(r"</(\w+)>")
_ENTITY = re.compile(r"&(?:#?\w*\d\w*|amp|lt|gt|quot|apos|nbsp|copy);?")
_TAG_URI = re.compile(r"tag:([\w.+-]+@)?[a-z0-9.-]+,\d{4}(-\d\d(-\d\d)?)?:[\w;/?:@&=+$.\-!~*'()%,]*(#.*)?", re.ASCII)


def violations(data: bytes, *, location: str = "", media_type: str = "") -> list[str]:
    """Return the names of the rules that a feed breaks."""
    if data.lstrip()[:1] == b"{":
        return sorted(name for name, broken in JSON_RULES.items() if broken(json.loads(data)))
    document = read_feed(data, location, media_type)
    rules = {**COMMON_RULES, **(RSS_RULES if document.is_rss else ATOM_RULES)}
    return sorted(name for name, broken in rules.items() if broken(document))


def _has_clashing_ids(document: Document) -> bool:
    every = [element.get("id") for element in elements(document) if element.get("id")]
    return len(every) != len(set(every))


def _has_markup_in_text(document: Document) -> bool:
    lines = document.data.split(b"\n")
    for element in _plain_texts(document):
        text = element.text or ""
        raw = b"&#x" in lines[element.sourceline - 1]
        if _END_TAG.search(text) or (_ENTITY.search(text) and not raw):
            return True
    return False


def _plain_texts(document: Document) -> Iterator[Any]:
    if document.is_rss:
        for name in ("title", "description", "item/title", "item/category", "image/title"):
            yield from document.head.findall(name)
    else:
        for name in (f"{ATOM}title", f"{ATOM}subtitle", f"{ATOM}summary"):
            yield from (found for found in document.root.iter(name) if found.get("type", "text") == "text")


def _dates(document: Document) -> Iterator[datetime | None]:
    if document.is_rss:
        for date in document.root.iter("pubDate", "lastBuildDate"):
            yield parsedate_to_datetime(date.text) if RFC822.fullmatch(date.text or "") else None
    for date in document.root.iter(f"{ATOM}updated", f"{ATOM}published"):
        yield datetime.fromisoformat(date.text) if RFC3339.fullmatch(date.text or "") else None


def _self_urls(document: Document) -> list[str]:
    return [link.get("href", "") for link in document.links("self")]


def _is_bad_id(text: str) -> bool:
    return not text.isascii() or not urlsplit(text).scheme or (text.startswith("tag:") and not _TAG_URI.fullmatch(text))


def _has_bad_link(document: Document) -> bool:
    links = [link.get("href", "") for link in document.root.iter(f"{ATOM}link")]
    links += [link.text or "" for link in document.root.iter("link")]
    return any(not ABSOLUTE.match(url) or not url.isascii() or " " in url for url in links)


def _has_empty_element(document: Document) -> bool:
    named = document.root.iter("title", "description", "category", f"{ATOM}title", f"{ATOM}summary", f"{ATOM}name")
    return any(not (title.text or "").strip() for title in named)


def _archive_lacks_links(document: Document) -> bool:
    is_archive = document.head.find(f"{HISTORY}archive") is not None
    return is_archive and not document.links("current")


COMMON_RULES: Mapping[str, Callable[[Document], bool]] = {
    "BadCharacters": lambda document: bool(re.search("[\x80-\x9f\ufffd]", document.data.decode())),
    "ClashingIds": _has_clashing_ids,
    "ContainsHTML": _has_markup_in_text,
    "DangerousStyleAttr": lambda document: any("style" in element.keys() for element in elements(document)),  # noqa: SIM118
    "DuplicateEntries": lambda document: repeats(entry_ids(document)),
    "EncodingMismatch": lambda document: document.root.getroottree().docinfo.encoding != "UTF-8",
    "ImplausibleDate": lambda document: any(date and date < PLAUSIBLE_FROM for date in _dates(document)),
    "InvalidDate": lambda document: None in list(_dates(document)),
    "InvalidId": lambda document: any(map(_is_bad_id, entry_ids(document))),
    "InvalidLink": _has_bad_link,
    "NotBlank": _has_empty_element,
    "NotHtml": lambda document: document.broken_html,
    "RFC5005-current": _archive_lacks_links,
    "RelativeSelf": lambda document: any(not urlsplit(url).netloc for url in _self_urls(document)),
    "SecurityRisk": lambda document: any(
        element.tag.removeprefix(XHTML) not in SAFE_ELEMENTS for element in elements(document)
    ),
    "SecurityRiskAttr": lambda document: any(
        name not in SAFE_ATTRIBUTES
        for element in elements(document)
        for name in element.keys()  # noqa: SIM118
    ),
    "SelfDoesntMatchLocation": lambda document: bool(document.location) and _self_urls(document) != [document.location],
    "UnregisteredAtomLinkRel": lambda document: any(
        link.get("rel", "alternate") not in REGISTERED_RELATIONS for link in document.root.iter(f"{ATOM}link")
    ),
    "WebSub-self": lambda document: len(_self_urls(document)) > 1,
}
"""Rules of RSS and Atom. UnexpectedContentType and HttpsProtocolWarning are about servers, not documents."""
