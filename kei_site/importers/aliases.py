"""Old addresses of items -> the redirects of each, none of which leads to two places or hides a page of the site."""

from collections.abc import Iterable, Mapping
from urllib.parse import unquote

from kei_site.core.urls import folded
from kei_site.core.value import value
from kei_site.importers.names import ItemName
from kei_site.importers.old_addresses import OldAddresses, is_closed, query_id, redirectable
from kei_site.importers.spool import Entry
from kei_site.model.routes import RESERVED

SHORT = "/p/"
"""The folder of redirects from numbers: `/?p=12` is answered by one rule of the host, which leads to `/p/12/`."""


@value
class Aliases:
    """The redirects of an archive."""

    by_key: Mapping[str, tuple[str, ...]]
    """Old paths by key of the item, decoded."""
    problems: Mapping[str, tuple[str, ...]]
    """By key: old addresses from which nothing can lead, and why."""


class AliasPlanner:
    """Gives each old path to the first item that asks for it."""

    def __init__(self, names: Mapping[str, ItemName], old: OldAddresses) -> None:
        self._names, self._old = names, old
        self._pages = {_folded(name.url): key for key, name in names.items() if name.url}
        self._taken: dict[str, str] = {}

    def plan(self, entries: Iterable[Entry]) -> Aliases:
        """Return the redirects of all items: public ones choose first."""
        written = [entry for entry in entries if entry.key in self._names and self._names[entry.key].url]
        ordered = sorted(written, key=lambda entry: entry.state != "published")
        by_key: dict[str, tuple[str, ...]] = {}
        problems: dict[str, tuple[str, ...]] = {}
        for entry in ordered:
            found, refused = self._of(entry)
            by_key[entry.key], problems[entry.key] = tuple(found), tuple(refused)
        return Aliases(by_key=by_key, problems=problems)

    def _of(self, entry: Entry) -> tuple[list[str], list[str]]:
        found, refused = [], []
        for address in entry.addresses:
            number = query_id(address)
            path = f"{SHORT}{number}/" if number else redirectable(address, self._old)
            place = _folded(path)
            if not path and self._old.plain(address) != "/":
                rule = ", only a rule of the host (static/_redirects)" if is_closed(address, self._old) else ""
                refused.append(f"{address}: no redirect can stand there{rule}")
            if not path or place == _folded(self._names[entry.key].url) or self._taken.get(place) == entry.key:
                continue
            if place in RESERVED:
                refused.append(f"{address}: no redirect can stand there: the name is kept for a page of the program")
                continue
            if owner := self._owner(place):
                refused.append(f"{address}: {owner} is there")
                continue
            self._taken[place] = entry.key
            found.append(path)
        return found, refused

    def _owner(self, place: str) -> str:
        """Return what stands at a path, or what owns the folder that it is in; empty if it is free."""
        parts = place.split("/")
        above = ("/".join(parts[:depth]) for depth in range(1, len(parts)))
        briefs = [self._pages[folder] for folder in above if folder in self._pages and folder.startswith("briefs/")]
        return self._pages.get(place, "") or self._taken.get(place, "") or next(iter(briefs), "")


def _folded(path: str) -> str:
    return folded(unquote(path).strip("/").removesuffix("/index.html"))
