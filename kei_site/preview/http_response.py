"""A request and the state of the site -> the bytes of a response.

Every response, also a refusal, tells the browser to keep nothing, to guess no type and to show it to no other site.
Pages get the tag of the reload script behind their last byte; files on the disk never have it.
"""

import json
import posixpath
import re
from functools import cache
from pathlib import Path
from urllib.parse import quote

from kei_site.core.file_types import SAVED, is_shown
from kei_site.core.media_types import media_type
from kei_site.core.value import value
from kei_site.preview.http_request import Refused, Request
from kei_site.preview.site_state import SiteState
from kei_site.render.pages.csp import digest_of_script

CHANNEL = "/.preview/"
_PAGE, _SCRIPT, _STYLES, _DATA = (media_type(f"x{ending}") for ending in (".html", ".js", ".css", ".json"))
_PARTS = frozenset({".html", ".htm", ".css", ".js", ".xml", ".svg", ".ico", ".webmanifest", ".woff2"})
_OF_PAGES = re.compile(r"(?:/.*)?/(?:assets|pagefind|\.well-known)/|.*/feed\.json$", re.DOTALL)
_FOR_ALL = (
    "X-Content-Type-Options: nosniff",
    "Cross-Origin-Resource-Policy: same-origin",
    "Cross-Origin-Opener-Policy: same-origin",
    "Content-Security-Policy: frame-ancestors 'none'",
    "X-Frame-Options: DENY",
    "Referrer-Policy: same-origin",
    "Cache-Control: no-store",
)
_SCRIPT_POLICY = re.compile(rb'http-equiv="Content-Security-Policy" content="[^"]*?script-src')
_REASONS = {
    200: "OK", 308: "Permanent Redirect", 400: "Bad Request", 403: "Forbidden", 404: "Not Found",
    405: "Method Not Allowed",
}  # fmt: skip
_WAITING = (
    b'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Preview</title>\n'
    b"<p>There is nothing to show yet: the site is being built, or has errors.</p>\n</html>\n"
)


@value
class Response:
    """A response, before it is put on the wire."""

    status: int
    body: bytes = b""
    media_type: str = "text/plain; charset=utf-8"
    location: str = ""
    """The address to ask instead, percent-coded."""
    is_saved: bool = False
    """Whether the browser shall save it and not show it."""


def respond(request: Request, state: SiteState, token: str) -> Response:
    """Return the response to a request that does not wait for a change. Raises Refused."""
    if request.address.startswith(CHANNEL):
        return _own(request, state, token)
    body = state.read(request.address)
    if body is not None:
        return _found(request.address, body, state, token)
    folder = state.leads_to(request.address)
    if folder:
        return Response(status=308, location=quote(folder, safe="-._~/"))
    return Response(status=404, body=with_tag(_missing(state), state, token), media_type=_PAGE)


def refusal_response(refused: Refused) -> Response:
    """Return the response to a request that is refused."""
    return Response(status=refused.status, body=f"{refused}\n".encode())


def with_tag(page: bytes, state: SiteState, token: str) -> bytes:
    """Return a page with the tag of the reload script, which carries the mark of the page and may run on it."""
    digest = digest_of_script(_part("reload.js"))
    tag = f'<script src="{CHANNEL}{token}.js" integrity="{digest}" data-seen="{state.mark(page)}"></script>\n'
    return _SCRIPT_POLICY.sub(rb"\g<0> '" + digest.encode() + b"'", page, count=1) + tag.encode()


def shown_mark(address: str, state: SiteState) -> str:
    """Return the mark of the page that a browser shows at an address."""
    page = state.read(address)
    return state.mark(_missing(state) if page is None else page)


def _missing(state: SiteState) -> bytes:
    return (state.read(state.missing) if state.missing else None) or _WAITING


def as_bytes(found: Response, *, with_body: bool, keeps: bool) -> bytes:
    """Return the bytes of a response on the wire."""
    lines = [
        f"HTTP/1.1 {found.status} {_REASONS[found.status]}",
        f"Content-Type: {found.media_type}",
        f"Content-Length: {len(found.body)}",
        *_FOR_ALL,
        *(f"{name}: {value}" for name, value in (SAVED if found.is_saved else ())),
        f"Connection: {'keep-alive' if keeps else 'close'}",
    ]
    if found.location:
        lines.append(f"Location: {found.location}")
    if found.status == 405:
        lines.append("Allow: GET, HEAD")
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + (found.body if with_body else b"")


def _found(address: str, body: bytes, state: SiteState, token: str) -> Response:
    ending = ".html" if address.endswith("/") else posixpath.splitext(address)[1].lower()
    kind = _PAGE if address.endswith("/") else media_type(address)
    if kind == _PAGE:
        body = with_tag(body, state, token)
    return Response(status=200, body=body, media_type=kind, is_saved=_is_saved(address, ending))


def _is_saved(address: str, ending: str) -> bool:
    """Return whether the file at an address is to be saved: one in a folder that is no part of a page and no feed."""
    in_folder = address.count("/") > 1 and not _OF_PAGES.match(address)
    return in_folder and ending not in _PARTS and not is_shown(ending)


def _own(request: Request, state: SiteState, token: str) -> Response:
    """Return the preview's own script, its style or the list of errors, to its own pages only."""
    if not request.is_own:
        raise Refused(403, "only for pages of this preview")
    if request.address == f"{CHANNEL}{token}.js":
        return Response(status=200, body=_part("reload.js"), media_type=_SCRIPT)
    if request.address == f"{CHANNEL}{token}.css":
        return Response(status=200, body=_part("overlay.css"), media_type=_STYLES)
    if request.address == f"{CHANNEL}{token}.json":
        errors = {"errors": state.errors_mark, "diagnostics": state.diagnostics}
        return Response(status=200, body=json.dumps(errors).encode(), media_type=_DATA)
    raise Refused(404, "nothing here")


@cache
def _part(name: str) -> bytes:
    return Path(__file__).with_name(name).read_bytes()
