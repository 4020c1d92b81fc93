"""The rules of RSS 2.0, Atom 1.0 and JSON Feed 1.1 that belong to one format only; see `feed_rules`."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import unquote

from tests.support.feed_document import ATOM, CONTENT, Document

DC = "{http://purl.org/dc/elements/1.1/}"
ABSOLUTE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*:")
RFC822 = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d? [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d (GMT|[+-]\d\d[03]0)")
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def entry_ids(document: Document) -> list[str]:
    name = "guid" if document.is_rss else f"{ATOM}id"
    return [item.findtext(name) or "" for item in document.entries]


def repeats(values: list[str]) -> bool:
    return len(values) != len(set(values))


def _has_relative_address(document: Document) -> bool:
    """An address that is neither absolute nor leads to an id in the same text."""
    return any(
        not ABSOLUTE.match(url) and unquote(url.removeprefix("#")) not in _ids(piece)
        for piece in document.html
        for element in piece.iter()
        if isinstance(element.tag, str)
        for url in (element.get("href"), element.get("src"))
        if url is not None
    )


def _ids(piece: Any) -> set[str]:
    return {element.get("id") for element in piece.iter() if isinstance(element.tag, str) and element.get("id")}


def _lacks_escapes(document: Document) -> bool:
    raw = re.findall(rb"<(?:title|category)>([^<]*)</", document.data)
    return any(b"&amp;" in text or b"&lt;" in text for text in raw)


def _lacks_channel_element(document: Document) -> bool:
    return any(len(document.head.findall(name)) != 1 for name in ("title", "link", "description"))


def _has_late_description(document: Document) -> bool:
    for item in document.entries:
        names = [child.tag for child in item]
        if CONTENT in names and "description" not in names[: names.index(CONTENT)]:
            return True
    return False


def _has_bad_enclosure(document: Document) -> bool:
    return any(
        len(item.findall("enclosure")) > 1
        or any(
            not enclosure.get("length", "").isdigit()
            or "/" not in enclosure.get("type", "")
            or not ABSOLUTE.match(enclosure.get("url"))
            for enclosure in item.findall("enclosure")
        )
        for item in document.entries
    )


RSS_RULES: Mapping[str, Callable[[Document], bool]] = {
    "CharacterData": _lacks_escapes,
    "ContainsRelRef": _has_relative_address,
    "DuplicateDescriptionSemantics": lambda document: any(
        item.find(f"{ATOM}{name}") is not None for item in document.entries for name in ("content", "title")
    ),
    "EmailFormat": lambda document: any(
        not re.fullmatch(r"\S+@\S+ \(.+\)", author.text or "") for author in document.root.iter("author")
    ),
    "Enclosure": _has_bad_enclosure,
    "GuidIsNoPermalink": lambda document: any(
        guid.get("isPermaLink") != "false" for guid in document.root.iter("guid")
    ),
    "MissingAtomSelfLink": lambda document: not document.links("self"),
    "MissingChannelElement": _lacks_channel_element,
    "MissingCreator": lambda document: any(item.find(f"{DC}creator") is None for item in document.entries),
    "MissingDCLanguage": lambda document: not document.head.findtext("language"),
    "MissingGuid": lambda document: any(item.find("guid") is None for item in document.entries),
    "NeedDescriptionBeforeContent": _has_late_description,
    "NonSpecificMediaType": lambda document: document.media_type not in ("", "application/rss+xml"),
    "NotSufficientlyUnique": lambda document: any(len(guid) < 9 for guid in entry_ids(document)),
    "ProblematicalRFC822Date": lambda document: any(
        not RFC822.fullmatch(date.text or "") for date in document.root.iter("pubDate", "lastBuildDate")
    ),
}


def _children(element: Any, *names: str) -> list[int]:
    return [len(element.findall(f"{ATOM}{name}")) for name in names]


def _has_duplicate_link(document: Document) -> bool:
    owners = [document.root, *document.entries]
    return any(
        repeats(
            [
                f"{link.get('type')} {link.get('hreflang')}"
                for link in owner.findall(f"{ATOM}link")
                if link.get("rel", "alternate") == "alternate"
            ]
        )
        for owner in owners
    )


def _lacks_text(entry: Any) -> bool:
    alternate = [link for link in entry.findall(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"]
    return entry.find(f"{ATOM}content") is None and not (alternate and entry.find(f"{ATOM}summary") is not None)


ATOM_RULES: Mapping[str, Callable[[Document], bool]] = {
    "ContainsRelRef": _has_relative_address,
    "DuplicateAtomLink": _has_duplicate_link,
    "DuplicateUpdated": lambda document: repeats([entry.findtext(f"{ATOM}updated") for entry in document.entries]),
    "HtmlFragment": lambda document: any(
        text.get("type") == "text/html" for text in document.root.iter(f"{ATOM}content")
    ),
    "MissingSelf": lambda document: not document.links("self"),
    "NonSpecificMediaType": lambda document: document.media_type not in ("", "application/atom+xml"),
    "RFC4287-author": lambda document: any(
        entry.find(f"{ATOM}author/{ATOM}name") is None for entry in [document.root, *document.entries]
    ),
    "RFC4287-entry": lambda document: any(
        _children(entry, "id", "title", "updated") != [1, 1, 1] or max(_children(entry, "content", "published")) > 1
        for entry in document.entries
    ),
    "RFC4287-feed": lambda document: _children(document.root, "id", "title", "updated") != [1, 1, 1],
    "RFC4287-text": lambda document: any(map(_lacks_text, document.entries)),
    "RFC4287-type": lambda document: any(
        text.get("type", "text") not in ("text", "html", "xhtml")
        for name in ("title", "subtitle", "summary", "content")
        for text in document.root.iter(f"{ATOM}{name}")
    ),
    "UpdatedIsNotNewest": lambda document: (
        bool(document.entries)
        and datetime.fromisoformat(document.root.findtext(f"{ATOM}updated"))
        != max(datetime.fromisoformat(entry.findtext(f"{ATOM}updated")) for entry in document.entries)
    ),
}


def _bad_item(item: dict[str, Any]) -> bool:
    dates = [item[name] for name in ("date_published", "date_modified") if name in item]
    return (
        not isinstance(item.get("id"), str)
        or not ("content_html" in item or "content_text" in item)
        or "author" in item
        or any(not author for author in item.get("authors", []))
        or any(not RFC3339.fullmatch(date) for date in dates)
        or any(not {"url", "mime_type"} <= file.keys() for file in item.get("attachments", []))
    )


JSON_RULES: Mapping[str, Callable[[dict[str, Any]], bool]] = {
    "JSONFeed-duplicate": lambda feed: repeats([item.get("id") for item in feed.get("items", [])]),
    "JSONFeed-feed": lambda feed: (
        feed.get("version") != "https://jsonfeed.org/version/1.1"
        or any(name not in feed for name in ("title", "items", "home_page_url", "feed_url"))
    ),
    "JSONFeed-hubs": lambda feed: any(not {"type", "url"} <= hub.keys() for hub in feed.get("hubs", [])),
    "JSONFeed-item": lambda feed: any(map(_bad_item, feed.get("items", []))),
    "JSONFeed-next": lambda feed: feed.get("next_url") == feed.get("feed_url"),
}
