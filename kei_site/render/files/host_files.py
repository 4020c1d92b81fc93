"""The host's view of a site -> `_headers`, `_redirects`, `security.txt`, the web manifest. Render, pure.

Hosts join the values of a header that several blocks of `_headers` set for one path, which changes policies and cache
rules. So a header that differs between paths is set only in blocks whose paths cannot meet. Files that are to be saved
are the exception: they lie among pages, and both policies hold for them (CSP level 3, section 3.1).
"""

import functools
import json
import posixpath
import re
from collections.abc import Callable, Iterator
from urllib.parse import quote

from kei_site.core.file_types import SAVED
from kei_site.model.routes import FEED_FORMATS
from kei_site.model.views.common import Link
from kei_site.model.views.files import HostFilesView, RedirectsView
from kei_site.render.pages.csp import (
    SourceReader,
    Sources,
    content_policy,
    integrity_of,
    script_sources,
    scripts_that_run,
)

_FOR_ALL = (
    ("Strict-Transport-Security", "max-age=63072000"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
)
_FOR_ASSETS = (
    ("Cache-Control", "public, max-age=31536000, immutable"),
    # Other sites may show images and share cards; the other assets hold nothing private.
    ("Cross-Origin-Resource-Policy", "cross-origin"),
)
_FEED_TYPES = {feed.file: f"{feed.media_type}; charset=utf-8" for feed in FEED_FORMATS.values()}
_FILE_TYPES = {
    "/events.ics": "text/calendar; charset=utf-8",
    "/feeds.opml": "text/x-opml; charset=utf-8",
    "/opensearch.xml": "application/opensearchdescription+xml; charset=utf-8",
    "/site.webmanifest": "application/manifest+json; charset=utf-8",
    "/.well-known/security.txt": "text/plain; charset=utf-8",
}
_ICON_TYPES = {".png": "image/png", ".svg": "image/svg+xml", ".ico": "image/vnd.microsoft.icon"}
_FEED_CACHE = "public, max-age=600, must-revalidate"
_SIZE = re.compile(r"-(\d+)\.")
_ADDRESS = "/%:?#@!$&'()*+,;=-._~[]"

_Headers = tuple[tuple[str, str], ...]
_DigestOf = Callable[[str], str]
"""The name of a script -> its digest as policies write it."""


def render_headers(view: HostFilesView, source: SourceReader) -> bytes:
    """Return `_headers`, as Cloudflare, Netlify and others read it; `source` reads the scripts that pages may run."""
    digest_of = functools.cache(
        lambda name: integrity_of(view.scripts[name], source)
    )  # the policy of each section has it
    blocks = (
        f"{pattern}\n" + "".join(f"  {name}: {value}\n" for name, value in headers)
        for pattern, headers in _blocks(view, digest_of)
    )
    return "\n".join(blocks).encode()


def render_redirects(view: RedirectsView) -> bytes:
    """Return `_redirects`: permanent ones, the first match wins."""
    return "".join(f"{_spaceless(old)} {_spaceless(new)} 301\n" for old, new in view.rules).encode()


def render_security_txt(view: HostFilesView) -> bytes:
    """Return `.well-known/security.txt` (RFC 9116)."""
    contact = view.contact if view.contact.startswith(("https://", "mailto:")) else f"mailto:{view.contact}"
    fields = {
        "Contact": contact,
        "Expires": view.expires,
        "Preferred-Languages": view.language,
        "Canonical": f"{view.url}/.well-known/security.txt",
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items()).encode()


def render_webmanifest(view: HostFilesView) -> bytes:
    """Return `site.webmanifest` (W3C Web Application Manifest)."""
    home = f"{view.prefix}/"
    manifest = {
        "name": view.title,
        "short_name": view.short_name,
        "id": home,
        "start_url": home,
        "scope": home,
        "display": "browser",
        "lang": view.language,
        "theme_color": view.theme_color,
        "background_color": view.theme_color,
        "icons": [_icon(icon) for icon in view.icons],
    }
    return (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode()


def _blocks(view: HostFilesView, digest_of: _DigestOf) -> Iterator[tuple[str, _Headers]]:
    prefix = view.prefix
    yield f"{prefix}/*", _FOR_ALL
    for pattern in view.page_patterns:
        yield pattern, _page_headers(view, digest_of, pattern=pattern)
    for pattern in view.search_patterns:
        yield pattern, _page_headers(view, digest_of, searches=True)
    yield f"{prefix}/assets/*", _FOR_ASSETS
    # Apps in a browser load recordings, chapters and transcripts from any site.
    yield f"{prefix}/audio/*", (("Access-Control-Allow-Origin", "*"),)
    for folder in view.feed_folders:
        for name, media_type in _FEED_TYPES.items():
            yield folder + name, _feed_headers(media_type)
    for pattern in view.archive_patterns:
        yield pattern, _feed_headers(_FEED_TYPES["atom.xml"])
    for pattern in view.saved_patterns:
        yield pattern, SAVED
    for path, media_type in _FILE_TYPES.items():
        yield prefix + path, (("Content-Type", media_type),)


def _page_headers(view: HostFilesView, digest_of: _DigestOf, *, searches: bool = False, pattern: str = "") -> _Headers:
    digests = [digest_of(name) for name in scripts_that_run(view.scripts, searches=searches)]
    if searches and view.pagefind:
        digests.append(view.pagefind)
    scripts = script_sources(view.url, digests, searches=searches)
    frames, media = view.frames.get(pattern, ()), view.media.get(pattern, ())
    sources = Sources(scripts=scripts, forms=view.form_actions, frames=frames, media=media)
    policy = content_policy(sources, in_header=True)
    return (("Content-Security-Policy", policy), ("Cross-Origin-Resource-Policy", "same-origin"))


def _feed_headers(media_type: str) -> _Headers:
    # Feed readers in a browser fetch feeds from any site.
    return (("Content-Type", media_type), ("Cache-Control", _FEED_CACHE), ("Access-Control-Allow-Origin", "*"))


def _spaceless(address: str) -> str:
    return quote(address, safe=_ADDRESS)


def _icon(icon: Link) -> dict[str, str]:
    media_type = _ICON_TYPES.get(posixpath.splitext(icon.name)[1], "image/png")
    found = _SIZE.search(icon.name)
    size = f"{found[1]}x{found[1]}" if found else "any"
    return {"src": icon.url, "sizes": size, "type": media_type}
