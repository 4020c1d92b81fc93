"""Views of pages: the values of templates."""

from kei_site.core.clock import Moment
from kei_site.core.hashing import field_names
from kei_site.core.value import value
from kei_site.model.brief import FrontMatter, Html
from kei_site.model.views.common import (
    Card,
    EnclosureView,
    ImageView,
    Link,
    Page,
    SiteView,
    TextView,
    Translation,
)
from kei_site.model.views.events import EventView
from kei_site.model.views.feed_counts import FeedCount
from kei_site.model.views.listings import Bar, GroupCount
from kei_site.model.views.pdf import PdfLink
from kei_site.model.views.podcasts import PodcastView


@value
class RelatedCard:
    """A related brief and why it is."""

    card: Card
    reason: str
    """`chosen` (by the editor), `series` or `tags`."""
    shared: tuple[str, ...] = ()
    """Names of the shared tags, or of the series."""


@value
class ExtraLine:
    """A line on a brief: the value of a front-matter key of the site's own."""

    label: str
    type: str
    """`text`, `number`, `date`, `url` or `list`."""
    value: str | Moment | tuple[str, ...]
    """A Moment for a date, a tuple for a list; else as it is written."""


@value
class VersionLink:
    """A version of a brief: a frozen one, or the one that stands."""

    number: int
    date: Moment
    """When its text was published or last changed."""
    url: str
    """Of its page; the last version's is that of the brief."""


@value
class BriefContent:
    """What a brief's page shows of the brief itself: everything but the site and the cards of other briefs."""

    front: FrontMatter
    """What its editor wrote; a key that pages are to show needs no other field."""
    card: Card
    """What its front matter leads to: address, authors, tags, series."""
    permanent_id: str
    author_notes: tuple[TextView, ...]
    """Biographies, in the order of `card.authors`."""
    text: TextView
    word_count: int
    image: ImageView | None
    translations: tuple[Translation, ...]
    """Every version, this one included, the original first; empty when there is only one."""
    share_card: str = ""
    """Absolute address of the image for link previews, or empty."""
    extra: tuple[ExtraLine, ...] = ()
    """What it has of the keys that the site declares, in their order."""
    enclosure: EnclosureView | None = None
    event: EventView | None = None
    successor: Link | None = None
    """The brief that replaces it."""
    pdf: PdfLink | None = None
    podcast: PodcastView | None = None
    versions: tuple[VersionLink, ...] = ()
    """The frozen ones, the oldest first, then the one that stands; empty when none is frozen."""


@value
class BriefView(BriefContent):
    """A brief's page."""

    site: SiteView
    previous: Card | None
    """The next older brief of the series, or of the site when there is no series."""
    next: Card | None
    related: tuple[RelatedCard, ...]

    @property
    def content(self) -> BriefContent:
        """The brief without the site and the cards of others."""
        return BriefContent(**{name: getattr(self, name) for name in field_names(BriefContent)})

    @property
    def url(self) -> str:
        """Root-relative, with the prefix."""
        return self.card.url

    @property
    def permalink(self) -> str:
        """Absolute."""
        return self.site.url + self.card.url.removeprefix(self.site.prefix)

    @property
    def canonical(self) -> str:
        """Absolute; the outlet's copy when the syndication note says so."""
        outlets = self.front.published_in.all if self.front.published_in else ()
        there = (outlet.url for outlet in outlets if outlet.canonical_there and outlet.url)
        return next(there, self.permalink)

    @property
    def language(self) -> str:
        """Of its text (BCP 47)."""
        return self.front.language


@value
class PageView(Page):
    """A plain page."""

    title: str
    summary: str
    language: str
    text: TextView
    title_html: Html = Html("")
    """The title with its marks; empty when it has none. `title` is plain text."""
    summary_html: Html = Html("")
    """Likewise."""
    summary_is_derived: bool = False
    """Whether the summary was taken from the first paragraph, which the page shows already."""
    trail: tuple[Link, ...] = ()
    """The pages in whose folders it stands, the outermost first."""
    below: tuple[Link, ...] = ()
    """The pages in its folder, by title."""


@value
class HomeView(Page):
    """The home page. No brief stands in two of its places."""

    spotlight: Card | None
    cards: tuple[Card, ...]
    """Briefs with their pictures."""
    events: tuple[Card, ...]
    """Upcoming events, the next one first."""
    podcasts: tuple[Card, ...]
    latest: tuple[Card, ...]
    """The newest of all types."""
    further: tuple[Card, ...]
    """The next ones of each type, newest first: shown to those who choose a type."""
    types: tuple[str, ...]
    """The types that can be chosen; empty if there is one."""
    topics: tuple[GroupCount, ...]
    series: tuple[GroupCount, ...]
    total: int


@value
class SearchView(Page):
    """`/search/`."""

    total: int
    segments: tuple[str, ...]
    """Addresses of the search segments' folders, the primary one first."""
    pagefind: str = ""
    """The digest of the script `pagefind.js` in each of them (`sha256-…`); empty when it is not known."""
    topics: tuple[GroupCount, ...] = ()
    languages: tuple[str, ...] = ()
    years: tuple[Bar, ...] = ()
    """Publications by year, oldest first."""
    catalogue: str = ""
    """Address of the catalogue."""


@value
class SubscribeView(Page):
    """`/subscribe/`."""

    feeds: tuple[FeedCount, ...]


@value
class NotFoundView:
    """`/404.html`."""

    site: SiteView


@value
class RedirectView:
    """An HTML page at an old address that leads to the new one."""

    site: SiteView
    target: str
    permalink: str
    title: str
