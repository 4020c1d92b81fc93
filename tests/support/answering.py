"""An HTTP server on loopback that answers as a test tells it to, and remembers what it was asked."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class ManyAsking(ThreadingHTTPServer):
    """A server that many may ask at once: beyond its queue, TCP tries again only after a second (RFC 6298)."""

    request_queue_size = 128


@dataclass(frozen=True)
class Asked:
    """A request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Answering:
    """The address of the server, the requests so far, and headers of all answers."""

    url: str
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)


@contextmanager
def answering(answer: Callable[[Asked], tuple[int, bytes]]) -> Iterator[Answering]:
    """Run a server for the time of a test."""

    class Handler(BaseHTTPRequestHandler):
        def handle_all(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            asked = Asked(self.command, self.path, dict(self.headers), self.rfile.read(length))
            state.asked.append(asked)
            status, body = answer(asked)
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            for name, words in state.headers.items():
                self.send_header(name, words)
            if 300 <= status < 400:
                self.send_header("Location", body.decode())
            self.end_headers()
            self.wfile.write(b"" if asked.method == "HEAD" else body)

        def log_message(self, *_: object) -> None:
            """Print nothing."""

    for method in ("GET", "HEAD", "POST", "PUT", "DELETE"):
        setattr(Handler, f"do_{method}", Handler.handle_all)

    server = ManyAsking(("127.0.0.1", 0), Handler)
    state = Answering(url=f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
