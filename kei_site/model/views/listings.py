"""Views of lists of briefs: indexes, tags, series, types, years."""

from kei_site.core.value import value
from kei_site.model.views.common import Card, FeedLink, Link, Page


@value
class Bar:
    """One column of a small chart of publications over time."""

    label: str
    """A year, or a month as `2024-07`."""
    count: int
    url: str = ""


@value
class PageLink:
    """A page of a list, among those that a page leads to."""

    number: int
    """0 for the first page, which holds the newest."""
    url: str
    is_apart: bool = False
    """Whether there are pages between it and the one before it, which is newer."""


@value
class Listing:
    """One page of a list of briefs, newest first.

    The first page (`number` 0) holds the newest and everything that does not fill a numbered page; numbered pages
    count from the oldest, hold exactly `page_size` briefs and never shift when briefs are added.
    """

    url: str
    cards: tuple[Card, ...]
    number: int
    newer_url: str
    """Empty on the first page."""
    older_url: str
    """Empty on the oldest page."""
    total: int
    """Of the whole list, on the first page; 0 on numbered pages, which must not change with it."""
    pages: tuple[PageLink, ...] = ()
    """This page and those that it leads to, newest first: the first page, those around it, the oldest. Empty when there
    is one page alone."""


@value
class GroupCount:
    """A tag or series in an index."""

    name: str
    url: str
    count: int
    latest: str
    """Day of its newest brief."""
    years: tuple[Bar, ...] = ()
    """Publications by year, for the largest tags."""


@value
class BriefListView(Page):
    """`/briefs/` and its numbered pages."""

    listing: Listing


@value
class TagIndexView(Page):
    """`/tags/`: every tag, alphabetically, with counts; the largest with their years, unless that would be all."""

    tags: tuple[GroupCount, ...]
    largest: tuple[GroupCount, ...]
    total: int


@value
class TagView(Page):
    """One page of a tag."""

    name: str
    description: str
    listing: Listing
    years: tuple[Bar, ...]
    """On the first page only."""
    feeds: tuple[FeedLink, ...]


@value
class SeriesIndexView(Page):
    """`/series/`."""

    series: tuple[GroupCount, ...]


@value
class SeriesView(Page):
    """One page of a series."""

    name: str
    listing: Listing
    feeds: tuple[FeedLink, ...]


@value
class TypeCount:
    """A type in the index."""

    type: str
    link: Link
    """The word for its briefs (empty: that of the interface), and their page."""
    count: int
    latest: str
    """Day of its newest brief."""


@value
class TypeIndexView(Page):
    """`/types/`: the types that have a page."""

    types: tuple[TypeCount, ...]


@value
class TypeView(Page):
    """One page of a type."""

    type: str
    name: str
    """The word for its briefs; empty: that of the interface."""
    listing: Listing
    years: tuple[Bar, ...]
    """On the first page only."""
    feeds: tuple[FeedLink, ...]


@value
class ArchiveView(Page):
    """`/archive/`: the years."""

    years: tuple[Bar, ...]
    """Newest first."""
    total: int


@value
class YearView(Page):
    """`/archive/2024/`: all briefs of a year, newest first."""

    year: int
    months: tuple[Bar, ...]
    """Those with publications lead to their place on the page, or to pages of their own."""
    months_have_pages: bool
    """True for a long year: `cards` are then the newest of each month."""
    cards: tuple[Card, ...]
    total: int
    newer_url: str
    older_url: str


@value
class MonthView(Page):
    """`/archive/2024/07/`: all briefs of a month of a long year."""

    month: str
    """`2024-07`."""
    year_url: str
    listing: Listing
    newer: str
    """The next month of the year that has briefs, likewise; or empty."""
    newer_url: str
    older: str
    older_url: str
