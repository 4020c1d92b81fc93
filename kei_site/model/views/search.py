"""Views of the search index, and of the catalogue that the search page filters by."""

from kei_site.core.bibliography import Cited
from kei_site.core.hashing import NO_DIGEST, Digest
from kei_site.core.value import value
from kei_site.model.views.common import Card


@value
class SearchDocument:
    """One brief as the search index sees it."""

    brief: str
    """Its id."""
    url: str
    title: str
    summary: str
    date: str
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    fragment: Digest
    cited: Cited | None = None
    """The citations of its text."""
    figures: str = ""
    """The words of the figures in its text that are made from data."""
    content_hash: Digest = NO_DIGEST


@value
class CataloguePart:
    """A run of briefs in the order of the catalogue."""

    name: str
    """Of a year, of a segment or of the file with the cards."""
    count: int


@value
class CatalogueView:
    """What readers filter by: which briefs have which values, by their places, 0 for the newest brief."""

    years: tuple[CataloguePart, ...]
    """The newest first, as in the other parts."""
    segments: tuple[CataloguePart, ...]
    files: tuple[CataloguePart, ...]
    groups: tuple[tuple[str, tuple[tuple[str, tuple[int, ...]], ...]], ...]
    """(group, its values), a value being (name, places of its briefs, the first place first)."""


@value
class CatalogueCardsView:
    """The cards of a run of briefs, newest first."""

    cards: tuple[Card, ...]


@value
class SegmentView:
    """One part of the search index."""

    name: str
    documents: tuple[SearchDocument, ...]
    language: str = "en"
    """The site's: whose stems all segments use, because one search goes through all of them."""
    has_few_files: bool = False
    """Whether words share larger files, for hosts that take so many files only."""
