"""The addresses that the program gives: sections, kinds of pages, feeds and files, in one table each.

Reserved slugs, sitemaps, headers for hosts and the addresses of feeds are read from these tables.
"""

import unicodedata
from collections.abc import Iterator

from kei_site.core.limits import LIMITS
from kei_site.core.patterns import pattern_of
from kei_site.core.urls import VOWEL_SIGNS, is_windows_name, page_path
from kei_site.core.value import value


@value
class Section:
    """A folder at the top of the site."""

    name: str
    has_pages: bool = True
    """Hosts send a policy for pages with all that is in it; False for files that other sites may load."""
    may_search: bool = False
    """Whether its pages run the search, which needs a wider policy."""
    feeds: tuple[str, ...] = ()
    """The folders in it that hold feeds, as patterns: `*`, `types/*`."""


SECTIONS = (
    Section(name="briefs"),
    Section(name="tags", feeds=("*",)),
    Section(name="authors", feeds=("*",)),
    Section(name="series", feeds=("*",)),
    Section(name="types", feeds=("*",)),
    Section(name="archive"),
    Section(name="corrections", feeds=("",)),
    Section(name="events"),
    Section(name="outlets"),
    Section(name="figures"),
    Section(name="subscribe"),
    Section(name="search", may_search=True),
    Section(name="feeds", has_pages=False, feeds=("languages/*", "types/*")),
    Section(name="assets", has_pages=False),
    Section(name="audio", has_pages=False),
    Section(name="cards", has_pages=False),
    Section(name="pagefind", has_pages=False),
)


@value
class PageKind:
    """A kind of pages: all that one recipe fills."""

    recipe: str
    in_sitemap: bool = True
    """Whether `sitemap-pages.xml` lists them; briefs are in the sitemaps of their years."""


_LISTED = (
    "home subscribe briefs tags tag authors author series_index series types type archive year month events "
    "past_events corrections outlets figures figure page"
)
PAGE_KINDS = (
    *(PageKind(recipe=recipe) for recipe in _LISTED.split()),
    *(PageKind(recipe=recipe, in_sitemap=False) for recipe in "brief search not_found redirect version".split()),
)
"""In the order in which the sitemap lists them."""


@value
class FeedFormat:
    """A format of feeds."""

    name: str
    """For people: `RSS`."""
    file: str
    """The name of its file in the folder of a feed."""
    media_type: str


FEED_FORMATS = {
    "rss": FeedFormat(name="RSS", file="feed.xml", media_type="application/rss+xml"),
    "atom": FeedFormat(name="Atom", file="atom.xml", media_type="application/atom+xml"),
    "json_feed": FeedFormat(name="JSON", file="feed.json", media_type="application/feed+json"),
}
"""By recipe."""

FEED_ARCHIVE = "feeds/archive/"
"""The folder of the archive documents of the site's Atom feed."""

HOST_FILES = ("_headers", "_redirects", ".nojekyll")
"""Files that hosts read and do not serve."""

REPLACED_FILES = ("404.html", "favicon.ico", "robots.txt", ".well-known/security.txt")
"""Files of which a site may have its own in `static/`, which is published instead."""
COMBINED_FILES = {"_headers": False, "_redirects": True}
"""Files of which a site may have its own in `static/`; whether its lines come first: of redirects, hosts take the first
that matches."""

TOP_FILES = (
    *"404.html count.json events.ics favicon.ico feeds.opml".split(),
    *"opensearch.xml robots.txt site.webmanifest sitemap.xml".split(),
    *(feed.file for feed in FEED_FORMATS.values()),
)
"""The files beside the home page; there are also `sitemap-YEAR.xml` and `sitemap-pages.xml`."""

RESERVED = frozenset({"index", "page", "feed", "404", *TOP_FILES, *(section.name for section in SECTIONS)})
"""Slugs that would stand where the program puts files of its own."""

_SLUG = pattern_of(rf"[^\W_](?:[^\W_]|[{VOWEL_SIGNS}])*(?:-(?:[^\W_]|[{VOWEL_SIGNS}])+)*")


def feed_folders() -> Iterator[str]:
    """Yield the folders that hold feeds, as patterns with slashes at both ends: `/`, `/tags/*/`."""
    yield "/"
    yield from (f"/{section.name}/{folder}/".replace("//", "/") for section in SECTIONS for folder in section.feeds)


def brief_path(year: int, slug: str) -> str:
    """Return the output path of a brief's page."""
    return page_path("briefs", str(year), slug)


def address_of(path: str) -> str:
    """Return the address, decoded and without the site's prefix, at which hosts serve the file at an output path."""
    folder, name = path.rpartition("/")[::2]
    served = "" if name == "index.html" else name
    return f"/{folder}/{served}" if folder else f"/{served}"


def invalid_slug(slug: str) -> tuple[str, str] | None:
    """Return (code, message) for a slug that cannot be used, or None for a valid slug."""
    normal = unicodedata.normalize("NFC", slug)
    if not normal:
        return ("SLG04", "no slug can be made from the name")
    if is_windows_name(normal):
        return ("SLG02", "Windows cannot store this name")
    if len(normal) > LIMITS.slug_letters.most or len(normal.encode()) > LIMITS.slug_bytes.most:
        return (
            "SLG03",
            f"slug of {len(normal)} letters and {len(normal.encode())} bytes; "
            f"the limit is {LIMITS.slug_letters.most} and {LIMITS.slug_bytes.most}",
        )
    if normal.lower() in RESERVED:
        return ("SLG07", "this address is reserved")
    if not _SLUG.fullmatch(normal):
        return ("SLG01", "a slug may hold letters, digits and single hyphens")
    return None
