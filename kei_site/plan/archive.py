"""Briefs by year -> the archive: its index, a page for each year, and for each month of a long year. Plan, pure."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from kei_site.core.urls import page_path, permalink
from kei_site.model.brief import Brief
from kei_site.model.views.listings import ArchiveView, MonthView, YearView
from kei_site.plan.inputs import Inputs
from kei_site.plan.pagination import months_of, page_parts, paginate, years_of
from kei_site.plan.targets import Target

_LONG = 2
"""A year is long if it has more briefs than so many pages of a list."""
_NEWEST = 3
"""The briefs of each month on the page of a long year."""


def archive_targets(inputs: Inputs) -> Iterator[Target]:
    """Yield the index of the archive and the pages of its years and months."""
    url = inputs.site.prefix + permalink("archive")
    years = tuple(reversed(years_of(inputs.library.listed, inputs.site.prefix)))
    view = ArchiveView(site=inputs.site, url=url, years=years, total=len(inputs.library.listed))
    yield Target(path=page_path("archive"), recipe="archive", view=view, template="archive.html")
    known = list(inputs.library.by_year)
    for at, year in enumerate(known):
        newer = _address(inputs, str(known[at - 1])) if at else ""
        older = _address(inputs, str(known[at + 1])) if at + 1 < len(known) else ""
        yield from _year(year, inputs, newer, older)


def _year(year: int, inputs: Inputs, newer: str, older: str) -> Iterator[Target]:
    briefs = inputs.library.by_year[year]
    is_long = len(briefs) > _LONG * inputs.config.page_size
    months = [(month, tuple(group)) for month, group in groupby(briefs, key=lambda brief: brief.front.date.day[:7])]
    shown = [brief for _, group in months for brief in (group[:_NEWEST] if is_long else group)]
    view = YearView(
        site=inputs.site,
        url=_address(inputs, str(year)),
        year=year,
        months=months_of(briefs, year, lambda month: _month_url(inputs, month)) if is_long else months_of(briefs, year),
        months_have_pages=is_long,
        cards=inputs.cards(shown),
        total=len(briefs),
        newer_url=newer,
        older_url=older,
    )
    yield Target(path=page_path("archive", str(year)), recipe="year", view=view, template="year.html")
    if is_long:
        yield from _months(months, inputs)


def _months(months: Sequence[tuple[str, Sequence[Brief]]], inputs: Inputs) -> Iterator[Target]:
    names = ["", *(month for month, _ in months), ""]
    for at, (month, briefs) in enumerate(months):
        base = ("archive", *month.split("-"))
        for listing in paginate(inputs, briefs, base):
            view = MonthView(
                site=inputs.site,
                url=listing.url,
                month=month,
                year_url=_address(inputs, month[:4]),
                listing=listing,
                newer=names[at],
                newer_url=_month_url(inputs, names[at]) if names[at] else "",
                older=names[at + 2],
                older_url=_month_url(inputs, names[at + 2]) if names[at + 2] else "",
            )
            path = page_path(*page_parts(base, listing.number))
            yield Target(path=path, recipe="month", view=view, template="month.html")


def _month_url(inputs: Inputs, month: str) -> str:
    return _address(inputs, *month.split("-"))


def _address(inputs: Inputs, *parts: str) -> str:
    return inputs.site.prefix + permalink("archive", *parts)
