"""A text of Quarto with the parts that it includes, `{{< include _part.qmd >}}`, in their places."""

import posixpath
import re
from collections.abc import Callable

from kei_site.importers.folder.code import sub_outside
from kei_site.importers.folder.front_matter import read_front

_INCLUDE = re.compile(r"(?<!\{)\{\{<\s*include\s+(?:\"([^\"<>]+)\"|'([^'<>]+)'|([^\s<>\"']+))\s*>\}\}(?!\})")
MOST_CHARACTERS = 2_000_000
"""Of a text with its parts."""
_DEEPEST = 8
"""Parts inside each other."""

ReadPart = Callable[[str], str | None]
"""Takes a path below the root; returns the text of the file there, or None if there is none."""


def with_parts(text: str, path: str, read: ReadPart, within: tuple[str, ...] = ()) -> str:
    """Return a text with its parts; one that is missing, holds itself or is too much stays as it is written.

    `path` is that of the text that readers see: paths in a part are seen from there, as Quarto does, but for those of
    other parts, which are seen from the part.
    """
    size = len(text)

    def included(found: re.Match[str]) -> str:
        nonlocal size
        there = _place(found[1] or found[2] or found[3], within[-1] if within else path)
        part = read(there) if there and there not in (path, *within) and len(within) < _DEEPEST else None
        if part is None or size + len(part) > MOST_CHARACTERS:
            return found[0]
        whole = with_parts(read_front(part).body, path, read, (*within, there)).strip("\n")
        size += len(whole)
        return whole if size <= MOST_CHARACTERS else found[0]

    return sub_outside(_INCLUDE, included, text)


def _place(name: str, origin: str) -> str:
    """Return the path below the root of a part that the text at `origin` names; empty if it lies outside."""
    if name.startswith("/"):
        there = posixpath.normpath(name.lstrip("/"))
    else:
        there = posixpath.normpath(posixpath.join(posixpath.dirname(origin), name))
    return "" if there.startswith("..") else there
