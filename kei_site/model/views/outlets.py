"""Views of the ledger of outlets."""

from kei_site.core.syndication import Syndication
from kei_site.core.value import value
from kei_site.model.views.common import Card, Page


@value
class Appearance:
    """A brief at an outlet."""

    card: Card
    there: Syndication
    """Without the others."""


@value
class OutletCount:
    """An outlet."""

    name: str
    count: int
    by_year: tuple[int, ...]
    """For each of the `years` of the page."""
    appearances: tuple[Appearance, ...]
    """The newest first."""


@value
class OutletsView(Page):
    """`/outlets/`."""

    years: tuple[int, ...]
    """The newest first."""
    outlets: tuple[OutletCount, ...]
    """Those with most first."""
