"""The HTML of a page's text -> HTML that stands alone inside a feed reader. Render, pure.

The text comes in cleaned and well formed, as on its page; here it loses what only a page needs. Invariants: every
address is absolute, or leads to an id in the same text; ids of different texts never meet; only the attributes listed
here pass. That is what the feed validator of the W3C asks for (ContainsRelRef, SecurityRisk, SecurityRiskAttr).
"""

import functools
import html
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit

from kei_site.characters import FORBIDDEN
from kei_site.render.addresses import safe_url

ATTRIBUTES = frozenset(
    (
        "abbr",
        "alt",
        "cite",
        "colspan",
        "datetime",
        "dir",
        "headers",
        "height",
        "href",
        "hreflang",
        "id",
        "lang",
        "open",
        "reversed",
        "rowspan",
        "scope",
        "span",
        "src",
        "start",
        "title",
        "type",
        "value",
        "width",
    )
)
"""What elements keep. Classes, roles and sizes for other screens mean nothing outside the site's own pages."""

_PLACED = frozenset(("cite", "headers", "href", "id", "src"))
"""Attributes whose values depend on where the text stands."""

_TAG = re.compile(r"(<[a-zA-Z][a-zA-Z0-9]*+\s(?:[^\"'>]++|\"[^\"]*+\"|'[^']*+')*+>)")
"""A tag with attributes; the others stay as they are."""
_ATTRIBUTE = re.compile(r"([^\s=\"'/<>]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_ID = re.compile(r" id=\"([^\"]*)\"")
_MAYBE_ONLY_ON_PAGES = re.compile(
    r"<(?:[sS](?:[cCoO]|[tT][yY])|[tT][eE]|[bB][uU]|[iI][fF]|[oO][bB]|[pP][iI]|/(?:[sS][oO]|[pP][iI])"
    r"|[aA]\b[^>]*(?i:aria-hidden))"
)
"""Begins whatever _ONLY_ON_PAGES finds; most texts have none of it, and this is quick to tell."""
_ONLY_ON_PAGES = re.compile(
    r"<(script|style|template|button|iframe|object)\b.*?</\1\s*>"
    r"|<a\b[^>]*\saria-hidden=\"true\"[^>]*>.*?</a>"
    r"|</?(?:picture|source)\b[^>]*>",
    re.DOTALL | re.IGNORECASE,
)
_HARMLESS = bytes((ord("\t"), ord("\n"), *range(ord(" "), ord("~") + 1)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Here:
    """What tells the addresses of one text from all others."""

    ids: Callable[[], frozenset[str]]
    """Looked for when an address may lead to one."""
    permalink: str
    path: str
    mark: str

    def leads_here(self, url: str) -> bool:
        """Tell whether an address leads to an id of this text."""
        page, _, anchor = url.partition("#")
        return page in ("", self.permalink, self.path) and unquote(anchor) in self.ids()


def standalone_html(source: str, permalink: str, mark: str) -> str:
    """Return the cleaned HTML `source` of the page at `permalink` with absolute addresses and marked ids.

    `mark` is appended to ids rather than put before them, because readers that show notes in place know them by
    addresses that begin with `#fn`.
    """
    kept = _ONLY_ON_PAGES.sub("", source) if _MAYBE_ONLY_ON_PAGES.search(source) else source
    ids = functools.cache(lambda: frozenset(map(html.unescape, _ID.findall(kept))))
    here = _Here(ids=ids, permalink=permalink, path=urlsplit(permalink).path, mark=mark)
    parts = _TAG.split(kept)
    parts[1::2] = [same or _placed(name, given, here) for name, given, same in map(_kept, parts[1::2])]
    return "".join(parts)


def plain(text: str) -> str:
    """Return `text` without the characters that XML 1.0 and feed validators refuse (BadCharacters)."""
    if text.isprintable():  # then no character is among them
        return text
    others = text.encode("utf-8", "surrogatepass").translate(None, _HARMLESS).decode("utf-8", "surrogatepass")
    return FORBIDDEN.sub("", text).replace("\x85", " ") if FORBIDDEN.search(others) or "\x85" in others else text


def absolute_url(url: str, base: str) -> str:
    """Return an address seen at `base` as an absolute one, or an empty string for one that must not be followed."""
    safe = safe_url(url)
    if not safe or safe.startswith("https://"):
        return safe
    return _origin(base) + safe if safe.startswith("/") and not safe.startswith("//") else urljoin(base, safe)


@functools.lru_cache(maxsize=256)
def _origin(base: str) -> str:
    parts = urlsplit(base)
    return f"{parts.scheme}://{parts.netloc}"


@functools.lru_cache(maxsize=1024)
def _kept(tag: str) -> tuple[str, tuple[tuple[str, str], ...], str]:
    """Return a tag's name, the attributes that pass, and all of it as written unless its text's place has a say in it.

    Most tags of a site are the same few.
    """
    name = tag[1:].split(None, 1)[0]
    found = _ATTRIBUTE.findall(tag, len(name) + 1, len(tag) - 1)
    written = [(key.lower(), html.unescape(one or other or bare)) for key, one, other, bare in found]
    attributes = tuple([(key, value) for key, value in written if key in ATTRIBUTES])
    is_placed = not _PLACED.isdisjoint([key for key, _ in attributes])
    return name, attributes, "" if is_placed else f"<{name}{_written(attributes)}>"


def _placed(name: str, attributes: Iterable[tuple[str, str]], here: _Here) -> str:
    written = _written([(key, _value(key, value, here)) for key, value in attributes])
    # Readers open links in new windows; this one stays. The validator, too, then takes it for what it is.
    stays = ' target="_self"' if ' href="#' in written else ""
    return f"<{name}{stays}{written}>"


def _written(attributes: Iterable[tuple[str, str]]) -> str:
    return "".join([f' {key}="{html.escape(value)}"' for key, value in attributes])


def _value(key: str, value: str, here: _Here) -> str:
    if key == "id":
        return value + here.mark
    if key == "headers":
        return " ".join(one + here.mark for one in value.split())
    if key == "href" and here.leads_here(value):
        return f"#{value.partition('#')[2]}{here.mark}"
    return absolute_url(value, here.permalink) if key in _PLACED else value
