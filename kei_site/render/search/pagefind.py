"""HTML documents in an order -> the files of a search index, by the Pagefind program. Render.

Pagefind numbers pages in the order in which the file system lists them, so empty files are made first, and documents
are written into them in that order. Its service mode takes a third longer: it puts every index together twice.
"""

import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import IO

from kei_site.core.value import value

CHUNK_SIZE, LARGE_CHUNK_SIZE = 2_000, 20_000
"""Positions of words in a chunk of the index: a tenth of Pagefind's default, or that. A reader loads one chunk for each
word and segment (4 KB instead of 30), and the list of chunks: 8 bytes of each."""

_LITTLE = 3_000_000
"""Bytes of documents up to which an index takes some 0.2 GB, so that it may be put together beside a large one."""
_SYSTEM = ("SYSTEMROOT", "TEMP", "TMP", "TMPDIR")
"""Variables that the program may need. Others are kept from it, because Pagefind reads settings from some."""
_MEMORY = "narenas:1,dirty_decay_ms:2000,tcache_max:262144"
"""Settings of its allocator (jemalloc.net/jemalloc.3.html). One pool for all threads, and memory that is free for two
seconds, not ten, goes back to the system: a seventh less memory, 3 % more time. Threads keep buffers of up to 256 KB,
not 32 KB: else the compression of each file asks the system for memory."""

_IGNORED = ("sup.fnref", "a.backref")
"""Footnote references, which would stick to words."""
_PAUSE = 0.02
"""Seconds between two looks at the progress of the program."""
_PATIENCE = 250
"""Pauses between two checks of the room on the disk."""
_SITE, _OUTPUT, _NAME = "site", "output", "{}.html"


class SearchFailed(Exception):
    """The search index cannot be made: the program is missing, or failed. The text gives the reason."""


@value
class IndexOptions:
    """How an index is made."""

    language: str
    """Of the stems of words (ISO 639-1), for all documents, because one search reads all of them."""
    chunk_size: int = CHUNK_SIZE


@value
class Index:
    """An index in the form of Pagefind."""

    files: Mapping[str, bytes]
    """Contents by paths below its folder."""
    pages: tuple[str, ...]
    """The address in it of each document, in the order of the documents."""


def index_documents(
    documents: Iterable[str],
    folder: Path,
    *,
    number: int,
    options: IndexOptions,
    turn: AbstractContextManager[object] | None = None,
) -> Index:
    """Return the index of the `number` HTML documents, which are pages in this order.

    Pagefind runs in `folder`, which must be empty, since it reads settings from there. A large index is put together
    while `turn` is held, since that takes most of the memory. Raises SearchFailed, and OSError where there is no room.
    """
    names, size = _write(documents, folder / _SITE, number)
    with ExitStack() as turns, tempfile.TemporaryFile() as messages:
        if turn and size > _LITTLE:
            turns.enter_context(turn)
        process = _start(folder, options, messages)
        try:
            code = _wait(process, folder, put_together=turns.close)
        finally:
            process.kill()
            process.wait()
        if code:
            raise SearchFailed(_failure(code, messages))
    return Index(files=_files(folder / _OUTPUT), pages=tuple(f"/{name}" for name in names))


def script_of_pagefind(workspace: Path) -> bytes:
    """Return the script with which browsers read an index, from an index of one word. Raises SearchFailed.

    `workspace` is a folder for temporary files.
    """
    workspace.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=workspace) as folder:
        document = '<html lang="en"><body data-pagefind-body>word</body></html>'
        return index_documents([document], Path(folder), number=1, options=IndexOptions(language="en")).files[
            "pagefind.js"
        ]


def _write(documents: Iterable[str], site: Path, number: int) -> tuple[Sequence[str], int]:
    """Write the documents into files whose listing has their order; return the names and the size of all."""
    site.mkdir()
    for position in range(number):
        open(site / _NAME.format(position), "xb").close()
    names, size = os.listdir(site), 0
    for name, document in zip(names, documents, strict=True):
        with open(site / name, "wb") as opened:
            size += opened.write(document.encode())
    return names, size


def _start(folder: Path, options: IndexOptions, messages: IO[bytes]) -> subprocess.Popen[bytes]:
    program = _program()
    environment = {name: os.environ[name] for name in _SYSTEM if name in os.environ}
    environment["PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE"] = str(options.chunk_size)
    environment["_RJEM_MALLOC_CONF"] = _MEMORY
    words = ["--quiet", "--site", _SITE, "--output-path", _OUTPUT, "--force-language", options.language]
    ignored = [part for selector in _IGNORED for part in ("--exclude-selectors", selector)]
    try:
        return subprocess.Popen(
            [str(program), *words, *ignored],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=messages,
            stderr=messages,
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


def _wait(process: subprocess.Popen[bytes], folder: Path, put_together: Callable[[], None]) -> int:
    """Return the exit code of the program; `put_together` is called, more than once, after the index is put together.

    Raises OSError where no file can be made: there Pagefind tries for ever.
    """
    pauses = 0
    while (code := process.poll()) is None:
        time.sleep(_PAUSE)
        pauses += 1
        if pauses % _PATIENCE == 0:
            os.rmdir(tempfile.mkdtemp(dir=folder))
        if (folder / _OUTPUT / "index").exists():  # written after the fragments
            put_together()
    return code


def _failure(code: int, messages: IO[bytes]) -> str:
    messages.seek(0)
    words = " ".join(messages.read().decode(errors="replace").split())[-300:]
    how = f"was killed by signal {-code}; the machine may be out of memory" if code < 0 else f"ended with code {code}"
    return f"Pagefind {how}" + (f": {words}" if words else "")


def _files(output: Path) -> dict[str, bytes]:
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()}
