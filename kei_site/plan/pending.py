"""Broken briefs and pages -> the addresses that they will give when they are fixed. Plan room, pure.

What leads there is not wrong: the one diagnostic is in the broken file, and it is told there.
"""

import posixpath
import re
from collections.abc import Iterator

from kei_site.core.urls import folded, slugify
from kei_site.core.value import value
from kei_site.model.brief import Brief
from kei_site.model.library import Library
from kei_site.model.routes import address_of, brief_path

_DATED = re.compile(r"^/briefs/\d{4}/")
_UNDATED = "/briefs/*/"


@value
class Pending:
    """Addresses of which nobody can say yet whether they will be there."""

    folders: frozenset[str]
    """Folded, decoded, without the prefix; a brief without a date stands under `/briefs/*/`."""

    def covers(self, address: str) -> bool:
        """Tell whether a decoded address (without the prefix) is pending, or that of a file in such a folder."""
        path = folded(address)
        near = (path, f"{path}/", f"{posixpath.dirname(path)}/")
        return any(one in self.folders or _DATED.sub(_UNDATED, one) in self.folders for one in near)


def pending_addresses(library: Library) -> Pending:
    """Return what the broken briefs and pages of a library keep waiting."""
    found = [f"/{page.slug}/" for page in library.broken_pages]
    for held in library.held:
        found += _given(held.brief, library) if held.reason == "broken" else ()
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
    yield from ([f"/series/{slugify(front.series)}/"] if front.series else [])
    yield from front.aliases
