"""The files of a place and of a build -> what to send, and what to delete, in an order that never breaks a page.

Files that pages load go first, then pages, then lists and feeds, which name the pages. Pages are deleted before the
files that they load.
"""

import posixpath
import re
from collections.abc import Iterable

from kei_site.core.value import value
from kei_site.publishing.manifest import Entries

_LISTS = re.compile(
    r"(?:.*/)?(?:feed\.xml|atom\.xml|feed\.json|feeds\.opml|sitemap[^/]*\.xml|count\.json|events\.ics)"
    r"|robots\.txt|_headers|_redirects|(?:pagefind/)?pagefind-entry\.json|feeds/archive/.*"
)
_PAGE = re.compile(r"briefs/\d{4}/.+")
ASSET, PAGE, LIST = 0, 1, 2
"""The three kinds of files, in the order in which they are sent."""


@value
class Steps:
    """What turns the files of a place into those of a build."""

    sent: tuple[tuple[str, ...], ...]
    """Groups of paths: all of a group are there before the first of the next one is sent."""
    deleted: tuple[tuple[str, ...], ...]
    """Groups of paths."""
    new: frozenset[str]
    """The sent paths that were not there."""
    size: int
    """Bytes to be sent."""

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many files are new, changed and gone."""
        sent, gone = sum(map(len, self.sent)), sum(map(len, self.deleted))
        return len(self.new), sent - len(self.new), gone


def kind_of(path: str) -> int:
    """Return which of the three kinds a file is: what pages load, the page of a text, or what names pages."""
    if _LISTS.fullmatch(path):
        return LIST
    if posixpath.splitext(path)[1] not in (".html", ".htm"):
        return ASSET
    return PAGE if _PAGE.fullmatch(path) else LIST


def steps_between(there: Entries, files: Entries, uncertain: Iterable[str] = ()) -> Steps:
    """Return the steps from the files that are there to those of a build; `uncertain` paths may hold anything."""
    doubted = frozenset(uncertain)
    changed = [path for path, entry in files.items() if path in doubted or there.get(path) != entry]
    gone = {*there, *doubted} - files.keys()
    return Steps(
        sent=_grouped(changed),
        deleted=_grouped(gone)[::-1],
        new=frozenset(path for path in changed if path not in there and path not in doubted),
        size=sum(files[path].size for path in changed),
    )


def _grouped(paths: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    groups: dict[int, list[str]] = {ASSET: [], PAGE: [], LIST: []}
    for path in sorted(paths):
        groups[kind_of(path)].append(path)
    return tuple(tuple(group) for group in groups.values() if group)
