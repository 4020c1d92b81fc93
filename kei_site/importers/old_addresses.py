"""The addresses of a former site -> what stands for them here: a source file, or an address of the program."""

import re
from collections.abc import Mapping
from unicodedata import normalize
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from kei_site.core.limits import LIMITS
from kei_site.core.urls import folded, page_path
from kei_site.model.routes import SECTIONS
from kei_site.schema.fields import Problems
from kei_site.schema.formats import old_path
from kei_site.schema.nodes import Scalar

_IDS = {"p": "p", "page_id": "p", "attachment_id": "p", "cat": "cat", "tag": "tag", "author": "author", "m": "m"}
"""The parts of a query that name a page of WordPress, and what they mean; all others are for counters."""
_INDEX = re.compile(r"/index\.(?:html?|php)$", re.IGNORECASE)
_VERSION = re.compile(r"^/index\.php(?=/)|/(?:amp|feed|trackback|comment-page-\d+)/?$")
"""What WordPress adds to the address of a text for other forms of it, without a query."""
_CLOSED = frozenset(section.name for section in SECTIONS if not section.has_pages and not section.feeds)
"""Folders at the top in which no redirect may stand."""
NAMELESS = ":author"
"""Stands in an address for a login, which no file may hold: rules of hosts take it for any part (`:name`)."""
_MOST_DIGITS = 20
"""Of the number of a text: no database counts further."""


class OldAddresses:
    """Every known address of the former site, by its plain form."""

    def __init__(self, site_url: str, known: Mapping[str, str] | None = None) -> None:
        """`site_url` is the former site, or empty; `known` maps old addresses to what stands for them."""
        parts = urlsplit(site_url)
        self._host = _bare_host(parts.hostname or "")
        self._prefix = parts.path.rstrip("/")
        self._there: dict[str, str] = {}
        for address, there in (known or {}).items():
            self.add(address, there)

    def add(self, address: str, there: str) -> None:
        """Note what stands for an old address; the first note of an address counts."""
        self._there.setdefault(self.plain(address), there)

    def find(self, address: str) -> str:
        """Return what stands for an absolute or root-relative address; empty if nothing does."""
        if not self.is_own(address):
            return ""
        plain = self.plain(address)
        return self._there.get(plain) or self._there.get(_VERSION.sub("", plain), "")

    def is_own(self, address: str) -> bool:
        """Tell whether an address is one of the former site."""
        host = _host_of(address)
        return (not host and address.startswith("/")) or bool(host and host == self._host)

    def path(self, address: str) -> str:
        """Return an address of the former site from its root: path, query and fragment as written."""
        rest = re.sub(r"^(?:https?:)?//[^/?#]*", "", address, flags=re.IGNORECASE)
        inside = rest.removeprefix(self._prefix) if rest.startswith(self._prefix + "/") else rest
        return f"/{inside.lstrip('/')}"

    def plain(self, address: str) -> str:
        """Return the form in which equal addresses are equal: path without a closing slash, ids of the query."""
        path, _, rest = self.path(address).partition("?")
        path = _INDEX.sub("", path.partition("#")[0])
        pairs = parse_qsl(rest.partition("#")[0])
        ids = [(_IDS.get(key, key), text) for key, text in pairs if key in _IDS or self._is_name(path, key)]
        query = "?" + "&".join("=".join(pair) for pair in sorted(ids)) if ids else ""
        return folded("/" + normalize("NFC", unquote(path)).strip("/") + query)

    @staticmethod
    def _is_name(path: str, key: str) -> bool:
        """Tell whether a key without a path names a page (`/?faq=locks`), and is neither a counter nor a search."""
        return not path.strip("/") and key != "s" and not key.startswith(("utm", "fbclid", "gclid", "ref"))


def absolute_address(address: str, base: str) -> str:
    """Return an address as seen from the page at `base`; one that cannot be joined is returned as it is."""
    try:
        return urljoin(base, address) if base else address
    except ValueError:
        return address


def redirectable(address: str, own: OldAddresses) -> str:
    """Return the path of an old address if a page can stand there, as `aliases` holds it; else an empty string."""
    path = own.path(address)
    return "" if "?" in path or is_closed(address, own) else _decoded(path)


def is_closed(address: str, own: OldAddresses) -> bool:
    """Tell whether no page can stand at an old address, but a rule of a host can answer there.

    Its folder is one of the program, its path is longer than that of a published file may be, or a login stands in it.
    """
    path = own.path(address)
    if "?" in path:
        return False
    return is_nameless(path) or path.strip("/").partition("/")[0].lower() in _CLOSED or not is_short(_decoded(path))


def is_nameless(path: str) -> bool:
    """Tell whether a login stands in an old path."""
    return NAMELESS in path.split("/")


def is_short(path: str) -> bool:
    """Tell whether the page that stands at an old path (decoded) has a path that may be published."""
    inside = path.strip("/")
    page = inside if inside.endswith((".html", ".htm")) else page_path(inside)
    return len(page.encode()) <= LIMITS.path.most


def _decoded(path: str) -> str:
    """Return a path without a query as `aliases` holds it; empty for the root, and for one that is refused there."""
    read = old_path(Scalar(text=path.partition("#")[0], line=1, column=1), Problems(path=""))
    return read if read and read.strip("/") else ""


def query_id(address: str) -> str:
    """Return the number of `?p=123`, `?page_id=123` or `?attachment_id=123`; empty for another address."""
    try:
        pairs = dict(parse_qsl(urlsplit(address).query))
    except ValueError:
        return ""
    number = next((pairs[key] for key, kind in _IDS.items() if kind == "p" and pairs.get(key)), "")
    return number if number.isascii() and number.isdecimal() and len(number) <= _MOST_DIGITS else ""


def _host_of(address: str) -> str:
    try:
        return _bare_host(urlsplit(address).hostname or "")
    except ValueError:
        return "invalid"


def _bare_host(host: str) -> str:
    return host.lower().removeprefix("www.")
