"""Texts of blocks, in their order -> a diagnostic of emphasis that begins in one paragraph and ends in another (MD09).

Markdown ends every emphasis with its paragraph, so both marks stay text.
"""

import re

from markdown_it.token import Token

from kei_site.markdown.positions import Span, first_line
from kei_site.markdown.state import ParseState

_NOT_MARKS = re.compile(r"\\.|`+[^`]*`+|<[^<>\s]*>|https?://\S+", re.DOTALL)
_RUNS = re.compile(r"\*+|__+|~~+")
_FARTHEST = 5
"""Texts of blocks between the two marks."""


class PartedMarks:
    """Reads the texts of a body in their order; `state` takes the diagnostics."""

    def __init__(self, state: ParseState) -> None:
        self._state = state
        self._begun: tuple[Token, re.Match[str]] | None = None
        """The text with the mark that did not end in it, and the mark."""
        self._distance = 0

    def read(self, inline: Token) -> None:
        """Read the next text; report the mark that it ends."""
        self._distance += 1
        odd = _odd_run(inline.content) if any(sign in inline.content for sign in "*_~") else None
        if odd is None:
            return
        if self._begun and self._begun[1][0] == odd[0] and self._distance <= _FARTHEST and _ends(odd):
            self._report(*self._begun)
            self._begun = None
        elif _begins(odd):
            self._begun, self._distance = (inline, odd), 0

    def _report(self, inline: Token, mark: re.Match[str]) -> None:
        self._state.locate_in(Span(inline.content, first_line(inline)))
        fix = f"end it with {mark[0]} in each paragraph, and begin it anew in the next"
        message = f"{mark[0]} stays text: it ends in another paragraph"
        self._state.report("MD09", self._state.at(mark.start()), message, found=mark[0], fix=fix)


def _odd_run(text: str) -> re.Match[str] | None:
    """Return the only run of marks that has no other of its kind in a text."""
    shown = _NOT_MARKS.sub(lambda found: "x" * len(found[0]), text)
    odd: dict[str, re.Match[str]] = {}
    for run in _RUNS.finditer(shown):
        if odd.pop(run[0], None) is None:
            odd[run[0]] = run
    return next(iter(odd.values())) if len(odd) == 1 else None


def _begins(run: re.Match[str]) -> bool:
    before, after = run.string[: run.start()][-1:], run.string[run.end() :][:1]
    return not before.isalnum() and after.isalpha()


def _ends(run: re.Match[str]) -> bool:
    """Return whether words stand before a mark; numbers before it have a star as the mark of a note."""
    before = run.string[: run.start()][-1:]
    return bool(before) and not before.isspace() and not before.isdigit() and before not in "%)("
