"""Frozen dataclasses <-> JSON bytes. Ground floor.

The types drive the decoding, so what comes out has the types that went in, and bytes that describe another shape raise
`CodecError`: safe to read from a folder that others may write to.
"""

import functools
import json
from typing import Any, TypeVar, cast

import msgspec

_T = TypeVar("_T")


class CodecError(ValueError):
    """Bytes do not describe a value of the type that they are to become."""


def encode(value: object) -> bytes:
    """Return `value` (dataclasses, enums, tuples, mappings, strings, numbers, None) as JSON in UTF-8."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        # A file name may hold bytes that are no UTF-8 (PEP 383); such a value is written, and never decoded.
        return json.dumps(msgspec.to_builtins(value)).encode("ascii")


def decode(kind: type[_T], data: bytes) -> _T:
    """Return the value of type `kind` that `data` describes; raises CodecError if it does not."""
    try:
        wanted: Any = kind
        return cast("_T", _decoder(wanted).decode(data))
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise CodecError(f"no {kind}: {error}") from error


@functools.cache
def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind)
