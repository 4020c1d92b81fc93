"""Views of podcasts: what pages, feeds and files show of an episode and of a show."""

from kei_site.core.podcast import Chapter
from kei_site.core.value import value


@value
class PodcastView:
    """An episode."""

    duration: int = 0
    """In seconds; 0 when it is not known."""
    season: int = 0
    episode: int = 0
    explicit: bool = False
    chapters: tuple[Chapter, ...] = ()
    chapters_file: str = ""
    """Address of the chapters as JSON; empty when there are none."""
    transcript: str = ""
    """Address, or empty."""
    transcript_type: str = ""
    """Its media type."""


@value
class ChaptersView:
    """The file of the chapters of an episode (Podcasting 2.0)."""

    title: str
    chapters: tuple[Chapter, ...]


@value
class ShowView:
    """The podcast of a site, as its feed tells it to directories."""

    title: str
    """Empty: that of the feed."""
    description: str
    cover: str
    """Absolute address, or empty."""
    category: str
    author: str
    email: str
    explicit: bool
    guid: str
    """The same wherever the feed lies (podcast:guid)."""
