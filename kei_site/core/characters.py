"""Characters -> whether they may be published, are visible, and how wide they are. Core, pure.

FORBIDDEN are excluded by XML 1.0, section 2.2, or a parse error in the HTML Standard. Offsets count from 0.
"""

import re
import unicodedata

from kei_site.core.diagnostics import Place
from kei_site.core.patterns import pattern_of

_ASTRAL = "".join(f"{chr(plane)}-{chr(plane + 0xFFFD)}" for plane in range(0x10000, 0x110000, 0x10000))
FORBIDDEN = pattern_of(f"[^ -~\n\t\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd{_ASTRAL}]")
"""Characters that no source file may hold. U+0085 is not among them: it is one of SEPARATORS."""

SEPARATORS = pattern_of("[\x85\u2028\u2029]")
"""Line ends of YAML that text editors do not show as line ends."""

_BETWEEN_WORDS = pattern_of(r"(?<=\S)[\x0b\x0c\x1c-\x1f\x85]+(?=\S)")
"""Control characters that are line ends to some programs, such as the line break of a word processor."""

HIDDEN = pattern_of(
    "[\u200b\u2060-\u2064\u202a-\u202e\u2066-\u2069\ufeff\u180e\U000e0000-\U000e007f]"
    "|(?<=[0-9A-Za-z])[\u200c\u200d](?=[0-9A-Za-z])"
)
"""Direction marks and characters without width. Joiners are allowed where scripts and emoji need them."""


def place_at(text: str, offset: int, path: str, *, first_line: int = 1) -> Place:
    """Return the place of the character at `offset` in `text`, whose first line is line `first_line`."""
    line = first_line + text.count("\n", 0, offset)
    return Place(path=path, line=line, column=offset - text.rfind("\n", 0, offset))


def without_forbidden(text: str) -> str:
    """Return `text` without forbidden characters and U+0085; a blank stands for those that separate words."""
    return FORBIDDEN.sub("", _BETWEEN_WORDS.sub(" ", text)).replace("\x85", "")


def name_of(char: str) -> str:
    """Return a character's number as `U+0007`."""
    return f"U+{ord(char):04X}"


_COMMANDS = pattern_of(
    r"^(?P<blank>\s*):(?=:[A-Za-z][\w-]*+(?:\s[^\n]*?)?::)"
    r"|\#(?=\#(?:\[[a-z][a-z-]*+[\]\s]|(?:vso|teamcity)\[))",
    re.VERBOSE,
)
"""Where a line of output would be a command to a CI service: `::stop-commands::x` at its beginning (GitHub leaves
out blanks), `##[group]`, `##vso[…]` and `##teamcity[…]` anywhere (GitHub Actions, Azure Pipelines, TeamCity)."""


def shown(text: str) -> str:
    """Return one line of text as a terminal or a CI service may read it.

    Control, format and unassigned-surrogate characters are written as `<U+XXXX>`, as is the first sign of a command.
    """
    plain = text if text.isprintable() else "".join(f"<{name_of(char)}>" if _is_hidden(char) else char for char in text)
    return _COMMANDS.sub(_as_number, plain) if "::" in plain or "##" in plain else plain


def _as_number(command: re.Match[str]) -> str:
    return f"{command['blank'] or ''}<{name_of(command[0][-1])}>"


def _is_hidden(char: str) -> bool:
    return not char.isprintable() and char not in "\u00a0\u3000"


def width(text: str) -> int:
    """Return the columns that a text takes up: 2 for Hangul and other wide letters, 0 for combining marks."""
    return len(text) if text.isascii() else sum(_columns(char) for char in text)


def _columns(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
