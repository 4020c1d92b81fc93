"""Inline text -> whether markdown-it is needed to read it."""

import re
from typing import Final

_MARKERS: Final = ("[", "*", "_", "`", "&", "<", "{", "~~", "\\", "](", "://", "www.")
"""What begins something else than text, line ends apart; `!` and `^` do so only before a bracket."""
_MAIL = re.compile(r"@(?<=[A-Za-z0-9.+_-]@)[A-Za-z0-9]")
_BLANK_AT_LINE_END = re.compile(r" \n|\n[ \t]")


def is_plain(text: str) -> bool:
    """Return whether inline text needs no parser: no rule could match in it, and no blank stands beside a line end."""
    for marker in _MARKERS:  # one search for each is several times faster than a pattern's walk through the text
        if marker in text:
            return False
    if "@" in text and _MAIL.search(text):
        return False
    return "\n" not in text or _BLANK_AT_LINE_END.search(text) is None
