"""The settings and data files of a generator -> the keys that texts of a folder have without saying so."""

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kei_site.importers.folder.front_matter import read_data
from kei_site.importers.folder.values import text_of

Defaults = tuple[tuple[str, Mapping[str, Any]], ...]
"""(beginning of paths, keys): the later wins."""
_DATA = re.compile(r"(?:^|/)(?P<folder>[^/]+)/(?P=folder)(?:\.11tydata)?\.json$")
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


def eleventy_defaults(root: Path, paths: Iterable[str], read_text: Callable[[Path], str]) -> Defaults:
    """Return the data that Eleventy reads from a file with the name of its folder: `posts/posts.json`."""
    found = [path for path in sorted(paths, key=lambda path: (path.count("/"), path)) if _DATA.search(path)]
    read = ((f"{posixpath.dirname(path)}/", read_data(read_text(root / path), ".json")) for path in found)
    return tuple((folder, keys) for folder, keys in read if isinstance(keys, Mapping))


def keys_of(defaults: Defaults, path: str) -> dict[str, Any]:
    """Return the keys that a text has by its place."""
    return {key: value for folder, keys in defaults if path.startswith(folder) for key, value in keys.items()}
