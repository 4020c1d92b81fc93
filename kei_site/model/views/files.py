"""Views of what machines and hosts ask for: sitemaps, host files, assets, images."""

from collections.abc import Mapping
from dataclasses import field

from kei_site.core.hashing import NO_DIGEST, Digest
from kei_site.core.value import value
from kei_site.core.words import Words
from kei_site.model.views.common import AssetView, Link, Translation


@value
class SitemapEntry:
    """One address in a sitemap."""

    permalink: str
    modified: str
    """W3C date-time, or empty when no honest date is known."""
    translations: tuple[Translation, ...] = ()
    """Every version, this one included, the original first; empty when there is only one."""


@value
class SitemapView:
    """One sitemap file."""

    entries: tuple[SitemapEntry, ...]


@value
class SitemapIndexView:
    """`/sitemap.xml`: the sitemap files."""

    sitemaps: tuple[SitemapEntry, ...]


@value
class RobotsView:
    """`/robots.txt`."""

    sitemap: str


@value
class OpenSearchView:
    """`/opensearch.xml`."""

    title: str
    description: str
    language: str
    template: str
    """Absolute address of the search page with `{searchTerms}`."""
    icon: str = ""


@value
class HostFilesView:
    """`/_headers`, `security.txt`, the web manifest: what hosts and browsers ask for."""

    title: str
    short_name: str
    url: str
    prefix: str
    language: str
    form_actions: tuple[str, ...]
    """Origins that forms post to."""
    theme_color: str = ""
    """`#faf7f1`: what browsers draw around the pages."""
    contact: str = ""
    """Where to report a weakness: an e-mail address or an https address; without it there is no `security.txt`."""
    scripts: Mapping[str, AssetView] = field(default_factory=dict)
    """Of the site, by name: all that its pages may run."""
    pagefind: str = ""
    """The digest of the script with which the search page reads the index (`sha256-…`); empty when it is not known."""
    icons: tuple[Link, ...] = ()
    """Icons of the site by file name; `icon-192.png` is taken to be 192 pixels square, SVG to fit any size."""
    expires: str = ""
    """Until when `contact` holds (RFC 3339): a date from the content or the settings, never from the clock."""
    page_patterns: tuple[str, ...] = ()
    """Paths of the pages, the search page excepted: `/`, `/404.html`, `/briefs/*`, with the site's prefix. No two may
    match one page, because hosts join repeated headers. Pages outside them have their policy by `meta` only."""
    frames: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The origins of all frames that the pages of a pattern may load after a click, by pattern; none for the others."""
    media: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Likewise, the sources of the recordings that they may play."""
    search_patterns: tuple[str, ...] = ()
    """Path of the search page: `/search/`."""
    feed_folders: tuple[str, ...] = ("/",)
    """Folders that hold feeds, with a closing slash: `/`, `/tags/*/`, with the site's prefix."""
    archive_patterns: tuple[str, ...] = ()
    """Paths of the archive documents of Atom feeds: `/feeds/archive/*`."""
    saved_patterns: tuple[str, ...] = ()
    """Paths of files beside texts that browsers shall save and not show: `/briefs/*.csv`. A page pattern may match
    them, too: of two joined policies both hold."""


@value
class RedirectsView:
    """`/_redirects`: (from, to), in the order in which hosts shall try them."""

    rules: tuple[tuple[str, str], ...]


@value
class FixedTextView:
    """A file whose text is fixed, such as `.nojekyll` and the number of publications."""

    text: str


@value
class FileView:
    """A source file that is published as it is."""

    source: str
    digest: Digest


@value
class CombinedView:
    """A file that the program makes and the site has, too: both in one."""

    recipe: str
    """Of the file that the program makes."""
    view: object
    own: FileView
    own_first: bool


@value
class ResizedImageView:
    """An image in another width and format."""

    source: str
    digest: Digest
    width: int
    format: str


@value
class ShareCardView:
    """An image of 1200 x 630 pixels for link previews."""

    title: str
    series: str
    """Its name; empty: the image names the type."""
    type: str
    organization: str
    language: str
    accent: str
    """`#b4301a`"""
    paper: str
    words: Words | None = None
    """Those of the site in the language of the brief."""
    mark: str = ""
    """The path of the image that stands for the institute: its logo, or its icon; or empty."""
    mark_digest: Digest = NO_DIGEST
    shows_name: bool = True
    """Whether the name of the institute stands beside it."""
