"""A feed's view -> JSON Feed 1.1 (https://jsonfeed.org/version/1.1). Render, pure."""

from collections.abc import Callable
from typing import Any

import msgspec

from kei_site.digest import Digest
from kei_site.model.brief import Fragment
from kei_site.model.views import AuthorLink, EntryView, FeedView
from kei_site.render.channels import feed_title
from kei_site.render.feed_html import absolute_url, plain
from kei_site.render.feed_text import entry_html, hint

_VERSION = "https://jsonfeed.org/version/1.1"


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
        "favicon": view.icon,
        "language": view.language,
        "authors": [{"name": plain(view.organization), "url": view.site_url}],
        "hubs": [{"type": "WebSub", "url": hub} for hub in view.hubs],
    }
    items = [_item(entry, fragment) for entry in view.entries]
    return msgspec.json.format(msgspec.json.encode({**_given(feed), "items": items}), indent=1) + b"\n"


def _item(entry: EntryView, fragment: Callable[[Digest], Fragment]) -> dict[str, Any]:
    content = entry_html(entry, fragment).decode() if entry.text else ""
    return _given(
        {
            "id": entry.permanent_id,
            "url": entry.permalink,
            "external_url": entry.external.url if entry.external else "",
            "title": plain(entry.title),
            "summary": plain(entry.summary),
            "content_html": content,
            "content_text": "" if content else plain(entry.summary or entry.title),
            "image": absolute_url(entry.image.url, entry.permalink) if entry.image else "",
            "date_published": entry.published.iso,
            "date_modified": entry.updated.iso,
            "authors": [_author(author, entry) for author in entry.authors],
            "tags": [plain(name) for name in entry.categories],
            "language": entry.language,
            "attachments": _attachments(entry),
        }
    )


def _author(author: AuthorLink, entry: EntryView) -> dict[str, str]:
    return {"name": plain(author.name), "url": absolute_url(author.url, entry.permalink)}


def _attachments(entry: EntryView) -> list[dict[str, Any]]:
    if not entry.enclosure:
        return []
    file = entry.enclosure
    url = absolute_url(file.url, entry.permalink)
    return [_given({"url": url, "mime_type": file.media_type, "size_in_bytes": file.length})]


def _given(members: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in members.items() if value}
