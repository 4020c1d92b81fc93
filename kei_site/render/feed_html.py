"""The HTML of a page's text -> HTML that stands alone inside a feed reader. Render, pure.

The text comes in cleaned and well formed, as on its page; here it loses what only a page needs. Invariants: every
address is absolute, or leads to an id in the same text; ids of different texts never meet; only the attributes listed
here pass. That is what the feed validator of the W3C asks for (ContainsRelRef, SecurityRisk, SecurityRiskAttr).
"""

import functools
import html
import re
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

_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)\s((?:[^\"'>]+|\"[^\"]*\"|'[^']*')*)>")
"""A tag with attributes; the others stay as they are."""
_ATTRIBUTE = re.compile(r"([^\s=\"'/<>]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_ID = re.compile(r" id=\"([^\"]*)\"")
_ONLY_ON_PAGES = re.compile(
    r"<(script|style|template|button|iframe|object)\b.*?</\1\s*>"
    r"|<a\b[^>]*\saria-hidden=\"true\"[^>]*>.*?</a>"
    r"|</?(?:picture|source)\b[^>]*>",
    re.DOTALL | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Here:
    """What tells the addresses of one text from all others."""

    ids: frozenset[str]
    permalink: str
    path: str
    mark: str

    def leads_here(self, url: str) -> bool:
        """Tell whether an address leads to an id of this text."""
        page, _, anchor = url.partition("#")
        return page in ("", self.permalink, self.path) and unquote(anchor) in self.ids


def standalone_html(source: str, permalink: str, mark: str) -> str:
    """Return the cleaned HTML `source` of the page at `permalink` with absolute addresses and marked ids.

    `mark` is appended to ids rather than put before them, because readers that show notes in place know them by
    addresses that begin with `#fn`.
    """
    kept = _ONLY_ON_PAGES.sub("", source)
    ids = frozenset(map(html.unescape, _ID.findall(kept)))
    here = _Here(ids=ids, permalink=permalink, path=urlsplit(permalink).path, mark=mark)
    return _TAG.sub(lambda tag: _tag(tag, here), kept)


def plain(text: str) -> str:
    """Return `text` without the characters that XML 1.0 and feed validators refuse (BadCharacters)."""
    return FORBIDDEN.sub("", text).replace("\x85", " ")


def absolute_url(url: str, base: str) -> str:
    """Return an address seen at `base` as an absolute one, or an empty string for one that must not be followed."""
    safe = safe_url(url)
    if safe.startswith("/") and not safe.startswith("//"):
        return _origin(base) + safe
    return safe if not safe or safe.startswith("https://") else urljoin(base, safe)


@functools.lru_cache(maxsize=256)
def _origin(base: str) -> str:
    return urljoin(base, "/").rstrip("/")


def _tag(tag: re.Match[str], here: _Here) -> str:
    kept = _kept(tag[2])
    if not kept:
        return f"<{tag[1]}>"
    made = [(key, _value(key, value, here) if key in _PLACED else value) for key, value in kept]
    if any(key == "href" and value.startswith("#") for key, value in made):
        # Readers open links in new windows; this one stays. The validator, too, then takes it for what it is.
        made = [("target", "_self"), *made]
    return f"<{tag[1]}" + "".join([f' {key}="{html.escape(value)}"' for key, value in made]) + ">"


@functools.lru_cache(maxsize=1024)
def _kept(attributes: str) -> tuple[tuple[str, str], ...]:
    """The attributes that pass, with their values; most tags of a site have the same few."""
    written = ((found[1].lower(), found[2] or found[3] or found[4] or "") for found in _ATTRIBUTE.finditer(attributes))
    return tuple((key, html.unescape(value)) for key, value in written if key in ATTRIBUTES)


def _value(key: str, value: str, here: _Here) -> str:
    if key == "id":
        return value + here.mark
    if key == "headers":
        return " ".join(one + here.mark for one in value.split())
    if key == "href" and here.leads_here(value):
        return f"#{value.partition('#')[2]}{here.mark}"
    return absolute_url(value, here.permalink)
