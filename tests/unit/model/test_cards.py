"""Cards and bylines: what other pages show of a brief."""

from kei_site.core.hashing import NO_DIGEST
from kei_site.model.cards import author_link
from tests.support.plan_samples import DESK, brief, library


def test_a_card_names_what_its_front_matter_leads_to() -> None:
    made = brief("2024/a", tags=("Sea lanes",), series="Notes", authors=("desk", "nobody"))
    card = library(made, prefix="/sub").cards["2024/a"]
    assert (card.url, card.title, card.language) == ("/sub/briefs/2024/a/", "Brief 2024/a", "en")
    assert [(author.name, author.url) for author in card.authors] == [("The Desk", "/sub/authors/desk/")]
    assert [(tag.name, tag.url) for tag in card.tags] == [("Sea lanes", "/sub/tags/sea-lanes/")]
    assert card.series
    assert (card.series.name, card.series.url) == ("Notes", "/sub/series/notes/")


def test_a_brief_without_a_series_has_none() -> None:
    assert library(brief("2024/a")).cards["2024/a"].series is None


def test_cards_and_bylines_carry_their_hash() -> None:
    first, second = (library(brief("2024/a", title=title)).cards["2024/a"].content_hash for title in ("A", "B"))
    assert NO_DIGEST not in {first, second}
    assert first != second
    assert author_link(DESK, "", has_page=True).content_hash != author_link(DESK, "/sub", has_page=True).content_hash


def test_an_author_without_a_page_has_no_address() -> None:
    assert author_link(DESK, "/sub", has_page=False).url == ""
    assert author_link(DESK, "/sub", has_page=True).url == "/sub/authors/desk/"
