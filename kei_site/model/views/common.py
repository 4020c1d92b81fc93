"""Parts that several views share: links, cards, texts, images, the site."""

from collections.abc import Mapping
from dataclasses import field

from kei_site.core.bibliography import Cited
from kei_site.core.clock import Moment
from kei_site.core.hashing import NO_DIGEST, Digest
from kei_site.core.syndication import Syndication
from kei_site.core.value import value
from kei_site.core.words import Words
from kei_site.model.brief import Html
from kei_site.model.routes import FEED_FORMATS
from kei_site.model.views.figures import FigureSlot


@value
class Link:
    """A named address."""

    name: str
    url: str
    content_hash: Digest = NO_DIGEST


@value
class TagLink(Link):
    """A tag of a brief, named in the language of the brief."""

    filter: str
    """Its name in the language of the site, by which readers filter."""


@value
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


@value
class OrganizationView:
    """The institute."""

    name: str
    url: str
    logo: str = ""
    """Address of its logo, or empty."""


@value
class MailingListView:
    """The sign-up form."""

    action: str
    email_field: str
    hidden: Mapping[str, str]
    promise: str
    """One sentence on what subscribers get."""
    honeypot: str = ""
    """Name of a field that people do not see, and programs that fill in everything do."""


@value
class AssetView:
    """A style sheet, script or font under a hashed name; the names of other assets inside it are replaced."""

    source: str
    digest: Digest
    names: Mapping[str, str] = field(default_factory=dict)
    """What each asset named inside it is called in the output (by file name)."""


@value
class FooterView:
    """What the institute adds to the foot of every page."""

    address: str
    copyright: str
    social: tuple[Link, ...]


@value
class ThemeView:
    """How a site looks, as far as pages say it."""

    accent: str
    """`#b4301a`; on light pages."""
    accent_dark: str
    paper: str
    paper_dark: str
    logo: str = ""
    """Address, or empty."""
    logo_dark: str = ""
    """Address of another image for dark pages, or empty."""
    shows_name: bool = True
    """Whether the name of the institute is shown beside the logo."""
    text_font: str = ""
    """Address of the font of texts, to be loaded early; empty for that of the theme."""
    footer: FooterView | None = None


@value
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
    home: str = ""
    """Address of the home page in its language; empty: that of the site."""
    words: Words | None = None
    """The words of the interface in its language, if the site gives some."""
    languages: tuple[Link, ...] = ()
    """The home pages of the site's languages, named by their codes; empty when there is one language."""
    scripts: Mapping[str, AssetView] = field(default_factory=dict)
    """The scripts of `static/assets/` by name: all that pages may run (see `integrity`)."""
    hubs: tuple[str, ...] = ()
    license: str = ""
    contact: str = ""
    """Where readers may write: an e-mail address or an address on the web; or empty."""
    theme: ThemeView
    people: str = ""
    """How the site calls its authors (`Experts`); empty: the word of the interface."""
    types: Mapping[str, Link] = field(default_factory=dict)
    """By type that the settings name: the word for its briefs (empty: that of the interface) and the address of their
    page (empty: there is none)."""
    written_in: Mapping[str, str] = field(default_factory=dict)
    """The language of what the settings do not give in that of the page: `{"menu": "en"}`. Its keys: `title`,
    `description`, `menu`, `promise`, `address`, `copyright`."""
    usual_type: str = ""
    """The type of more than half of the publications, which lists need not name; empty if there is none."""
    content_hash: Digest = NO_DIGEST


@value
class Page:
    """A page with an address of its own."""

    site: SiteView
    url: str
    """Root-relative, with the prefix."""

    @property
    def permalink(self) -> str:
        """Absolute."""
        return self.site.url + self.url.removeprefix(self.site.prefix)


@value
class AuthorLink:
    """An author in a byline."""

    id: str
    name: str
    url: str
    """The author's page on this site; empty when there is none."""
    kind: str
    family: str = ""
    given: str = ""
    orcid: str = ""
    affiliation: str = ""
    """The name of another institute, or empty."""
    content_hash: Digest = NO_DIGEST


@value
class ImageVariant:
    """One size of an image."""

    url: str
    width: int


@value
class ImageView:
    """An image, ready for `img`."""

    url: str
    width: int
    height: int
    variants: tuple[ImageVariant, ...] = ()
    """The widths that browsers choose among, narrowest first; empty for small images."""
    alt: str = ""
    caption: str = ""
    credit: str = ""


@value
class EventLine:
    """When and where an event takes place."""

    start: Moment
    end: Moment | None
    zone: str
    """The zone of its times for people; empty when it has no times of day."""
    end_zone: str = ""
    """That of its end, if it is another."""
    place: str


@value
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
    tags: tuple[TagLink, ...] = ()
    series: Link | None = None
    title_html: Html = Html("")
    """The title with its marks; empty when it has none. `title` is plain text."""
    summary_html: Html = Html("")
    """Likewise."""
    event: EventLine | None = None
    original: Syndication | None = None
    """Where the text first appeared, if that was elsewhere; `others` are left out."""
    image: ImageView | None = None
    """The image of its front matter; it says nothing that the title does not say, so its `alt` is empty."""
    chart: ImageView | None = None
    """Without an image: its first chart in small and without words, for lists."""
    content_hash: Digest = NO_DIGEST


@value
class Translation:
    """A version of the same brief in some language (the brief itself included)."""

    language: str
    url: str
    title: str


@value
class TextView:
    """A text with its references resolved: where `kei-link:N` and `kei-image:N` lead."""

    fragment: Digest
    """Key of the fragment; empty when there is no text."""
    links: tuple[str, ...] = ()
    """By N; empty string: publish the words without the link."""
    images: tuple[ImageView | None, ...] = ()
    """By N; None: publish the alternative text."""
    frames: tuple[str, ...] = ()
    cited: Cited | None = None
    """Its citations."""
    figures: tuple[FigureSlot, ...] = ()
    """By the N of `kei-figure:N`; an empty one is left out."""
    language: str = ""
    """Of a biography that says its own; empty: the language of what the text belongs to, or the site's."""


@value
class EnclosureView:
    """A recording or PDF that goes with a brief."""

    url: str
    """Root-relative, or absolute when it lies elsewhere."""
    length: int
    """In bytes; 0 when it is not known."""
    media_type: str
    """Empty when it is not known."""
    sources: tuple[str, ...] = ()
    """What a player has to be allowed to load, as policies name it: `'self'`, an origin; empty for a PDF."""

    @property
    def is_audio(self) -> bool:
        """Whether a browser may play it."""
        return self.media_type.startswith("audio/")
