"""Feeds in all formats: what readers make of them, and that nothing but the view decides them."""

import dataclasses
import html
import json
import re
import subprocess
import sys
from collections.abc import Callable

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kei_site.core.hashing import Digest
from kei_site.model.brief import Fragment
from kei_site.model.views.common import EnclosureView, EventLine, Link
from kei_site.model.views.feeds import FeedView
from kei_site.render.feeds.atom import render_atom
from kei_site.render.feeds.json_feed import render_json_feed
from kei_site.render.feeds.rss import render_rss
from tests.support.feed_rules import violations
from tests.support.feed_samples import HOSTILE_TITLES, entry, feed, fragment, instant

Renderer = Callable[..., bytes]
XML_RENDERERS = pytest.mark.parametrize("render", [render_rss, render_atom])
RENDERERS = pytest.mark.parametrize("render", [render_rss, render_atom, render_json_feed])

ARCHIVE = {
    "is_archive": True,
    "current": "https://example.org/atom.xml",
    "previous_archive": "https://example.org/feeds/archive/1.xml",
    "next_archive": "https://example.org/feeds/archive/3.xml",
}


def shown_title(parsed: feedparser.FeedParserDict) -> str:
    """What a reader shows: feedparser hands out HTML where it takes a title for that."""
    detail = parsed.title_detail
    return html.unescape(detail.value) if detail.type == "text/html" else str(detail.value)


@XML_RENDERERS
@pytest.mark.parametrize("title", HOSTILE_TITLES)
def test_a_hostile_title_comes_out_as_it_went_in(render: Renderer, title: str) -> None:
    data = render(feed(entry(title=title), title=title), fragment)
    parsed = feedparser.parse(data)
    assert not parsed.bozo
    assert shown_title(parsed.entries[0]) == title
    assert shown_title(parsed.feed) == title
    assert violations(data) == []


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp")), min_size=1))
def test_any_title_gives_feeds_without_a_diagnostic(title: str) -> None:
    view = feed(entry(title=title, summary=title, tags=(Link(name=title, url=""),)))
    assert json.loads(render_json_feed(view, fragment))["items"][0]["title"]
    for render in (render_rss, render_atom):
        assert set(violations(render(view, fragment))) <= {"BadCharacters", "NotBlank"}


@XML_RENDERERS
def test_readers_get_every_field_back(render: Renderer) -> None:
    entries = feedparser.parse(render(feed(entry(1), entry(2)), fragment)).entries
    parsed = entries[0]
    assert [each.title for each in entries] == ["Brief 1", "Brief 2"]
    assert parsed.link == "https://example.org/briefs/2024/1/"
    assert parsed.id == "tag:example.org,2024:briefs/2024/1"
    assert parsed.published_parsed[:6] == (2024, 7, 21, 4, 0, 0)
    assert [author.name for author in parsed.authors] == ["Kim & Sons", "김민수"]
    assert [tag.term for tag in parsed.tags] == ["NATO", "R&D"]
    assert parsed.summary == "What brief 1 says."
    assert parsed.enclosures[0] | {"rel": "enclosure"} == {
        "rel": "enclosure",
        "href": "https://example.org/files/a.pdf",
        "length": "12",
        "type": "application/pdf",
    }


@XML_RENDERERS
def test_readers_get_the_full_text_with_absolute_addresses(render: Renderer) -> None:
    (content,) = feedparser.parse(render(feed(entry()), fragment)).entries[0].content
    assert 'href="https://example.org/briefs/2023/other/"' in content.value
    assert 'src="https://example.org/assets/a.png"' in content.value
    assert 'src="https://example.org/assets/lead.png"' in content.value
    assert "Caption" in content.value
    assert "https://outlet.example/a" in content.value
    assert content.base == "https://example.org/briefs/2024/1/"


def test_atom_keeps_when_an_entry_changed_and_its_language() -> None:
    parsed = feedparser.parse(render_atom(feed(entry(language="ko")), fragment)).entries[0]
    assert parsed.updated_parsed[:6] == (2024, 8, 1, 14, 0, 0)
    assert parsed.title_detail.language == "ko"


def test_rss_keeps_the_language_and_the_outlet() -> None:
    parsed = feedparser.parse(render_rss(feed(entry(language="ko")), fragment)).entries[0]
    assert parsed.language == "ko"
    assert parsed.content[0].language == "ko"
    assert parsed.dc_source == "The Outlet https://outlet.example/a"


EVENT = EventLine(
    start=instant("2024-09-17T18:00:00-04:00"),
    end=instant("2024-09-17T19:30:00-04:00"),
    zone="EDT",
    place="The library",
)
WHEN = "September 17, 2024, 6:00 PM – 7:30 PM EDT, The library · What brief 1 says."


@XML_RENDERERS
def test_the_summary_of_an_event_begins_with_when_and_where(render: Renderer) -> None:
    for made in (entry(event=EVENT), entry(event=EVENT, text=None)):
        assert feedparser.parse(render(feed(made), fragment)).entries[0].summary == WHEN
        assert json.loads(render_json_feed(feed(made), fragment))["items"][0]["summary"] == WHEN


@XML_RENDERERS
def test_captions_have_the_numbers_that_they_have_on_the_page(render: Renderer) -> None:
    captions = "".join(
        f'<figure class="{kind}"><table><tr><td>x</td></tr></table><figcaption>It</figcaption></figure>'
        for kind in ("data-table", "wide", "embed embed-video", "data-table")
    )
    data = render(feed(entry(image=None)), lambda key: Fragment(html=captions))
    (content,) = feedparser.parse(data).entries[0].content
    found = re.findall(r"<figcaption>(.*?)</figcaption>", content.value)
    words = [re.sub("<[^>]*>", "", caption) for caption in found]
    assert words == ["Table 1. It", "Figure 1. It", "It", "Table 2. It"]


@XML_RENDERERS
def test_a_feed_of_summaries_has_no_full_text(render: Renderer) -> None:
    data = render(feed(entry(text=None)), fragment)
    assert "content" not in feedparser.parse(data).entries[0]
    assert violations(data) == []


@RENDERERS
def test_every_format_keeps_the_validators_silent(render: Renderer) -> None:
    view = feed(entry(1), entry(2, summary=""), entry(3, published_in=None, image=None, enclosure=None))
    assert violations(render(view, fragment), location=view.self_url) == []


@RENDERERS
@pytest.mark.parametrize("changes", [{}, ARCHIVE, {"hubs": ()}, {"description": ""}])
def test_an_empty_feed_is_valid_too(render: Renderer, changes: dict[str, object]) -> None:
    assert violations(render(feed(**changes), fragment)) == []


@RENDERERS
def test_only_the_view_decides(render: Renderer) -> None:
    view = feed(entry(1), entry(2))
    assert render(view, fragment) == render(view, fragment)
    moved = dataclasses.replace(view, entries=(entry(1), entry(2, title="Other")))
    assert render(moved, fragment) != render(view, fragment)


@pytest.mark.parametrize("words", ["<p>one</p>", "<p>other</p>"])
def test_a_text_is_read_once_for_all_formats_but_again_from_elsewhere(words: str) -> None:
    read: list[Digest] = []

    def texts(key: Digest) -> Fragment:
        read.append(key)
        return Fragment(html=words)

    for render in (render_atom, render_json_feed, render_rss):
        assert words.encode() in render(feed(entry()), texts)
    assert read == ["text"]


@pytest.mark.programs
def test_no_clock_locale_or_hash_seed_decides() -> None:
    program = (
        "import hashlib; from kei_site.render.feeds.atom import render_atom;"
        "from kei_site.render.feeds.rss import render_rss;"
        "from kei_site.render.feeds.json_feed import render_json_feed; from tests.support.feed_samples import *;"
        "made = b''.join(r(feed(entry(1), entry(2)), fragment)"
        " for r in (render_rss, render_atom, render_json_feed));"
        "print(hashlib.sha256(made).hexdigest(), b'feedgen' in made)"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONPATH": ":".join(sys.path), **settings},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for settings in (
            {"TZ": "Asia/Seoul", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
            {"TZ": "America/New_York", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2", "SOURCE_DATE_EPOCH": "1"},
        )
    }
    assert len(told) == 1
    assert told.pop().endswith(" False\n")


@RENDERERS
def test_people_who_open_a_feed_are_told_what_it_is(render: Renderer) -> None:
    head = render(feed(entry()), fragment).decode()[:900]
    assert "This is a web feed." in head
    assert "https://example.org/subscribe/" in head


@XML_RENDERERS
def test_the_hint_cannot_end_its_comment(render: Renderer) -> None:
    data = render(feed(entry(), subscribe="https://example.org/a--b-->/"), fragment)
    assert violations(data) == []


@XML_RENDERERS
def test_control_characters_never_stop_a_feed(render: Renderer) -> None:
    data = render(feed(entry(title="a\x07b\x85c\ufffe", summary="\x00d")), fragment)
    parsed = feedparser.parse(data)
    assert parsed.entries[0].title == "ab c"
    assert violations(data) == []


def all_links(view: FeedView, render: Renderer) -> dict[str, str]:
    return {link.rel: link.href for link in feedparser.parse(render(view, fragment)).feed.links}


@XML_RENDERERS
def test_an_archive_document_names_its_neighbours_and_the_current_feed(render: Renderer) -> None:
    view = feed(entry(), **ARCHIVE)
    links = all_links(view, render)
    assert links["current"] == "https://example.org/atom.xml"
    assert links["prev-archive"] == "https://example.org/feeds/archive/1.xml"
    assert links["next-archive"] == "https://example.org/feeds/archive/3.xml"
    assert b'<fh:archive xmlns:fh="http://purl.org/syndication/history/1.0"/>' in render(view, fragment)


@XML_RENDERERS
def test_a_subscription_feed_names_its_hubs_and_its_newest_archive(render: Renderer) -> None:
    view = feed(entry(), previous_archive="https://example.org/feeds/archive/2.xml")
    links = all_links(view, render)
    assert links["hub"] == "https://hub.example/"
    assert links["prev-archive"] == "https://example.org/feeds/archive/2.xml"
    assert b"fh:archive" not in render(view, fragment)


def test_the_newest_change_dates_the_feed() -> None:
    view = feed(entry(1, updated=instant("2025-01-02T03:04:05+09:00")), entry(2))
    assert feedparser.parse(render_atom(view, fragment)).feed.updated == "2025-01-02T03:04:05+09:00"
    assert feedparser.parse(render_rss(view, fragment)).feed.updated == "Thu, 02 Jan 2025 03:04:05 +0900"


@given(st.lists(st.integers(1, 28), unique=True, max_size=6))
def test_entries_stand_in_the_order_of_the_view(days: list[int]) -> None:
    view = feed(*(entry(day) for day in days))
    expected = [item.permanent_id for item in view.entries]
    assert [item.id for item in feedparser.parse(render_rss(view, fragment)).entries] == expected
    assert [item.id for item in feedparser.parse(render_atom(view, fragment)).entries] == expected
    assert [item["id"] for item in json.loads(render_json_feed(view, fragment))["items"]] == expected


def test_a_file_elsewhere_is_enclosed_without_a_length() -> None:
    """The profile of RSS asks for a length, and for 0 where it is not known; the others leave it out."""
    there = EnclosureView(url="https://media.example.org/a.mp3", length=0, media_type="audio/mpeg")
    view = feed(entry(1, enclosure=there))
    (given_by_rss,) = feedparser.parse(render_rss(view, fragment)).entries[0].enclosures
    assert (given_by_rss.href, given_by_rss.length) == (there.url, "0")
    (link,) = feedparser.parse(render_atom(view, fragment)).entries[0].enclosures
    assert (link.href, link.type, "length" in link) == (there.url, "audio/mpeg", False)
    (item,) = json.loads(render_json_feed(view, fragment))["items"]
    assert item["attachments"] == [{"url": there.url, "mime_type": "audio/mpeg"}]
    assert all(violations(render(view, fragment)) == [] for render in (render_rss, render_atom, render_json_feed))


@pytest.mark.parametrize("body", ["", "\n ", "<p>&nbsp;</p>\n", "<p><br>\n\u3000</p><hr>"])
@pytest.mark.parametrize(("summary", "expected"), [("A & B.", "<p>A &amp; B.</p>"), ("", "<p>Brief 1</p>")])
def test_an_entry_without_text_has_its_summary_as_its_text(body: str, summary: str, expected: str) -> None:
    view = feed(entry(summary=summary, image=None, published_in=None))

    def texts(key: Digest) -> Fragment:
        return Fragment(html=body)

    for render in (render_rss, render_atom):
        assert f"<![CDATA[{expected}]]>".encode() in render(view, texts)
    assert json.loads(render_json_feed(view, texts))["items"][0]["content_html"] == expected


def test_an_entry_without_text_has_its_image_and_its_summary() -> None:
    view = feed(entry(summary="What it says.", published_in=None))
    document = render_rss(view, lambda key: Fragment(html="")).decode()
    assert document.index("<figure>") < document.index("<p>What it says.</p>")


@pytest.mark.parametrize(("module", "renderer"), [("rss", "render_rss"), ("atom", "render_atom")])
def test_a_format_is_loaded_without_the_others(module: str, renderer: str) -> None:
    program = (
        f"from kei_site.render.feeds.{module} import {renderer};"
        f"from tests.support.feed_samples import *; {renderer}(feed(entry()), fragment)"
    )
    subprocess.run([sys.executable, "-c", program], env={"PYTHONPATH": ":".join(sys.path)}, check=True)
