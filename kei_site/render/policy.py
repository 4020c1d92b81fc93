"""A site -> the Content-Security-Policy of its pages. Render, pure.

No page may run inline script or style, load anything from elsewhere, or be framed; forms go to the site or the
mailing list.
"""

import base64
import hashlib
from collections.abc import Iterable
from urllib.parse import urlsplit

_FETCH = (
    "default-src 'none'",
    "script-src 'self'{wasm}{data}",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
)


def content_policy(
    form_origins: Iterable[str], *, searches: bool = False, in_header: bool = False, data: str = ""
) -> str:
    """Return the policy (CSP level 3) for pages whose forms go to the site itself and to `form_origins`.

    `searches` allows WebAssembly, which the search page needs; `frame-ancestors` may stand `in_header` only, not in
    `meta`. `data` is the text of the page's JSON-LD block: it is never run, but checkers of pages take it for a
    script, so it is allowed by its digest.
    """
    wasm = " 'wasm-unsafe-eval'" if searches else ""
    named = f" '{_digest(data)}'" if data else ""
    forms = " ".join(["form-action 'self'", *form_origins])
    parts = [part.format(wasm=wasm, data=named) for part in _FETCH] + [forms]
    return "; ".join([*parts, "frame-ancestors 'none'"] if in_header else parts)


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def origin_of(url: str) -> str:
    """Return the origin of an absolute address, as a policy names it."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
