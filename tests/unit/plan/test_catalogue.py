"""The catalogue of the search page: what briefs are filtered by, and the files with their cards."""

from dataclasses import replace

import pytest

from kei_site.model.views.search import CatalogueCardsView, CatalogueView
from kei_site.plan.catalogue import CATALOGUE, catalogue_targets
from kei_site.plan.inputs import Inputs
from kei_site.plan.search_index import plan_segments
from tests.support.plan_samples import brief, inputs


def searched(*briefs: object) -> Inputs:
    given = inputs(*briefs)  # type: ignore[arg-type]
    return replace(given, segments=plan_segments(given.library, "en"))


def planned(given: Inputs) -> tuple[CatalogueView, dict[str, CatalogueCardsView]]:
    """Return the catalogue and the files of cards by their names."""
    targets = {target.path: target for target in catalogue_targets(given)}
    view = targets.pop(CATALOGUE).view
    assert isinstance(view, CatalogueView)
    files = {path.removeprefix("search/").removesuffix(".json"): target.view for path, target in targets.items()}
    return view, {name: cards for name, cards in files.items() if isinstance(cards, CatalogueCardsView)}


def shelf(count: int) -> list[object]:
    return [brief(f"b{at:03}", f"2024-{1 + at // 28:02}-{1 + at % 28:02}") for at in range(count)]


def test_a_site_without_a_search_index_has_no_catalogue() -> None:
    assert list(catalogue_targets(inputs(brief("a")))) == []
    assert list(catalogue_targets(searched())) == []


def test_values_have_the_places_of_their_briefs_from_the_newest() -> None:
    view, _ = planned(
        searched(
            brief("a", "2024-03-01", tags=("Sea", "Sea "), type="report", series="Notes"),
            brief("b", "2024-02-01", language="ko"),
            brief("c", "2023-01-01", tags=("Sea",)),
        )
    )
    assert dict(view.groups) == {
        "type": (("brief", (1, 2)), ("report", (0,))),
        "tag": (("Sea", (0, 2)),),
        "author": (("The Desk", (0, 1, 2)),),
        "series": (("Notes", (0,)),),
        "language": (("en", (0, 2)), ("ko", (1,))),
    }
    assert [(year.name, year.count) for year in view.years] == [("2024", 2), ("2023", 1)]
    assert [(part.name, part.count) for part in view.segments] == [("2023-01", 3)]


@pytest.mark.parametrize("count", [1, 49, 50, 51, 120])
def test_every_card_stands_in_one_file_in_the_order_of_the_catalogue(count: int) -> None:
    given = searched(*shelf(count), brief("old", "2020-01-01"))
    view, files = planned(given)
    shown = [card.id for part in view.files for card in files[part.name].cards]
    assert shown == [brief.id for brief in given.library.briefs]
    assert [part.count for part in view.files] == [len(files[part.name].cards) for part in view.files]
    assert max(part.count for part in view.files) <= 50


@pytest.mark.parametrize("count", [1, 49, 50, 51, 120])
def test_a_new_brief_changes_one_file_of_cards(count: int) -> None:
    before, after = planned(searched(*shelf(count))), planned(searched(*shelf(count + 1)))
    assert len(after[1].keys() - before[1].keys()) == 1
    old = planned(searched(*shelf(count), brief("old", "2020-01-01")))
    assert len(old[1].keys() - before[1].keys()) == 1


def test_an_edited_text_changes_nothing_and_an_edited_title_its_own_file() -> None:
    first, second = brief("a", body="x"), brief("b", "2020-01-01")
    known = planned(searched(first, second))
    assert planned(searched(brief("a", body="y"), second)) == known
    view, files = planned(searched(brief("a", title="Another"), second))
    assert view.groups == known[0].groups
    assert len(files.keys() & known[1].keys()) == 1
