"""A Pagefind index -> the same index in fewer bytes, in an order that depends on its content alone. Render, pure.

Pagefind 1.5 names files by a hash table that differs between runs. Here a page is named by its place and a few letters
of its digest, a chunk by its place in a folder for all: readers load the list of names with every first query. Files
are CBOR (RFC 8949), those of pages JSON, behind a signature, in gzip.
"""

import json
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import cbor2

from kei_site.core.hashing import digest_bytes
from kei_site.render.search.frequent_words import WHOLE, is_frequent, thinned

_SIGNATURE = b"pagefind_dcd"
_REWRITTEN = (".pf_fragment", ".pf_index", ".pf_meta")
_GZIP_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
_PAGES, _CHUNKS = 1, 2
"""Places in the metadata: pages as [name, number of words], chunks as [first word, end, name]."""
_PAGE_BEGINS = b'{"url":"'
"""A page is an object in JSON. File names hold no character that JSON escapes."""
_LETTERS = 2
"""Letters of a digest in the name of a page: its place is there, too, so that only versions of one page need differ."""
_LEVEL = 6
"""Compression level: 0.3 % larger than the best, in half the time."""
_LARGE = 12_000
"""Least bytes of a chunk with a frequent word; others have about half as many."""
_PRECISION = 4
"""Binary digits of the length of a page (in words), which only weighs in its rank."""

_Chunk = tuple[str, str, bytes]
"""The first word of a chunk, the last one or the first of the next chunk, and its file."""


def canonical(files: Mapping[str, bytes], urls: Mapping[str, str]) -> dict[str, bytes]:
    """Return the files of a Pagefind index by name, in canonical form.

    `urls` maps the addresses that Pagefind gave to pages to those of their briefs, in the order of the pages. The name
    of a page begins with its number in that order. Raises ValueError if the files are no index, or its pages have
    another order.
    """
    entry = json.loads(files["pagefind-entry.json"])
    result = {name: data for name, data in files.items() if not name.endswith(_REWRITTEN)}
    for language, about in entry["languages"].items():
        meta = _unpacked(files[f"pagefind.{about['hash']}.pf_meta"])
        meta[_PAGES] = _with_urls(meta[_PAGES], urls, files, result)
        meta[_CHUNKS] = _named(_divided(meta[_CHUNKS], files), result)
        data = _packed(cbor2.dumps(meta))
        about["hash"] = f"{language}_{digest_bytes(data)[:10]}"
        result[f"pagefind.{about['hash']}.pf_meta"] = data
    result["pagefind-entry.json"] = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
    return dict(sorted(result.items()))


def _with_urls(
    pages: list[list[Any]], urls: Mapping[str, str], files: Mapping[str, bytes], result: dict[str, bytes]
) -> list[list[Any]]:
    """Put pages with their addresses into `result`; return their list."""
    found = []
    expected = enumerate(urls.items())
    for digest, words in pages:
        plain = _plain(files[f"fragment/{digest}.pf_fragment"])
        end = plain.index(b'"', len(_PAGE_BEGINS))
        known = plain[len(_PAGE_BEGINS) : end].decode()
        # Pagefind makes no page of a document without words.
        number, url = next(((number, url) for number, (name, url) in expected if name == known), (0, None))
        if url is None or not plain.startswith(_PAGE_BEGINS):
            raise ValueError("the pages have another order than the file system listed them in")
        content = b'{"url":' + json.dumps(url, ensure_ascii=False).encode() + plain[end + 1 :]
        name = f"{number}{_letters(content)}"
        result[f"fragment/{name}.pf_fragment"] = _packed(content)
        found.append([name, _rounded(words)])
    return found


def _letters(content: bytes) -> str:
    number, letters = int(digest_bytes(content), 16), ""
    while len(letters) < _LETTERS:
        number, digit = divmod(number, 26)
        letters += chr(ord("a") + digit)
    return letters


def _rounded(count: int) -> int:
    """Return a count cut to its first binary digits, because every list of pages holds it."""
    cut = max(0, count.bit_length() - _PRECISION)
    return count >> cut << cut


def _divided(chunks: Sequence[Sequence[str]], files: Mapping[str, bytes]) -> Iterator[_Chunk]:
    """Yield the chunks, which reach from one to the next: the beginnings of words in the list are cheaper so.

    A frequent word, which stands at the end of a chunk, gets two chunks of its own: thinned, and whole.
    """
    whole: list[_Chunk] = []
    ends = [*(first for first, _, _ in chunks[1:]), *(last for _, last, _ in chunks[-1:])]
    for (first, _, digest), end in zip(chunks, ends, strict=True):
        data = files[f"index/{digest}.pf_index"]
        words = _unpacked(data)[0] if len(data) > _LARGE else []
        if not words or not is_frequent(words[-1]):
            yield first, end, data
            continue
        if others := words[:-1]:
            yield first, others[-1][0], _packed(cbor2.dumps([others]))
        word, *postings = words[-1]
        yield word, end, _packed(cbor2.dumps([[thinned(words[-1])]]))
        whole.append((WHOLE + word, WHOLE + word, _packed(cbor2.dumps([[[WHOLE + word, *postings]]]))))
    yield from whole


def _named(chunks: Iterator[_Chunk], result: dict[str, bytes]) -> list[list[str]]:
    """Put chunks into `result`, in a folder with a name that changes with any of them; return their list."""
    found = list(chunks)
    folder = digest_bytes(b"".join(data for _, _, data in found))[:8]
    result.update({f"index/{folder}/{number}.pf_index": data for number, (_, _, data) in enumerate(found)})
    return [[first, last, f"{folder}/{number}"] for number, (first, last, _) in enumerate(found)]


def _unpacked(data: bytes) -> Any:
    """Return the value in a file. Raises ValueError if it is not CBOR in its shortest form, as Pagefind writes it."""
    plain = _plain(data)
    try:
        value = cbor2.loads(plain)
    except cbor2.CBORDecodeError as error:
        raise ValueError(f"a file of the search index is not CBOR: {error}") from error
    if cbor2.dumps(value) != plain:
        raise ValueError("a file of the search index is not CBOR in its shortest form")
    return value


def _plain(data: bytes) -> bytes:
    plain = zlib.decompress(data, wbits=31)
    if not plain.startswith(_SIGNATURE):
        raise ValueError("a file of the search index has no signature")
    return plain.removeprefix(_SIGNATURE)


def _packed(content: bytes) -> bytes:
    plain = _SIGNATURE + content
    packer = zlib.compressobj(_LEVEL, wbits=-15)
    tail = struct.pack("<II", zlib.crc32(plain), len(plain))
    return _GZIP_HEADER + packer.compress(plain) + packer.flush() + tail
