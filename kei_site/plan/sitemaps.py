"""Addresses of the site -> sitemaps, one for each year of briefs and one for everything else.

A file holds at most 50,000 addresses and 50 MiB (sitemaps.org); a new address changes the last file only.
"""

from collections.abc import Iterable, Iterator

from kei_site.model.brief import Brief
from kei_site.model.library import Library
from kei_site.model.permanent_ids import last_change
from kei_site.model.routes import PAGE_KINDS
from kei_site.model.views.files import SitemapEntry, SitemapIndexView, SitemapView
from kei_site.plan.inputs import Inputs
from kei_site.plan.targets import Target

_MOST = 50_000
_LARGEST = 50 * 1024 * 1024
_FRAME = 512
"""More than the bytes around the entries of a file."""

_LISTED = {kind.recipe: at for at, kind in enumerate(PAGE_KINDS) if kind.in_sitemap}
"""The places of kinds of pages in a sitemap, by recipe."""


def sitemap_targets(inputs: Inputs, pages: Iterable[Target]) -> Iterator[Target]:
    """Yield `sitemap.xml`, a sitemap for each year, and one for the pages that are not briefs."""
    years = {year: _year(briefs, inputs) for year, briefs in inputs.library.by_year.items()}
    listed = sorted((page for page in pages if page.recipe in _LISTED), key=lambda page: _LISTED[page.recipe])
    others = tuple(SitemapEntry(permalink=page.view.permalink, modified="") for page in listed)  # type: ignore[attr-defined]
    kinds = {**{str(year): entries for year, entries in years.items()}, "pages": others}
    names = {
        sitemap_name(kind, number): part
        for kind, entries in kinds.items()
        for number, part in enumerate(parts_of(entries), 1)
    }
    for name, entries in names.items():
        yield Target(path=name, recipe="sitemap", view=SitemapView(entries=entries))
    index = tuple(
        SitemapEntry(
            permalink=f"{inputs.site.url}/{name}", modified=max((entry.modified for entry in entries), default="")
        )
        for name, entries in names.items()
    )
    yield Target(path="sitemap.xml", recipe="sitemap_index", view=SitemapIndexView(sitemaps=index))


def sitemap_name(kind: str, number: int = 1) -> str:
    """Return the output path of a part, counted from 1, of the sitemap of a year or of the pages (`pages`)."""
    return f"sitemap-{kind}{f'-{number}' if number > 1 else ''}.xml"


def sitemap_paths(library: Library) -> tuple[str, ...]:
    """Return the output paths of `sitemap.xml` and of the first part of every other sitemap."""
    return ("sitemap.xml", *(sitemap_name(kind) for kind in ("pages", *map(str, library.by_year))))


def parts_of(
    entries: tuple[SitemapEntry, ...], most: int = _MOST, largest: int = _LARGEST
) -> list[tuple[SitemapEntry, ...]]:
    """Return the entries (newest first, as in each part) in files of at most `most` entries and `largest` bytes.

    The first part has the oldest, which are last. Without entries there is one empty part.
    """
    parts: list[list[SitemapEntry]] = [[]]
    size = _FRAME
    for entry in reversed(entries):
        more = _most_bytes(entry)
        if parts[-1] and (len(parts[-1]) == most or size + more > largest):
            parts.append([])
            size = _FRAME
        parts[-1].append(entry)
        size += more
    return [tuple(reversed(part)) for part in parts]


def _most_bytes(entry: SitemapEntry) -> int:
    """Return a number of bytes that an entry cannot exceed; a character takes up to six of them, as in `&quot;`."""
    links = [version.language + version.url for version in entry.translations]
    return sum(128 + 6 * len(text) for text in (entry.permalink, *links, *links[:1]))


def _year(briefs: Iterable[Brief], inputs: Inputs) -> tuple[SitemapEntry, ...]:
    return tuple(
        SitemapEntry(
            permalink=inputs.site.url + brief.url,
            modified=last_change(brief.front).utc().strftime("%Y-%m-%dT%H:%M:%SZ"),
            translations=inputs.versions(brief),
        )
        for brief in briefs
    )
