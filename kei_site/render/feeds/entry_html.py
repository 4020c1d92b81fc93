"""The HTML of a page's text -> HTML that stands alone inside a feed reader. Render, pure.

The text comes in cleaned and well formed, as on its page; here it loses what only a page needs. Invariants: every
address is absolute, or leads to an id in the same text; ids of different texts never meet; only the attributes listed
here pass. That is what the feed validator of the W3C asks for (ContainsRelRef, SecurityRisk, SecurityRiskAttr).
"""

import functools
import html
import re
from collections.abc import Callable
from itertools import repeat
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from kei_site.core.characters import FORBIDDEN
from kei_site.core.value import value
from kei_site.render.urls import safe_url

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

_ADDRESSES = frozenset(("cite", "href", "src"))
"""Attributes whose values depend on where the text stands."""

_TAG = re.compile(r"(<[a-zA-Z][a-zA-Z0-9]*+\s(?:[^\"'>]++|\"[^\"]*+\"|'[^']*+')*+>)")
"""A tag with attributes; the others stay as they are."""
_ATTRIBUTE = re.compile(r"([^\s=\"'/<>]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_ONLY_AN_ID = re.compile(r"<h[1-6] id=\"[^\"'&<>]*\">")
_ONLY_A_LINK = re.compile(r"<a href=\"((?:https://|/(?!/))[^\"'&<>]*)\">")
"""Headings and links are usually written like this, and each is another one, so they are read without a search."""
_ID = re.compile(r"=(?<= id=)\"([^\"]*)\"")
"""Looked for by its `=`, which is rarer in a text than the space before it."""
_MAYBE_ONLY_ON_PAGES = re.compile(
    r"<(?:[sS](?:[cCoO]|[tT][yY])|[tT][eE]|[bBiIoOpP][uUfFbBiI]|/[sSpP][oOiI]|[aA]\b[^>]*-(?i:hidden))"
)
"""Begins whatever _ONLY_ON_PAGES finds; most texts have none of it, and this is quick to tell."""
_ONLY_ON_PAGES = re.compile(
    r"<(script|style|template|button|iframe|object)\b.*?</\1\s*>"
    r"|<a\b[^>]*\saria-hidden=\"true\"[^>]*>.*?</a>"
    r"|</?(?:picture|source)\b[^>]*>",
    re.DOTALL | re.IGNORECASE,
)
_PERMALINK = re.compile(r"(https?://[A-Za-z0-9.:-]+)(/[A-Za-z0-9/._~%-]*)")
"""An address without anything that would have to be looked at more closely to take it apart."""
_FROM_ANYWHERE = re.compile(r"https://|/(?!/)")
_HARMLESS = bytes((ord("\t"), ord("\n"), *range(ord(" "), ord("~") + 1)))
_MARK = "<"
"""Stands for the mark while a tag is put together: no escaped value holds it."""

_Attributes = tuple[tuple[str, str], ...]


@value
class _Here:
    """What tells the addresses of one text from all others."""

    ids: Callable[[], frozenset[str]]
    """Looked for when an address may lead to one."""
    permalink: str
    pages: frozenset[str]
    """What addresses call the page of this text."""

    def address(self, key: str, value: str) -> str:
        """Return what feeds write for the address in an attribute of this text."""
        page, _, anchor = value.partition("#")
        if key == "href" and page in self.pages and unquote(anchor) in self.ids():
            return _address_inside(key, value)
        return html.escape(absolute_url(value, self.permalink))


class _Tag(NamedTuple):
    """A tag, and how feeds write it: in pieces, between which the mark of a text belongs."""

    name: str = ""
    attributes: _Attributes = ()
    """Those that pass."""
    page: str | None = None
    """The page that it leads to; None: it is no link."""
    anchor: str = ""
    elsewhere: tuple[str, ...] = ()
    """The pieces in texts of other pages than that; empty: they are not the same in all of them."""
    inside: tuple[str, ...] = ()
    """The pieces in texts that have the anchor; empty unless it leads nowhere else."""


def standalone_html(source: str, permalink: str, mark: str) -> str:
    """Return the cleaned HTML `source` of the page at `permalink` with absolute addresses and marked ids.

    `mark` is appended to ids rather than put before them, because readers that show notes in place know them by
    addresses that begin with `#fn`.
    """
    kept = _ONLY_ON_PAGES.sub("", source) if _MAYBE_ONLY_ON_PAGES.search(source) else source
    ids = functools.cache(lambda: frozenset(map(html.unescape, _ID.findall(kept))))
    origin, path = _split(permalink)
    pages = frozenset(("", permalink, path))
    here = _Here(ids=ids, permalink=permalink, pages=pages)
    parts = _TAG.split(kept)
    tags = map(_tag, parts[1::2], repeat(origin))
    marked = html.escape(mark).join
    parts[1::2] = [
        marked(tag.elsewhere if tag.elsewhere and tag.page not in pages else _placed(tag, here)) for tag in tags
    ]
    return "".join(parts)


def plain(text: str) -> str:
    """Return `text` without the characters that XML 1.0 and feed validators refuse (BadCharacters)."""
    if text.isprintable():  # then no character is among them
        return text
    return text if _is_plain(text.encode("utf-8", "surrogatepass")) else _fixed(text)


def plain_utf8(text: str) -> bytes:
    """Return `text` in UTF-8 without the characters that `plain` leaves out."""
    data = text.encode("utf-8", "surrogatepass")
    return data if _is_plain(data) else _fixed(text).encode()


def _is_plain(data: bytes) -> bool:
    others = data.translate(None, _HARMLESS).decode("utf-8", "surrogatepass")
    return not FORBIDDEN.search(others) and "\x85" not in others


def _fixed(text: str) -> str:
    return FORBIDDEN.sub("", text).replace("\x85", " ")


def absolute_url(url: str, base: str) -> str:
    """Return an address seen at `base` as an absolute one, or an empty string for one that must not be followed."""
    safe = safe_url(url)
    if not safe or safe.startswith("https://"):
        return safe
    return _split(base)[0] + safe if safe.startswith("/") and not safe.startswith("//") else urljoin(base, safe)


def _is_the_same_everywhere(url: str) -> bool:
    """Tell whether an address means the same on every page of a site."""
    safe = safe_url(url)
    return not safe or bool(_FROM_ANYWHERE.match(safe))


@functools.lru_cache(maxsize=256)
def _split(url: str) -> tuple[str, str]:
    """Return the origin of an absolute address, and its path."""
    usual = _PERMALINK.fullmatch(url)
    if usual:
        return usual[1], usual[2]
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}", parts.path


@functools.lru_cache(maxsize=1024)
def _tag(written: str, origin: str) -> _Tag:
    """Return a tag of the texts of the site at `origin`. Most tags of a site are the same few."""
    if _ONLY_AN_ID.fullmatch(written):
        return _Tag(elsewhere=(written[:-2], written[-2:]))
    link = _ONLY_A_LINK.fullmatch(written)
    return _link(link[1], origin) if link else _any_tag(written, origin)


def _link(url: str, origin: str) -> _Tag:
    """Return a link to another site, or to a page from the root of this one."""
    absolute = url if url.startswith("https:") else origin + url
    return _Tag("a", (("href", url),), url.partition("#")[0], "", (f'<a href="{html.escape(absolute)}">',))


def _any_tag(written: str, origin: str) -> _Tag:
    name, attributes = _read(written)
    addresses = [value for key, value in attributes if key in _ADDRESSES]
    links = [value for key, value in attributes if key == "href"]
    tag = _Tag(name, attributes)
    if len(links) < 2 and all(map(_is_the_same_everywhere, addresses)):
        tag = tag._replace(elsewhere=_pieces(name, attributes, lambda _, url: html.escape(absolute_url(url, origin))))
    if not links:
        return tag
    page, _, anchor = links[0].partition("#")
    inside = _pieces(name, attributes, _address_inside) if len(addresses) == 1 and not page else ()
    return tag._replace(page=page, anchor=unquote(anchor), inside=inside)


def _read(tag: str) -> tuple[str, _Attributes]:
    """Return a tag's name, and the attributes that pass."""
    name = tag[1:].split(None, 1)[0]
    found = _ATTRIBUTE.findall(tag, len(name) + 1, len(tag) - 1)
    written = [(key.lower(), html.unescape(one or other or bare)) for key, one, other, bare in found]
    return name, tuple([(key, value) for key, value in written if key in ATTRIBUTES])


def _placed(tag: _Tag, here: _Here) -> tuple[str, ...]:
    """Return the pieces of a tag that depend on the page it stands on."""
    return tag.inside if tag.inside and tag.anchor in here.ids() else _pieces(tag.name, tag.attributes, here.address)


def _pieces(name: str, attributes: _Attributes, address: Callable[[str, str], str]) -> tuple[str, ...]:
    """Return a tag in pieces; `address` gives what is written for the address in an attribute."""
    written = "".join([f' {key}="{_value(key, value, address)}"' for key, value in attributes])
    # Readers open links in new windows; this one stays. The validator, too, then takes it for what it is.
    stays = ' target="_self"' if ' href="#' in written else ""
    first, *others = f"{name}{stays}{written}>".split(_MARK)
    return (f"<{first}", *others)


def _value(key: str, value: str, address: Callable[[str, str], str]) -> str:
    if key in _ADDRESSES:
        return address(key, value)
    if key == "id":
        return html.escape(value) + _MARK
    if key == "headers":
        return " ".join(html.escape(one) + _MARK for one in value.split())
    return html.escape(value)


def _address_inside(_: str, url: str) -> str:
    return f"#{html.escape(url.partition('#')[2])}{_MARK}"
