"""A site -> the Content-Security-Policy of its pages: nothing inline, and from elsewhere only the frames of embeds.

Browsers join the policy of a host and that of a page so that both hold (section 8.1): the host's allows the frames of
all pages of a section, the page's its own alone.

Scripts are named by their digests, which browsers compare with the `integrity` of a `script` element (CSP level 3,
section 6.7.2.4), so that a copy of the site at another address works; and, for browsers that do not compare, by the
folders in which they lie at the address of the site. A script elsewhere in the published folder does not run.
"""

import base64
import functools
import hashlib
from collections.abc import Callable, Iterable, Mapping
from urllib.parse import quote

from kei_site.core.hashing import Digest
from kei_site.core.value import value
from kei_site.model.views.common import AssetView
from kei_site.render.files.assets import render_asset

_FETCH = (
    "default-src 'none'",
    "script-src {scripts}",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
)
_OF_SEARCH = frozenset({"search.js", "search-engine.js", "search-catalogue.js", "search-words.js"})
_ADDRESS = "/%:?#@!$&'()*+=-._~[]"
"""What stands in an address as it is; a comma or a semicolon would end the list of sources."""

SourceReader = Callable[[str, Digest], bytes]
"""(path, digest) -> the bytes of a source file."""


@value
class Sources:
    """What pages may use of their own site and of others."""

    scripts: tuple[str, ...]
    """All that may run (see `script_sources`)."""
    forms: tuple[str, ...] = ()
    """Origins to which forms go, besides the site itself."""
    frames: tuple[str, ...] = ()
    """Origins of the frames that a click loads."""
    media: tuple[str, ...] = ()
    """Sources of the recordings that players may load."""


def content_policy(sources: Sources, *, in_header: bool = False, data: str = "") -> str:
    """Return the policy (CSP level 3) of pages; `frame-ancestors` may stand `in_header` only, not in `meta`.

    `data` is the text of the page's JSON-LD block: it is never run, but checkers of pages take it for a script, so it
    is allowed by its digest.
    """
    before, after = _around_data(sources, in_header)
    return f"{before} '{digest_of_script(data.encode())}'{after}" if data else before + after


@functools.lru_cache(maxsize=64)
def _around_data(sources: Sources, in_header: bool) -> tuple[str, str]:
    """Return the policy before and after the digest of the data: the same for thousands of pages."""
    parts = [*_FETCH, " ".join(["form-action 'self'", *sources.forms])]
    if sources.frames:
        parts.append(" ".join(["frame-src", *sources.frames]))
    if sources.media:
        parts.append(" ".join(["media-src", *sources.media]))
    before, _, after = "; ".join([*parts, "frame-ancestors 'none'"] if in_header else parts).partition("{scripts}")
    return before + " ".join(sources.scripts), after


def script_sources(url: str, digests: Iterable[str], *, searches: bool) -> tuple[str, ...]:
    """Return the sources of the scripts that the pages of the site at `url` may run, as the policy names them.

    Where readers search, Pagefind runs, too, and WebAssembly.
    """
    folders = ("assets", "pagefind") if searches else ("assets",)
    named = (*(f"{quote(url, safe=_ADDRESS)}/{folder}/" for folder in folders), *(f"'{digest}'" for digest in digests))
    return (*named, "'wasm-unsafe-eval'") if searches else named


def digest_of_script(data: bytes) -> str:
    """Return the SHA-256 of a script as policies and `integrity` write it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(data).digest()).decode()


def integrity_of(view: AssetView, source: SourceReader) -> str:
    """Return the digest of a script as it is published."""
    return digest_of_script(render_asset(view, source(view.source, view.digest)))


def scripts_that_run(names: Mapping[str, AssetView], *, searches: bool) -> list[str]:
    """Return the names of the scripts that a page may run: those of the search page run there alone."""
    return [name for name in names if searches or name not in _OF_SEARCH]
