"""A request and a scene -> the bytes of an answer. Preview room, pure but for reading the file that is asked for.

Every answer, also one that refuses, tells the browser to keep nothing, to guess nothing and to show it to no other
site. To a page the tag of the reload script is added here, behind its last byte: files never have it.
"""

import json
import posixpath
from functools import cache
from pathlib import Path
from urllib.parse import quote

from kei_site.core.value import value
from kei_site.preview.http_request import Refused, Request
from kei_site.preview.site_state import Scene

CHANNEL = "/.preview/"
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".htm": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".opml": "text/x-opml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".gif": "image/gif",
    ".ico": "image/vnd.microsoft.icon",
    ".woff2": "font/woff2",
    ".pdf": "application/pdf",
    ".mp3": "audio/mpeg",
}
_FOR_ALL = (
    "X-Content-Type-Options: nosniff",
    "Cross-Origin-Resource-Policy: same-origin",
    "Cross-Origin-Opener-Policy: same-origin",
    "Content-Security-Policy: frame-ancestors 'none'",
    "X-Frame-Options: DENY",
    "Referrer-Policy: same-origin",
    "Cache-Control: no-store",
)
_REASONS = {
    200: "OK",
    308: "Permanent Redirect",
    400: "Bad Request",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
}
_WAITING = (
    b'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Preview</title>\n'
    b"<p>There is nothing to show yet: the site is being built, or has errors.</p>\n</html>\n"
)


@value
class Answer:
    """What is sent back."""

    status: int
    body: bytes = b""
    media_type: str = "text/plain; charset=utf-8"
    location: str = ""
    """Where to look instead, percent-coded."""


def answer(request: Request, scene: Scene, token: str) -> Answer:
    """Return the answer to any request but one that waits for a change. Raises Refused."""
    if request.address.startswith(CHANNEL):
        return _own(request, scene, token)
    body = scene.read(request.address)
    if body is not None:
        return _found(request.address, body, scene, token)
    folder = scene.leads_to(request.address)
    if folder:
        return Answer(status=308, location=quote(folder, safe="-._~/"))
    page = (scene.read(scene.missing) if scene.missing else None) or _WAITING
    return Answer(status=404, body=with_tag(page, scene, token), media_type=_TYPES[".html"])


def refusal(refused: Refused) -> Answer:
    """Return the answer to a request that is refused."""
    return Answer(status=refused.status, body=f"{refused}\n".encode())


def with_tag(page: bytes, scene: Scene, token: str) -> bytes:
    """Return a page with the tag of the reload script, which knows which page this is."""
    return page + f'<script src="{CHANNEL}{token}.js" data-seen="{scene.mark(page)}"></script>\n'.encode()


def shown_mark(address: str, scene: Scene) -> str:
    """Return the mark of the page that a browser shows at an address."""
    page = scene.read(address)
    if page is None:
        page = (scene.read(scene.missing) if scene.missing else None) or _WAITING
    return scene.mark(page)


def as_bytes(found: Answer, *, with_body: bool, keeps: bool) -> bytes:
    """Return an answer as it goes over the wire."""
    lines = [
        f"HTTP/1.1 {found.status} {_REASONS[found.status]}",
        f"Content-Type: {found.media_type}",
        f"Content-Length: {len(found.body)}",
        *_FOR_ALL,
        f"Connection: {'keep-alive' if keeps else 'close'}",
    ]
    if found.location:
        lines.append(f"Location: {found.location}")
    if found.status == 405:
        lines.append("Allow: GET, HEAD")
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + (found.body if with_body else b"")


def _found(address: str, body: bytes, scene: Scene, token: str) -> Answer:
    ending = ".html" if address.endswith("/") else posixpath.splitext(address)[1].lower()
    media_type = _TYPES.get(ending, "application/octet-stream")
    if media_type == _TYPES[".html"]:
        body = with_tag(body, scene, token)
    return Answer(status=200, body=body, media_type=media_type)


def _own(request: Request, scene: Scene, token: str) -> Answer:
    """Answer for the preview's own script, its style and the list of diagnostics; to the preview's own pages only."""
    if not request.is_own:
        raise Refused(403, "only for pages of this preview")
    if request.address == f"{CHANNEL}{token}.js":
        return Answer(status=200, body=_part("reload.js"), media_type=_TYPES[".js"])
    if request.address == f"{CHANNEL}{token}.css":
        return Answer(status=200, body=_part("overlay.css"), media_type=_TYPES[".css"])
    if request.address == f"{CHANNEL}{token}.json":
        told = {"troubles": scene.troubles, "diagnostics": scene.diagnostics}
        return Answer(status=200, body=json.dumps(told).encode(), media_type=_TYPES[".json"])
    raise Refused(404, "nothing here")


@cache
def _part(name: str) -> bytes:
    return Path(__file__).with_name(name).read_bytes()
