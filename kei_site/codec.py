"""Frozen dataclasses <-> JSON-ready rows. Ground floor.

A row is a list of field values in the order of their definition: compact, quick to load, and safe to read from a
folder that others may write to. The types drive the decoding, so what comes out has the types that went in; rows of
another shape raise `CodecError`.
"""

import dataclasses
import enum
import functools
import types
import typing
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from kei_site.digest import field_names

_T = TypeVar("_T")
_Decoder = Callable[[Any], Any]


class CodecError(ValueError):
    """A row does not have the shape of the type that it is to become."""


def to_row(value: object) -> Any:
    """Return `value` as lists, dicts, strings, numbers, booleans and None, ready for `json.dumps`."""
    if isinstance(value, enum.Enum):
        return value.value
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple):
        return [to_row(item) for item in value]
    if isinstance(value, Mapping):
        return {key: to_row(item) for key, item in value.items()}
    kind: Any = type(value)
    return [to_row(getattr(value, name)) for name in field_names(kind)]


def from_row(kind: type[_T], row: Any) -> _T:
    """Return the value of type `kind` that `row` describes; raises CodecError if it does not."""
    wanted: Any = kind
    try:
        return typing.cast("_T", _decoder(wanted)(row))
    except (TypeError, ValueError, LookupError, AttributeError) as error:
        raise CodecError(f"not a row of {kind.__name__}: {error}") from error


def _same(row: Any) -> Any:
    return row


@functools.cache
def _decoder(kind: Any) -> _Decoder:
    origin = typing.get_origin(kind)
    if dataclasses.is_dataclass(kind):
        return _dataclass_decoder(typing.cast("type", kind))
    if origin is tuple:
        return _tuple_decoder(typing.get_args(kind))
    if origin in (typing.Union, types.UnionType):
        return _optional_decoder(typing.get_args(kind))
    if origin is not None and issubclass(origin, Mapping):
        return _mapping_decoder(typing.get_args(kind)[1])
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return kind
    return _same


def _dataclass_decoder(kind: type) -> _Decoder:
    hints = typing.get_type_hints(kind)
    names = field_names(kind)
    special = tuple((at, _decoder(hints[name])) for at, name in enumerate(names))
    special = tuple((at, decode) for at, decode in special if decode is not _same)

    def decode_row(row: Any) -> Any:
        values = list(row)
        for at, decode in special:
            values[at] = decode(values[at])
        return kind(**dict(zip(names, values, strict=True)))

    return decode_row


def _tuple_decoder(arguments: tuple[Any, ...]) -> _Decoder:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        decode = _decoder(arguments[0])
        return tuple if decode is _same else lambda row: tuple([decode(item) for item in row])
    decoders = tuple(_decoder(argument) for argument in arguments)
    return lambda row: tuple([decode(item) for decode, item in zip(decoders, row, strict=True)])


def _optional_decoder(arguments: tuple[Any, ...]) -> _Decoder:
    inner = [_decoder(argument) for argument in arguments if argument is not type(None)]
    decode = inner[0] if len(inner) == 1 else _same
    return decode if decode is _same else lambda row: None if row is None else decode(row)


def _mapping_decoder(argument: Any) -> _Decoder:
    decode = _decoder(argument)
    return dict if decode is _same else lambda row: {key: decode(item) for key, item in row.items()}
