"""Briefs that appeared elsewhere -> the page that counts them by outlet and year, if there is any. Plan."""

from collections import defaultdict
from collections.abc import Iterator

from kei_site.core.syndication import Syndication
from kei_site.core.urls import page_path, permalink
from kei_site.model.brief import Brief
from kei_site.model.outlets import appearances, year_of
from kei_site.model.views.outlets import Appearance, OutletCount, OutletsView
from kei_site.plan.inputs import Inputs
from kei_site.plan.targets import Target

OUTLETS = "outlets"


def outlet_pages(inputs: Inputs) -> Iterator[Target]:
    """Yield `/outlets/`."""
    found = appearances(inputs.library.listed)
    if not found:
        return
    years = tuple(sorted({year_of(*pair) for pair in found}, reverse=True))
    groups: dict[str, list[tuple[Brief, Syndication]]] = defaultdict(list)
    for brief, there in found:
        groups[there.outlet].append((brief, there))
    counts = [_count(name, group, years, inputs) for name, group in groups.items()]
    view = OutletsView(
        site=inputs.site,
        url=inputs.site.prefix + permalink(OUTLETS),
        years=years,
        outlets=tuple(sorted(counts, key=lambda outlet: (-outlet.count, outlet.name.casefold()))),
    )
    yield Target(path=page_path(OUTLETS), recipe=OUTLETS, view=view, template="outlets.html")


def _count(name: str, group: list[tuple[Brief, Syndication]], years: tuple[int, ...], inputs: Inputs) -> OutletCount:
    each = [year_of(*pair) for pair in group]
    cards = inputs.library.cards
    return OutletCount(
        name=name,
        count=len(group),
        by_year=tuple([each.count(year) for year in years]),
        appearances=tuple([Appearance(card=cards[brief.id], there=there) for brief, there in group]),
    )
