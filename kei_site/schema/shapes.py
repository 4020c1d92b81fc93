"""Readers -> the JSON Schema (draft 2020-12) of what they take, for text editors. Schema, pure.

Where YAML is read, programs take `2024` for a number and `true` for a truth value; here both are text, so a text may be
any scalar.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, TypeAlias, TypeVar

from kei_site.core.dates import zone_of

Shape: TypeAlias = Mapping[str, Any]
"""A JSON Schema, or a part of one."""
_Reader = TypeVar("_Reader", bound=Callable[..., Any])
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
TEXT: Shape = {"type": ["string", "number", "boolean"], "maxLength": 10_000}
"""Any text."""
_WORDS: Shape = {"minLength": 1, "pattern": r"\S"}
TIME_ZONE: Shape = {"$ref": "#/$defs/time_zone"}
"""The name of a time zone: `document_schema` lists all."""
_YEAR = "(?:19[7-9][0-9]|20[0-9]{2}|2100)"
_LEAP_YEAR = "(?:19(?:[79][26]|8[048])|20(?:[02468][048]|[13579][26]))"
_LONG = "(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
_SHORT = "(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
_TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,9})?)?"
_OFFSET = "[Zz]|[+-](?:(?:0[0-9]|1[0-3])(?::|:?[0-5][0-9])?|14(?::|:?00)?)"
DATE = (
    f"(?:{_YEAR}-(?:{_LONG}|{_SHORT}|02-(?:0[1-9]|1[0-9]|2[0-8]))|{_LEAP_YEAR}-02-29)"
    f"(?:[Tt ] *{_TIME} *(?:{_OFFSET})?)?"
)
"""The days of the years that `core.dates` reads, with the times and offsets that exist."""


def shaped(shape: Shape) -> Callable[[_Reader], _Reader]:
    """Return a decorator that tells `shape_of` the shape of a reader."""

    def mark(reader: _Reader) -> _Reader:
        reader.__dict__["shape"] = shape
        return reader

    return mark


def text_like(pattern: str) -> Callable[[_Reader], _Reader]:
    """Return a decorator for the reader of a text that matches `pattern` from its first to its last character."""
    return shaped({"type": "string", "maxLength": TEXT["maxLength"], "pattern": f"^(?:{pattern})$"})


def caseless(word: str) -> str:
    """Return the pattern of a word in any case: a JSON Schema has no such option."""
    return "".join(f"[{char.lower()}{char.upper()}]" if char.isalpha() else re.escape(char) for char in word)


def shape_of(reader: Callable[..., Any]) -> Shape:
    """Return the shape of a reader that `shaped` has marked; any other takes anything."""
    while isinstance(reader, partial) and not hasattr(reader, "shape"):
        reader = reader.func
    found: Shape = getattr(reader, "shape", {})
    return found


def object_shape(
    readers: Mapping[str, Callable[..., Any]], required: Iterable[str] = (), *, filled: Iterable[str] = ()
) -> Shape:
    """Return the shape of a mapping with these keys: `required` ones, `filled` ones if written, others may be empty."""
    wanted, whole = tuple(required), {*required, *filled}
    shapes = {key: shape_of(reader) for key, reader in readers.items()}
    parts = {key: _not_empty(shape) if key in whole else or_empty(shape) for key, shape in shapes.items()}
    needed = {"required": list(wanted)} if wanted else {}
    return {"type": "object", "properties": parts, "additionalProperties": False, **needed}


def _not_empty(shape: Shape) -> Shape:
    if shape.get("type") == "array":
        return {**shape, "minItems": 1, "contains": {**TEXT, **_WORDS}}
    return {**_WORDS, **shape} if "maxLength" in shape else shape


def or_empty(shape: Shape) -> Shape:
    """Return the shape that also takes nothing, as behind the colon of `key:`."""
    return {"anyOf": [shape, {"type": "null"}]} if shape else shape


def document_schema(title: str, shape: Shape, descriptions: Mapping[str, str]) -> Shape:
    """Return the JSON Schema of a whole mapping; `descriptions` by key are shown where the key is written."""
    from zoneinfo import available_timezones

    zones = {"enum": sorted(filter(zone_of, available_timezones()))}
    parts = {key: {"description": descriptions.get(key, ""), **part} for key, part in shape["properties"].items()}
    return {"$schema": _DIALECT, "title": title, **shape, "properties": parts, "$defs": {"time_zone": zones}}
