"""A point in what the parser holds -> line and column of the source file. Source room, pure.

The parser hands out text without indents, quote marks and list markers; its lines are the ends of lines of
the source. Columns count characters from 1.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """Text that the parser took from consecutive lines of the body."""

    text: str
    line: int
    """Index of its first line in the body."""
    column: int = -1
    """Index in that line where a table cell begins; -1: the text reaches to the end of each line."""


def position(lines: Sequence[str], excerpt: Excerpt, offset: int) -> tuple[int, int]:
    """Return (index of the line in the body, column from 1) of the character `offset` of an excerpt."""
    if excerpt.column >= 0:
        return excerpt.line, _column_in_cell(lines[excerpt.line], excerpt.column, offset) + 1
    start = excerpt.text.rfind("\n", 0, offset) + 1
    stop = excerpt.text.find("\n", start)
    piece = excerpt.text[start:] if stop < 0 else excerpt.text[start:stop]
    line = min(excerpt.line + excerpt.text.count("\n", 0, start), len(lines) - 1)
    return line, max(_column_of_end(lines[line], piece) + offset - start, 0) + 1


def first_column(line: str) -> int:
    """Return the column, from 1, of the first character of `line` that is not blank."""
    return len(line) - len(line.lstrip()) + 1


def _column_of_end(source: str, piece: str) -> int:
    found = source.rfind(piece)
    if found >= 0:
        return found
    bare = piece.strip()
    return source.rfind(bare) - (len(piece) - len(piece.lstrip()))


def _column_in_cell(source: str, column: int, offset: int) -> int:
    for _ in range(offset):
        column += 2 if source.startswith("\\|", column) else 1
    return column
