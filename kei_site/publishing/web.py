"""A request of HTTP -> the answer, tried again with growing pauses when a server is busy or does not answer."""

import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import field
from email.message import Message

from kei_site.core.value import value

TIMEOUT = 60.0
"""Seconds that an answer may take."""
_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
_PAUSES = (0.5, 2.0, 8.0)
"""Seconds between the tries; there is one more try than pauses."""
_LONGEST_PAUSE = 120.0
"""The most seconds that a server can ask for."""


@value
class WebRequest:
    """A request; `body` is sent as it is."""

    url: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None


class WebFailure(Exception):
    """A server refused, or could not be reached."""

    def __init__(self, status: int, words: str, pause: float = 0.0) -> None:
        """Take the status, 0 when there was no answer, the reason, and the seconds that the server asks to wait."""
        super().__init__(words)
        self.status, self.pause = status, pause


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Follows nothing: a redirect must not take a key to another host."""

    def redirect_request(self, *_: object) -> None:
        """Refuse to follow."""


_OPENER = urllib.request.build_opener(_NoRedirects)


def fetch(asked: WebRequest, pauses: tuple[float, ...] = _PAUSES) -> bytes:
    """Return the body of the answer. Raises WebFailure when the server refuses, or after as many tries as allowed."""
    for pause in (*pauses, None):
        try:
            return _fetch(asked)
        except WebFailure as failure:
            if pause is None or (failure.status and failure.status not in _BUSY):
                raise
            time.sleep(max(pause, failure.pause))
    raise AssertionError


def _fetch(asked: WebRequest) -> bytes:
    request = urllib.request.Request(asked.url, asked.body, dict(asked.headers), method=asked.method)  # noqa: S310
    try:
        with _OPENER.open(request, timeout=TIMEOUT) as answer:
            body: bytes = answer.read()
            return body
    except urllib.error.HTTPError as error:
        with error:
            raise WebFailure(error.code, f"{error.code} {error.reason}", _pause_of(error.headers)) from error
    except (OSError, http.client.HTTPException) as error:
        raise WebFailure(0, str(getattr(error, "reason", "") or error or "no answer")) from error


def _pause_of(headers: Message) -> float:
    """Return for how many seconds a server asks to be left alone, at most _LONGEST_PAUSE: `Retry-After` as a number
    (RFC 9110, 10.2.3), or the instant after which Netlify counts anew."""
    wait, instant = headers.get("Retry-After", ""), headers.get("X-RateLimit-Reset", "")
    seconds = float(wait) if wait.isdecimal() else float(instant) - time.time() if instant.isdecimal() else 0.0
    return min(max(seconds, 0.0), _LONGEST_PAUSE)
