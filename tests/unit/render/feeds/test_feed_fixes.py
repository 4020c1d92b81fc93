"""What feedgen gets wrong, and that none of it gets out: a test for each correction, feedgen's output as control."""

import html
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from feedgen.feed import FeedGenerator
from lxml import etree

from kei_site.model.views.common import AuthorLink
from kei_site.model.views.feeds import EntryView, FeedView
from kei_site.render.feeds.atom import render_atom
from kei_site.render.feeds.rss import render_rss
from tests.support.feed_samples import entry, feed, fragment, instant

ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


def atom(view: FeedView) -> Any:
    return etree.fromstring(render_atom(view, fragment))


def channel(view: FeedView) -> Any:
    return etree.fromstring(render_rss(view, fragment))[0]


def bare(**more: str) -> FeedGenerator:
    """A feed as feedgen makes it."""
    made = FeedGenerator()
    made.id("tag:example.org,2024:feeds")
    made.title("T")
    made.description("D")
    made.link(href="https://example.org/", rel="alternate")
    entry_ = made.add_entry()
    entry_.id("tag:example.org,2024:a")
    entry_.title("A")
    entry_.link(href="https://example.org/a/", rel="alternate", type="text/html")
    entry_.author(name="Kim")
    entry_.content("<p>x</p>", **more)
    return made


def test_entry_links_keep_what_they_are_for() -> None:
    broken = etree.fromstring(bare().atom_str()).find(f"{ATOM}entry/{ATOM}link")
    assert broken.get("rel") is None
    links = atom(feed(entry())).findall(f"{ATOM}entry/{ATOM}link")
    assert [(link.get("rel"), link.get("type")) for link in links] == [
        ("alternate", "text/html"),
        ("via", None),
        ("enclosure", "application/pdf"),
    ]
    assert links[0].get("hreflang") == "en"
    assert links[2].get("length") == "12"


def test_full_text_is_of_the_type_html() -> None:
    broken = etree.fromstring(bare(type="CDATA").atom_str()).find(f"{ATOM}entry/{ATOM}content")
    assert broken.get("type") == "CDATA"
    content = atom(feed(entry())).find(f"{ATOM}entry/{ATOM}content")
    assert content.get("type") == "html"
    assert content.get("{http://www.w3.org/XML/1998/namespace}base") == "https://example.org/briefs/2024/1/"


def test_no_time_is_that_of_the_build() -> None:
    assert str(datetime.now(UTC).year).encode() in bare().atom_str()
    year = str(datetime.now(UTC).year).encode()
    view = feed(entry(1, updated=instant("2019-02-03T04:05:06+00:00"), date=instant("2019-02-03T00:00:00+00:00")))
    for data in (render_rss(view, fragment), render_atom(view, fragment), render_rss(feed(), fragment)):
        assert year not in data.replace(b",2024:", b"").replace(b"briefs/2024", b"")


def test_an_empty_rss_feed_says_nothing_of_its_last_change() -> None:
    assert channel(feed()).find("lastBuildDate") is None
    assert atom(feed()).findtext(f"{ATOM}updated") == "2000-01-01T00:00:00+00:00"


def test_entries_are_not_reversed() -> None:
    made = bare()
    made.add_entry().id("tag:example.org,2024:b")
    assert made.entry()[0].id() == "tag:example.org,2024:b"
    ids = [element.findtext(f"{ATOM}id") for element in atom(feed(entry(2), entry(1))).findall(f"{ATOM}entry")]
    assert ids == ["tag:example.org,2024:briefs/2024/2", "tag:example.org,2024:briefs/2024/1"]


def test_authors_without_an_address_stay_in_rss() -> None:
    assert b"Kim" not in bare().rss_str()
    item = channel(feed(entry())).find("item")
    assert [creator.text for creator in item.findall(f"{DC}creator")] == ["Kim & Sons", "김민수"]
    assert item.find("author") is None


def test_each_atom_entry_has_its_own_authors() -> None:
    element = atom(feed(entry())).find(f"{ATOM}entry")
    assert [author.findtext(f"{ATOM}name") for author in element.findall(f"{ATOM}author")] == ["Kim & Sons", "김민수"]
    assert element.findtext(f"{ATOM}author/{ATOM}uri") == "https://example.org/authors/kim/"


def test_control_characters_do_not_raise() -> None:
    made = bare()
    made.title("a\x01")
    with pytest.raises(ValueError, match="XML compatible"):
        made.atom_str()
    assert atom(feed(title="a\x01b")).findtext(f"{ATOM}title") == "ab"


def test_the_generator_is_named_without_a_version() -> None:
    assert b"python-feedgen" in bare().atom_str()
    assert channel(feed()).findtext("generator") == "kei-site"
    generator = atom(feed()).find(f"{ATOM}generator")
    assert (generator.text, dict(generator.attrib)) == ("kei-site", {})


def test_docs_names_the_profile_that_validators_know() -> None:
    assert channel(feed()).findtext("docs") == "http://www.rssboard.org/rss-specification"


def test_rss_links_to_itself_and_not_only_to_the_page() -> None:
    made = channel(feed())
    (itself, hub) = made.findall(f"{ATOM}link")
    assert dict(itself.attrib) == {
        "rel": "self",
        "type": "application/rss+xml",
        "href": "https://example.org/feed.xml",
    }
    assert hub.get("rel") == "hub"
    assert made.findtext("link") == "https://example.org/"


def test_the_summary_comes_before_the_full_text() -> None:
    names = [child.tag for child in channel(feed(entry())).find("item")]
    assert names.index("description") < names.index(CONTENT)
    names = [child.tag for child in atom(feed(entry())).find(f"{ATOM}entry")]
    assert names.index(f"{ATOM}summary") < names.index(f"{ATOM}content")


def test_ids_are_no_addresses() -> None:
    guid = channel(feed(entry())).find("item/guid")
    assert (guid.text, guid.get("isPermaLink")) == ("tag:example.org,2024:briefs/2024/1", "false")


@pytest.mark.parametrize("text", ["a ]]> b", "]]>", "]]]]>>"])
def test_the_end_mark_of_a_section_cannot_end_the_full_text(text: str) -> None:
    shown: EntryView = entry(image=None, published_in=None)
    rss, atoms = (
        etree.fromstring(render(feed(shown), lambda key: type(fragment(key))(html=f'<p title="{text}">x</p>')))
        for render in (render_rss, render_atom)
    )
    assert rss.findtext(f"channel/item/{CONTENT}") == atoms.findtext(f"{ATOM}entry/{ATOM}content")
    assert text.replace(">", "&gt;") in rss.findtext(f"channel/item/{CONTENT}")


def test_a_title_that_looks_like_a_held_place_stays_a_title() -> None:
    made = channel(feed(entry(1, title="text 0", summary=">text 0</content")))
    assert made.findtext("item/title") == "text 0"
    assert "The note" not in made.findtext("item/description")


@pytest.mark.parametrize("render", [render_rss, render_atom])
def test_an_entry_is_written_alike_in_every_feed_that_shows_it(render: Any) -> None:
    both = render(feed(entry(2), entry(1)), fragment)
    for number in (1, 2):
        single = render(feed(entry(number)), fragment)
        (alone,) = re.findall(rb"\n *<(?:item|entry) .*</(?:item|entry)>\n", single, re.S)
        assert alone in both


def test_an_entry_that_looks_like_the_place_for_a_text_keeps_its_words() -> None:
    words = ">text</content></feed>\n </channel>"
    view = feed(entry(title=words, text=None), entry(2, title=words), subscribe=f"https://example.org/{words}")
    assert [element.findtext(f"{ATOM}title") for element in atom(view).findall(f"{ATOM}entry")] == [
        html.escape(words)
    ] * 2
    assert [item.findtext("title") for item in channel(view).findall("item")] == [html.escape(words)] * 2
    assert len(channel(view).findall(f"item/{CONTENT}")) == 1


def test_elements_without_words_are_closed_at_once() -> None:
    assert b"<dc:creator/>" in render_rss(feed(entry(authors=(AuthorLink(id="", name="", url="", kind=""),))), fragment)
