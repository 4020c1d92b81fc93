"""A text -> its width in a sans serif, near enough to place labels, and its lines. Render, pure.

The fonts of readers differ. The widths are those of Helvetica (Adobe's metrics), which most systems' fonts come near;
letters of East Asian scripts fill a square.
"""

import functools
from unicodedata import combining, east_asian_width

from kei_site.render.figures.svg import ELLIPSIS

_ROOM = 1.14
"""Fonts of some systems are wider than Helvetica, and labels of series are bold."""
_NARROW, _USUAL, _SQUARE = 278, 556, 1000
_GROUPS = {
    222: "ijl",
    278: " !,./:;I[]\\ft|",
    333: '()-`r"',
    500: "Jckvxyzs",
    584: "+<=>~",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1015: "@",
}
_WIDTHS = {char: width for width, chars in _GROUPS.items() for char in chars}
BOLD = 1.13
"""How much wider bold letters are than those of the metrics with their room."""


@functools.lru_cache(maxsize=4096)
def width_of(text: str, size: float) -> float:
    """Return the width of `text` in pixels at a size in pixels."""
    return sum(map(_width, text)) * size * _ROOM / 1000


def _width(char: str) -> int:
    known = _WIDTHS.get(char)
    if known is not None:
        return known
    if char.isascii():
        return _USUAL
    if combining(char):
        return 0
    return _SQUARE if east_asian_width(char) in "WF" else 600


def lines_of(text: str, size: float, limit: float, most: int = 2) -> tuple[str, ...]:
    """Return `text` in at most `most` lines no wider than `limit`; what has no room ends in an ellipsis."""
    lines: list[str] = []
    for word in [piece for whole in text.split() for piece in _pieces(whole, size, limit)]:
        if len(lines) > most:
            break
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(joined, size) <= limit:
            lines[-1] = joined
        else:
            lines.append(word)
    kept = lines[:most]
    if len(lines) > most:
        kept[-1] = f"{kept[-1]}{ELLIPSIS}"
    return tuple([cut(line, size, limit) for line in kept])


def _pieces(word: str, size: float, limit: float) -> list[str]:
    """Return a word, or parts of one that is wider than a line; letters of alphabets get a hyphen."""
    parts = []
    while width_of(word, size) > limit and len(word) > 1:
        count = min(_fitting(word, "-", size, limit), len(word) - 1)
        parts.append(word[:count] + ("-" if word[count - 1 : count + 1].isalpha() and word[count] < "\u1100" else ""))
        word = word[count:]
    return [*parts, word]


def lines_with_number(name: str, number: str, size: float, limit: float) -> tuple[str, ...]:
    """Return a name in at most two lines with a number behind it, which no cut reaches."""
    if not name:
        return (number,) if number else ()
    whole = lines_of(f"{name} {number}".strip(), size, limit)
    if not number or whole[-1].endswith(number):
        return whole
    lines = lines_of(name, size, limit)
    last = cut(lines[-1], size, limit - width_of(f" {number}", size))
    return (*lines[:-1], f"{last} {number}")


def cut(text: str, size: float, limit: float) -> str:
    """Return `text`, cut with an ellipsis if it is wider than `limit`."""
    if width_of(text, size) <= limit:
        return text
    kept = text.removesuffix(ELLIPSIS)
    return f"{kept[: _fitting(kept, ELLIPSIS, size, limit)].rstrip()}{ELLIPSIS}"


def _fitting(text: str, tail: str, size: float, limit: float) -> int:
    """Return how many letters of a text have room before `tail`: one at least."""
    taken, most = sum(map(_width, tail)), limit * 1000 / (size * _ROOM)
    for at, char in enumerate(text):
        taken += _width(char)
        if taken > most:
            return max(at, 1)
    return len(text)
