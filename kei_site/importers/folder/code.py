"""Markdown -> its parts that are code, in which nothing is a tag, a link or an attribute."""

import re
from bisect import bisect_right
from collections.abc import Callable

Span = tuple[int, int]
_FENCE = re.compile(r"^([ \t>]*(?:[-*+][ \t]+|\d+[.)][ \t]+)?)(`{3,}|~{3,})([^\n]*)$", re.MULTILINE)
_INLINE = re.compile(r"(?<![\\`])(`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)\1(?!`)", re.DOTALL)


def fences(text: str) -> list[Span]:
    """Return (start, end) of every code fence with its lines; one that does not close ends with the text."""
    found: list[Span] = []
    at = 0
    while opening := _FENCE.search(text, at):
        marker = opening[2]
        if marker[0] == "`" and "`" in opening[3]:
            at = opening.end()
            continue
        closing = re.compile(rf"^[ \t>]*{re.escape(marker[0])}{{{len(marker)},}}[ \t]*$", re.MULTILINE)
        end = closing.search(text, opening.end())
        at = end.end() if end else len(text)
        found.append((opening.start(), at))
    return found


def code_spans(text: str) -> list[Span]:
    """Return (start, end) of fences and of code within lines, in order."""
    blocks = fences(text)
    spans = list(blocks)
    if "`" in text:
        start = 0
        for block in [*blocks, (len(text), len(text))]:
            spans += [found.span() for found in _INLINE.finditer(text, start, block[0])]
            start = block[1]
    return sorted(spans)


def sub_outside(pattern: re.Pattern[str], write: Callable[[re.Match[str]], str], text: str) -> str:
    """Replace what matches outside of code."""
    if pattern.search(text) is None:
        return text
    spans = code_spans(text)
    starts = [start for start, _ in spans]

    def replaced(found: re.Match[str]) -> str:
        before = bisect_right(starts, found.start()) - 1
        return found[0] if before >= 0 and found.start() < spans[before][1] else write(found)

    return pattern.sub(replaced, text)
