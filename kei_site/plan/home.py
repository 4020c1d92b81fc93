"""The library, and what the settings choose -> the home page. Plan, pure.

Each place takes briefs that no place before it has taken: the lead, the cards, events to come, podcasts, the latest.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from kei_site.core.diagnostics import Diagnostic, diagnostic
from kei_site.core.suggest import nearest
from kei_site.core.urls import slug_of_name
from kei_site.model.brief import BRIEF_TYPES, Brief
from kei_site.model.brief_names import find_brief, several_owners
from kei_site.model.views.common import Card
from kei_site.model.views.listings import GroupCount
from kei_site.model.views.pages import HomeView
from kei_site.plan.inputs import Inputs
from kei_site.plan.listings import largest_tags
from kei_site.plan.targets import Target

CARDS = 4
FEWEST_CARDS = 3
"""Fewer pictures make no row."""
EVENTS = 3
PODCASTS = 2
LATEST = 6
OF_A_TYPE = 5
TOPICS = 12
SERIES = 4


def home_target(inputs: Inputs) -> Target:
    """Return the home page."""
    choice = _Choice(inputs)
    spotlight = choice.take(_leads(inputs), 1)
    cards = choice.take(_picked(inputs), CARDS)
    if len(cards) < FEWEST_CARDS and not inputs.config.home.cards:
        cards = choice.put_back(cards)
    events = choice.take(inputs.library.coming_events, EVENTS)
    podcasts = choice.take((brief for brief in inputs.library.listed if brief.front.type == "podcast"), PODCASTS)
    latest = choice.take(inputs.library.listed, LATEST)
    types = _types(inputs, choice, {"event": bool(events), "podcast": bool(podcasts)})
    further = [card for kind in types for card in choice.take(_of_type(inputs, kind), OF_A_TYPE)]
    view = HomeView(
        site=inputs.site,
        url=inputs.site.prefix + "/",
        spotlight=spotlight[0] if spotlight else None,
        cards=cards,
        events=events,
        podcasts=podcasts,
        latest=latest,
        further=tuple(sorted(further, key=lambda card: (-card.date.epoch, card.id))),
        types=types,
        topics=largest_tags(inputs, TOPICS),
        series=_series(inputs),
        total=len(inputs.library.listed),
    )
    return Target(path="index.html", recipe="home", view=view, template="home.html")


class _Choice:
    """Gives briefs to places of the page, each one time."""

    def __init__(self, inputs: Inputs) -> None:
        """Begin with an empty page."""
        self._cards = inputs.library.cards
        self._taken: set[str] = set()

    def take(self, briefs: Iterable[Brief], most: int) -> tuple[Card, ...]:
        """Return the cards of the first briefs that are public and stand nowhere yet."""
        found: list[Card] = []
        for brief in briefs:
            if len(found) == most:
                break
            if brief.id in self._cards and brief.id not in self._taken:
                self._taken.add(brief.id)
                found.append(self._cards[brief.id])
        return tuple(found)

    def put_back(self, cards: Iterable[Card]) -> tuple[Card, ...]:
        """Let other places have these briefs; return an empty place."""
        self._taken -= {card.id for card in cards}
        return ()


def _leads(inputs: Inputs) -> Iterator[Brief]:
    """Yield what may stand at the top, the best first.

    The order: the brief that the settings name, the newest of the series that they name, with an image, of all; those
    in the language of the page before others. An event to come leads only where the settings name it: it has a place of
    its own.
    """
    library, wanted = inputs.library, slug_of_name(inputs.config.spotlight)
    yield from _named(inputs, (inputs.config.home.lead,))
    coming = {brief.id for brief in library.coming_events}
    briefs = _own_first(inputs, (brief for brief in library.listed if brief.id not in coming))
    yield from (brief for brief in briefs if wanted and slug_of_name(brief.front.series) == wanted)
    yield from (brief for brief in briefs if library.cards[brief.id].image)
    yield from briefs


def _picked(inputs: Inputs) -> Iterator[Brief]:
    """Yield the briefs that the settings name; without any, those with images: the newest of each series, then others.

    The newest series comes first, and briefs in the language of the page come before others.
    """
    if inputs.config.home.cards:
        yield from _named(inputs, inputs.config.home.cards)
        return
    library = inputs.library
    pictured = _own_first(inputs, (brief for brief in library.listed if library.cards[brief.id].image))
    newest: dict[str, Brief] = {}
    for brief in pictured:
        newest.setdefault(slug_of_name(brief.front.series), brief)
    yield from (brief for series, brief in newest.items() if series)
    yield from pictured


def _own_first(inputs: Inputs, briefs: Iterable[Brief]) -> list[Brief]:
    """Return briefs in their order, those in the language of the page before others."""
    return sorted(briefs, key=lambda brief: brief.front.language != inputs.site.language)


def _named(inputs: Inputs, names: Iterable[str]) -> Iterator[Brief]:
    library = inputs.library
    found = (find_brief(name, "content/site.yaml", library.by_path, library.by_slug) for name in names if name)
    yield from filter(None, found)


def _of_type(inputs: Inputs, kind: str) -> Iterator[Brief]:
    return (brief for brief in inputs.library.listed if brief.front.type == kind)


def _types(inputs: Inputs, choice: _Choice, has_row: dict[str, bool]) -> tuple[str, ...]:
    """Return the types that readers can choose among, except those with a row of their own."""
    there = {brief.front.type for brief in inputs.library.listed}
    asked = inputs.config.home.types or BRIEF_TYPES
    types = tuple(kind for kind in asked if kind in there and not has_row.get(kind))
    return types if len(types) > 1 else ()


def _series(inputs: Inputs) -> tuple[GroupCount, ...]:
    """Return the series with most briefs."""
    largest = sorted(inputs.library.series, key=lambda series: (-len(series.briefs), series.slug))[:SERIES]
    return tuple(
        GroupCount(name=series.name, url=series.url, count=len(series.briefs), latest=series.briefs[0].front.date.day)
        for series in largest
    )


def usual_type(briefs: Iterable[Brief]) -> str:
    """Return the type of more than half of the briefs, or an empty string."""
    counts = Counter(brief.front.type for brief in briefs)
    kind, count = counts.most_common(1)[0] if counts else ("", 0)
    return kind if 2 * count > counts.total() else ""


def home_diagnostics(inputs: Inputs) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each name in `home` that leads to no brief (REL01), or to several (LNK09)."""
    library, home = inputs.library, inputs.config.home
    named = {"home.lead": home.lead} | {f"home.cards.{at}": name for at, name in enumerate(home.cards)}
    for key, wanted in named.items():
        place = inputs.config.place(key)
        found = find_brief(wanted, place.path, library.by_path, library.by_slug) if wanted else None
        if wanted and found is None:
            close = nearest(wanted, library.by_slug)
            hint = f"did you mean {close}?" if close else "write the path of a brief below content/briefs, or its slug"
            yield diagnostic("REL01", place, "no brief has this path", found=wanted, fix=hint)
        elif found and wanted in library.shared_slugs:
            yield several_owners(place, wanted, found)
