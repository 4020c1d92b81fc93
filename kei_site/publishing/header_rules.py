"""`_headers` of a published folder -> the headers of each of its files, for places that do not read `_headers`."""

import posixpath
import re
from collections.abc import Mapping

from kei_site.core.urls import file_link
from kei_site.core.value import value

_TEXTS = {
    ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".mjs": "text/javascript",
    ".txt": "text/plain", ".csv": "text/csv", ".tsv": "text/tab-separated-values", ".json": "application/json",
    ".xml": "application/xml", ".opml": "text/x-opml", ".ics": "text/calendar", ".vtt": "text/vtt",
    ".bib": "application/x-bibtex", ".ris": "application/x-research-info-systems", ".md": "text/markdown",
}  # fmt: skip
_TYPES = {ending: f"{name}; charset=utf-8" for ending, name in _TEXTS.items()} | {
    ".webmanifest": "application/manifest+json", ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg", ".webp": "image/webp", ".avif": "image/avif", ".gif": "image/gif",
    ".ico": "image/vnd.microsoft.icon", ".woff2": "font/woff2", ".woff": "font/woff", ".pdf": "application/pdf",
    ".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".ogg": "audio/ogg", ".oga": "audio/ogg", ".opus": "audio/ogg",
    ".flac": "audio/flac", ".wav": "audio/wav", ".mp4": "video/mp4", ".webm": "video/webm", ".zip": "application/zip",
    ".epub": "application/epub+zip", ".wasm": "application/wasm",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}  # fmt: skip
_ANYTHING = "application/octet-stream"

Headers = Mapping[str, str]
"""The values of headers by their names in small letters."""


@value
class HeaderRule:
    """A block of `_headers`."""

    pattern: str
    headers: Headers


def read_rules(text: str) -> tuple[HeaderRule, ...]:
    """Return the blocks of `_headers`: a pattern at the margin, below it indented `Name: value` lines."""
    blocks: list[tuple[str, dict[str, str]]] = []
    for line in text.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not line[0].isspace():
            blocks.append((line.strip(), {}))
        elif blocks and ":" in line:
            name, _, words = line.partition(":")
            blocks[-1][1][name.strip().lower()] = words.strip()
    return tuple(HeaderRule(pattern=pattern, headers=headers) for pattern, headers in blocks)


def _as_regex(pattern: str) -> str:
    """Return the regular expression of a pattern: `*` is anything, `:name` one part of an address."""
    parts = re.split(r"(\*|:[A-Za-z]\w*)", pattern)
    return "".join(
        ".*" if part == "*" else "[^/]+" if part[:1] == ":" and part[1:] else re.escape(part) for part in parts
    )


class HeaderFinder:
    """Finds the headers of files; it keeps one compiled expression for each block."""

    def __init__(self, rules: tuple[HeaderRule, ...], prefix: str = "") -> None:
        """Take the blocks, and the path of the site's address: patterns begin with it, paths of files do not."""
        self._prefix = prefix
        self._rules = [(re.compile(_as_regex(rule.pattern)), rule.headers) for rule in rules]

    def headers_of(self, path: str) -> dict[str, str]:
        """Return the headers of a file; of several blocks the last one counts."""
        address = self._prefix + file_link(path)
        shown = address.removesuffix("index.html")
        found = {"content-type": media_type(path)}
        for pattern, headers in self._rules:
            if pattern.fullmatch(shown) or pattern.fullmatch(address):
                found.update(headers)
        return found


def media_type(path: str) -> str:
    """Return the type of a file by its ending, the same on every machine."""
    return _TYPES.get(posixpath.splitext(path)[1].lower(), _ANYTHING)
