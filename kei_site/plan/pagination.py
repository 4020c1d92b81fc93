"""Briefs in order -> lists in pages that do not shift.

Numbered pages hold exactly `size` briefs and count from the oldest; the first page holds the newest and the rest.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from kei_site.core.urls import permalink
from kei_site.model.brief import Brief
from kei_site.model.views.common import SiteView
from kei_site.model.views.listings import Bar, Listing, PageLink
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
        pages=page_links(0, urls),
    )
    numbered = [
        Listing(
            url=urls[number],
            cards=inputs.cards(briefs[len(briefs) - number * size :][:size]),
            number=number,
            newer_url=urls[number + 1] if number < last else urls[0],
            older_url=urls[number - 1] if number > 1 else "",
            total=0,
            pages=page_links(number, urls),
        )
        for number in range(1, last + 1)
    ]
    return (first, *numbered)


_AROUND = 2
"""The pages on either side of a page that it leads to."""


def page_links(number: int, urls: Sequence[str]) -> tuple[PageLink, ...]:
    """Return the pages of a list that one page leads to, and itself; `urls` are those of the first page, 1, 2, …

    A page knows the older ones, which stay, and the newest two or three after it. So when a numbered page is added,
    three others change, however many there are.
    """
    last = len(urls) - 1
    if not last:
        return ()
    middle = number or last + 1
    near = {*range(middle - _AROUND, middle + _AROUND + 1)} & {*range(1, last + 1)}
    shown = sorted({*near, 1} | ({2} if 3 in near else set()), reverse=True)
    before = (last + 1, *shown)
    numbered = (
        PageLink(number=at, url=urls[at], is_apart=newer - at > 1) for newer, at in zip(before, shown, strict=False)
    )
    return (PageLink(number=0, url=urls[0]), *numbered)


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


def months_of(briefs: Iterable[Brief], year: int, address: Callable[[str], str] = "#m{}".format) -> tuple[Bar, ...]:
    """Return publications by month of one year, all twelve; `address` gives that of a month such as `2024-07`.

    Without it, this is the place of the month on the page of its year.
    """
    counts = Counter(brief.front.date.month for brief in briefs)
    labels = [(month, f"{year:04}-{month:02}") for month in range(1, 13)]
    return tuple(
        Bar(label=label, count=counts[month], url=address(label) if counts[month] else "") for month, label in labels
    )
