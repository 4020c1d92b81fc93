"""The head of an HTTP request -> a request that may be answered, or the reason to refuse it.

A preview shows drafts, so it answers nobody but a browser on this machine that asks the preview itself (`Host`,
`Origin`, `Sec-Fetch-Site`). What has two readings is refused. RFC 9112 sections 2 to 6, Fetch Metadata (W3C).
"""

import re
from collections.abc import Mapping
from dataclasses import field
from urllib.parse import parse_qsl, unquote_to_bytes

from kei_site.core.value import value

LARGEST_HEAD = 16_384
"""Bytes of a request's head, at most."""
_LONGEST_TARGET = 4_096
_REQUEST_LINE = re.compile(r"([A-Z]{1,20}) (\S+) HTTP/1\.[01]")
_HEADER = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\t\x20-\x7e\x80-\xff]*?)[ \t]*")
_TARGET = re.compile(r"/[!$&'()*+,;=:@/%._~0-9A-Za-z-]*(?:\?[!-\"$-~]*)?")
_BAD_CODING = re.compile(r"%(?![0-9A-Fa-f]{2})")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_SINGLE = ("host", "origin", "sec-fetch-site", "content-length", "transfer-encoding", "connection")
_METHODS = ("GET", "HEAD")


@value
class Request:
    """A request that may be answered."""

    method: str
    address: str
    """The path, percent-decoded once, in Unicode; it is looked up and never joined to a path of the disk."""
    query: Mapping[str, str] = field(default_factory=dict)
    is_own: bool = False
    """Whether a browser vouches that a page of the preview asks."""
    keeps: bool = True
    """Whether the connection may serve another request."""


class Refused(Exception):
    """A request that is not answered; carries the status and the reason."""

    def __init__(self, status: int, words: str) -> None:
        """Take the status (400, 403 or 405) and the reason."""
        super().__init__(words)
        self.status = status


def own_hosts(port: int) -> frozenset[str]:
    """Return the values of `Host` that name a preview on `port`; a foreign name can be bound to its address, too."""
    names = ("localhost", "127.0.0.1", "[::1]")
    return frozenset(f"{name}:{port}" for name in names) | (frozenset(names) if port == 80 else frozenset())


def read_request(head: bytes, hosts: frozenset[str]) -> Request:
    """Return the request with the head `head` (up to and with its empty line). Raises Refused."""
    line, *rest = head.decode("latin-1").removesuffix("\r\n\r\n").split("\r\n")
    parts = _REQUEST_LINE.fullmatch(line)
    if parts is None:
        raise Refused(400, "not a request")
    headers = _headers(rest)
    _check_body(headers)
    is_own = _check_origin(headers, hosts)
    if parts[1] not in _METHODS:
        raise Refused(405, "only GET and HEAD")
    path, _, query = _target(parts[2]).partition("?")
    return Request(
        method=parts[1],
        address=_decoded(path),
        query=_query(query),
        is_own=is_own,
        keeps=line.endswith("1.1") and headers.get("connection", "").lower() != "close",
    )


def _headers(lines: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines:
        parts = _HEADER.fullmatch(line)
        if parts is None:
            raise Refused(400, "not a header")
        name = parts[1].lower()
        if name in found and name in _SINGLE:
            raise Refused(400, f"{name} given twice")
        found[name] = parts[2]
    return found


def _check_body(headers: Mapping[str, str]) -> None:
    """Refuse bodies: no request here has one, and two ways to tell its length are how requests are smuggled."""
    if "transfer-encoding" in headers or headers.get("content-length", "0") != "0":
        raise Refused(400, "no request here has a body")


def _check_origin(headers: Mapping[str, str], hosts: frozenset[str]) -> bool:
    """Refuse requests of other sites; tell whether a page of the preview, and not the address bar, sends this one."""
    host = headers.get("host")
    if host is None:
        raise Refused(400, "no Host")
    if host not in hosts:
        raise Refused(403, "not a name of this preview")
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    if origin is not None and origin != f"http://{host}":
        raise Refused(403, "another origin")
    if site is not None and site not in ("same-origin", "none"):
        raise Refused(403, "another site")
    return site == "same-origin" or (site is None and origin is not None)


def _target(written: str) -> str:
    if len(written) > _LONGEST_TARGET or not _TARGET.fullmatch(written) or _BAD_CODING.search(written):
        raise Refused(400, "not an address")
    return written


def _decoded(written: str) -> str:
    try:
        text = unquote_to_bytes(written).decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(400, "not an address") from None
    if _CONTROLS.search(text):
        raise Refused(400, "not an address")
    return text


def _query(written: str) -> dict[str, str]:
    return dict(parse_qsl(written, keep_blank_values=True, max_num_fields=20)) if written.count("&") < 20 else {}
