"""Briefs in order -> lists in pages that do not shift.

Numbered pages hold exactly `size` briefs and count from the oldest; the first page holds the newest and the rest.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from kei_site.core.urls import permalink
from kei_site.model.brief import Brief
from kei_site.model.views.common import SiteView
from kei_site.model.views.listings import Bar, Listing
from kei_site.plan.inputs import Inputs


def paginate(inputs: Inputs, briefs: Sequence[Brief], base: tuple[str, ...]) -> tuple[Listing, ...]:
    """Return the pages of a list (newest brief first) at the address `base`: the first page, then 1, 2, …"""
    size, last = inputs.config.page_size, last_number(len(briefs), inputs.config.page_size)
    urls = [page_url(inputs.site, base, number) for number in range(last + 1)]
    first = Listing(
        url=urls[0],
        cards=inputs.cards(briefs[: len(briefs) - last * size]),
        number=0,
        newer_url="",
        older_url=urls[last] if last else "",
        total=len(briefs),
    )
    numbered = [
        Listing(
            url=urls[number],
            cards=inputs.cards(briefs[len(briefs) - number * size :][:size]),
            number=number,
            newer_url=urls[number + 1] if number < last else urls[0],
            older_url=urls[number - 1] if number > 1 else "",
            total=0,
        )
        for number in range(1, last + 1)
    ]
    return (first, *numbered)


def last_number(count: int, size: int) -> int:
    """Return the number of the newest numbered page of a list of `count` briefs; 0 when there is only the first."""
    return max(0, count // size - 1)


def page_url(site: SiteView, base: tuple[str, ...], number: int) -> str:
    """Return the address of one page of a list."""
    return site.prefix + permalink(*page_parts(base, number))


def page_parts(base: tuple[str, ...], number: int) -> tuple[str, ...]:
    """Return the parts of the address of one page of a list."""
    return (*base, "page", str(number)) if number else base


def years_of(briefs: Iterable[Brief], prefix: str) -> tuple[Bar, ...]:
    """Return the publications of the whole site by year, oldest first, years without any included."""
    return _year_bars(briefs, lambda year: prefix + permalink("archive", str(year)))


def years_in_list(inputs: Inputs, briefs: Sequence[Brief], base: tuple[str, ...]) -> tuple[Bar, ...]:
    """Return the publications of a list by year, likewise; an address leads to the newest of its year in the list."""
    size, count = inputs.config.page_size, len(briefs)
    last = last_number(count, size)
    newest: dict[int, str] = {}
    for place, brief in enumerate(briefs):
        number = min((count - 1 - place) // size + 1, last + 1) % (last + 1)
        newest.setdefault(brief.front.date.year, page_url(inputs.site, base, number))
    return _year_bars(briefs, lambda year: f"{newest[year]}#y{year}")


def _year_bars(briefs: Iterable[Brief], address: Callable[[int], str]) -> tuple[Bar, ...]:
    counts = Counter(brief.front.date.year for brief in briefs)
    if not counts:
        return ()
    return tuple(
        Bar(label=str(year), count=counts[year], url=address(year) if counts[year] else "")
        for year in range(min(counts), max(counts) + 1)
    )


def months_of(briefs: Iterable[Brief], year: int) -> tuple[Bar, ...]:
    """Return publications by month of one year, all twelve; the address leads to the month on the year's page."""
    counts = Counter(brief.front.date.month for brief in briefs)
    labels = [(month, f"{year:04}-{month:02}") for month in range(1, 13)]
    return tuple(
        Bar(label=label, count=counts[month], url=f"#m{label}" if counts[month] else "") for month, label in labels
    )
