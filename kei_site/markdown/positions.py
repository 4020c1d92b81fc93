"""An offset in a text that the parser holds, without indents and markers, -> line and column (from 1) of the file.

Looking up many offsets in their order costs time linear in the text, so that hostile texts gain nothing.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from markdown_it.token import Token

Position = tuple[int, int]
"""(line of the file, column), both from 1."""
_ESCAPED_PIPE = re.compile(r"\\\|")


class Span(NamedTuple):
    """Text that the parser took from consecutive lines of the body. A tuple, for there are many."""

    text: str
    line: int
    """Index of its first line in the body."""
    column: int = -1
    """Index in that line where a table cell begins; -1: the text reaches to the end of each line."""


class LineSpan(NamedTuple):
    """One line of a span: its characters from `start` to `stop` stand in `line` of the body, from `column` on."""

    start: int
    stop: int
    line: int
    column: int
    escapes: tuple[int, ...] = ()
    """Offsets in the span of the pipes whose backslash the parser took away."""

    def column_of(self, offset: int) -> int:
        """Return the column, from 1, of the character `offset` of the span."""
        return max(self.column + offset - self.start + bisect_left(self.escapes, offset), 0) + 1


def line_span_at(lines: Sequence[str], span: Span, offset: int, before: LineSpan | None = None) -> LineSpan:
    """Return the line of a span that holds the character `offset`; `before` is one found earlier."""
    if span.column >= 0:
        return _cell(lines[span.line], span)
    start, line = (before.start, before.line) if before and offset >= before.start else (0, span.line)
    stop = span.text.find("\n", start)
    while 0 <= stop < offset:
        start, line = stop + 1, line + 1
        stop = span.text.find("\n", start)
    text = span.text[start:] if stop < 0 else span.text[start:stop]
    line = min(line, len(lines) - 1)
    return LineSpan(start=start, stop=start + len(text), line=line, column=_column_of_end(lines[line], text))


def first_line(token: "Token") -> int:
    """Return the line of the body, from 0, in which a token begins."""
    return (token.map or [0])[0]


def first_column(line: str) -> int:
    """Return the column, from 1, of the first character of `line` that is not blank."""
    return len(line) - len(line.lstrip()) + 1


def _column_of_end(source: str, text: str) -> int:
    found = source.rfind(text)
    if found >= 0:
        return found
    return source.rfind(text.strip()) - (len(text) - len(text.lstrip()))


def _cell(source: str, span: Span) -> LineSpan:
    escapes = (found.start() - span.column for found in _ESCAPED_PIPE.finditer(source, span.column))
    shifts = tuple(at - number for number, at in enumerate(escapes))
    return LineSpan(start=0, stop=len(span.text), line=span.line, column=span.column, escapes=shifts)
