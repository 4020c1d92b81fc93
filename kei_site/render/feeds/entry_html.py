"""The HTML of a page's text -> HTML that stands alone inside a feed reader. Render, pure.

Every address becomes absolute or leads to an id in the same text, ids of different texts never meet, and only the
attributes listed here pass, as the feed validator of the W3C asks (ContainsRelRef, SecurityRisk, SecurityRiskAttr).
Of ids, those stay to which the text itself leads: nothing else can, as their names are no longer those of the page.
"""

import functools
import html
import re
from collections.abc import Callable
from urllib.parse import unquote, urljoin, urlsplit

from kei_site.core.characters import FORBIDDEN
from kei_site.core.patterns import pattern_of
from kei_site.core.value import value
from kei_site.render.urls import safe_url

ATTRIBUTES = frozenset(
    "abbr alt cite colspan datetime dir headers height href hreflang id lang open reversed rowspan scope span src start"
    " title type value width".split()
)
"""Attributes that pass. Classes, roles and sizes for other screens mean nothing outside the site's own pages."""
_OF_FORMULAS = frozenset(
    "accent alttext columnalign depth display displaystyle encoding fence form linethickness lspace mathvariant maxsize"
    " minsize rspace scriptlevel separator stretchy".split()
)
"""Attributes of MathML that pass: without them, a binomial would be a fraction."""
_PASSING = ATTRIBUTES | _OF_FORMULAS

_FORMULA = pattern_of(r'(<math\b[^>]* alttext="([^"]*)">)(.*?)</math>', re.DOTALL)

_TAG = pattern_of(r"<[a-zA-Z][a-zA-Z0-9]*+\s(?:[^\"'>]++|\"[^\"]*+\"|'[^']*+')*+>")
"""A tag with attributes; the others stay as they are."""
_ATTRIBUTE = pattern_of(r"([^\s=\"'/<>]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_ID = pattern_of(r"=(?<= id=)\"([^\"]*)\"")
"""Searched by its `=`, which is rarer in a text than the space before it."""
_ANCHOR = pattern_of(r"#([^\s\"'<>]+)")
_HEADERS = pattern_of(r"\sheaders\s*=\s*(?:\"([^\"]*)|'([^']*)|([^\s>]*))", re.IGNORECASE)
_ONLY_ON_PAGES = pattern_of(
    r"<(script|style|template|button|iframe|object)\b.*?</\1\s*>"
    r"|<a\b[^>]*\saria-hidden=\"true\"[^>]*>.*?</a>"
    r"|</?(?:picture|source)\b[^>]*>",
    re.DOTALL | re.IGNORECASE,
)
_HARMLESS = bytes((ord("\t"), ord("\n"), *range(ord(" "), ord("~") + 1)))


@value
class _Text:
    """The place of a text: what its addresses and ids depend on."""

    permalink: str
    names: frozenset[str]
    """The page of this text in addresses: nothing, its permalink, or the path of that."""
    mark: str
    """The ending of its ids, escaped."""
    ids: Callable[[], frozenset[str]]
    """Its ids; searched when an address may lead to one."""
    wanted: Callable[[], frozenset[str]]
    """The names after each `#` in it, and those of headers of its cells."""


def standalone_html(source: str, permalink: str, mark: str) -> str:
    """Return the sanitized HTML `source` of the page at `permalink` with absolute addresses and marked ids.

    `mark` is appended to ids rather than put before them, because readers that show notes in place know them by
    addresses that begin with `#fn`.
    """
    kept = _with_tex(_ONLY_ON_PAGES.sub("", source))
    text = _Text(
        permalink=permalink,
        names=frozenset(("", permalink, _split(permalink)[1])),
        mark=html.escape(mark),
        ids=functools.cache(lambda: frozenset(map(html.unescape, _ID.findall(kept)))),
        wanted=functools.cache(lambda: _wanted(kept)),
    )
    return _TAG.sub(lambda tag: _standalone_tag(tag[0], text), kept)


def _with_tex(source: str) -> str:
    """Return HTML whose formulas hold their TeX, too, for readers that show their letters alone: `E=mc2 $E = mc^2$`."""
    if "<math" not in source:
        return source
    note = r'<annotation encoding="application/x-tex"> $\2$</annotation>'
    return _FORMULA.sub(rf"\1<semantics><mrow>\3</mrow>{note}</semantics></math>", source)


def _wanted(source: str) -> frozenset[str]:
    headers = [name for found in _HEADERS.findall(source) for name in html.unescape("".join(found)).split()]
    return frozenset((*headers, *(unquote(html.unescape(anchor)) for anchor in _ANCHOR.findall(source))))


def _standalone_tag(tag: str, text: _Text) -> str:
    name, attributes = _parsed(tag)
    shown = [found for found in attributes if found[0] != "id" or found[1] in text.wanted()]
    written = "".join([f' {key}="{_written(key, content, escaped, text)}"' for key, content, escaped in shown])
    # Readers open links in new windows; a link within the text stays. The validator agrees.
    target = ' target="_self"' if ' href="#' in written else ""
    return f"<{name}{target}{written}>"


@functools.lru_cache(maxsize=1024)
def _parsed(tag: str) -> tuple[str, tuple[tuple[str, str, str], ...]]:
    """Return the name of a tag and the attributes that pass, also escaped. Most tags of a site are the same few."""
    name = tag[1:].split(None, 1)[0]
    found = _ATTRIBUTE.findall(tag, len(name) + 1, len(tag) - 1)
    attributes = [(key.lower(), html.unescape(double or single or bare)) for key, double, single, bare in found]
    return name, tuple([(key, content, html.escape(content)) for key, content in attributes if key in _PASSING])


def _written(key: str, content: str, escaped: str, text: _Text) -> str:
    """Return the value of an attribute as feeds write it, escaped."""
    match key:
        case "href":
            return _link(content, escaped, text)
        case "cite" | "src":
            return html.escape(absolute_url(content, text.permalink))
        case "id":
            return escaped + text.mark
        case "headers":
            return " ".join([html.escape(name) + text.mark for name in content.split()])
        case _:
            return escaped


def _link(url: str, escaped: str, text: _Text) -> str:
    page, _, anchor = url.partition("#")
    if page in text.names and unquote(anchor) in text.ids():
        if not page:
            return escaped + text.mark
        return f"#{html.escape(anchor)}{text.mark}"
    return html.escape(absolute_url(url, text.permalink))


def plain(text: str) -> str:
    """Return `text` without the characters that XML 1.0 and feed validators refuse (BadCharacters)."""
    if text.isprintable():  # none of these characters is printable
        return text
    return text if _is_plain(text.encode("utf-8", "surrogatepass")) else _without_forbidden(text)


def plain_utf8(text: str) -> bytes:
    """Return `text` in UTF-8 without the characters that `plain` leaves out."""
    data = text.encode("utf-8", "surrogatepass")
    return data if _is_plain(data) else _without_forbidden(text).encode()


def _is_plain(data: bytes) -> bool:
    others = data.translate(None, _HARMLESS).decode("utf-8", "surrogatepass")
    return not FORBIDDEN.search(others) and "\x85" not in others


def _without_forbidden(text: str) -> str:
    return FORBIDDEN.sub("", text).replace("\x85", " ")


def absolute_url(url: str, base: str) -> str:
    """Return an address seen at `base` as an absolute one, or an empty string for one that must not be followed."""
    safe = safe_url(url)
    if not safe or safe.startswith("https://"):
        return safe
    return _split(base)[0] + safe if safe.startswith("/") and not safe.startswith("//") else urljoin(base, safe)


@functools.lru_cache(maxsize=256)
def _split(url: str) -> tuple[str, str]:
    """Return the origin of an absolute address, and its path."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}", parts.path
