"""The rules by which feed validators judge a feed, each as a check of our own.

`violations` takes the bytes of an RSS 2.0, Atom 1.0 or JSON Feed 1.1 document and returns the names of the rules that
it breaks, sorted. The names are those of the W3C feed validator where it has the rule; the others are requirements of RFC
4287, RFC 5005, WebSub and JSON Feed, and begin with the name of their specification.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import html5lib
from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
DC = "{http://purl.org/dc/elements/1.1/}"
HISTORY = "{http://purl.org/syndication/history/1.0}"
XML = "{http://www.w3.org/XML/1998/namespace}"
XHTML = "{http://www.w3.org/1999/xhtml}"

REGISTERED_RELATIONS = frozenset((
    "alternate", "current", "describedby", "enclosure", "first", "hub", "last", "license", "next", "next-archive",
    "prev-archive", "previous", "related", "replies", "search", "self", "service", "up", "via",
))
SAFE_ELEMENTS = frozenset((
    "a", "abbr", "article", "aside", "audio", "b", "bdi", "blockquote", "br", "caption", "cite", "code", "col",
    "colgroup", "data", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "footer",
    "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "img", "ins", "kbd", "li", "main", "map", "mark", "nav",
    "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp", "section", "small", "source", "span", "strong", "sub",
    "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul", "var", "video", "wbr",
))
SAFE_ATTRIBUTES = frozenset((
    "abbr", "alt", "cite", "class", "colspan", "controls", "datetime", "dir", "headers", "height", "href", "hreflang",
    "id", "lang", "loading", "open", "rel", "reversed", "rowspan", "scope", "sizes", "span", "src", "srcset", "start",
    "tabindex", "target", "title", "type", "value", "width",
))
PLAUSIBLE_FROM = datetime(1990, 1, 1, tzinfo=UTC)

_ABSOLUTE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*:")
_END_TAG = re.compile(r"</(\w+)>")
_ENTITY = re.compile(r"&(?:#?\w*\d\w*|amp|lt|gt|quot|apos|nbsp|copy);?")
_TAG_URI = re.compile(r"tag:([\w.+-]+@)?[a-z0-9.-]+,\d{4}(-\d\d(-\d\d)?)?:[\w;/?:@&=+$.\-!~*'()%,]*(#.*)?", re.ASCII)
_RFC822 = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d? [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d (GMT|[+-]\d\d[03]0)")
_RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


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
        return [one for one in self.head.findall(f"{ATOM}link") if one.get("rel", "alternate") == relation]


def violations(data: bytes, *, location: str = "", media_type: str = "") -> list[str]:
    """Return the names of the rules that a feed breaks."""
    if data.lstrip()[:1] == b"{":
        return sorted(name for name, broken in JSON_RULES.items() if broken(json.loads(data)))
    document = _read(data, location, media_type)
    rules = {**COMMON_RULES, **(RSS_RULES if document.is_rss else ATOM_RULES)}
    return sorted(name for name, broken in rules.items() if broken(document))


def _read(data: bytes, location: str, media_type: str) -> Document:
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    is_rss = root.tag == "rss"
    parser = html5lib.HTMLParser(strict=False)
    pieces, errors = [], []
    for source in _html_sources(root, is_rss):
        pieces.append(parser.parseFragment(source))
        errors += parser.errors
    return Document(data=data, root=root, is_rss=is_rss, location=location, media_type=media_type,
                    html=tuple(pieces), broken_html=bool(errors))


def _html_sources(root: Any, is_rss: bool) -> Iterator[str]:
    if is_rss:
        yield from (one.text or "" for one in root.iterfind("channel/item/description"))
        yield from (one.text or "" for one in root.iter(CONTENT))
    else:
        yield from (one.text or "" for one in root.iter() if one.get("type") == "html")


def _elements(document: Document) -> Iterator[Any]:
    for piece in document.html:
        yield from (one for one in piece.iter() if isinstance(one.tag, str) and one.tag != "DOCUMENT_FRAGMENT")


def _has_relative_address(document: Document) -> bool:
    """An address that is neither absolute nor leads to an id in the same text."""
    return any(
        not _ABSOLUTE.match(url) and url.removeprefix("#") not in _ids(piece)
        for piece in document.html for one in piece.iter() if isinstance(one.tag, str)
        for url in (one.get("href"), one.get("src")) if url is not None
    )


def _ids(piece: Any) -> set[str]:
    return {one.get("id") for one in piece.iter() if isinstance(one.tag, str) and one.get("id")}


def _has_clashing_ids(document: Document) -> bool:
    every = [one.get("id") for one in _elements(document) if one.get("id")]
    return len(every) != len(set(every))


def _has_markup_in_text(document: Document) -> bool:
    lines = document.data.split(b"\n")
    for one in _plain_texts(document):
        text = one.text or ""
        raw = b"&#x" in lines[one.sourceline - 1]
        if _END_TAG.search(text) or (_ENTITY.search(text) and not raw):
            return True
    return False


def _plain_texts(document: Document) -> Iterator[Any]:
    if document.is_rss:
        names = ("title", "description", "item/title", "item/category", "image/title")
        yield from (one for name in names for one in document.head.findall(name))
    else:
        names = (f"{ATOM}title", f"{ATOM}subtitle", f"{ATOM}summary")
        yield from (one for name in names for one in document.root.iter(name) if one.get("type", "text") == "text")


def _lacks_escapes(document: Document) -> bool:
    raw = re.findall(rb"<(?:title|category)>([^<]*)</", document.data)
    return any(b"&amp;" in text or b"&lt;" in text for text in raw)


def _dates(document: Document) -> Iterator[datetime | None]:
    if document.is_rss:
        for one in document.root.iter("pubDate", "lastBuildDate"):
            yield parsedate_to_datetime(one.text) if _RFC822.fullmatch(one.text or "") else None
    for one in document.root.iter(f"{ATOM}updated", f"{ATOM}published"):
        yield datetime.fromisoformat(one.text) if _RFC3339.fullmatch(one.text or "") else None


def _repeats(values: list[str]) -> bool:
    return len(values) != len(set(values))


def _entry_ids(document: Document) -> list[str]:
    name = "guid" if document.is_rss else f"{ATOM}id"
    return [one.findtext(name) or "" for one in document.entries]


def _self_urls(document: Document) -> list[str]:
    return [one.get("href", "") for one in document.links("self")]


def _is_bad_id(text: str) -> bool:
    return not text.isascii() or not urlsplit(text).scheme or (
        text.startswith("tag:") and not _TAG_URI.fullmatch(text)
    )


def _has_bad_link(document: Document) -> bool:
    links = [one.get("href", "") for one in document.root.iter(f"{ATOM}link")]
    links += [one.text or "" for one in document.root.iter("link")]
    return any(not _ABSOLUTE.match(url) or not url.isascii() or " " in url for url in links)


def _has_empty_element(document: Document) -> bool:
    named = document.root.iter("title", "description", "category", f"{ATOM}title", f"{ATOM}summary", f"{ATOM}name")
    return any(not (one.text or "").strip() for one in named)


def _archive_lacks_links(document: Document) -> bool:
    is_archive = document.head.find(f"{HISTORY}archive") is not None
    return is_archive and not document.links("current")


COMMON_RULES: Mapping[str, Callable[[Document], bool]] = {
    "BadCharacters": lambda one: bool(re.search("[\x80-\x9f\ufffd]", one.data.decode())),
    "ClashingIds": _has_clashing_ids,
    "ContainsHTML": _has_markup_in_text,
    "DangerousStyleAttr": lambda one: any("style" in element.keys() for element in _elements(one)),  # noqa: SIM118
    "DuplicateEntries": lambda one: _repeats(_entry_ids(one)),
    "EncodingMismatch": lambda one: one.root.getroottree().docinfo.encoding != "UTF-8",
    "ImplausibleDate": lambda one: any(date and date < PLAUSIBLE_FROM for date in _dates(one)),
    "InvalidDate": lambda one: None in list(_dates(one)),
    "InvalidId": lambda one: any(map(_is_bad_id, _entry_ids(one))),
    "InvalidLink": _has_bad_link,
    "NotBlank": _has_empty_element,
    "NotHtml": lambda one: one.broken_html,
    "RFC5005-current": _archive_lacks_links,
    "RelativeSelf": lambda one: any(not urlsplit(url).netloc for url in _self_urls(one)),
    "SecurityRisk": lambda one: any(
        element.tag.removeprefix(XHTML) not in SAFE_ELEMENTS for element in _elements(one)
    ),
    "SecurityRiskAttr": lambda one: any(
        name not in SAFE_ATTRIBUTES for element in _elements(one) for name in element.keys()  # noqa: SIM118
    ),
    "SelfDoesntMatchLocation": lambda one: bool(one.location) and _self_urls(one) != [one.location],
    "UnregisteredAtomLinkRel": lambda one: any(
        link.get("rel", "alternate") not in REGISTERED_RELATIONS for link in one.root.iter(f"{ATOM}link")
    ),
    "WebSub-self": lambda one: len(_self_urls(one)) > 1,
}
"""Rules of RSS and Atom. UnexpectedContentType and HttpsProtocolWarning are about servers, not documents."""


def _lacks_channel_element(document: Document) -> bool:
    return any(len(document.head.findall(name)) != 1 for name in ("title", "link", "description"))


def _has_late_description(document: Document) -> bool:
    for item in document.entries:
        names = [child.tag for child in item]
        if CONTENT in names and "description" not in names[: names.index(CONTENT)]:
            return True
    return False


def _image_differs(document: Document, name: str) -> bool:
    image = document.head.find("image")
    return image is not None and image.findtext(name) != document.head.findtext(name)


def _image_is_large(document: Document) -> bool:
    limits = {"width": 144, "height": 400}
    return any(int(document.head.findtext(f"image/{name}", "0")) > limit for name, limit in limits.items())


def _has_bad_enclosure(document: Document) -> bool:
    return any(
        len(item.findall("enclosure")) > 1 or any(
            not one.get("length", "").isdigit() or "/" not in one.get("type", "") or not _ABSOLUTE.match(one.get("url"))
            for one in item.findall("enclosure"))
        for item in document.entries
    )


RSS_RULES: Mapping[str, Callable[[Document], bool]] = {
    "CharacterData": _lacks_escapes,
    "ContainsRelRef": _has_relative_address,
    "DuplicateDescriptionSemantics": lambda one: any(
        item.find(f"{ATOM}{name}") is not None for item in one.entries for name in ("content", "title")
    ),
    "EmailFormat": lambda one: any(
        not re.fullmatch(r"\S+@\S+ \(.+\)", author.text or "") for author in one.root.iter("author")
    ),
    "Enclosure": _has_bad_enclosure,
    "GuidIsNoPermalink": lambda one: any(guid.get("isPermaLink") != "false" for guid in one.root.iter("guid")),
    "ImageLinkDoesntMatch": lambda one: _image_differs(one, "link"),
    "ImageTitleDoesntMatch": lambda one: _image_differs(one, "title"),
    "ImageTooLarge": _image_is_large,
    "MissingAtomSelfLink": lambda one: not one.links("self"),
    "MissingChannelElement": _lacks_channel_element,
    "MissingCreator": lambda one: any(item.find(f"{DC}creator") is None for item in one.entries),
    "MissingDCLanguage": lambda one: not one.head.findtext("language"),
    "MissingGuid": lambda one: any(item.find("guid") is None for item in one.entries),
    "NeedDescriptionBeforeContent": _has_late_description,
    "NonSpecificMediaType": lambda one: one.media_type not in ("", "application/rss+xml"),
    "NotSufficientlyUnique": lambda one: any(len(guid) < 9 for guid in _entry_ids(one)),
    "ProblematicalRFC822Date": lambda one: any(
        not _RFC822.fullmatch(date.text or "") for date in one.root.iter("pubDate", "lastBuildDate")
    ),
}


def _children(element: Any, *names: str) -> list[int]:
    return [len(element.findall(f"{ATOM}{name}")) for name in names]


def _has_duplicate_link(document: Document) -> bool:
    holders = [document.root, *document.entries]
    return any(
        _repeats([f"{link.get('type')} {link.get('hreflang')}" for link in holder.findall(f"{ATOM}link")
                  if link.get("rel", "alternate") == "alternate"])
        for holder in holders
    )


def _lacks_text(entry: Any) -> bool:
    alternate = [link for link in entry.findall(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"]
    return entry.find(f"{ATOM}content") is None and not (alternate and entry.find(f"{ATOM}summary") is not None)


ATOM_RULES: Mapping[str, Callable[[Document], bool]] = {
    "ContainsRelRef": _has_relative_address,
    "DuplicateAtomLink": _has_duplicate_link,
    "DuplicateUpdated": lambda one: _repeats([entry.findtext(f"{ATOM}updated") for entry in one.entries]),
    "HtmlFragment": lambda one: any(text.get("type") == "text/html" for text in one.root.iter(f"{ATOM}content")),
    "MissingSelf": lambda one: not one.links("self"),
    "NonSpecificMediaType": lambda one: one.media_type not in ("", "application/atom+xml"),
    "RFC4287-author": lambda one: any(
        entry.find(f"{ATOM}author/{ATOM}name") is None for entry in [one.root, *one.entries]
    ),
    "RFC4287-entry": lambda one: any(
        _children(entry, "id", "title", "updated") != [1, 1, 1] or max(_children(entry, "content", "published")) > 1
        for entry in one.entries
    ),
    "RFC4287-feed": lambda one: _children(one.root, "id", "title", "updated") != [1, 1, 1],
    "RFC4287-text": lambda one: any(map(_lacks_text, one.entries)),
    "RFC4287-type": lambda one: any(
        text.get("type", "text") not in ("text", "html", "xhtml")
        for name in ("title", "subtitle", "summary", "content") for text in one.root.iter(f"{ATOM}{name}")
    ),
    "UpdatedIsNotNewest": lambda one: bool(one.entries) and datetime.fromisoformat(one.root.findtext(f"{ATOM}updated"))
    != max(datetime.fromisoformat(entry.findtext(f"{ATOM}updated")) for entry in one.entries),
}


def _bad_item(item: dict[str, Any]) -> bool:
    dates = [item[name] for name in ("date_published", "date_modified") if name in item]
    return (
        not isinstance(item.get("id"), str) or not ("content_html" in item or "content_text" in item)
        or "author" in item or any(not author for author in item.get("authors", []))
        or any(not _RFC3339.fullmatch(date) for date in dates)
        or any(not {"url", "mime_type"} <= file.keys() for file in item.get("attachments", []))
    )


JSON_RULES: Mapping[str, Callable[[dict[str, Any]], bool]] = {
    "JSONFeed-duplicate": lambda one: _repeats([item.get("id") for item in one.get("items", [])]),
    "JSONFeed-feed": lambda one: one.get("version") != "https://jsonfeed.org/version/1.1" or any(
        name not in one for name in ("title", "items", "home_page_url", "feed_url")
    ),
    "JSONFeed-hubs": lambda one: any(not {"type", "url"} <= hub.keys() for hub in one.get("hubs", [])),
    "JSONFeed-item": lambda one: any(map(_bad_item, one.get("items", []))),
    "JSONFeed-next": lambda one: one.get("next_url") == one.get("feed_url"),
}
