"""HTML documents in an order -> the files of a search index, by the Pagefind program. Render room.

Pagefind numbers its pages in the order in which the file system lists their files: the same files gave other bytes on
another one. So files are made first, empty and under names that say nothing, and the documents go into them in the
order in which they are listed. That each page has its number is seen when its address is put in (`canonical`).
Pagefind can also be given documents one by one (`--service`, as its own Node and Python packages do), but then it puts
every index together twice, which takes a third of its time (Pagefind 1.5, `get_files` in service/api.rs).
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

CHUNK_SIZE = 4_000
"""Positions of words in one chunk of the index: a fifth of what Pagefind takes by itself. A reader loads one chunk
for each word and segment (8 KB instead of 30), and once a list of chunks that is half as long again."""

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
_PAUSE = 0.02
"""Seconds between two looks how far the program has got."""
_PATIENCE = 250
"""Pauses after which it is looked whether there is still room for files."""
_SITE, _OUTPUT, _NAME = "site", "output", "{}.html"


class SearchFailed(Exception):
    """The search index cannot be made: the program is missing, or gave up. The text says which and why."""


@value
class Index:
    """An index as Pagefind wrote it."""

    files: Mapping[str, bytes]
    """By their paths below its folder."""
    pages: tuple[str, ...]
    """The address that stands for each document in it, in the order of the documents."""


def index_documents(
    documents: Iterable[str],
    folder: Path,
    *,
    number: int,
    language: str,
    turn: AbstractContextManager[object] | None = None,
) -> Index:
    """Return the index of the `number` HTML documents, which are pages in this order.

    All are indexed as one `language` (ISO 639-1, for the stems of words), because one search goes through all of them.
    Pagefind runs in `folder`, which must be empty (it would take settings from there). A large index is put
    together while `turn` is held, since that takes most of the memory: when half of it is written, a third of that is
    left, and the next one needs longer to its own peak than this one to its end. Raises SearchFailed, and OSError where
    there is no room.
    """
    names, size = _write(documents, folder / _SITE, number)
    with ExitStack() as turns, tempfile.TemporaryFile() as complaints:
        if turn and size > _LITTLE:
            turns.enter_context(turn)
        process = _start(folder, language, complaints)
        try:
            code = _wait(process, folder, put_together=turns.close)
        finally:
            process.kill()
            process.wait()
        if code:
            raise SearchFailed(_last_words(code, complaints))
    return Index(files=_files(folder / _OUTPUT), pages=tuple(f"/{name}" for name in names))


def _write(documents: Iterable[str], site: Path, number: int) -> tuple[Sequence[str], int]:
    """Write the documents into files that are listed in their order; return the names of these and the size of all."""
    site.mkdir()
    for each in range(number):
        open(site / _NAME.format(each), "xb").close()
    names, size = os.listdir(site), 0
    for name, document in zip(names, documents, strict=True):
        with open(site / name, "wb") as opened:
            size += opened.write(document.encode())
    return names, size


def _start(folder: Path, language: str, complaints: IO[bytes]) -> subprocess.Popen[bytes]:
    program = _program()
    environment = {name: os.environ[name] for name in _SYSTEM if name in os.environ}
    environment["PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE"] = str(CHUNK_SIZE)
    environment["_RJEM_MALLOC_CONF"] = _MEMORY
    options = ["--quiet", "--site", _SITE, "--output-path", _OUTPUT, "--force-language", language]
    ignored = [part for selector in _IGNORED for part in ("--exclude-selectors", selector)]
    try:
        return subprocess.Popen(
            [str(program), *options, *ignored],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=complaints,
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


def _wait(process: subprocess.Popen[bytes], folder: Path, put_together: Callable[[], None]) -> int:
    """Return the code that the program ends with; `put_together` is called, again and again, when it is half written.

    Raises OSError where no file can be made: there Pagefind tries for ever.
    """
    pauses = 0
    while (code := process.poll()) is None:
        time.sleep(_PAUSE)
        pauses += 1
        if pauses % _PATIENCE == 0:
            os.rmdir(tempfile.mkdtemp(dir=folder))
        if (folder / _OUTPUT / "index").exists():  # Pagefind writes what it says of the pages first
            put_together()
    return code


def _last_words(code: int, complaints: IO[bytes]) -> str:
    complaints.seek(0)
    words = " ".join(complaints.read().decode(errors="replace").split())[-300:]
    how = f"was killed by signal {-code}; the machine may be out of memory" if code < 0 else f"ended with code {code}"
    return f"Pagefind {how}" + (f": {words}" if words else "")


def _files(output: Path) -> dict[str, bytes]:
    return {one.relative_to(output).as_posix(): one.read_bytes() for one in output.rglob("*") if one.is_file()}
