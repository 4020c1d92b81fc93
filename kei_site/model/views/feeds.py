"""Views of feeds and of the newsletter."""

from collections.abc import Mapping
from dataclasses import field

from kei_site.core.clock import Moment
from kei_site.core.hashing import NO_DIGEST, Digest
from kei_site.core.value import value
from kei_site.model.brief import FrontMatter
from kei_site.model.views.common import Card, EnclosureView, ImageView, Link, SiteView, TextView
from kei_site.model.views.feed_counts import FeedCount
from kei_site.model.views.figures import ChartView
from kei_site.model.views.podcasts import PodcastView, ShowView


@value
class EntryView:
    """One brief in a feed: one value for each brief, however many feeds show it."""

    permanent_id: str
    permalink: str
    front: FrontMatter
    card: Card
    updated: Moment
    """When the text last changed in a way that matters; distinct among the entries of a feed."""
    image: ImageView | None
    """The lead image."""
    text: TextView | None
    """None: the feed carries summaries only."""
    enclosure: EnclosureView | None = None
    """None also when its media type is not known, which every feed format asks for."""
    podcast: PodcastView | None = None
    content_hash: Digest = NO_DIGEST
    """Of the other fields, so that no feed takes a digest of its entries once more."""

    def __hash__(self) -> int:
        """Return a hash of two fields: to hash all of them takes longer than the caches of entries save."""
        return hash((self.permanent_id, self.content_hash))


@value
class FeedView:
    """A feed in any of its formats. Newest entry first."""

    site_title: str
    site_url: str
    organization: str
    language: str
    title: str
    """Of what it follows. A type or a language is given by its code, to be worded by the feed."""
    description: str
    permanent_id: str
    home: str
    """Absolute address of the page that the feed follows."""
    self_url: str
    """Absolute address of the feed itself."""
    entries: tuple[EntryView, ...]
    hubs: tuple[str, ...] = ()
    subscribe: str = ""
    """Absolute address of the page that explains feeds, shown to people who open the feed itself; or empty."""
    current: str = ""
    """Absolute address of the subscription feed in the same format, on archive documents (RFC 5005)."""
    previous_archive: str = ""
    """Absolute address of the archive document with the next older entries, in the same format; also on the
    subscription feed, whose JSON form calls it `next_url`. Empty when there is none."""
    next_archive: str = ""
    """Absolute address of the archive document with the next newer entries; empty on the newest and on the
    subscription feed."""
    is_archive: bool = False
    kind: str = "site"
    """What it follows: one of the kinds of `FeedCount`."""
    show: ShowView | None = None
    """The podcast that the feed offers to directories (RSS only)."""


@value
class NewsletterView:
    """An e-mail of new briefs for a list program to send; and the same as a page."""

    site: SiteView
    cards: tuple[Card, ...]
    """New briefs, newest first."""
    since: str
    """The first day that it covers: `2024-07-01`."""
    charts: Mapping[str, ChartView] = field(default_factory=dict)
    """The first chart of each brief that shows any, by the address of the brief."""
    tag: Link | None = None
    """The tag that it is limited to."""
    sender: str = "sender@placeholder.invalid"
    """Address of the sender; the list program puts its own here."""
    unsubscribe: str = "https://placeholder.invalid/unsubscribe"
    """Address for leaving the list, for the header and the footer; the list program puts its own here."""
    postal_address: str = "[postal address]"
    """Where the sender receives letters; many countries ask for it."""


@value
class OpmlView:
    """`/feeds.opml`."""

    title: str
    feeds: tuple[FeedCount, ...]
    """Addresses are absolute here."""
    language: str = "en"
    """Of the headings under which the feeds are grouped."""
