"""A site -> the Content-Security-Policy of its pages: nothing inline, from elsewhere or framed. Render, pure."""

import base64
import functools
import hashlib
from collections.abc import Iterable

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
    before, after = _around_data(tuple(form_origins), searches, in_header)
    return f"{before} '{_digest(data)}'{after}" if data else before + after


@functools.lru_cache(maxsize=64)
def _around_data(form_origins: tuple[str, ...], searches: bool, in_header: bool) -> tuple[str, str]:
    """Return the policy before and after the digest of the data: the same for thousands of pages."""
    wasm = " 'wasm-unsafe-eval'" if searches else ""
    forms = " ".join(["form-action 'self'", *form_origins])
    parts = [*(part.replace("{wasm}", wasm) for part in _FETCH), forms]
    before, _, after = "; ".join([*parts, "frame-ancestors 'none'"] if in_header else parts).partition("{data}")
    return before, after


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
