"""YAML text -> a tree of nodes with their places. Schema, pure.

A scalar stays the text that was written (`NO`, `2024`). Anchors, aliases, tags, merge keys and duplicates are refused.
"""

import re
from collections.abc import Callable
from collections.abc import Mapping as AbstractMapping
from dataclasses import field
from typing import Any, NamedTuple, TypeAlias
from unicodedata import normalize

from yaml import CBaseLoader, MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from kei_site.core.characters import FORBIDDEN, SEPARATORS, name_of, place_at
from kei_site.core.diagnostics import Diagnostic, Place, diagnostic
from kei_site.core.limits import LIMITS
from kei_site.core.value import value
from kei_site.schema.parse_errors import Spot, explain

_TOO_DEEP = "exceeded maximum nesting depth"
"""The message of the scanner of PyYAML 6.0.4 at 1,000 levels. It looks ahead in a line for a colon, so the message may
come before the events of the first levels. The text up to its place is then read again; it is nested too deeply, too.
"""


class Scalar(NamedTuple):
    """A value as written, without its quotes. A named tuple, since there are many."""

    text: str
    line: int
    column: int
    plain: bool = True
    """False for a value in quotes and for a block (`|`, `>`)."""


@value
class Sequence:
    """A list."""

    items: tuple["Node", ...]
    line: int
    column: int


@value
class Mapping:
    """Values by key, in the order written. The first value of a duplicate key counts."""

    entries: AbstractMapping[str, "Node"]
    keys: AbstractMapping[str, Scalar]
    """The keys as written, with their places."""
    line: int
    column: int


Node: TypeAlias = Scalar | Sequence | Mapping


def read_yaml(text: str, path: str, *, first_line: int = 1) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    """Return the tree of the one document in `text`, and its diagnostics.

    `first_line` is the number of the first line of `text` in its file. A text without a document is an empty
    mapping. The tree is None if the text cannot be parsed or contains a refused part of YAML (ENC04-06, FM05,
    FM06, FM10-14, FM16, YML01-05); each of these is reported once. With duplicate keys (FM07) there is a tree.
    """
    source = _Source(text=text, path=path, first_line=first_line)
    odd = None if text.isascii() else SEPARATORS.search(text)
    if odd:
        source.refuse("ENC04", place_at(text, odd.start(), path, first_line=first_line), name_of(odd[0]))
        return None, tuple(source.diagnostics)
    opened = [_Open(first_line, 1)]
    try:
        _walk(CBaseLoader(text), opened, source)
    except MarkedYAMLError as error:
        if error.problem == _TOO_DEEP and error.problem_mark:
            return read_yaml(text[: error.problem_mark.index], path, first_line=first_line)
        _refuse_error(error, opened, source)
    except (YAMLError, UnicodeEncodeError):
        _refuse_character(source)
    return (None if source.refused else _root(opened)), tuple(source.diagnostics)


@value
class _Source:
    """The text that is read; collects its diagnostics."""

    text: str
    path: str
    first_line: int
    diagnostics: list[Diagnostic] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    """The codes reported so far that leave no tree."""

    def refuse(self, code: str, place: Place, found: str = "") -> None:
        """Add a diagnostic that leaves no tree, once for each code."""
        if code not in self.refused:
            self.refused.add(code)
            message, fix = _REFUSED[code]
            self.diagnostics.append(diagnostic(code, place, message, found=found, fix=fix))

    def place(self, mark: Any) -> Place:
        return Place(path=self.path, line=mark.line + self.first_line, column=mark.column + 1)


_REFUSED = {
    "ENC04": ("an unusual line separator", "use plain line ends"),
    "ENC05": ("a character that is not allowed in feeds", "delete the character"),
    "ENC06": ("half of a character (a surrogate)", "write the character itself"),
    "FM06": ("a second YAML document begins here", "keep one block"),
    "YML01": ("anchors and aliases are refused", "write it out; a text with `*` in front needs quotes"),
    "YML02": ("tags are not allowed", "remove it; a text with `!` in front needs quotes"),
    "YML03": ("nested too deeply", f"flatten it: {LIMITS.yaml_depth} are allowed"),
    "YML04": ("a merge key", "write the keys out"),
    "YML05": ("a key that is not text", "write it as text; a value with `{` or `[` in front needs quotes"),
}


class _Open:
    """A list or mapping whose end has not been read; the keys and values of a mapping alternate in `nodes`."""

    __slots__ = ("column", "line", "nodes")

    def __init__(self, line: int, column: int) -> None:
        self.line = line
        self.column = column
        self.nodes: list[Node] = []


def _walk(parser: Any, opened: list[_Open], source: _Source) -> None:
    """Add the events of the parser to the innermost of `opened`; the first of them is the text itself."""
    while (event := parser.get_event()) is not None:
        read = _READERS.get(type(event))
        if read and read(event, opened, source):
            return


def _read_scalar(event: Any, opened: list[_Open], source: _Source) -> bool:
    mark, text, style = event.start_mark, event.value, event.style
    if event.anchor or event.tag:
        _refuse_marks(event, source)
    if style == '"' and not text.isprintable():
        _check_escapes(event, source)
    opened[-1].nodes.append(Scalar(text, mark.line + source.first_line, mark.column + 1, not style))
    return False


def _read_start(event: Any, opened: list[_Open], source: _Source) -> bool:
    mark = event.start_mark
    if event.anchor or event.tag:
        _refuse_marks(event, source)
    if len(opened) > LIMITS.yaml_depth.most:
        source.refuse("YML03", source.place(mark))
    opened.append(_Open(mark.line + source.first_line, mark.column + 1))
    return len(opened) > LIMITS.yaml_depth.most + 1


def _read_mapping_end(event: Any, opened: list[_Open], source: _Source) -> bool:
    mapping = _mapping(opened.pop(), source)
    opened[-1].nodes.append(mapping)
    return False


def _read_sequence_end(event: Any, opened: list[_Open], source: _Source) -> bool:
    done = opened.pop()
    opened[-1].nodes.append(Sequence(items=tuple(done.nodes), line=done.line, column=done.column))
    return False


def _read_alias(event: Any, opened: list[_Open], source: _Source) -> bool:
    place = source.place(event.start_mark)
    source.refuse("YML01", place, f"*{event.anchor}")
    opened[-1].nodes.append(Scalar(text="", line=place.line, column=place.column, plain=False))
    return False


def _read_document_start(event: Any, opened: list[_Open], source: _Source) -> bool:
    if not opened[-1].nodes:
        return False
    source.refuse("FM06", source.place(event.start_mark))
    return True


_READERS: AbstractMapping[type, Callable[[Any, list[_Open], _Source], bool]] = {
    ScalarEvent: _read_scalar,
    MappingStartEvent: _read_start,
    SequenceStartEvent: _read_start,
    MappingEndEvent: _read_mapping_end,
    SequenceEndEvent: _read_sequence_end,
    AliasEvent: _read_alias,
    DocumentStartEvent: _read_document_start,
}
"""The reader of each kind of event; it returns True to stop reading."""


def _refuse_marks(event: Any, source: _Source) -> None:
    place = source.place(event.start_mark)
    if event.anchor:
        source.refuse("YML01", place, f"&{event.anchor}")
    if event.tag:
        source.refuse("YML02", place, event.tag.replace("tag:yaml.org,2002:", "!!"))


def _mapping(done: _Open, source: _Source) -> Mapping:
    entries: dict[str, Node] = {}
    keys: dict[str, Scalar] = {}
    folded: dict[str, Scalar] = {}
    for key, node in zip(done.nodes[::2], done.nodes[1::2], strict=True):
        if type(key) is not Scalar:
            source.refuse("YML05", Place(path=source.path, line=key.line, column=key.column))
            continue
        if key.text == "<<" and key.plain:
            source.refuse("YML04", Place(path=source.path, line=key.line, column=key.column), "<<")
        first = folded.setdefault(_folded(key.text), key)
        if first is key:
            entries[key.text], keys[key.text] = node, key
        elif len(source.diagnostics) < LIMITS.diagnostics_of_yaml.most:
            source.diagnostics.append(_given_twice(key, first, source.path))
    return Mapping(entries=entries, keys=keys, line=done.line, column=done.column)


def _folded(key: str) -> str:
    return key.lower() if key.isascii() else normalize("NFC", key[: LIMITS.yaml_key.most].casefold())


def _given_twice(key: Scalar, first: Scalar, path: str) -> Diagnostic:
    place = Place(path=path, line=key.line, column=key.column)
    as_written = "" if key.text == first.text else f" as `{first.text}`"
    message = f"a duplicate key, first in line {first.line}{as_written}"
    return diagnostic("FM07", place, message, found=key.text, fix=f"keep line {first.line} or line {key.line}")


_ESCAPE = re.compile(r"\\(?:x(..)|u(.{4})|U(.{8})|([\s\S]))")
_SHORT = {"0": 0, "a": 7, "b": 8, "v": 11, "f": 12, "e": 27, "N": 0x85}


def _check_escapes(event: Any, source: _Source) -> None:
    """Refuse an escape of a character that the text itself must not contain."""
    start = event.start_mark.index
    for escape in _ESCAPE.finditer(source.text, start, event.end_mark.index):
        digits = escape[1] or escape[2] or escape[3]
        number = int(digits, 16) if digits else _SHORT.get(escape[4], 0x20)
        if number == 0x85 or FORBIDDEN.match(chr(number)):
            place = place_at(source.text, escape.start(), source.path, first_line=source.first_line)
            source.refuse("ENC05", place, name_of(chr(number)))
            return


def _refuse_error(error: MarkedYAMLError, opened: list[_Open], source: _Source) -> None:
    innermost = opened[-1]
    last = innermost.nodes[-1] if innermost.nodes else innermost
    found = explain(error, source.text, inside=_spot(innermost, source), last=_spot(last, source))
    line, column = found.spot
    place = Place(path=source.path, line=line + source.first_line, column=column + 1)
    source.refused.add(found.code)
    source.diagnostics.append(diagnostic(found.code, place, found.message, found=found.found, fix=found.fix))


def _spot(node: Node | _Open, source: _Source) -> Spot:
    return node.line - source.first_line, node.column - 1


def _refuse_character(source: _Source) -> None:
    """Report the character that the parser does not accept; its own error has no place."""
    bad = FORBIDDEN.search(source.text)
    offset, char = (bad.start(), bad[0]) if bad else (0, source.text[:1])
    place = place_at(source.text, offset, source.path, first_line=source.first_line)
    source.refuse("ENC06" if "\ud800" <= char <= "\udfff" else "ENC05", place, name_of(char) if char else "")


def _root(opened: list[_Open]) -> Node:
    text = opened[0]
    return text.nodes[0] if text.nodes else Mapping(entries={}, keys={}, line=text.line, column=text.column)
