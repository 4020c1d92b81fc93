"""A point in what the parser holds -> line and column of the source file. Source room, pure.

The parser hands out text without indents, quote marks and list markers; its lines are the ends of lines of the
source. Columns count characters from 1. Looking up many points of one text in their order costs time linear in the
text, so hostile texts gain nothing from many diagnostics.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

_ESCAPED_PIPE = re.compile(r"\\\|")


class Excerpt(NamedTuple):
    """Text that the parser took from consecutive lines of the body. There are many, so it is light."""

    text: str
    line: int
    """Index of its first line in the body."""
    column: int = -1
    """Index in that line where a table cell begins; -1: the text reaches to the end of each line."""


class Stretch(NamedTuple):
    """One line of an excerpt: its characters from `start` to `stop` stand in `line` of the body, from `column` on."""

    start: int
    stop: int
    line: int
    column: int
    escapes: tuple[int, ...] = ()
    """Where the parser took away the backslash before a pipe, as indexes of the excerpt."""

    def column_of(self, offset: int) -> int:
        """Return the column, from 1, of the character `offset` of the excerpt."""
        return max(self.column + offset - self.start + bisect_left(self.escapes, offset), 0) + 1


def stretch_at(lines: Sequence[str], excerpt: Excerpt, offset: int, before: Stretch | None = None) -> Stretch:
    """Return the stretch of an excerpt that holds the character `offset`; `before` is one found earlier."""
    if excerpt.column >= 0:
        return _cell(lines[excerpt.line], excerpt)
    start, line = (before.start, before.line) if before and offset >= before.start else (0, excerpt.line)
    stop = excerpt.text.find("\n", start)
    while 0 <= stop < offset:
        start, line = stop + 1, line + 1
        stop = excerpt.text.find("\n", start)
    piece = excerpt.text[start:] if stop < 0 else excerpt.text[start:stop]
    line = min(line, len(lines) - 1)
    return Stretch(start=start, stop=start + len(piece), line=line, column=_column_of_end(lines[line], piece))


def first_column(line: str) -> int:
    """Return the column, from 1, of the first character of `line` that is not blank."""
    return len(line) - len(line.lstrip()) + 1


def _column_of_end(source: str, piece: str) -> int:
    found = source.rfind(piece)
    if found >= 0:
        return found
    bare = piece.strip()
    return source.rfind(bare) - (len(piece) - len(piece.lstrip()))


def _cell(source: str, excerpt: Excerpt) -> Stretch:
    escapes = (found.start() - excerpt.column for found in _ESCAPED_PIPE.finditer(source, excerpt.column))
    shifts = tuple(at - number for number, at in enumerate(escapes))
    return Stretch(start=0, stop=len(excerpt.text), line=excerpt.line, column=excerpt.column, escapes=shifts)
