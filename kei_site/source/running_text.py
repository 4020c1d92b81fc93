"""The commonest inline text, words with perhaps links and marks of notes, without the parser. Source room."""

import re
from collections.abc import Mapping
from typing import Any, Final

from markdown_it.token import Token

_MARKS: Final = ("[", "*", "_", "`", "&", "<", "{", "~~", "\\")
"""What begins something else than text, line ends apart; `!` and `^` do so only before a bracket."""
_BLANK_AT_LINE_END = re.compile(r" \n|\n[ \t]")

WORDS = r"[^\[\]\\`~*_&!^<{\n]++"
"""Words of a link without marks."""
ADDRESS = r"[^\s()<>\\;\x00-\x1f\x7f]++"
"""An address without brackets, blanks, escapes and (`;` ends them) entities."""
NOTE = r"\^([A-Za-z0-9-]{1,200})\](?![(\[])"
"""What can, after a bracket, only be the mark of a note, unless a reference is defined by that name."""

_UNFIT = "*<`\\\n"
"""Marks that mostly stand elsewhere than in an address: a text with one is left to the parser."""
_LINK_OR_NOTE = re.compile(rf"\[(?<![!^]\[)(?:({WORDS})\]\(({ADDRESS})\)|{NOTE})")


def is_plain(text: str) -> bool:
    """Tell whether inline text stands for itself: no rule could match in it, and no blank stands beside a line end."""
    for mark in _MARKS:  # one look for each is several times faster than a pattern's walk through the text
        if mark in text:
            return False
    return "\n" not in text or _BLANK_AT_LINE_END.search(text) is None


def running_tokens(text: str, environment: Mapping[str, Any]) -> list[Token] | None:
    """Return the tokens that the parser would make of `text`, or None when it is not certain what it would."""
    for mark in _UNFIT:
        if mark in text:
            return None
    tokens: list[Token] = []
    words, at = [], 0
    for found in _LINK_OR_NOTE.finditer(text):
        if found[3] and not _is_note(found[3], environment):
            return None
        words.append(text[at : found.start()])
        tokens += (*_text(words[-1]), *(_note(found) if found[3] else _link(found)))
        at = found.end()
    words.append(text[at:])
    tokens += _text(words[-1])
    return tokens if is_plain("".join(words)) else None


def _is_note(label: str, environment: Mapping[str, Any]) -> bool:
    notes = environment.get("footnotes", {}).get("refs", {})
    return f":{label}" in notes and not environment.get("references")


def _text(text: str, level: int = 0) -> tuple[Token, ...]:
    if not text:
        return ()
    token = Token("text", "", 0)
    token.content, token.level = text, level
    return (token,)


def _link(found: re.Match[str]) -> tuple[Token, ...]:
    opened = Token("link_open", "a", 1)
    opened.attrs, opened.meta = {"href": found[2]}, {"at": found.start()}
    return (opened, *_text(found[1], 1), Token("link_close", "a", -1))


def _note(found: re.Match[str]) -> tuple[Token]:
    token = Token("note_mark", "", 0)
    token.meta = {"at": found.start(), "label": found[3]}
    return (token,)
