"""JSON Feed against the members and types of its specification."""

import json
from typing import Any

import jsonschema
import pytest

from kei_site.render.feeds.json_feed import render_json_feed
from tests.support.feed_samples import HOSTILE_TITLES, entry, feed, fragment

URL = {"type": "string", "pattern": "^https?://[^ ]+$"}
TEXT = {"type": "string", "minLength": 1}
DATE = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$"}


def closed(required: list[str], **properties: object) -> dict[str, object]:
    """An object with these members only, and extensions: names that begin with `_` and a letter."""
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
        "patternProperties": {"^_[a-zA-Z][^.]*$": {"type": "object"}},
    }


def listed(item: object) -> dict[str, object]:
    return {"type": "array", "items": item, "minItems": 1}


AUTHORS = listed({**closed([], name=TEXT, url=URL, avatar=URL), "minProperties": 1})
ATTACHMENT = closed(
    ["url", "mime_type"],
    url=URL,
    mime_type={"type": "string", "pattern": "^[a-z]+/[a-z0-9.+-]+$"},
    title=TEXT,
    size_in_bytes={"type": "integer", "minimum": 0},
    duration_in_seconds={"type": "number"},
)
ITEM = {
    **closed(
        ["id"],
        id=TEXT,
        url=URL,
        external_url=URL,
        title=TEXT,
        content_html=TEXT,
        content_text=TEXT,
        summary=TEXT,
        image=URL,
        banner_image=URL,
        date_published=DATE,
        date_modified=DATE,
        authors=AUTHORS,
        tags=listed(TEXT),
        language=TEXT,
        attachments=listed(ATTACHMENT),
    ),
    "anyOf": [{"required": ["content_html"]}, {"required": ["content_text"]}],
}
SCHEMA = closed(
    ["version", "title", "home_page_url", "feed_url", "items"],
    version={"const": "https://jsonfeed.org/version/1.1"},
    title=TEXT,
    home_page_url=URL,
    feed_url=URL,
    description=TEXT,
    user_comment=TEXT,
    next_url=URL,
    icon=URL,
    favicon=URL,
    authors=AUTHORS,
    language=TEXT,
    expired={"type": "boolean"},
    hubs=listed(closed(["type", "url"], type=TEXT, url=URL)),
    items={"type": "array", "items": ITEM},
)


def made(*entries: Any, **changes: object) -> dict[str, Any]:
    return json.loads(render_json_feed(feed(*entries, **changes), fragment))  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"hubs": (), "description": "", "subscribe": ""},
        {"previous_archive": "https://example.org/feeds/archive/1.json"},
    ],
)
@pytest.mark.parametrize(
    "entries",
    [
        (),
        (entry(1), entry(2)),
        (entry(text=None),),
        (entry(text=None, summary=""),),
        (entry(published_in=None, image=None, enclosure=None, tags=()),),
    ],
)
def test_every_feed_keeps_the_schema(entries: Any, changes: dict[str, object]) -> None:
    jsonschema.validate(made(*entries, **changes), SCHEMA)


@pytest.mark.parametrize(
    "diagnostic",
    [{"author": {"name": "x"}}, {"authors": [{}]}, {"date_published": "2024-07-21"}, {"id": 1}, {"tags": []}],
)
def test_the_schema_bites(diagnostic: dict[str, object]) -> None:
    broken = made(entry())
    broken["items"][0] |= diagnostic
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, SCHEMA)


def test_every_field_of_an_entry_comes_out() -> None:
    (item,) = made(entry(language="ko"))["items"]
    content = item.pop("content_html")
    assert 'href="https://example.org/briefs/2023/other/"' in content
    assert item == {
        "id": "tag:example.org,2024:briefs/2024/1",
        "url": "https://example.org/briefs/2024/1/",
        "external_url": "https://outlet.example/a",
        "title": "Brief 1",
        "summary": "What brief 1 says.",
        "image": "https://example.org/assets/lead.png",
        "date_published": "2024-07-21T00:00:00-04:00",
        "date_modified": "2024-08-01T10:00:00-04:00",
        "authors": [
            {"name": "Kim & Sons", "url": "https://example.org/authors/kim/"},
            {"name": "김민수", "url": "https://example.org/authors/minsu/"},
        ],
        "tags": ["NATO", "R&D"],
        "language": "ko",
        "attachments": [
            {
                "url": "https://example.org/files/a.pdf",
                "mime_type": "application/pdf",
                "size_in_bytes": 12,
            }
        ],
    }


def test_a_feed_of_summaries_carries_them_as_text() -> None:
    (item,) = made(entry(text=None))["items"]
    assert item["content_text"] == item["summary"] == "What brief 1 says."
    assert "content_html" not in item


def test_a_human_finds_the_version_first_and_the_comment_before_the_items() -> None:
    names = list(made(entry()))
    assert names[0] == "version"
    assert names.index("user_comment") < names.index("items")


@pytest.mark.parametrize("title", HOSTILE_TITLES)
def test_each_item_is_a_line_as_the_standard_library_writes_it(title: str) -> None:
    for view in (feed(), feed(entry(1, title=title, summary="\t\n\u2028/\x7f"), entry(2, tags=()), title=title)):
        written = render_json_feed(view, fragment).decode()
        head = json.loads(written)
        lines = [json.dumps(item, ensure_ascii=False, separators=(",", ":")) for item in head.pop("items")]
        listed_items = "[\n" + ",\n".join(lines) + "\n]" if lines else "[]"
        rest = json.dumps(head | {"items": 0}, ensure_ascii=False, indent=1).removesuffix("0\n}")
        assert written == f"{rest}{listed_items}\n}}\n"
