"""Broken briefs and pages -> the addresses that they will have; a link to such an address is not reported."""

import posixpath
import re
from collections.abc import Iterator

from kei_site.core.urls import folded, slug_of_name
from kei_site.core.value import value
from kei_site.model.brief import Brief
from kei_site.model.library import Library
from kei_site.model.routes import address_of, brief_path

_DATED = re.compile(r"^/briefs/\d{4}/")
_UNDATED = "/briefs/*/"


@value
class Pending:
    """Addresses that exist as soon as broken files are fixed."""

    folders: frozenset[str]
    """Folded, decoded, without the prefix; a brief without a date stands under `/briefs/*/`."""

    def covers(self, address: str) -> bool:
        """Return whether a decoded address (without the prefix) is pending, or belongs to a file in such a folder."""
        path = folded(address)
        near = (path, f"{path}/", f"{posixpath.dirname(path)}/")
        return any(folder in self.folders or _DATED.sub(_UNDATED, folder) in self.folders for folder in near)


def pending_addresses(library: Library) -> Pending:
    """Return the addresses that the broken briefs and pages of a library will give, and nothing else that it holds."""
    found = {f"/{page.slug}/" for page in library.broken_pages}
    for waiting in library.unpublished:
        found |= {*_given(waiting.brief, library)} if waiting.reason == "broken" else set()
    if library.left_out:
        found -= {address for brief in library.briefs for address in _given(brief, library)}
        found |= {f"/authors/{author.id}/" for author in library.authors.values() if author.path in library.left_out}
    return Pending(folders=frozenset(map(folded, found)))


def _given(brief: Brief, library: Library) -> Iterator[str]:
    front = brief.front
    if brief.has_address:
        yield address_of(brief_path(front.date.year, brief.slug))
        yield f"/archive/{front.date.year}/"
    else:
        yield f"{_UNDATED}{brief.slug}/"
    yield from (f"/tags/{slug}/" for slug in library.tags.slugs_of(brief))
    yield from (f"/authors/{author}/" for author in front.authors)
    yield from ([f"/series/{slug_of_name(front.series)}/"] if front.series else [])
    yield from front.aliases
