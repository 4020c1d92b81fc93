"""A feed's view -> JSON Feed 1.1 (https://jsonfeed.org/version/1.1). Render, pure."""

import functools
from collections.abc import Callable
from typing import Any

import msgspec

from kei_site.core.hashing import Digest
from kei_site.model.brief import Fragment
from kei_site.model.views.common import AuthorLink
from kei_site.model.views.feeds import EntryView, FeedView
from kei_site.render.feeds.entries import CACHED_ENTRIES, Entry, entry_html, entry_summary, entry_title, hint
from kei_site.render.feeds.entry_html import absolute_url, plain
from kei_site.render.feeds.titles import feed_title

_VERSION = "https://jsonfeed.org/version/1.1"
_TEXT = "text"
_CONTENT = b'"content_html":'
_PLACE = _CONTENT + f'"{_TEXT}"'.encode()
"""No text of an entry looks like this: its quotation marks are escaped."""
_NO_ITEMS = b"[]\n}"


def render_json_feed(view: FeedView, fragment: Callable[[Digest], Fragment]) -> bytes:
    """Return the feed as a JSON Feed document in UTF-8; `fragment` gives the text under a key."""
    feed = {
        "version": _VERSION,
        "title": plain(feed_title(view)),
        "home_page_url": view.home,
        "feed_url": view.self_url,
        "description": plain(view.description),
        "user_comment": hint(view),
        "next_url": view.previous_archive,
        "language": view.language,
        "authors": [{"name": plain(view.organization), "url": view.site_url}],
        "hubs": [{"type": "WebSub", "url": hub} for hub in view.hubs],
    }
    head = msgspec.json.format(msgspec.json.encode({**_filled(feed), "items": []}), indent=1).removesuffix(_NO_ITEMS)
    items = b",\n".join([_item(entry, entry_html(entry, fragment) if entry.text else b"") for entry in view.entries])
    return b"".join((head, b"[\n", items, b"\n]\n}\n") if items else (head, b"[]\n}\n"))


def _item(entry: EntryView, content: bytes) -> bytes:
    """Return an item as it stands in a feed, in one line; `content` is its full text, or empty."""
    before, after = _around(entry, bool(content))
    return b"".join((before, msgspec.json.encode(content.decode()), after)) if content else before


@functools.lru_cache(maxsize=CACHED_ENTRIES)
def _around(entry: EntryView, has_content: bool) -> Entry:
    item = _filled(
        {
            "id": entry.permanent_id,
            "url": entry.permalink,
            "external_url": entry.front.original.url if entry.front.original else "",
            "title": plain(entry_title(entry)),
            "summary": plain(entry_summary(entry)),
            "content_html": _TEXT if has_content else "",
            "content_text": "" if has_content else plain(entry_summary(entry) or entry.front.title),
            "image": absolute_url(entry.image.url, entry.permalink) if entry.image else "",
            "date_published": entry.front.date.iso,
            "date_modified": entry.updated.iso,
            "authors": [_author(author, entry) for author in entry.card.authors],
            "tags": [plain(tag.name) for tag in entry.card.tags],
            "language": entry.front.language,
            "attachments": _attachments(entry),
        }
    )
    before, place, after = msgspec.json.encode(item).partition(_PLACE)
    return Entry(before + _CONTENT, after) if place else Entry(before)


def _author(author: AuthorLink, entry: EntryView) -> dict[str, str]:
    return _filled({"name": plain(author.name), "url": absolute_url(author.url, entry.permalink)})


def _attachments(entry: EntryView) -> list[dict[str, Any]]:
    if not entry.enclosure:
        return []
    file = entry.enclosure
    url = absolute_url(file.url, entry.permalink)
    seconds = entry.podcast.duration if entry.podcast else 0
    members = {"url": url, "mime_type": file.media_type, "size_in_bytes": file.length, "duration_in_seconds": seconds}
    return [_filled(members)]


def _filled(members: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in members.items() if value}
