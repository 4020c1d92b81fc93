"""Frozen dataclasses <-> JSON bytes; bytes of another shape than the wanted type raise `CodecError`. Core, pure."""

import functools
import json
from typing import Any, TypeVar, cast

import msgspec

_T = TypeVar("_T")


class CodecError(ValueError):
    """The bytes do not describe a value of the wanted type."""


def encode(value: object) -> bytes:
    """Return `value` (dataclasses, enums, tuples, mappings, strings, numbers, None) as JSON in UTF-8."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        # A file name may contain bytes that are not UTF-8 (PEP 383). It can be encoded, but not decoded again.
        return json.dumps(msgspec.to_builtins(value)).encode("ascii")


def decode(kind: type[_T], data: bytes) -> _T:
    """Return the value of type `kind` in `data`; raises CodecError if there is none."""
    try:
        wanted: Any = kind
        return cast("_T", _decoder(wanted).decode(data))
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise CodecError(f"no {kind}: {error}") from error


@functools.cache
def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind)
