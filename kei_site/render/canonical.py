"""The files that Pagefind wrote -> the same index in the one order that depends on nothing but the index. Render, pure.

Pagefind 1.5 lists filters, and the values of a filter, in the order of a hash table, which is another one in each run;
file names are digests, so the names differ too. Here both lists are sorted, and the files are named after what is now
in them. The files are CBOR (RFC 8949) behind a signature, in gzip.
"""

import json
import struct
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

from kei_site.digest import digest_bytes

_SIGNATURE = b"pagefind_dcd"
_GZIP_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
_FILTERS = 3
"""Where the metadata list the filters, as [name, digest]."""


def canonical(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of a Pagefind bundle by name, in canonical form. Raises ValueError if they are none."""
    entry = json.loads(files["pagefind-entry.json"])
    made = {name: data for name, data in files.items() if not name.endswith((".pf_filter", ".pf_meta"))}
    names: dict[str, str] = {}
    for path in sorted(name for name in files if name.endswith(".pf_filter")):
        data = _packed(_sorted_filter(_unpacked(files[path])))
        old = path.removeprefix("filter/").removesuffix(".pf_filter")
        names[old] = f"{old.partition('_')[0]}_{digest_bytes(data)[:8]}"
        made[f"filter/{names[old]}.pf_filter"] = data
    for language, about in entry["languages"].items():
        data = _packed(_renamed(_unpacked(files[f"pagefind.{about['hash']}.pf_meta"]), names))
        about["hash"] = f"{language}_{digest_bytes(data)[:10]}"
        made[f"pagefind.{about['hash']}.pf_meta"] = data
    made["pagefind-entry.json"] = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
    return dict(sorted(made.items()))


def _sorted_filter(filter_: Any) -> Any:
    name, values = filter_
    return [name, sorted(values)]


def _renamed(meta: Any, names: Mapping[str, str]) -> Any:
    filters = sorted([name, names[digest]] for name, digest in meta[_FILTERS])
    if len(filters) != len(names):
        raise ValueError("the metadata of the search index do not name its filters")
    return [*meta[:_FILTERS], filters, *meta[_FILTERS + 1:]]


def _unpacked(data: bytes) -> Any:
    plain = zlib.decompress(data, wbits=31)
    if not plain.startswith(_SIGNATURE):
        raise ValueError("a file of the search index has no signature")
    value, end = _decoded(plain, len(_SIGNATURE))
    if end != len(plain):
        raise ValueError("a file of the search index goes on after its end")
    return value


def _packed(value: Any) -> bytes:
    plain = _SIGNATURE + b"".join(_encoded(value))
    packer = zlib.compressobj(9, wbits=-15)
    tail = struct.pack("<II", zlib.crc32(plain), len(plain))
    return _GZIP_HEADER + packer.compress(plain) + packer.flush() + tail


def _decoded(data: bytes, at: int) -> tuple[Any, int]:
    """Return the value that begins at `at`, and where it ends: whole numbers, texts and lists are all there is."""
    kind, number, at = _head(data, at)
    if kind == 0:
        return number, at
    if kind == 3:
        return data[at : at + number].decode(), at + number
    if kind == 4:
        items = []
        for _ in range(number):
            item, at = _decoded(data, at)
            items.append(item)
        return items, at
    raise ValueError(f"a file of the search index holds an unknown kind of value ({kind})")


def _head(data: bytes, at: int) -> tuple[int, int, int]:
    kind, short = divmod(data[at], 32)
    if short < 24:
        return kind, short, at + 1
    if short > 27:
        raise ValueError("a file of the search index holds a value without a length")
    size = 1 << short - 24
    return kind, int.from_bytes(data[at + 1 : at + 1 + size], "big"), at + 1 + size


def _encoded(value: Any) -> Iterator[bytes]:
    if isinstance(value, int):
        yield _headed(0, value)
    elif isinstance(value, str):
        yield _headed(3, len(value.encode())) + value.encode()
    else:
        yield _headed(4, len(value))
        for item in value:
            yield from _encoded(item)


def _headed(kind: int, number: int) -> bytes:
    if number < 24:
        return bytes([kind * 32 + number])
    power = next(power for power in range(4) if number < 1 << (8 << power))
    return bytes([kind * 32 + 24 + power]) + number.to_bytes(1 << power, "big")
