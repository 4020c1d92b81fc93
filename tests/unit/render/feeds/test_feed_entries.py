"""Entries written as text equal those of feedgen and lxml, byte for byte."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kei_site.core.syndication import Syndication
from kei_site.model.views.common import AuthorLink, EnclosureView, Link
from kei_site.model.views.feeds import EntryView
from kei_site.render.feeds.atom import atom_entry
from kei_site.render.feeds.entry_html import plain
from kei_site.render.feeds.rss import rss_item
from tests.support import feed_trees
from tests.support.feed_samples import HOSTILE_TITLES, entry

ROUGH = st.text(
    st.one_of(st.sampled_from("&<>\"'\r\n\t ;#x2e\x85\x07\u200b한\U0001f600]"), st.characters(codec="utf-8")),
    max_size=12,
)
WORDS = st.one_of(st.sampled_from(HOSTILE_TITLES), ROUGH).filter(lambda words: bool(plain(words).strip()))
ADDRESSES = st.sampled_from(("/a/?b&c", "https://example.org/\"'", "/한/", "//host/<a>", ""))
OUTLETS = st.builds(Syndication, outlet=WORDS, url=st.sampled_from(("https://outlet.example/?a&b", "")))
FILES = st.builds(
    EnclosureView,
    url=ADDRESSES.filter(bool),
    length=st.integers(0, 9),
    media_type=st.sampled_from(("application/pdf", "audio/mpeg")),
)


@st.composite
def entries(draw: st.DrawFn) -> EntryView:
    names = draw(st.lists(WORDS, max_size=3))
    made = entry(
        title=draw(WORDS),
        summary=draw(st.one_of(st.just(""), WORDS)),
        language=draw(st.sampled_from(("en", "ko", "zh-Hant"))),
        published_in=draw(st.none() | OUTLETS),
        authors=tuple(AuthorLink(id="a", name=name, url=draw(ADDRESSES), kind="person") for name in names),
        tags=tuple(Link(name=name, url="/tags/a/") for name in draw(st.lists(WORDS, max_size=3))),
        enclosure=draw(st.none() | FILES),
    )
    return replace(made, text=None) if draw(st.booleans()) else made


@given(entries())
def test_an_atom_entry_equals_that_of_feedgen(made: EntryView) -> None:
    written = atom_entry(made)
    assert written.before + written.after == feed_trees.atom_entry(made)


@given(entries())
def test_an_rss_item_equals_that_of_feedgen(made: EntryView) -> None:
    written = rss_item(made)
    assert written.before + written.after == feed_trees.rss_item(made)
