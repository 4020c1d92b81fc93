"""HTML documents in an order -> the files of a search index, by the Pagefind program. Render room.

Pagefind numbers its pages in the order in which it meets them, and a folder has no order of its own: the same
files gave other bytes on another file system. So the documents are handed over one after the other, through the
pipe that Pagefind's own Node and Python packages use (`--service`: JSON in base64, a comma after each message;
pagefind.app/docs/py-api). The files come back the same way: Pagefind says that it has written a folder before the
last of it is on the disk.
"""

import base64
import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import IO

from kei_site.codec import decode, encode

CHUNK_SIZE = 4_000
"""Positions of words in one chunk of the index: a fifth of what Pagefind takes by itself. A reader loads one chunk
for each word and segment (8 KB instead of 30), and once a list of chunks that is half as long again."""

_UNDER_WAY = 16
"""Documents that Pagefind is given ahead; more of them only fill its memory."""
_LITTLE = 3_000_000
"""Bytes of documents up to which an index takes some 0.2 GB, so that it may be put together beside a large one."""
_SYSTEM = ("SYSTEMROOT", "TEMP", "TMP", "TMPDIR")
"""What a program may need of the environment. Pagefind takes settings from others, so it is given none of them."""
_MEMORY = "narenas:1,dirty_decay_ms:2000,tcache_max:262144"
"""Settings of its allocator, jemalloc (jemalloc.net/jemalloc.3.html). One pool for all threads, and what is free goes
back to the system after two seconds, not ten: that spares up to a seventh of its memory, for 3 % of its time. Threads
keep buffers of up to 256 KB at hand, not 32 KB: else each file that is compressed asks the system for memory."""

_IGNORED = ("sup.fnref", "a.backref")
"""The marks of footnotes, which would stick to words."""


class SearchFailed(Exception):
    """The search index cannot be made: the program is missing, or gave up. The text says which and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPage:
    """One document and the address that results lead to."""

    url: str
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Turns:
    """What the processes that make indexes at the same time hold one after the other."""

    reading: AbstractContextManager[object] = field(default_factory=nullcontext)
    """While an index is given its pages: two that read at the same time would both be late."""
    writing: AbstractContextManager[object] = field(default_factory=nullcontext)
    """While a large index is put together, which takes most of the memory."""


def index_pages(
    pages: Iterable[IndexPage], folder: Path, *, language: str, turns: Turns | None = None
) -> dict[str, bytes]:
    """Return the files of the index of `pages`, in this order, by their paths below its folder.

    All pages are indexed as one `language` (ISO 639-1, for the stems of words), because one search goes through
    all of them. Pagefind runs in `folder`, which must be empty (it would take settings from there). Raises
    SearchFailed.
    """
    turns = turns or Turns()
    with ExitStack() as writing, ExitStack() as reading:
        reading.enter_context(turns.reading)
        with _service(folder) as conversation:
            options = {"force_language": language, "exclude_selectors": list(_IGNORED)}
            number = conversation.ask({"type": "NewIndex", "config": options}, "NewIndex").index_id
            size = conversation.tell_all(
                {"type": "AddFile", "index_id": number, "url": page.url, "file_contents": page.html} for page in pages
            )
            reading.close()
            if size > _LITTLE:
                # Held until the program has ended: before, its memory is not free.
                writing.enter_context(turns.writing)
            answer = conversation.fetch({"type": "GetFiles", "index_id": number})
    return {file.path.replace("\\", "/"): file.content for file in _said(answer, "GetFiles").files}


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    path: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    type: str
    message: str = ""
    index_id: int | None = None
    files: tuple[_File, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    payload: _Said


@dataclass(frozen=True, slots=True, kw_only=True)
class _Conversation:
    """Messages to a running Pagefind and its answers, which come in the same order."""

    sink: IO[bytes]
    answers: Iterator[bytearray]
    numbers: Iterator[int]

    def ask(self, message: dict[str, object], expected: str) -> _Said:
        return _said(self.fetch(message), expected)

    def fetch(self, message: dict[str, object]) -> bytearray:
        """Return the answer as it came, to be read when there is memory for it."""
        self._send(message)
        return self._hear()

    def tell_all(self, messages: Iterable[dict[str, object]]) -> int:
        """Return how many bytes the messages were."""
        waiting = size = 0
        for message in messages:
            size += self._send(message)
            waiting += 1
            if waiting == _UNDER_WAY:
                _said(self._hear(), "IndexedFile")
                waiting -= 1
        for _ in range(waiting):
            _said(self._hear(), "IndexedFile")
        return size

    def _send(self, message: dict[str, object]) -> int:
        data = encode({"message_id": next(self.numbers), "payload": message})
        self.sink.write(base64.b64encode(data) + b",")
        self.sink.flush()
        return len(data)

    def _hear(self) -> bytearray:
        answer = next(self.answers, None)
        if answer is None:
            raise BrokenPipeError
        return answer


def _said(answer: bytearray, expected: str) -> _Said:
    try:
        said = decode(_Answer, base64.b64decode(answer)).payload
    except ValueError as error:
        raise SearchFailed(f"this version of Pagefind answers in another way: {error}") from error
    if said.type != expected:
        raise SearchFailed(f"Pagefind says: {said.message or said.type}")
    return said


@contextmanager
def _service(folder: Path) -> Iterator[_Conversation]:
    with tempfile.TemporaryFile() as complaints:
        process = _start(folder, complaints)
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            yield _Conversation(sink=process.stdin, answers=_answers(process.stdout), numbers=count(1))
        except BrokenPipeError:
            raise SearchFailed(_last_words(process, complaints)) from None
        finally:
            process.kill()
            process.wait()
            process.stdout.close()
            with suppress(OSError):
                process.stdin.close()


def _start(folder: Path, complaints: IO[bytes]) -> subprocess.Popen[bytes]:
    program = _program()
    environment = {name: os.environ[name] for name in _SYSTEM if name in os.environ}
    environment["PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE"] = str(CHUNK_SIZE)
    environment["_RJEM_MALLOC_CONF"] = _MEMORY
    try:
        return subprocess.Popen(
            [str(program), "--service"],
            cwd=folder,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
        )
    except OSError as error:
        raise SearchFailed(f"Pagefind does not start: {error.strerror}") from error


def _program() -> Path:
    try:
        from pagefind_bin import get_executable  # type: ignore[import-untyped,unused-ignore]
    except ImportError:
        raise SearchFailed("Pagefind, the search indexer, is not installed") from None
    program = Path(get_executable())
    if not program.is_file():
        raise SearchFailed("Pagefind, the search indexer, is not installed for this kind of machine")
    return program


def _answers(source: IO[bytes]) -> Iterator[bytearray]:
    answer = bytearray()
    while data := os.read(source.fileno(), 1 << 20):
        first, *others = data.split(b",")
        answer += first
        for begun in others:
            yield answer
            answer = bytearray(begun)


def _last_words(process: subprocess.Popen[bytes], complaints: IO[bytes]) -> str:
    code = process.wait()
    complaints.seek(0)
    words = " ".join(complaints.read().decode(errors="replace").split())[-300:]
    how = f"was killed by signal {-code}; the machine may be out of memory" if code < 0 else f"ended with code {code}"
    return f"Pagefind {how}" + (f": {words}" if words else "")
