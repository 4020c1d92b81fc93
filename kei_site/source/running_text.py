"""The commonest inline text, words with perhaps links, emphasis and marks of notes, without the parser. Source room."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from markdown_it.token import Token

from kei_site.source.draft import Draft

_MARKS: Final = ("[", "*", "_", "`", "&", "<", "{", "~~", "\\")
"""What begins something else than text, line ends apart; `!` and `^` do so only before a bracket."""
_BLANK_AT_LINE_END = re.compile(r" \n|\n[ \t]")

WORDS = r"[^\[\]\\`~*_&!^<{\n]++"
"""Words without marks, of a link or with emphasis."""
ADDRESS = r"[^\s()<>\\;\x00-\x1f\x7f]++"
"""An address without brackets, blanks, escapes and (`;` ends them) entities."""
NOTE = r"\^(?P<label>[A-Za-z0-9-]{1,200})\](?![(\[])"
"""What can, after a bracket, only be the mark of a note, unless a reference is defined by that name."""

_UNFIT = "<`\\\n"
"""Marks that mostly stand elsewhere than in an address: a text with one is left to the parser."""
_LETTER = r"[^\W_]"
_LINK_OR_NOTE = rf"(?<=\[)(?<![!^]\[)(?:(?P<words>{WORDS})\]\((?P<address>{ADDRESS})\)|{NOTE})"
_EMPHASIS = (
    rf"(?<=\*)(?<![^ ]\*)(?P<strong>\*?)(?={_LETTER})(?P<stressed>{WORDS})(?<={_LETTER})\*(?P=strong)"
    r"(?=[ .,;:!?)]|\Z)"
)
_PIECE = re.compile(rf"[\[*](?:{_LINK_OR_NOTE}|{_EMPHASIS})")
"""A link, the mark of a note, or emphasis whose marks can neither close what is before nor open what is behind."""


def is_plain(text: str) -> bool:
    """Tell whether inline text stands for itself: no rule could match in it, and no blank stands beside a line end."""
    for mark in _MARKS:  # one look for each is several times faster than a pattern's walk through the text
        if mark in text:
            return False
    return "\n" not in text or _BLANK_AT_LINE_END.search(text) is None


def running_tokens(text: str, environment: Mapping[str, Any]) -> list[Token] | None:
    """Return the tokens that the parser would make of `text`, or None when it is not certain what it would.

    Raises TooSlowError.
    """
    for mark in _UNFIT:
        if mark in text:
            return None
    tokens: list[Token] = []
    words, at = [], 0
    draft: Draft = environment["draft"]
    for found in _PIECE.finditer(text):
        draft.tick()
        kind = found.lastgroup or ""
        if kind == "label" and not _is_note(found["label"], environment):
            return None
        words.append(text[at : found.start()])
        tokens += (*_text(words[-1]), *_MAKERS[kind](found))
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
    opened.attrs, opened.meta = {"href": found["address"]}, {"at": found.start()}
    return (opened, *_text(found["words"], 1), Token("link_close", "a", -1))


def _note(found: re.Match[str]) -> tuple[Token, ...]:
    token = Token("note_mark", "", 0)
    token.meta = {"at": found.start(), "label": found["label"]}
    return (token,)


def _emphasis(found: re.Match[str]) -> tuple[Token, ...]:
    name = "strong" if found["strong"] else "em"
    opened, closed = Token(f"{name}_open", name, 1), Token(f"{name}_close", name, -1)
    opened.markup = closed.markup = "**" if found["strong"] else "*"
    if not found["strong"]:
        return (opened, *_text(found["stressed"]), closed)
    # The parser leaves an empty token for each second mark.
    return (Token("text", "", 0), opened, *_text(found["stressed"]), closed, Token("text", "", 0))


_MAKERS: Mapping[str, Callable[[re.Match[str]], tuple[Token, ...]]] = {
    "address": _link,
    "label": _note,
    "stressed": _emphasis,
}
