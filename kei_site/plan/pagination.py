"""Briefs in order -> lists in pages that do not shift.

Numbered pages hold exactly `size` briefs and count from the oldest; the first page holds the newest and the rest.
Adding a brief changes the first page, and now and then adds one numbered page.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from kei_site.core.urls import permalink
from kei_site.model.brief import Brief
from kei_site.model.views.common import SiteView
from kei_site.model.views.listings import Bar, Listing
from kei_site.plan.inputs import Inputs


def paginate(inputs: Inputs, briefs: Sequence[Brief], base: tuple[str, ...]) -> tuple[Listing, ...]:
    """Return the pages of a list (newest brief first) at the address `base`: the first page, then 1, 2, …"""
    size = inputs.config.page_size
    numbered = last_number(len(briefs), size)
    first = len(briefs) - numbered * size
    pages = [_listing(inputs, briefs[:first], 0, numbered, base, total=len(briefs))]
    for number in range(1, numbered + 1):
        start = len(briefs) - number * size
        pages.append(_listing(inputs, briefs[start : start + size], number, numbered, base))
    return tuple(pages)


def last_number(count: int, size: int) -> int:
    """Return the number of the newest numbered page of a list of `count` briefs; 0 when there is only the first."""
    return max(0, count // size - 1)


def _listing(
    inputs: Inputs, briefs: Sequence[Brief], number: int, numbered: int, base: tuple[str, ...], total: int = 0
) -> Listing:
    older = number - 1 if number else numbered
    newer = number + 1 if number and number < numbered else 0
    return Listing(
        cards=inputs.cards(briefs),
        number=number,
        newer_url=page_url(inputs.site, base, newer) if number else "",
        older_url=page_url(inputs.site, base, older) if older else "",
        total=total,
    )


def page_url(site: SiteView, base: tuple[str, ...], number: int) -> str:
    """Return the address of one page of a list."""
    return site.prefix + permalink(*page_parts(base, number))


def page_parts(base: tuple[str, ...], number: int) -> tuple[str, ...]:
    """Return the parts of the address of one page of a list."""
    return (*base, "page", str(number)) if number else base


def years_of(briefs: Iterable[Brief], prefix: str) -> tuple[Bar, ...]:
    """Return publications by year, oldest first, years without any included."""
    counts = Counter(brief.front.date.year for brief in briefs)
    if not counts:
        return ()
    return tuple(
        Bar(label=str(year), count=counts[year], url=prefix + permalink("archive", str(year)) if counts[year] else "")
        for year in range(min(counts), max(counts) + 1)
    )


def months_of(briefs: Iterable[Brief], year: int) -> tuple[Bar, ...]:
    """Return publications by month of one year, all twelve; the address leads to the month on the year's page."""
    counts = Counter(brief.front.date.month for brief in briefs)
    labels = [(month, f"{year:04}-{month:02}") for month in range(1, 13)]
    return tuple(
        Bar(label=label, count=counts[month], url=f"#m{label}" if counts[month] else "") for month, label in labels
    )
