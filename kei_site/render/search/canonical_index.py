"""A Pagefind index -> the same index in an order that depends on its content alone. Render, pure.

Pagefind 1.5 orders filters and names files by a hash table that differs between runs: both are sorted and named anew.
A frequent word at the end of a chunk gets a chunk of its own, so that readers of its neighbours do not load it.
Files are CBOR (RFC 8949), those of pages JSON, behind a signature, in gzip.
"""

import json
import struct
import zlib
from collections.abc import Mapping
from typing import Any

import cbor2

from kei_site.core.hashing import digest_bytes

_SIGNATURE = b"pagefind_dcd"
_REWRITTEN = (".pf_filter", ".pf_fragment", ".pf_index", ".pf_meta")
_GZIP_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
_PAGES, _CHUNKS, _FILTERS = 1, 2, 3
"""Places in the metadata: pages as [digest, number of words], chunks as [first word, last word, digest], filters as
[name, digest]."""
_PAGE_BEGINS = b'{"url":"'
"""A page is an object in JSON. File names hold no character that JSON escapes."""
_DIGITS = 7
"""Digits of the digest in the file name of a page; more where two names would be equal."""
_LEVEL = 6
"""Compression level: 0.3 % larger than the best, in half the time."""
_LARGE = 12_000
"""Least bytes of a chunk with a frequent word; others have about half as many."""


def canonical(files: Mapping[str, bytes], urls: Mapping[str, str]) -> dict[str, bytes]:
    """Return the files of a Pagefind index by name, in canonical form.

    `urls` maps the addresses that Pagefind gave to pages to those of their briefs, in the order of the pages. Raises
    ValueError if the files are no index, or its pages have another order.
    """
    entry = json.loads(files["pagefind-entry.json"])
    result = {name: data for name, data in files.items() if not name.endswith(_REWRITTEN)}
    for language, about in entry["languages"].items():
        meta = _unpacked(files[f"pagefind.{about['hash']}.pf_meta"])
        meta[_PAGES] = _with_urls(meta[_PAGES], urls, files, result)
        meta[_CHUNKS] = [part for chunk in meta[_CHUNKS] for part in _divided(chunk, files, result)]
        meta[_FILTERS] = sorted([name, _with_sorted_values(digest, files, result)] for name, digest in meta[_FILTERS])
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
    expected = iter(urls.items())
    for digest, words in pages:
        plain = _plain(files[f"fragment/{digest}.pf_fragment"])
        end = plain.index(b'"', len(_PAGE_BEGINS))
        known = plain[len(_PAGE_BEGINS) : end].decode()
        # Pagefind makes no page of a document without words.
        url = next((url for name, url in expected if name == known), None)
        if url is None or not plain.startswith(_PAGE_BEGINS):
            raise ValueError("the pages have another order than the file system listed them in")
        content = b'{"url":' + json.dumps(url, ensure_ascii=False).encode() + plain[end + 1 :]
        name = _new_name(digest.partition("_")[0], digest_bytes(content), result)
        result[f"fragment/{name}.pf_fragment"] = _packed(content)
        found.append([name, words])
    return found


def _new_name(language: str, digest: str, result: Mapping[str, bytes]) -> str:
    names = (f"{language}_{digest[:digits]}" for digits in range(_DIGITS, len(digest) + 1))
    return next(name for name in names if f"fragment/{name}.pf_fragment" not in result)


def _divided(chunk: list[str], files: Mapping[str, bytes], result: dict[str, bytes]) -> list[list[str]]:
    """Put a chunk into `result`, in two parts if a frequent word stands at its end; return the parts."""
    first, last, digest = chunk
    data = files[f"index/{digest}.pf_index"]
    words = _unpacked(data)[0] if len(data) > _LARGE else []
    if len(words) < 2:
        result[f"index/{digest}.pf_index"] = data
        return [chunk]
    parts = []
    for begin, end, group in ((first, words[-2][0], words[:-1]), (words[-1][0], last, words[-1:])):
        packed = _packed(cbor2.dumps([group]))
        name = f"{digest.partition('_')[0]}_{digest_bytes(packed)[:8]}"
        result[f"index/{name}.pf_index"] = packed
        parts.append([begin, end, name])
    return parts


def _with_sorted_values(digest: str, files: Mapping[str, bytes], result: dict[str, bytes]) -> str:
    """Put a filter with sorted values into `result`; return its new digest."""
    filter_name, values = _unpacked(files[f"filter/{digest}.pf_filter"])
    data = _packed(cbor2.dumps([filter_name, sorted(values)]))
    name = f"{digest.partition('_')[0]}_{digest_bytes(data)[:8]}"
    result[f"filter/{name}.pf_filter"] = data
    return name


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
