"""An export file, plain or gzipped, in UTF-8 or UTF-16 -> its bytes in pieces, in an encoding that holds ASCII."""

import codecs
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from kei_site.core.limits import LIMITS

CHUNK = 1 << 20
MAX_BYTES = LIMITS.archive.most
"""Bytes of one export, unpacked; the rest is not read. A packed file can be a thousand times smaller."""
MAX_PACKED = LIMITS.packed_archive.most
_SHARE = 100
"""How many times its size a packed file unpacks to at most, if it has more than `MAX_PACKED` bytes: texts do to ten."""
_GZIP, _GZIP_FORM = b"\x1f\x8b", 31
_WIDE = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be", b"<\0?\0": "utf-16-le"}
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}\bencoding\s*=\s*["']([\w.-]{1,40})["']""")


class CutOffError(Exception):
    """A file ends too early, or is longer than `MAX_BYTES`; its argument is the reason."""


def chunks_of(path: Path) -> Iterator[bytes]:
    """Yield the content of a file in chunks. Raises OSError, and CutOffError after the last byte that can be read."""
    with path.open("rb") as raw:
        is_packed = raw.read(2) == _GZIP
        raw.seek(0)
        yield from _narrow(_limited(_unpacked(raw) if is_packed else iter(lambda: raw.read(CHUNK), b"")))


def declared_encoding(start: bytes) -> str:
    """Return the encoding that the first lines of an XML file declare, `utf-8` if it is unknown or none."""
    found = _DECLARED.search(start)
    try:
        return codecs.lookup(found[1].decode("ascii")).name if found else "utf-8"
    except LookupError:
        return "utf-8"


def _limited(chunks: Iterator[bytes]) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        yield chunk
        if size >= MAX_BYTES:
            raise CutOffError(f"longer than {MAX_BYTES >> 30} GiB")


def _unpacked(raw: BinaryIO) -> Iterator[bytes]:
    """Yield the content of a packed file, which may have several parts, in chunks of bounded size."""
    unpacker, size = zlib.decompressobj(_GZIP_FORM), 0
    packed = raw.read(CHUNK)
    try:
        while packed:
            yield (chunk := unpacker.decompress(packed, CHUNK))
            size += len(chunk)
            if size > MAX_PACKED and size > _SHARE * raw.tell():
                raise CutOffError(f"the packed file unpacks to more than {_SHARE} times its size; unpack it before")
            packed = unpacker.unconsumed_tail or unpacker.unused_data or raw.read(CHUNK)
            if unpacker.eof:
                unpacker = zlib.decompressobj(_GZIP_FORM)
                if not packed:
                    return
    except zlib.error as error:
        raise CutOffError("the packed file is damaged") from error
    raise CutOffError("the packed file ends too early")


def _narrow(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield chunks of UTF-16 as UTF-8, others as they are."""
    first = next(chunks, b"")
    encoding = next((name for sign, name in _WIDE.items() if first.startswith(sign)), "")
    if not encoding:
        yield first.removeprefix(codecs.BOM_UTF8)
        yield from chunks
        return
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    yield decoder.decode(first).removeprefix("\ufeff").encode(errors="replace")
    for chunk in chunks:
        yield decoder.decode(chunk).encode(errors="replace")
