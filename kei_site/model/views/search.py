"""Views of the search index."""

from kei_site.core.hashing import NO_DIGEST, Digest
from kei_site.core.value import value


@value
class SearchDocument:
    """One brief as the search index sees it."""

    brief: str
    """Its id."""
    url: str
    title: str
    summary: str
    language: str
    type: str
    year: str
    date: str
    series: str
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    fragment: Digest
    content_hash: Digest = NO_DIGEST


@value
class SegmentView:
    """One part of the search index."""

    name: str
    documents: tuple[SearchDocument, ...]
    language: str = "en"
    """The site's: whose stems all segments use, because one search goes through all of them."""
