"""An address of a view -> a safe, absolute or well-known form of it. Render, pure.

Invariant: `safe_url` returns only http, https, mailto, tel and addresses inside the site.
"""

import functools
import re
from urllib.parse import quote, urlsplit

from kei_site.core.patterns import pattern_of
from kei_site.model.views.common import SiteView

_SCHEME = pattern_of(r"[^/?#]*?:")
_ALLOWED = ("http:", "https:", "mailto:", "tel:")
_IGNORED_BY_BROWSERS = pattern_of(r"[\x00-\x20\x7f\u200b\u2028\u2029\ufeff]+")
_CREATIVE_COMMONS = pattern_of(r"CC[ -](BY(?:-(?:NC|ND|SA))*)[ -](\d\.\d)", re.IGNORECASE)
_SIGNS_OF_PATHS = "/:;().,-_~!$&'*+=@"
"""Signs that stand in the path of an address (RFC 3986, section 3.3)."""
_DOI = pattern_of(r"10\.\d{4,9}/\S+")


@functools.lru_cache(maxsize=16384)
def safe_url(url: str) -> str:
    """Return `url` if its scheme is http, https, mailto or tel, or if it has none; else ``."""
    scheme = _SCHEME.match(_IGNORED_BY_BROWSERS.sub("", url).replace("\\", "/"))
    return url if not scheme or scheme.group().lower() in _ALLOWED else ""


def absolute(site: SiteView, url: str) -> str:
    """Return a root-relative address of the site as an absolute one; absolute ones and `` stay as they are."""
    return f"{origin_of(site.url)}{url}" if url.startswith("/") and not url.startswith("//") else url


@functools.lru_cache(maxsize=64)
def origin_of(url: str) -> str:
    """Return the origin of an absolute address: `https://example.org`."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


@functools.lru_cache(maxsize=256)
def license_url(text: str) -> str:
    """Return the address of a license given as an address or as a Creative Commons name (`CC BY-NC 4.0`), else ``."""
    known = _CREATIVE_COMMONS.fullmatch(text.strip())
    if known:
        return f"https://creativecommons.org/licenses/{known[1].lower()}/{known[2]}/"
    return text if text.startswith(("https://", "http://")) else ""


def doi_of(text: str) -> str:
    """Return the bare DOI (`10.1234/abc`) in a DOI written in any of the usual ways, or ``."""
    found = _DOI.search(text)
    return found.group() if found else ""


def doi_url(doi: str) -> str:
    """Return the address of a bare DOI. Old ones hold signs that no address has: `10.1002/(SICI)1<61::A>3.0.CO;2-2`."""
    return f"https://doi.org/{quote(doi, safe=_SIGNS_OF_PATHS)}"


EMAIL = pattern_of(r"[^\s@<>\"(),;:]+@[^\s@<>\"(),;:.]+(?:\.[^\s@<>\"(),;:.]+)+")


def email_in(text: str) -> str:
    """Return the first e-mail address in a text, or ``."""
    found = EMAIL.search(text)
    return found.group() if found else ""


def orcid_url(orcid: str) -> str:
    """Return the address of an ORCID iD given bare or as an address, or ``."""
    return orcid if not orcid or orcid.startswith("https://") else f"https://orcid.org/{orcid}"
