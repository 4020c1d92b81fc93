"""The state of the site -> a web server on the loopback address, in one thread with one event loop.

Pages learn of a change by a request that waits: it is answered once the page has to do something.
"""

import asyncio
import contextlib
import errno
import hmac
import secrets
import socket
import sys
import threading
from asyncio import StreamReader, StreamWriter
from collections.abc import Coroutine
from typing import Any

from kei_site.core.errors import Refusal
from kei_site.preview.http_request import LARGEST_HEAD, Refused, Request, own_hosts, read_request
from kei_site.preview.http_response import CHANNEL, Response, as_bytes, refusal_response, respond, shown_mark
from kei_site.preview.site_state import StateHolder

FIRST_PORT = 8000
_PORTS = range(1 << 16)
"""What TCP can name (RFC 9293, section 3.1)."""
_PORTS_TRIED = 20
_ASKING = 10.0
"""Seconds in which a connection has to send a whole request."""
_TAKING = 20.0
"""Seconds in which a client has to take one block of a response."""
_HOLDING = 25.0
"""Seconds after which a request that waits gets an empty word, and is sent again."""
_PIECE = 1 << 16
_MOST = 512
"""Connections at a time; beyond that, the oldest is closed."""
_WAITING = 16
"""Connections that are accepted at once, before one of the oldest is closed for each."""


class Server:
    """The preview's server; a resource: `start`, then `stop`."""

    def __init__(self, holder: StateHolder, port: int | None = None) -> None:
        """Bind to `port` (0: any that is free) or, with None, to the first free one from 8000. Raises Refusal."""
        self.holder = holder
        self.token = secrets.token_urlsafe(18)
        self._sockets = _bound(port)
        self.port: int = self._sockets[0].getsockname()[1]
        self._hosts = own_hosts(self.port)
        self._most = min(_MOST, open_files() // 2)
        self._loop = asyncio.new_event_loop()
        self._changed, self._ended = asyncio.Event(), asyncio.Event()
        self._clients: dict[StreamWriter, None] = {}
        self._open_pages: dict[str, int] = {}
        self._thread = threading.Thread(target=self._run, name="preview", daemon=True)
        holder.listen(self._notice)

    def start(self) -> None:
        """Answer from now on."""
        self._thread.start()

    def stop(self) -> None:
        """Close every connection and end the thread."""
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._ended.set)
        if self._thread.ident is not None:
            self._thread.join(timeout=5)
        for bound in self._sockets:
            bound.close()
        with contextlib.suppress(RuntimeError):  # still running: a client holds on beyond all patience
            self._loop.close()

    def open_pages(self) -> tuple[str, ...]:
        """Return the addresses of the pages that browsers show."""
        return tuple(sorted(self._open_pages))

    def _run(self) -> None:
        self._loop.run_until_complete(self._answer_all())

    async def _answer_all(self) -> None:
        """Answer until the preview ends, then let every connection end."""
        opened = [
            await asyncio.start_server(self._serve, sock=bound, limit=LARGEST_HEAD, backlog=_WAITING)
            for bound in self._sockets
        ]
        await self._ended.wait()
        for listener in opened:
            listener.close()
        serving = asyncio.all_tasks() - {asyncio.current_task()}
        for task in serving:
            task.cancel()
        await asyncio.gather(*serving, return_exceptions=True)
        await asyncio.sleep(0)

    def _notice(self) -> None:
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._tell)

    def _tell(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    async def _serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        self._clients[writer] = None
        if len(self._clients) > self._most:
            next(iter(self._clients)).close()
        try:
            while await self._once(reader, writer):
                pass
        except (OSError, EOFError, TimeoutError, asyncio.CancelledError):
            """The client has gone, is too slow, or the preview ends."""
        finally:
            self._clients.pop(writer, None)
            writer.close()

    async def _once(self, reader: StreamReader, writer: StreamWriter) -> bool:
        """Answer one request; tell whether the connection may serve another."""
        try:
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), _ASKING)
            request = read_request(head, self._hosts)
            found = await self._answer(request, reader)
        except asyncio.LimitOverrunError:
            request, found = None, refusal_response(Refused(400, "too long"))
        except Refused as refused:
            request, found = None, refusal_response(refused)
        keeps = request is not None and request.keeps and request.address != self._channel
        with_body = request is None or request.method == "GET"
        await _send(as_bytes(found, with_body=with_body, keeps=keeps), writer)
        return keeps

    @property
    def _channel(self) -> str:
        return CHANNEL + self.token

    async def _answer(self, request: Request, reader: StreamReader) -> Response:
        if request.is_own and hmac.compare_digest(request.address.encode(), self._channel.encode()):
            return Response(status=200, body=(await self._word(request, reader)).encode())
        return respond(request, self.holder.state, self.token)

    async def _word(self, request: Request, reader: StreamReader) -> str:
        """Return the word for a page as soon as the page has to do something; an empty one after the longest wait."""
        page = request.query.get("page", "")
        self._open_pages[page] = self._open_pages.get(page, 0) + 1
        try:
            async with asyncio.timeout(_HOLDING):
                while not (word := self._verdict(page, request)):
                    if await _first(self._changed.wait(), reader.read(1)):
                        break
                return word
        except TimeoutError:
            return ""
        finally:
            self._open_pages[page] -= 1
            if not self._open_pages[page]:
                del self._open_pages[page]

    def _verdict(self, page: str, request: Request) -> str:
        state, errors = self.holder.state, request.query.get("errors", "")
        if shown_mark(page, state) != request.query.get("seen") or (errors and not state.errors_mark):
            return "reload"
        return "failed" if state.errors_mark != errors else ""


def open_files() -> int:
    """Return how many files and connections this process may have open, of which builds need some themselves."""
    if sys.platform == "win32":  # which counts them otherwise
        return 2 * _MOST
    import resource

    most = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return 2 * _MOST if most == resource.RLIM_INFINITY else most


async def _first(change: Coroutine[Any, Any, object], gone: Coroutine[Any, Any, object]) -> bool:
    """Wait for a change, or for the client to close the connection (or to send more); tell whether the client did."""
    both = [asyncio.ensure_future(change), asyncio.ensure_future(gone)]
    try:
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        return both[1].done()
    finally:
        for task in both:
            task.cancel()
        await asyncio.gather(*both, return_exceptions=True)


async def _send(data: bytes, writer: StreamWriter) -> None:
    for at in range(0, len(data), _PIECE):
        writer.write(data[at : at + _PIECE])
        await asyncio.wait_for(writer.drain(), _TAKING)


def _bound(port: int | None) -> list[socket.socket]:
    tried = range(FIRST_PORT, FIRST_PORT + _PORTS_TRIED) if port is None else (port,)
    for number in (number for number in tried if number in _PORTS):
        with contextlib.suppress(OSError):
            return _both(number)
    raise Refusal(f"port {tried[-1]} is taken or not allowed; name another with --port")


def _both(port: int) -> list[socket.socket]:
    """Bind to the loopback address of IPv4, and to that of IPv6 where there is one. Raises OSError."""
    first = _listening("127.0.0.1", socket.AF_INET, port)
    try:
        return [first, _listening("::1", socket.AF_INET6, first.getsockname()[1])]
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            return [first]
        # Another program would answer to the same name.
        first.close()
        raise


def _listening(host: str, family: socket.AddressFamily, port: int) -> socket.socket:
    opened = socket.socket(family, socket.SOCK_STREAM)
    try:
        if not hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            # A preview that ended a moment ago must not block its port; where this means "share it" it is left out.
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind((host, port))
        opened.listen(128)
    except OSError:
        opened.close()
        raise
    opened.setblocking(False)
    return opened
