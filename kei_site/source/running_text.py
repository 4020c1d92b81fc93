"""The commonest inline text, words with perhaps links, emphasis and marks of notes, without the parser. Source room."""

import re
from collections.abc import Mapping
from typing import Any, Final

from kei_site.source.draft import Draft

_MARKS: Final = ("[", "*", "_", "`", "&", "<", "{", "~~", "\\")
"""What begins something else than text, line ends apart; `!` and `^` do so only before a bracket."""
_BLANK_AT_LINE_END = re.compile(r" \n|\n[ \t]")

_WORDS = r"[^\[\]\\`~*_&!^<{\n]++"
"""Words without marks, of a link or with emphasis."""
_ADDRESS = r"[^\s()<>\\;\x00-\x1f\x7f]++"
"""An address without brackets, blanks, escapes and (`;` ends them) entities."""
_NOTE = r"\^(?P<label>[A-Za-z0-9-]{1,200})\](?![(\[])"
"""What can, after a bracket, only be the mark of a note, unless a reference is defined by that name."""

_UNFIT = "<`\\\n"
"""Marks that mostly stand elsewhere than in an address: a text with one is left to the parser."""
_LETTER = r"[^\W_]"
_LINK_OR_NOTE = rf"(?<=\[)(?<![!^]\[)(?:(?P<words>{_WORDS})\]\((?P<address>{_ADDRESS})\)|{_NOTE})"
_EMPHASIS = (
    rf"(?<=\*)(?<![^ ]\*)(?P<strong>\*?)(?={_LETTER})(?P<stressed>{_WORDS})(?<={_LETTER})\*(?P=strong)"
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


def running_pieces(text: str, draft: Draft) -> list[re.Match[str]] | None:
    """Return the links, emphases and marks of notes in `text`, or None when only the parser can tell what is in it.

    What a piece is, the name of its last group says: `address`, `stressed` or `label`. Between two pieces is plain
    text. Raises TooSlowError.
    """
    for mark in _UNFIT:
        if mark in text:
            return None
    pieces: list[re.Match[str]] = []
    words, at = [], 0
    for found in _PIECE.finditer(text):
        draft.tick()
        if found.lastgroup == "label" and not _is_note(found["label"], draft.environment):
            return None
        pieces.append(found)
        words.append(text[at : found.start()])
        at = found.end()
    words.append(text[at:])
    return pieces if is_plain("".join(words)) else None


def _is_note(label: str, environment: Mapping[str, Any]) -> bool:
    notes = environment.get("footnotes", {}).get("refs", {})
    return f":{label}" in notes and not environment.get("references")
