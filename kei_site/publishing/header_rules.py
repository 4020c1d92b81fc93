"""`_headers` of a published folder -> the headers of each of its files, for places that do not read `_headers`."""

import re
from collections.abc import Mapping

from kei_site.core.media_types import media_type
from kei_site.core.urls import file_link
from kei_site.core.value import value

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
