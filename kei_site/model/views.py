"""Views: all that an output may see. Model, pure, frozen.

A renderer reads one view and nothing else; a target's key holds the digest of that view. So whatever a page shows has
to be a field here, and nothing belongs here that no output shows. Addresses in views are final: root-relative with
the site's prefix, percent-coded; fields called `permalink` are absolute. Text is plain text unless a field says
otherwise.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kei_site.clock import Moment
from kei_site.digest import NO_DIGEST, Digest, field_names
from kei_site.model.brief import FrontMatter
from kei_site.model.routes import FEED_FORMATS


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A named address."""

    name: str
    url: str
    seal: Digest = NO_DIGEST


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLink:
    """A feed that a page announces in its head."""

    title: str
    url: str
    media_type: str


def feed_links(title: str, base: str) -> tuple[FeedLink, ...]:
    """Return the three feeds beside the page at `base` (root-relative, with a closing slash)."""
    return tuple(
        [
            FeedLink(title=f"{title} ({feed.name})", url=base + feed.file, media_type=feed.media_type)
            for feed in FEED_FORMATS.values()
        ]
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationView:
    """The institute."""

    name: str
    url: str
    logo: str = ""
    """Address of its logo, or empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailingListView:
    """The sign-up form."""

    action: str
    email_field: str
    hidden: Mapping[str, str]
    promise: str
    """One sentence on what subscribers get."""
    honeypot: str = ""
    """Name of a field that people do not see, and programs that fill in everything do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteView:
    """What every page may know of the site. Small on purpose: a change here rewrites every page."""

    title: str
    url: str
    """Absolute, without a closing slash: `https://example.org`."""
    prefix: str
    """The path of `url`: what every root-relative address begins with; empty at the root of a host."""
    description: str
    language: str
    organization: OrganizationView
    menu: tuple[Link, ...]
    mailing_list: MailingListView | None
    feeds: tuple[FeedLink, ...]
    assets: Mapping[str, str]
    """Addresses of hashed assets by their names in `static/assets/`: `{"site.css": "/assets/site.1a2b.css"}`."""
    has_search: bool
    hubs: tuple[str, ...] = ()
    license: str = ""
    contact: str = ""
    """Where readers may write: an e-mail address or an address on the web; or empty."""
    seal: Digest = NO_DIGEST


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorLink:
    """An author in a byline."""

    id: str
    name: str
    url: str
    """The author's page on this site."""
    kind: str
    family: str = ""
    given: str = ""
    orcid: str = ""
    seal: Digest = NO_DIGEST


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageVariant:
    """One size of a picture."""

    url: str
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageView:
    """A picture, ready for `img` and `picture`."""

    url: str
    width: int
    height: int
    variants: tuple[ImageVariant, ...] = ()
    """The widths that browsers choose among, narrowest first; empty for small pictures."""
    media_type: str = ""
    """Of the variants; of the picture itself when it has none."""
    alt: str = ""
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What other pages may know of a brief."""

    id: str
    url: str
    title: str
    summary: str
    type: str
    date: Moment
    language: str
    authors: tuple[AuthorLink, ...]
    tags: tuple[Link, ...] = ()
    series: Link | None = None
    seal: Digest = NO_DIGEST


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedCard:
    """A related brief and why it is."""

    card: Card
    reason: str
    """`chosen` (by the editor), `series` or `tags`."""
    shared: tuple[str, ...] = ()
    """Names of the shared tags, or of the series."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """A version of the same brief in some language (the brief itself included)."""

    language: str
    url: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextView:
    """A text with its references resolved: where `kei-link:N` and `kei-image:N` lead."""

    fragment: Digest
    """Key of the fragment; empty when there is no text."""
    links: tuple[str, ...] = ()
    """By N; empty string: publish the words without the link."""
    images: tuple[ImageView | None, ...] = ()
    """By N; None: publish the alternative text."""
    language: str = ""
    """Of a biography that says its own; empty: the language of what the text belongs to, or the site's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EnclosureView:
    """A recording or PDF that goes with a brief."""

    url: str
    """Root-relative, or absolute when it lies elsewhere."""
    length: int
    """In bytes; 0 when it is not known."""
    media_type: str
    """Empty when it is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
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
    enclosure: EnclosureView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
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
        outlet = self.front.published_in
        return outlet.url if outlet and outlet.canonical_there and outlet.url else self.permalink

    @property
    def language(self) -> str:
        """Of its text (BCP 47)."""
        return self.front.language


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """A plain page."""

    site: SiteView
    url: str
    permalink: str
    title: str
    summary: str
    language: str
    text: TextView


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One column of a small chart of publications over time."""

    label: str
    """A year, or a month as `2024-07`."""
    count: int
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of a list of briefs, newest first.

    The first page (`number` 0) holds the newest and everything that does not fill a numbered page; numbered pages
    count from the oldest, hold exactly `page_size` briefs and never shift when briefs are added.
    """

    cards: tuple[Card, ...]
    number: int
    newer_url: str
    """Empty on the first page."""
    older_url: str
    """Empty on the oldest page."""
    total: int
    """Of the whole list, on the first page; 0 on numbered pages, which must not change with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TagCount:
    """A tag in an index."""

    name: str
    url: str
    count: int
    latest: str
    """Day of its newest brief."""
    years: tuple[Bar, ...] = ()
    """Publications by year, for the largest tags."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorCount:
    """An author in an index."""

    author: AuthorLink
    count: int
    latest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesCount:
    """A series in an index."""

    name: str
    url: str
    count: int
    latest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """A named row of the newest briefs on the home page: a type or a series."""

    name: str
    url: str
    """Empty when there is no page for it."""
    kind: str
    """`type` (the name is a brief type, to be worded by the page) or `series`."""
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """The home page."""

    site: SiteView
    permalink: str
    spotlight: Card | None
    spotlight_image: ImageView | None
    latest: tuple[Card, ...]
    streams: tuple[Stream, ...]
    topics: tuple[TagCount, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefListView:
    """`/briefs/` and its numbered pages."""

    site: SiteView
    url: str
    permalink: str
    listing: Listing


@dataclass(frozen=True, slots=True, kw_only=True)
class TagIndexView:
    """`/tags/`: every tag, alphabetically, with counts; the largest with their years."""

    site: SiteView
    url: str
    permalink: str
    tags: tuple[TagCount, ...]
    largest: tuple[TagCount, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TagView:
    """One page of a tag."""

    site: SiteView
    url: str
    permalink: str
    name: str
    description: str
    listing: Listing
    years: tuple[Bar, ...]
    """On the first page only."""
    feeds: tuple[FeedLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorIndexView:
    """`/authors/`."""

    site: SiteView
    url: str
    permalink: str
    authors: tuple[AuthorCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorView:
    """One page of an author."""

    site: SiteView
    url: str
    permalink: str
    author: AuthorLink
    role: str
    website: str
    image: ImageView | None
    biography: TextView
    listing: Listing
    feeds: tuple[FeedLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesIndexView:
    """`/series/`."""

    site: SiteView
    url: str
    permalink: str
    series: tuple[SeriesCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesView:
    """One page of a series."""

    site: SiteView
    url: str
    permalink: str
    name: str
    listing: Listing
    feeds: tuple[FeedLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveView:
    """`/archive/`: the years."""

    site: SiteView
    url: str
    permalink: str
    years: tuple[Bar, ...]
    """Newest first."""
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class YearView:
    """`/archive/2024/`: all briefs of a year, newest first."""

    site: SiteView
    url: str
    permalink: str
    year: int
    months: tuple[Bar, ...]
    cards: tuple[Card, ...]
    newer_url: str
    older_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchView:
    """`/search/`."""

    site: SiteView
    url: str
    permalink: str
    total: int
    segments: tuple[str, ...]
    """Addresses of the search segments' folders, the primary one first."""
    topics: tuple[TagCount, ...] = ()
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedCount:
    """A feed on the subscription page and in the OPML: one thing to subscribe to, in its three formats."""

    title: str
    """A type or a language is given by its code, to be worded by the page."""
    kind: str
    """`site`, `series`, `tag`, `author`, `type` or `language`."""
    count: int
    latest: str
    page_url: str
    rss: str
    atom: str
    json: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscribeView:
    """`/subscribe/`."""

    site: SiteView
    url: str
    permalink: str
    feeds: tuple[FeedCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundView:
    """`/404.html`."""

    site: SiteView


@dataclass(frozen=True, slots=True, kw_only=True)
class RedirectView:
    """An HTML page at an old address that leads to the new one."""

    site: SiteView
    target: str
    permalink: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
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
    seal: Digest = NO_DIGEST
    """Of the other fields, so that no feed takes a digest of its entries once more."""

    def __hash__(self) -> int:
        """Return a hash of two fields: to hash all of them takes longer than the caches of entries save."""
        return hash((self.permanent_id, self.seal))


@dataclass(frozen=True, slots=True, kw_only=True)
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
    icon: str = ""
    """Absolute address of a square PNG picture of at most 144 pixels, or empty."""
    icon_size: int = 0
    """Its width and height in pixels, when they are known."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestView:
    """An e-mail of what is new, to be sent by somebody's list program; and the same as a page."""

    site: SiteView
    cards: tuple[Card, ...]
    """What is new, newest first."""
    since: str
    """The first day that it covers: `2024-07-01`."""
    tag: Link | None = None
    """The tag that it is limited to."""
    sender: str = "sender@placeholder.invalid"
    """Address of the sender; the list program puts its own here."""
    unsubscribe: str = "https://placeholder.invalid/unsubscribe"
    """Address for leaving the list, for the header and the footer; the list program puts its own here."""
    postal_address: str = "[postal address]"
    """Where the sender receives letters; many countries ask for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpmlView:
    """`/feeds.opml`."""

    title: str
    feeds: tuple[FeedCount, ...]
    """Addresses are absolute here."""
    language: str = "en"
    """Of the headings under which the feeds are grouped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapEntry:
    """One address in a sitemap."""

    permalink: str
    modified: str
    """W3C date-time, or empty when no honest date is known."""
    translations: tuple[Translation, ...] = ()
    """Every version, this one included, the original first; empty when there is only one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapView:
    """One sitemap file."""

    entries: tuple[SitemapEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapIndexView:
    """`/sitemap.xml`: the sitemap files."""

    sitemaps: tuple[SitemapEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsView:
    """`/robots.txt`."""

    sitemap: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSearchView:
    """`/opensearch.xml`."""

    title: str
    description: str
    language: str
    template: str
    """Absolute address of the search page with `{searchTerms}`."""
    icon: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HostFilesView:
    """`/_headers`, `security.txt`, the web manifest: what hosts and browsers ask for."""

    title: str
    short_name: str
    url: str
    prefix: str
    language: str
    form_actions: tuple[str, ...]
    """Origins that forms post to."""
    contact: str = ""
    """Where to report a weakness: an e-mail address or an https address; without it there is no `security.txt`."""
    icons: tuple[Link, ...] = ()
    """Pictures of the site by file name; `icon-192.png` is taken to be 192 pixels square, SVG to fit any size."""
    expires: str = ""
    """Until when `contact` holds (RFC 3339): a date from the content or the settings, never from the clock."""
    page_patterns: tuple[str, ...] = ()
    """Paths of the pages, the search page excepted: `/`, `/404.html`, `/briefs/*`, with the site's prefix. No two may
    match one page, because hosts join repeated headers. Pages outside them have their policy by `meta` only."""
    search_patterns: tuple[str, ...] = ()
    """Path of the search page: `/search/`."""
    feed_folders: tuple[str, ...] = ("/",)
    """Folders that hold feeds, with a closing slash: `/`, `/tags/*/`, with the site's prefix."""
    archive_patterns: tuple[str, ...] = ()
    """Paths of the archive documents of Atom feeds: `/feeds/archive/*`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RedirectsView:
    """`/_redirects`: (from, to), in the order in which hosts shall try them."""

    rules: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedTextView:
    """A file whose text is fixed, such as `.nojekyll` and the number of publications."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileView:
    """A source file that is published as it is."""

    source: str
    digest: Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetView:
    """A style sheet, script or font under a hashed name; the names of other assets inside it are replaced."""

    source: str
    digest: Digest
    names: Mapping[str, str] = field(default_factory=dict)
    """What each asset named inside it is called in the output (by file name)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResizedImageView:
    """A picture in another width and form."""

    source: str
    digest: Digest
    width: int
    format: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareCardView:
    """A picture of 1200 x 630 pixels for link previews."""

    title: str
    series: str
    """Its name; empty: the picture names the type."""
    type: str
    organization: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchDocument:
    """One brief as the search index sees it."""

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
    seal: Digest = NO_DIGEST


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentView:
    """One part of the search index."""

    name: str
    documents: tuple[SearchDocument, ...]
    language: str = "en"
    """The site's: whose stems all segments use, because one search goes through all of them."""
