"""A program and its texts -> the addresses that it gives to feeds and lists by default, with those here.

Pages answer at single addresses (`usual_redirects`); whole kinds of them need a rule of the host (`usual_rules`).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from math import ceil
from urllib.parse import unquote

from kei_site.core.clock import today
from kei_site.core.urls import slugify
from kei_site.importers.items import Site
from kei_site.importers.names import year_of
from kei_site.importers.old_addresses import OldAddresses
from kei_site.importers.spool import Entry
from kei_site.model.routes import RESERVED

_REDIRECTS = {
    "wordpress": {"/feed/": "/feed.xml", "/feed/atom/": "/atom.xml", "/comments/feed/": "/feed.xml"},
    "hugo": {"/index.xml": "/feed.xml", "/categories/": "/tags/"},
    "jekyll": {"/categories/": "/tags/", "/archives/": "/archive/"},
    "quarto": {"/index.xml": "/feed.xml"},
    "eleventy": {"/feed/feed.xml": "/atom.xml", "/feed/feed.json": "/feed.json"},
    "pelican": {
        "/feeds/all.atom.xml": "/atom.xml",
        "/feeds/all.rss.xml": "/feed.xml",
        "/archives.html": "/archive/",
        "/categories.html": "/tags/",
        "/tags.html": "/tags/",
        "/authors.html": "/authors/",
    },
    "mkdocs": {
        "/feed_rss_created.xml": "/feed.xml",
        "/feed_rss_updated.xml": "/feed.xml",
        "/feed_json_created.json": "/feed.json",
        "/feed_json_updated.json": "/feed.json",
    },
}
_YEARS = {"wordpress": "/{}/", "jekyll": "/{}/", "mkdocs": "/blog/archive/{}/"}
_RULES = {
    "wordpress": (
        "/ p=:id /p/:id/ 301",
        "/ page_id=:id /p/:id/ 301",
        "/ attachment_id=:id /p/:id/ 301",
        "/category/:name/feed/ /tags/:name/feed.xml 301",
        "/tag/:name/feed/ /tags/:name/feed.xml 301",
        "/category/:name/page/:number/ /category/:name/ 301",
        "/category/:above/:name/page/:number/ /category/:above/:name/ 301",
        "/tag/:name/page/:number/ /tag/:name/ 301",
        "/page/:number/ /briefs/ 301",
    ),
    "hugo": (
        "/tags/:name/index.xml /tags/:name/feed.xml 301",
        "/categories/:name/index.xml /tags/:name/feed.xml 301",
        "/categories/:name/page/:number/ /tags/:name/ 301",
        "/page/:number/ /briefs/ 301",
    ),
    "mkdocs": ("/blog/page/:number/ /briefs/ 301", "/blog/category/:name/page/:number/ /tags/:name/ 301"),
}
"""Pages of lists are counted from the newest text there and from the oldest here: each leads to the list."""
_PAGES = {"jekyll": "/page{}/", "pelican": "/index{}.html"}
"""Addresses of the later pages of the first list, where no rule of a host can tell the number from the words."""
_MOST_PAGES = 100
_ON_PAGE = 10
"""Texts on a page of a list, by default."""
_TEXTS_FOR_FEED = 3
"""A tag has feeds here from so many public briefs on, unless the site asks for more."""


def usual_redirects(
    site: Site, entries: Iterable[Entry], old: OldAddresses, slugs: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield the old addresses of feeds, of lists and of the archives of years, with the new ones.

    `slugs` are those of the tags here, by name.
    """
    every = tuple(entries)
    yield from _REDIRECTS.get(site.software, {}).items()
    yield from ((address, "/briefs/") for address in site.lists if address.strip("/"))
    if pattern := _YEARS.get(site.software):
        yield from ((pattern.format(year), f"/archive/{year}/") for year in public_years(every))
    if pattern := _PAGES.get(site.software):
        last = min(ceil(len(_public(every)) / _ON_PAGE), _MOST_PAGES)
        yield from ((pattern.format(number), "/briefs/") for number in range(2, last + 1))
    for section in sections(site, every, old):
        yield from ((f"/{section}/", "/briefs/"), (f"/{section}/index.xml", "/feed.xml"))
    if site.software == "pelican":
        yield from _feeds_of_tags(every, slugs)


def usual_rules(site: Site, entries: Iterable[Entry], old: OldAddresses) -> list[str]:
    """Return the lines of `_redirects` for whole kinds of addresses."""
    of_sections = [f"/{section}/page/:number/ /briefs/ 301" for section in sections(site, entries, old)]
    return [*_RULES.get(site.software, ()), *of_sections]


def sections(site: Site, entries: Iterable[Entry], old: OldAddresses) -> list[str]:
    """Return the folders at the top for which Hugo makes a list and a feed: those of public briefs."""
    if site.software != "hugo":
        return []
    paths = (old.path(address).strip("/").split("/") for entry in _public(entries) for address in entry.addresses[:1])
    tops = {unquote(parts[0]) for parts in paths if len(parts) > 1}
    return sorted(top for top in tops - RESERVED if top == slugify(top) and not top.isdigit())


def public_years(entries: Iterable[Entry]) -> list[int]:
    """Return the years that have a list here: those of briefs whose day has come."""
    return sorted({year_of(entry.date) for entry in _public(entries) if entry.date[:10] <= today()})


def _public(entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.kind == "brief" and entry.state == "published"]


def _feeds_of_tags(entries: Iterable[Entry], slugs: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the feeds that Pelican makes for each category, of those that have one here."""
    listed = (entry for entry in _public(entries) if entry.date[:10] <= today() and not entry.language)
    counts = Counter(tag for entry in listed for tag in entry.tags)
    for tag, count in counts.items():
        if count >= _TEXTS_FOR_FEED and tag in slugs:
            yield f"/feeds/{slugify(tag)}.atom.xml", f"/tags/{slugs[tag]}/atom.xml"
