"""The front matter of all texts of a folder -> an index: which texts there are, and by which names others call them."""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote, unquote

from kei_site.core.urls import slugify
from kei_site.core.value import value
from kei_site.importers.folder.addresses import content_path, file_slug, old_addresses
from kei_site.importers.folder.authors import author_file_key
from kei_site.importers.folder.keys import Keys, read_keys
from kei_site.importers.folder.layout import Layout

_ENDINGS = re.compile(r"\.(?:md|markdown|mdown|mkd|qmd|rmd|html?|njk|liquid)$", re.IGNORECASE)
_LANGUAGE = re.compile(r"\.[a-z]{2}(?:-[A-Za-z]{2,4})?$")


@value
class Entry:
    """What the index holds of a text."""

    path: str
    keys: Keys
    addresses: tuple[str, ...]
    translation: str
    """What the versions of one text have in common."""


class Index:
    """All texts of a folder that are items, by path."""

    def __init__(self, layout: Layout, settings: Mapping[str, Any]) -> None:
        paths = [path for path in layout.texts if not author_file_key(path)]
        self.entries = {path: _entry(path, layout, settings) for path in paths}
        words = {key: found for key, found in layout.config.items() if _is_words(found)}
        self.values = {f"{name}.{key}": found for name in ("site", "metadata") for key, found in words.items()}
        """The words of the settings, by what tags call them."""
        self._names = _names(self.entries)
        self._originals = dict(_originals(self.entries.values(), str(settings.get("language", ""))))

    def find(self, origin: str, address: str, is_reference: bool) -> str:
        """Return `item:KEY#heading` for the text that the text at `origin` calls by a name; empty if it is none.

        A reference of a tag may be short (`2019/x`, `x.md`); another address is a text only if it ends like one.
        """
        name, hash_sign, anchor = unquote(address).partition("#")
        if not name or ":" in name or not (is_reference or _ENDINGS.search(name)):
            return ""
        here = posixpath.normpath(posixpath.join(posixpath.dirname(origin), name.lstrip("/")))
        wanted = (name.lstrip("/"), here) if name.startswith("/") else (here, name)
        path = next((self._names[found] for found in map(_plain, wanted) if self._names.get(found)), "")
        return f"item:{quote(path, safe='/')}{hash_sign}{anchor}" if path else ""

    def original_of(self, path: str) -> str:
        """Return the path of the text that a text translates; empty if it is no translation."""
        return self._originals.get(path, "")


def _is_words(found: Any) -> bool:
    return isinstance(found, str) and "@" not in found and "://" not in found


def _entry(path: str, layout: Layout, settings: Mapping[str, Any]) -> Entry:
    front = layout.front_of(path)
    inside = content_path(path, layout.tool)
    keys = read_keys(front.keys, inside, layout.tool)
    common = keys.translation_key or _pelican_name(keys, inside, layout.tool)
    common = common or f"{posixpath.dirname(inside)}/{_LANGUAGE.sub('', _ENDINGS.sub('', inside))}"
    addresses = old_addresses(path, front.keys, keys.date or keys.updated, (layout.tool, settings))
    if reason := layout.unlisted(path):
        keys, addresses = replace(keys, is_draft=True, reason=keys.reason or reason), []
    return Entry(path=path, keys=keys, addresses=tuple(addresses), translation=common)


def _pelican_name(keys: Keys, path: str, tool: str) -> str:
    """Return what translations of Pelican have in common, their slug; empty for another generator."""
    slug = keys.slug or slugify(keys.title)
    return f"{'pages' if path.startswith('pages/') else 'articles'}:{slug}" if tool == "pelican" and slug else ""


def _plain(name: str) -> str:
    return re.sub(r"/_?index$", "", _ENDINGS.sub("", name.strip("/"))).lower()


def _names(paths: Iterable[str]) -> dict[str, str]:
    """Return the path for each name of a text: its path, and the ends of it that no other text has."""
    names: dict[str, str] = {}
    for path in paths:
        parts = _plain(path).split("/")
        for first in range(len(parts)):
            name = "/".join(parts[first:])
            names[name] = path if name not in names or first == 0 else ""
    return names


def _originals(entries: Iterable[Entry], language: str) -> Iterator[tuple[str, str]]:
    """Yield (path of a translation, path of the original): of several versions, that of the site's language first."""
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.translation, []).append(entry)
    for group in groups.values():
        first = min(group, key=lambda entry: (entry.keys.language not in ("", language), entry.path))
        others = (entry for entry in group if entry.keys.language != first.keys.language)
        yield from ((entry.path, first.path) for entry in others)


def title_of_file(path: str) -> str:
    """Return words for a title from the name of a file."""
    words = " ".join(re.split(r"[-_\s]+", file_slug(path))).strip()
    return words[:1].upper() + words[1:]
