"""Characters that cannot be published, or that nobody sees -> their places. Ground floor.

Three sets are kept apart: characters that a file may not hold at all (those that XML 1.0, section 2.2,
excludes, and the control characters and noncharacters that HTML calls errors), line separators that YAML
takes for line ends, and characters that change how text looks without being seen. Offsets count from 0,
places from 1.
"""

import re
import unicodedata

from kei_site.core.diagnostics import Place

_ASTRAL = "".join(f"{chr(plane)}-{chr(plane + 0xFFFD)}" for plane in range(0x10000, 0x110000, 0x10000))
FORBIDDEN = re.compile(f"[^ -~\n\t\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd{_ASTRAL}]")
"""What no source file may hold. U+0085 is not among them: it is one of SEPARATORS."""

SEPARATORS = re.compile("[\x85\u2028\u2029]")
"""Line ends to YAML, but not to an editor's eye."""

HIDDEN = re.compile(
    "[\u200b\u2060-\u2064\u202a-\u202e\u2066-\u2069\ufeff\u180e\U000e0000-\U000e007f]"
    "|(?<=[0-9A-Za-z])[\u200c\u200d](?=[0-9A-Za-z])"
)
"""Direction changes and characters without width. Joiners pass where scripts and emoji need them."""


def place_at(text: str, offset: int, path: str, *, first_line: int = 1) -> Place:
    """Return the place of the character at `offset` in `text`, whose first line is line `first_line`."""
    line = first_line + text.count("\n", 0, offset)
    return Place(path=path, line=line, column=offset - text.rfind("\n", 0, offset))


def name_of(char: str) -> str:
    """Return a character's number as `U+0007`."""
    return f"U+{ord(char):04X}"


def shown(text: str) -> str:
    """Return `text` with control, format and unassigned-surrogate characters written as `<U+XXXX>`."""
    return "".join(f"<{name_of(char)}>" if _is_hidden(char) else char for char in text)


def _is_hidden(char: str) -> bool:
    return not char.isprintable() and char not in "\u00a0\u3000"


def width(text: str) -> int:
    """Return the columns that a text takes: two for Hangul and other wide letters, none for combining marks."""
    return sum(_columns(char) for char in text)


def _columns(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
