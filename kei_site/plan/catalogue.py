"""Public briefs -> the catalogue of the search page: what they are filtered by, and their cards in small files.

Who filters without words needs no search index: the catalogue says which briefs there are, and a few files of cards
show them. A file of cards holds briefs of one year, counted from the oldest, so that a new brief changes one of them.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from kei_site.model.brief import Brief
from kei_site.model.views.common import Card
from kei_site.model.views.search import CatalogueCardsView, CataloguePart, CatalogueView
from kei_site.plan.inputs import Inputs
from kei_site.plan.targets import Target, view_digest

CATALOGUE = "search/catalogue.json"
"""Its output path."""

_CARDS = 50
"""Cards in a file, at most: some 5 KB."""


def catalogue_targets(inputs: Inputs) -> Iterator[Target]:
    """Yield the files of the catalogue of a site that has a search index."""
    if not inputs.segments:
        return
    files = [_cards_target(inputs, run) for run in _runs(inputs.library.listed)]
    yield from (target for target, _ in files)
    view = CatalogueView(
        years=tuple(CataloguePart(name=str(year), count=len(of)) for year, of in inputs.library.by_year.items()),
        segments=tuple(CataloguePart(name=part.name, count=len(part.documents)) for part in inputs.segments),
        files=tuple(part for _, part in files),
        groups=_groups(inputs.cards(inputs.library.listed)),
    )
    yield Target(path=CATALOGUE, recipe="catalogue", view=view)


def _runs(briefs: Sequence[Brief]) -> Iterator[Sequence[Brief]]:
    """Yield the briefs of each file of cards, newest first."""
    for _, group in groupby(briefs, lambda brief: brief.front.date.year):
        year = list(group)
        first = len(year) % _CARDS or _CARDS
        yield from (year[max(0, at - _CARDS) : at] for at in range(first, len(year) + 1, _CARDS))


def _cards_target(inputs: Inputs, briefs: Sequence[Brief]) -> tuple[Target, CataloguePart]:
    """Return the target of a file of cards, which is named by its content, and its part of the catalogue."""
    view = CatalogueCardsView(cards=inputs.cards(briefs))
    target = Target(path="", recipe="catalogue_cards", view=view)
    name = view_digest(target)[:10]
    return Target(path=f"search/{name}.json", recipe="catalogue_cards", view=view), CataloguePart(
        name=name, count=len(briefs)
    )


def _groups(cards: Sequence[Card]) -> tuple[tuple[str, tuple[tuple[str, tuple[int, ...]], ...]], ...]:
    found: dict[str, dict[str, list[int]]] = {name: {} for name in ("type", "tag", "author", "series", "language")}
    for place, card in enumerate(cards):
        for group, name in _values(card):
            found[group].setdefault(name, []).append(place)
    return tuple(
        (group, tuple((name, tuple(places)) for name, places in sorted(values.items())))
        for group, values in found.items()
    )


def _values(card: Card) -> Iterator[tuple[str, str]]:
    """Yield (group, value) of all that a card is filtered by, its year excepted, each of them one time."""
    yield "type", card.type
    yield "language", card.language
    yield from dict.fromkeys(("tag", tag.filter) for tag in card.tags)
    yield from dict.fromkeys(("author", author.name) for author in card.authors)
    if card.series:
        yield "series", card.series.name
