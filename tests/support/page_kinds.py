"""A published site -> one address for every kind of page that it has."""

from collections.abc import Callable, Mapping
from pathlib import Path

KINDS = (
    "home",
    "briefs",
    "numbered list",
    "long brief",
    "Korean brief",
    "brief in a series",
    "page",
    "tags",
    "tag",
    "authors",
    "author",
    "series index",
    "series",
    "archive",
    "year",
    "search",
    "subscribe",
    "missing",
    "moved",
)
FURTHER_KINDS = (
    "event",
    "podcast",
    "events",
    "past events",
    "figures",
    "figure",
    "corrections",
    "outlets",
    "version",
    "home of a language",
)
"""Kinds that are made of the same parts as the others: read by the checkers, not walked through by every test."""
_FIXED = {
    "events": "/events/",
    "past events": "/events/past/",
    "figures": "/figures/",
    "corrections": "/corrections/",
    "outlets": "/outlets/",
    "home of a language": "/ko/",
    "home": "/",
    "briefs": "/briefs/",
    "page": "/about/",
    "tags": "/tags/",
    "authors": "/authors/",
    "series index": "/series/",
    "archive": "/archive/",
    "search": "/search/",
    "subscribe": "/subscribe/",
    "missing": "/404.html",
    "moved": "/old-address/",
}
_PATTERNS = {
    "numbered list": "briefs/page/*/",
    "tag": "tags/*/",
    "author": "authors/*/",
    "series": "series/*/",
    "year": "archive/*/",
    "figure": "briefs/2*/*/[!v]*/",
    "version": "briefs/2*/*/v1/",
}


def address_of(kind: str, output: Path) -> str:
    """Return the address of a page of a kind; raises when the site has none."""
    if kind in _FIXED:
        path = _FIXED[kind]
        assert (output / path.lstrip("/") / ("index.html" if path.endswith("/") else "")).is_file()
        return path
    if kind in _PATTERNS:
        return _address(next(iter(sorted(output.glob(_PATTERNS[kind] + "index.html")))), output)
    pages = {file: file.read_text(encoding="utf-8") for file in sorted(output.glob("briefs/2*/*/index.html"))}
    return _address(max(pages, key=lambda file: _WANTED[kind](pages[file])), output)


_WANTED: Mapping[str, Callable[[str], int]] = {
    "event": lambda text: 'id="event"' in text,
    "podcast": lambda text: 'id="kei-audio"' in text,
    "long brief": lambda text: len(text) if '<html lang="en"' in text else 0,
    "Korean brief": lambda text: '<html lang="ko"' in text,
    "brief in a series": lambda text: "/series/" in text.partition("<h1>")[0].partition('class="kicker"')[2],
}


def _address(file: Path, output: Path) -> str:
    return "/" + file.parent.relative_to(output).as_posix() + "/"
