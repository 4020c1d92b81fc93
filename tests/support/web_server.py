"""A published folder -> a static host on the loopback that really sends what `_headers` asks for, and counts.

It does what hosts do: pages in folders, gzip, entity tags with answers of 304, `404.html`, `_redirects`, and the
headers of every block of `_headers` that matches, joined by commas where two blocks name one header.
"""

import functools
import gzip
import hashlib
import mimetypes
import posixpath
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tests.support.answering import ManyAsking

COMPRESSED = frozenset((".css", ".html", ".js", ".json", ".opml", ".svg", ".txt", ".webmanifest", ".xml"))
HIDDEN = frozenset(("_headers", "_redirects"))
_MEDIA_TYPES = {".js": "text/javascript", ".woff2": "font/woff2", ".xml": "application/xml", ".webp": "image/webp"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer, as it went over the wire."""

    method: str
    path: str
    """With its query."""
    status: int
    size: int
    """Bytes of the body."""


@dataclass(slots=True)
class Traffic:
    """What was sent since the last `clear`."""

    answers: list[Answer] = field(default_factory=list)

    @property
    def requests(self) -> int:
        """How many answers were sent."""
        return len(self.answers)

    @property
    def size(self) -> int:
        """Bytes of all bodies, as sent."""
        return sum(answer.size for answer in self.answers)

    @property
    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [answer.path for answer in self.answers]

    def clear(self) -> None:
        """Begin to count again."""
        self.answers.clear()


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A folder on the loopback."""

    url: str
    """Without a closing slash."""
    traffic: Traffic


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block of `_headers`."""

    pattern: re.Pattern[str]
    headers: tuple[tuple[str, str], ...]
    removed: frozenset[str]
    """Lower case: what `! Name` takes away from the blocks above."""


def read_headers(text: str) -> tuple[Block, ...]:
    """Return the blocks of a `_headers` file, in order."""
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            if line[0].isspace():
                found[-1][1].append(line.strip())
            else:
                found.append((line.strip(), []))
    return tuple(_block(pattern, lines) for pattern, lines in found)


def _block(pattern: str, lines: Sequence[str]) -> Block:
    pairs = [line.partition(":") for line in lines if not line.startswith("!")]
    return Block(
        pattern=re.compile(".*".join(map(re.escape, pattern.split("*")))),
        headers=tuple((name.strip(), value.strip()) for name, _, value in pairs),
        removed=frozenset(line[1:].strip().lower() for line in lines if line.startswith("!")),
    )


def headers_for(path: str, blocks: Sequence[Block]) -> dict[str, str]:
    """Return the headers that a host adds to the answer for a path: later blocks add to earlier ones."""
    names: dict[str, str] = {}
    values: dict[str, list[str]] = {}
    for block in (block for block in blocks if block.pattern.fullmatch(path)):
        for name in block.removed:
            values.pop(name, None)
        for name, value in block.headers:
            names.setdefault(name.lower(), name)
            values.setdefault(name.lower(), []).append(value)
    return {names[name]: ", ".join(found) for name, found in values.items()}


def read_redirects(text: str) -> dict[str, tuple[str, int]]:
    """Return (new address, status) by old path; the first rule for a path counts."""
    rules: dict[str, tuple[str, int]] = {}
    for line in text.splitlines():
        old, new, status = line.split()
        rules.setdefault(unquote(old), (new, int(status)))
    return rules


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """Serve a published folder. Its `_headers` and `_redirects` are read again when they change."""
    traffic = Traffic()

    class Handler(_Handler):
        root = folder
        log = traffic

    with running(Handler) as url:
        yield Served(url=url, traffic=traffic)


@contextmanager
def running(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """Answer on the loopback in threads, which have ended when this ends; yields the address, without a slash."""
    server = ManyAsking(("127.0.0.1", 0), handler)
    server.daemon_threads = False
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    """Answers for one folder. HTTP/1.0: a connection that stays open would outlive its test."""

    root: Path
    log: Traffic

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        file = self._file(path)
        old = read_redirects(_text(self.root / "_redirects")).get(path)
        if file is None and old:
            self._answer(old[1], b"", {"Location": old[0]})
        elif file is None and self._file(path + "/"):
            self._answer(301, b"", {"Location": urlsplit(self.path).path + "/"})
        else:
            self._send_file(file, path)

    def do_HEAD(self) -> None:
        self.do_GET()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""

    def _file(self, path: str) -> Path | None:
        name = posixpath.normpath("/" + path).lstrip("/")
        found = self.root / name / "index.html" if path.endswith("/") else self.root / name
        is_ours = name not in HIDDEN and not name.startswith((".kei-site", "../"))
        return found if is_ours and found.is_file() else None

    def _send_file(self, file: Path | None, path: str) -> None:
        shown = file or self.root / "404.html"
        data = shown.read_bytes() if shown.is_file() else b"nothing here"
        tag = f'W/"{hashlib.sha256(data).hexdigest()[:24]}"'
        headers = {"Content-Type": media_type(shown.name), "Cache-Control": "no-cache", "ETag": tag}
        if file:
            headers["Last-Modified"] = formatdate(file.stat().st_mtime, usegmt=True)
        headers |= _unlike(headers, headers_for(path, _blocks(self.root)))
        if file and self._has_already(tag, headers["Last-Modified"]):
            self._answer(304, b"", headers)
            return
        if shown.suffix in COMPRESSED and "gzip" in self.headers.get("Accept-Encoding", ""):
            data = _zipped(data)
            headers |= {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
        self._answer(200 if file else 404, data, headers)

    def _has_already(self, tag: str, changed: str) -> bool:
        """Tell whether who asks has this version; a tag counts before a time (RFC 9110, section 13.2.2)."""
        known = self.headers.get("If-None-Match")
        return known == tag if known else self.headers.get("If-Modified-Since") == changed

    def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        sent = b"" if self.command == "HEAD" else body
        self.log.answers.append(Answer(method=self.command, path=self.path, status=status, size=len(sent)))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(sent)


def _unlike(given: dict[str, str], wanted: dict[str, str]) -> dict[str, str]:
    """Return `wanted` with the names of `given`, whatever their case: a site's header replaces that of its host."""
    names = {name.lower(): name for name in given}
    return {names.get(name.lower(), name): value for name, value in wanted.items()}


def media_type(name: str) -> str:
    """Return the media type that a host gives a file by its name."""
    ending = posixpath.splitext(name)[1]
    found = _MEDIA_TYPES.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"{found}; charset=utf-8" if found.startswith("text/") else found


def _blocks(root: Path) -> tuple[Block, ...]:
    return _read_headers(_text(root / "_headers"))


_read_headers: Callable[[str], tuple[Block, ...]] = functools.lru_cache(maxsize=8)(read_headers)


@functools.lru_cache(maxsize=512)
def _zipped(data: bytes) -> bytes:
    return gzip.compress(data, 9, mtime=0)


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.is_file() else ""
