"""Nodes of YAML -> typed values and diagnostics. Schema, pure.

A *reader* takes a node and returns its value, or adds a diagnostic and returns None; a schema is a table of readers.
"""

import re
from collections.abc import Callable, Iterable
from collections.abc import Mapping as AbstractMapping
from dataclasses import field
from typing import Any, TypeAlias
from unicodedata import normalize

from kei_site.core.diagnostics import Diagnostic, Place, diagnostic
from kei_site.core.limits import LIMITS, Limit
from kei_site.core.suggest import nearest
from kei_site.core.value import value
from kei_site.schema.nodes import Mapping, Node, Scalar, Sequence, read_yaml
from kei_site.schema.shapes import TEXT, caseless, object_shape, or_empty, shape_of, shaped

Places: TypeAlias = AbstractMapping[str, tuple[int, int]]
"""Line and column by key; by `key.0`, … for items of lists; by `key.part`, `key.0.part` for values of mappings."""


@value
class Codes:
    """The codes of the diagnostics that all kinds of files share; each kind can have its own."""

    kind: str = "FM17"
    choice: str = "FM18"
    number: str = "FM15"
    unknown: str = "FM08"
    missing: str = "FM09"


@value
class Problems:
    """Collects the diagnostics of one file while it is read."""

    path: str
    codes: Codes = field(default_factory=Codes)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def add(self, code: str, at: Node, message: str, *, found: str = "", fix: str = "") -> None:
        """Add a diagnostic at a node, unless the file has its share already."""
        if not self.is_full():
            place = Place(path=self.path, line=at.line, column=at.column)
            self.diagnostics.append(diagnostic(code, place, message, found=found[:200], fix=fix))

    def replace_unknown(self, code: str, key: Scalar, message: str, found: str, fix: str) -> None:
        """Add a diagnostic of an unknown key in place of the one that says that it is unknown."""
        old = [each for each in self.diagnostics if (each.code, each.found) == (self.codes.unknown, key.text)]
        self.diagnostics[:] = [each for each in self.diagnostics if each not in old]
        self.add(code, key, message, found=found, fix=fix)

    def is_full(self) -> bool:
        """Tell whether the file has its share of diagnostics already."""
        return len(self.diagnostics) >= LIMITS.diagnostics_of_yaml.most


Reader: TypeAlias = Callable[[Node, Problems], Any]
"""A function from a node to its value; for a wrong node it adds a diagnostic and returns None."""

Readers: TypeAlias = AbstractMapping[str, Reader]
"""A schema: the reader of each known key."""


def read_mapping(text: str, problems: Problems, *, first_line: int = 1) -> Mapping | None:
    """Return the mapping in `text`; adds the diagnostics of the YAML, and FM05 if it is not a mapping."""
    root, diagnostics = read_yaml(text, problems.path, first_line=first_line)
    problems.diagnostics.extend(diagnostics)
    if root is None or isinstance(root, Mapping):
        return root
    problems.add("FM05", root, "not `key: value` pairs", fix="write one `key: value` per line")
    return None


def fields(mapping: Mapping, readers: Readers, problems: Problems, *, required: Iterable[str] = ()) -> dict[str, Any]:
    """Return the values of a mapping by key, without keys that have no value or a wrong one.

    Reports unknown keys, with the nearest known one, and missing required keys.
    """
    values: dict[str, Any] = {}
    guessed: set[str] = set()
    for key, node in mapping.entries.items():
        reader = readers.get(key)
        if reader is None:
            guessed.add(_unknown_key(mapping.keys[key], readers, problems))
        elif not is_empty(node) and (value := reader(node, problems)) is not None:
            values[key] = value
    for key in required:
        if key not in guessed and (values.get(key) in ("", ()) or is_empty(mapping.entries.get(key))):
            values.pop(key, None)
            missing(key, mapping.keys.get(key, mapping), problems)
    return values


def missing(key: str, at: Node, problems: Problems) -> None:
    """Report that a required key has no value."""
    problems.add(problems.codes.missing, at, "a required key is missing", found=key, fix=f"add `{key}:`")


def is_empty(node: Node | None) -> bool:
    """Tell whether a key is missing or has nothing after its colon."""
    return node is None or (type(node) is Scalar and node.plain and not node.text)


MOST_LISTED = 40
"""The most known keys that a message lists."""


def _unknown_key(key: Scalar, readers: Readers, problems: Problems) -> str:
    """Report an unknown key; return the known key that was probably meant, or an empty string."""
    meant = "" if problems.is_full() else nearest(key.text, readers)
    fix = f"did you mean `{meant}`?" if meant else _known(readers)
    problems.add(problems.codes.unknown, key, "an unknown key", found=key.text, fix=fix)
    return meant


def _known(readers: Readers) -> str:
    many = len(readers) > MOST_LISTED
    return "remove it" if many else f"known keys are {', '.join(sorted(readers))}"


def places_of(mapping: Mapping) -> dict[str, tuple[int, int]]:
    """Return the places of the values of a mapping (see Places), of their parts, and of the parts of items in lists."""
    places: dict[str, tuple[int, int]] = {}
    for key, node in mapping.entries.items():
        places[key] = (node.line, node.column)
        if type(node) is Sequence:
            for at, item in enumerate(node.items):
                places[f"{key}.{at}"] = (item.line, item.column)
                places.update(_places_of_parts(f"{key}.{at}", item))
        else:
            places.update(_places_of_parts(key, node))
    return places


def _places_of_parts(key: str, node: Node) -> Places:
    parts = node.entries if type(node) is Mapping else {}
    return {f"{key}.{part}": (item.line, item.column) for part, item in parts.items()}


def pack_places(places: Places) -> str:
    """Return (line, column) by key, and by `key.N` for items of lists, as one string: `title=2:8 authors.0=4:11`."""
    return " ".join(
        [f"{key}={line}:{column}" for key, (line, column) in places.items() if " " not in key and "=" not in key]
    )


_BLANKS = re.compile(r"[ \t\n\x85\u2028\u2029]+")


def one_line(value: str) -> str:
    """Return a text in NFC, stripped, with line ends and tabs replaced by spaces."""
    if not value.isprintable():
        value = _BLANKS.sub(" ", value)
    return normalize("NFC", value.strip())


@shaped(TEXT)
def text(node: Node, problems: Problems) -> str | None:
    """Read a text of limited length (LIM06)."""
    if type(node) is not Scalar:
        wrong_kind(node, problems, "a text")
        return None
    if len(node.text) > LIMITS.value.most:
        too_long(node, node.text, LIMITS.value, problems)
        return None
    return one_line(node.text)


def too_long(node: Node, value: str, limit: Limit, problems: Problems) -> None:
    """Report a value of more characters than `limit` allows."""
    message = f"a value of {len(value)} characters; the limit is {limit.most}"
    problems.add(limit.code, node, message, found=value[:60], fix=limit.fix)


def texts(key: str, item: Reader = text) -> Reader:
    """Return a reader of the list of texts under `key`, without empty and repeated texts."""

    @shaped({"type": "array", "items": or_empty(shape_of(item))})
    def read(node: Node, problems: Problems) -> tuple[str, ...] | None:
        items = list_of(item, form=f"{key}: [{_as_item(node)}]")(node, problems)
        return None if items is None else tuple(dict.fromkeys(filter(None, items)))

    return read


def _as_item(node: Node) -> str:
    return one_line(node.text[:200]) if type(node) is Scalar else "..."


def list_of(item: Reader, *, form: str) -> Reader:
    """Return a reader of a list, without wrong items; `form` shows the editor how to write the list."""

    @shaped({"type": "array", "items": shape_of(item)})
    def read(node: Node, problems: Problems) -> Any:
        if type(node) is not Sequence:
            return wrong_kind(node, problems, "a list", form)
        values = (item(each, problems) for each in node.items)
        return tuple([value for value in values if value is not None])

    return read


def group(make: Callable[..., Any], readers: Readers, *, form: str, required: tuple[str, ...] = ()) -> Reader:
    """Return a reader of a mapping with fixed keys: `make(**values)`, or None if a required key is missing."""

    @shaped(object_shape(readers, required))
    def read(node: Node, problems: Problems) -> Any:
        if type(node) is not Mapping:
            return wrong_kind(node, problems, "a mapping", form)
        values = fields(node, readers, problems, required=required)
        return make(**values) if values.keys() >= set(required) else None

    return read


def text_by_key(form: str) -> Reader:
    """Return a reader of a mapping of texts with any keys."""

    @shaped({"type": "object", "additionalProperties": or_empty(TEXT)})
    def read(node: Node, problems: Problems) -> Any:
        if type(node) is not Mapping:
            return wrong_kind(node, problems, "a mapping", form)
        values = {one_line(key[: LIMITS.value.most]): text(value, problems) for key, value in node.entries.items()}
        return {key: value for key, value in values.items() if value is not None}

    return read


def choice(*options: str) -> Reader:
    """Return a reader of one of the words in `options`."""

    @shaped({"enum": [str(option) for option in options]})
    def read(node: Node, problems: Problems) -> str | None:
        value = text(node, problems)
        if value is None or value in options:
            return value
        meant = nearest(value, options)
        hint = f"; did you mean `{meant}`?" if meant else ""
        fix = f"use one of {', '.join(options)}{hint}"
        problems.add(problems.codes.choice, node, "not an allowed value", found=value, fix=fix)
        return None

    return read


@shaped(
    {"anyOf": [{"type": "boolean"}, {"type": "string", "pattern": f"^(?:{caseless('true')}|{caseless('false')})$"}]}
)
def boolean(node: Node, problems: Problems) -> bool | None:
    """Read `true` or `false`."""
    value = _BOOLEANS.get(node.text.strip().lower()) if type(node) is Scalar else None
    if value is None:
        wrong_kind(node, problems, "true or false")
    return value


_BOOLEANS = {"true": True, "false": False}


def whole_number(low: int, high: int) -> Reader:
    """Return a reader of a whole number from `low` to `high`, written in decimal digits."""

    @shaped({"type": "integer", "minimum": low, "maximum": high})
    def read(node: Node, problems: Problems) -> int | None:
        written = node.text.strip() if type(node) is Scalar else ""
        if re.fullmatch(r"[+-]?[0-9]{1,18}", written) and low <= int(written) <= high:
            return int(written)
        what = f"a whole number from {low} to {high}"
        problems.add(problems.codes.number, node, f"expected {what}", found=_seen(node), fix=f"write {what}")
        return None

    return read


def wrong_kind(node: Node, problems: Problems, expected: str, form: str = "") -> Any:
    """Report a value of another type than `expected`; `form` shows the editor how to write it. Returns None."""
    fix = f"write `{form}`" if form else f"write {expected}"
    problems.add(problems.codes.kind, node, f"expected {expected}", found=_seen(node), fix=fix)
    return None


def _seen(node: Node) -> str:
    if type(node) is Scalar:
        return node.text[:60]
    return "a list" if type(node) is Sequence else "a mapping"
