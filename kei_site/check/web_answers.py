"""An address on the web -> how it answers today; one host is asked one thing at a time. Check.

Briefs may come from guests, and name any address: only hosts of the public internet are asked.
"""

import http.client
import ipaddress
import socket
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import quote, urlsplit

from kei_site.core.value import value

TIMEOUT = 15.0
"""Seconds that an answer may take."""
PAUSE = 1.0
"""Seconds between two questions to one host."""
_HOSTS = 6
"""Hosts that are asked at the same time."""
_NO_HEAD = frozenset({400, 403, 404, 405, 410, 500, 501, 503})
"""Answers to HEAD after which the page itself is asked for: many servers do not know HEAD."""
_AGENT = "Mozilla/5.0 (compatible; kei-site link check)"


@value
class WebAnswer:
    """How an address answered."""

    status: int
    """0: not at all."""
    url: str = ""
    """The address that answered in the end, after all redirects."""
    problem: str = ""
    """Why nothing answered."""


Ask = Callable[[str], WebAnswer]
MayAsk = Callable[[str], bool]


def ask_all(addresses: Iterable[str], ask: Ask, pause: float = PAUSE) -> dict[str, WebAnswer]:
    """Return the answer of each address: several hosts are asked at a time, and each of them slowly."""
    by_host: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        by_host[urlsplit(address).netloc].append(address)

    def of_host(wanted: Sequence[str]) -> dict[str, WebAnswer]:
        answers = {}
        for number, address in enumerate(wanted):
            time.sleep(pause if number else 0)
            answers[address] = ask(address)
        return answers

    with ThreadPoolExecutor(_HOSTS) as pool:
        return {address: answer for found in pool.map(of_host, by_host.values()) for address, answer in found.items()}


def is_public_host(host: str) -> bool:
    """Tell whether a host is one of the public internet, by all of its addresses. Raises OSError if it has none."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return all(ipaddress.ip_address(str(entry[4][0]).partition("%")[0]).is_global for entry in found)


def ask(address: str, may_ask: MayAsk = is_public_host) -> WebAnswer:
    """Return how an address answers to HEAD, or else to GET, whose body is not read."""
    opener = urllib.request.build_opener(_Guarded(may_ask))
    answer = _answer("HEAD", address, opener, may_ask)
    return _answer("GET", address, opener, may_ask) if answer.status in _NO_HEAD else answer


def _answer(method: str, address: str, opener: urllib.request.OpenerDirector, may_ask: MayAsk) -> WebAnswer:
    try:
        _guard(address, may_ask)
        request = urllib.request.Request(  # noqa: S310  # `_guard` has looked at the scheme
            quote(address, safe="/:?#@!$&'()*+,;=-._~%[]"), headers={"User-Agent": _AGENT}, method=method
        )
        with opener.open(request, timeout=TIMEOUT) as found:
            return WebAnswer(status=found.status, url=found.url)
    except urllib.error.HTTPError as error:
        with error:
            return WebAnswer(status=error.code, url=error.url or address)
    except (OSError, http.client.HTTPException, ValueError) as error:
        return WebAnswer(status=0, problem=str(getattr(error, "reason", "") or error or "no answer"))


def _guard(address: str, may_ask: MayAsk) -> None:
    """Raise URLError for an address that is not asked."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise urllib.error.URLError("no address of the web")
    if not may_ask(parts.hostname):
        raise urllib.error.URLError("a host that is not public")


class _Guarded(urllib.request.HTTPRedirectHandler):
    """Follows redirects to hosts that may be asked."""

    def __init__(self, may_ask: MayAsk) -> None:
        self._may_ask = may_ask

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:  # noqa: PLR0913, PLR0917  # the form of urllib
        _guard(newurl, self._may_ask)
        return super().redirect_request(req, fp, code, msg, headers, newurl)
