"""Values and bytes -> digests, equal in every process and on every machine. Core, pure.

A value that carries a `content_hash` (the digest of its other fields) is represented by it, which saves time.
"""

import dataclasses
import functools
import hashlib
import io
import json
import operator
from collections.abc import Callable
from typing import Any, NewType, TypeVar

Digest = NewType("Digest", str)
"""32 hexadecimal digits. Of BLAKE2b with 16 bytes of output, unless documented otherwise."""

NO_DIGEST = Digest("")

_Hashed = TypeVar("_Hashed")


def digest_bytes(data: bytes) -> Digest:
    """Return the digest of `data`."""
    return Digest(hashlib.blake2b(data, digest_size=16).hexdigest())


def digest_file(opened: io.BufferedReader) -> Digest:
    """Return the `digest_bytes` of the rest of an open file, which is read in pieces: its size costs no memory."""
    return Digest(hashlib.file_digest(opened, lambda: hashlib.blake2b(digest_size=16)).hexdigest())


def digest_output(data: bytes) -> Digest:
    """Return the digest of a published file: the first half of its SHA-256, in half the time of `digest_bytes`."""
    return Digest(hashlib.sha256(data).hexdigest()[:32])


def digest_of(value: object) -> Digest:
    """Return the digest of a value (dataclasses, JSON types); raises TypeError for one without a fixed order."""
    return digest_bytes(_encoder().encode(represented(value)).encode("utf-8", "surrogatepass"))


def represented(value: object) -> object:
    """Return a value with its parts replaced by their content hashes, which saves a call of `_plain` for each."""
    if type(value) is tuple:
        return [getattr(part, "content_hash", NO_DIGEST) or part for part in value]
    return getattr(value, "content_hash", NO_DIGEST) or value


@functools.cache
def field_names(kind: type) -> tuple[str, ...]:
    """Return the names of a dataclass's fields in the order of their definition."""
    return tuple(field.name for field in dataclasses.fields(kind))


@functools.cache
def _encoder() -> json.JSONEncoder:
    return json.JSONEncoder(
        check_circular=False, default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def _plain(value: Any) -> object:
    known = getattr(value, "content_hash", NO_DIGEST)
    if known:
        return known
    kind: Any = type(value)
    return [kind.__name__, _fields_reader(kind)(value)]


@functools.cache
def _fields_reader(kind: type) -> Callable[[Any], object]:
    """Return a function that reads all fields of a dataclass; raises TypeError for any other class."""
    if not dataclasses.is_dataclass(kind):
        raise TypeError(f"{kind.__name__} has no fixed form to take a digest of")
    return operator.attrgetter(*field_names(kind))


def with_hash(value: _Hashed) -> _Hashed:
    """Give a frozen dataclass its `content_hash`, the digest of its other fields, and return it.

    The value must be new: it is changed in place, because a copy costs as much as making it.
    """
    object.__setattr__(value, "content_hash", digest_of(value))
    return value
