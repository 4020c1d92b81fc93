"""The settings and data files of a generator -> the keys that texts of a folder have without saying so."""

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kei_site.importers.folder.front_matter import read_data, read_front
from kei_site.importers.folder.values import text_of

Defaults = tuple[tuple[str, Mapping[str, Any]], ...]
"""(beginning of paths, keys): the later wins."""
_DATA = {
    "eleventy": re.compile(r"(?:^|/)(?P<folder>[^/]+)/(?P=folder)(?:\.11tydata)?\.json$"),
    "quarto": re.compile(r"/_metadata\.ya?ml$"),
}
_JOINED = ("tags", "categories")
_TYPES = {"posts": "_posts/", "drafts": "_drafts/"}


def jekyll_defaults(config: Mapping[str, Any]) -> Defaults:
    """Return `defaults` of `_config.yml`; the scope of pages is left out, since their folder has no name."""
    return tuple(_scoped(config.get("defaults")))


def _scoped(written: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for entry in written if isinstance(written, list) else ():
        scope, values = (entry.get("scope"), entry.get("values")) if isinstance(entry, Mapping) else (None, None)
        if not isinstance(scope, Mapping) or not isinstance(values, Mapping):
            continue
        kind, path = text_of(scope.get("type")), text_of(scope.get("path")).strip("/")
        folder = path or _TYPES.get(kind, f"_{kind}/" if kind and kind != "pages" else "")
        if kind != "pages" and "*" not in folder:
            yield folder, values


def folder_defaults(tool: str, root: Path, paths: Iterable[str], read_text: Callable[[Path], str]) -> Defaults:
    """Return the data that a generator reads from a file of a folder: `posts/posts.json`, `posts/_metadata.yml`.

    Hugo reads those of the texts below a list from `cascade` in its `_index.md`.
    """
    if tool == "hugo":
        lists = [path for path in paths if posixpath.splitext(posixpath.basename(path))[0] == "_index"]
        ordered = sorted(lists, key=lambda path: (path.count("/"), path))
        return tuple(
            (f"{posixpath.dirname(path)}/", keys)
            for path in ordered
            for keys in _cascade(read_front(read_text(root / path)).keys.get("cascade"))
        )
    if tool not in _DATA:
        return ()
    found = [path for path in sorted(paths, key=lambda path: (path.count("/"), path)) if _DATA[tool].search(path)]
    read = ((path, read_data(read_text(root / path), posixpath.splitext(path)[1])) for path in found)
    return tuple((f"{posixpath.dirname(path)}/", keys) for path, keys in read if isinstance(keys, Mapping))


def _cascade(written: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the keys that a list hands down; those for some of its texts only are handed to all that are no lists."""
    for rule in written if isinstance(written, list) else [written]:
        target = rule.get("target", rule.get("_target")) if isinstance(rule, Mapping) else None
        kind = text_of(target.get("kind")) if isinstance(target, Mapping) else ""
        if isinstance(rule, Mapping) and kind in ("", "page"):
            params = rule.get("params")
            own = {key: found for key, found in rule.items() if key not in ("target", "_target", "params")}
            yield {**(params if isinstance(params, Mapping) else {}), **own}


def keys_of(defaults: Defaults, path: str) -> dict[str, Any]:
    """Return the keys that a text has by its place."""
    found: dict[str, Any] = {}
    for folder, keys in defaults:
        if path.startswith(folder) or (folder in _TYPES.values() and f"/{folder}" in path):
            found = with_defaults(keys, found)
    return found


def with_defaults(keys: Mapping[str, Any], defaults: Mapping[str, Any]) -> dict[str, Any]:
    """Return keys over defaults; tags and categories are joined, if both are lists."""
    joined = {
        name: [*defaults[name], *keys[name]]
        for name in _JOINED
        if isinstance(defaults.get(name), list) and isinstance(keys.get(name), list)
    }
    return {**defaults, **keys, **joined}
