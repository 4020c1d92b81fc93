"""Inline text with plain links, simple emphasis, entities and shortcodes alone -> its pieces, without markdown-it.

More than half of the texts of real archives that are not plain are short. The pieces are those that markdown-it finds.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from markdown_it.common.entities import entities
from markdown_it.common.utils import fromCodePoint, isValidEntityCode

from kei_site.core.patterns import pattern_of

_BEFORE_LINK = r"(?<![!^\uff01])(?<!!\s)"
_LINK_WORDS = r"[^\[\]\\`<&*_~{\n]*+"
_ADDRESS = r"[^\s()<>\\&\x00-\x1f\x7f]*+"
_BEFORE_MARK, _AFTER_MARK = r"(?<![^\s(\"'])", r"(?=[\s.,;:!?)\"']|\Z)"
"""Beside these characters, a mark certainly begins or ends emphasis."""
_SET_WORDS = r"[^\W_](?:[^*_`\[<&\\{~\n:@]|:(?!//))*+(?<!\s)"
_ENTITY = r"&(?:#[xX](?P<hex>[0-9a-fA-F]{1,6})|#(?P<decimal>[0-9]{1,7})|(?P<name>[A-Za-z][A-Za-z0-9]{1,31}));"
_SHORTCODE = r"\{\{(?:(?!\}\})[\s\S]){0,1996}\}\}"
_SHORT = pattern_of(
    r"(?:[^\[\]\\`<&*_~{\n:@]++|\](?!\()|&|:(?!//)|(?<![A-Za-z0-9.+_-])@|@(?![A-Za-z0-9])|~(?!~)"
    r"|(?<=[A-Za-z0-9])_(?=[A-Za-z0-9])|(?<! )\n(?![ \t])"
    rf"|{_BEFORE_LINK}\[{_LINK_WORDS}\]\({_ADDRESS}\)|{_SHORTCODE}"
    rf"|{_BEFORE_MARK}(?:\*\*{_SET_WORDS}\*\*|\*{_SET_WORDS}\*|__{_SET_WORDS}__|_{_SET_WORDS}_){_AFTER_MARK})*+"
)
"""No group in it captures: inside of a possessive repetition, those of Python 3.11 are broken."""
_PIECE = pattern_of(
    rf"{_BEFORE_LINK}\[(?P<words>{_LINK_WORDS})\]\((?P<address>{_ADDRESS})\)|{_ENTITY}|(?P<code>{_SHORTCODE})"
    rf"|{_BEFORE_MARK}(?P<mark>\*\*?|__?)(?P<text>{_SET_WORDS})(?P=mark){_AFTER_MARK}"
)


class Piece(NamedTuple):
    """A part of a short text. A tuple, for there are many."""

    words: str
    address: str | None = None
    """None: it is no link."""
    offset: int = 0
    """Where a link begins in the text."""
    tag: str = ""
    """`em`, `strong` or nothing."""


def is_short(text: str) -> bool:
    """Return whether `pieces` can read a text."""
    return _SHORT.fullmatch(text) is not None and "www." not in text


def pieces(text: str) -> Iterator[Piece]:
    """Yield the pieces of a text that `is_short`."""
    at = 0
    for found in _PIECE.finditer(text):
        if at < found.start():
            yield Piece(text[at : found.start()])
        at = found.end()
        yield _piece(found)
    if at < len(text):
        yield Piece(text[at:])


def _piece(found: re.Match[str]) -> Piece:
    if found["address"] is not None:
        return Piece(found["words"], found["address"], found.start())
    if found["mark"]:
        return Piece(found["text"], tag="em" if len(found["mark"]) == 1 else "strong")
    return Piece(found[0] if found["code"] else _character(found))


def _character(found: re.Match[str]) -> str:
    """Return what an entity stands for; one that does not exist stays as it is written."""
    if found["name"]:
        return entities.get(found["name"], found[0])
    code = int(found["hex"], 16) if found["hex"] else int(found["decimal"])
    return fromCodePoint(code if isValidEntityCode(code) else 0xFFFD)
