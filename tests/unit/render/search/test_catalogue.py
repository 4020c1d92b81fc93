"""The catalogue of the search page as JSON."""

import json
from typing import Any

from kei_site.model.views.search import CatalogueCardsView, CataloguePart, CatalogueView
from kei_site.render.search.catalogue import render_catalogue, render_catalogue_cards
from tests.support.plan_samples import brief, inputs


def catalogue(**groups: dict[str, tuple[int, ...]]) -> Any:
    part = CataloguePart(name="2024", count=9)
    view = CatalogueView(
        years=(part,),
        segments=(CataloguePart(name="2024-01", count=9),),
        files=(CataloguePart(name="abc", count=9),),
        groups=tuple((group, tuple(values.items())) for group, values in groups.items()),
    )
    return json.loads(render_catalogue(view))


def test_parts_are_names_with_their_counts() -> None:
    found = catalogue()
    assert found == {"years": [["2024", 9]], "segments": [["2024-01", 9]], "files": [["abc", 9]], "groups": {}}


def test_places_are_steps_and_neighbours_are_zeros() -> None:
    assert catalogue(tag={"NATO": (0, 1, 2, 5), "Trade": (8,)})["groups"] == {"tag": {"NATO": "AAAC", "Trade": "I"}}


def test_long_steps_have_more_digits_the_lowest_first() -> None:
    assert catalogue(tag={"Sea": (31, 64, 65, 1090)})["groups"] == {"tag": {"Sea": "fgBAggB"}}


def test_the_most_frequent_kind_and_language_have_all_other_places() -> None:
    found = catalogue(type={"brief": (0, 2, 3), "report": (1,)}, language={"en": (0, 1, 2, 3)}, series={"A": (0, 1)})
    assert found["groups"] == {
        "type": {"brief": None, "report": "B"},
        "language": {"en": None},
        "series": {"A": "AA"},
    }


def test_a_card_is_what_a_result_shows() -> None:
    given = inputs(brief("b", "2024-07-21"))
    cards = given.cards(given.library.briefs)
    assert json.loads(render_catalogue_cards(CatalogueCardsView(cards=cards))) == [
        [cards[0].url, cards[0].title, cards[0].summary, "2024-07-21"]
    ]
