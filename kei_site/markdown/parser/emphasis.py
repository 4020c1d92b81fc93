"""Runs of `*`, `_` and `~~` -> delimiters that may open or close emphasis.

Chinese, Japanese and Korean have no blank after punctuation: `**한국(ROK)**은`. So CommonMark's rule is amended as in
github.com/tats-u/markdown-cjk-friendly (specification.md); its plug-in on PyPI is for older versions of markdown-it-py.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from markdown_it.common.utils import isPunctChar, isWhiteSpace
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline import emphasis as plain_emphasis
from markdown_it.rules_inline import strikethrough as plain_strikethrough

_INSIDE_OF_WORD = re.compile(r"[A-Za-z0-9]_[A-Za-z0-9]")
_VARIATION_SELECTORS = ("\ufe00", "\ufe0e"), ("\U000e0100", "\U000e01ef")


class Run(NamedTuple):
    """A run of markers, as it stands in a text. A tuple, for there are many."""

    markers: str
    offset: int
    opens: bool
    closes: bool
    before: str
    """The character before it; a blank at the beginning."""
    after: str


def emphasis(inline: StateInline, silent: bool) -> bool:
    """Read a run of `*` or `_`; inside of a word, `_` is a letter."""
    start = inline.pos
    if not silent and inline.src[start] == "_" and _INSIDE_OF_WORD.match(inline.src, start - 1 if start else 0):
        inline.append_pending("_")
        inline.pos += 1
        return True
    return _read_run(plain_emphasis.tokenize, inline, silent)


def strikethrough(inline: StateInline, silent: bool) -> bool:
    """Read a run of `~`."""
    return _read_run(plain_strikethrough.tokenize, inline, silent)


def _read_run(rule: Callable[[StateInline, bool], bool], inline: StateInline, silent: bool) -> bool:
    start, count, first = inline.pos, len(inline.delimiters), len(inline.tokens) + bool(inline.pending)
    if not rule(inline, silent):
        return False
    delimiters = inline.delimiters[count:]
    if not delimiters:
        return True
    before = _char_before(inline.src, start)
    after = inline.src[inline.pos] if inline.pos < inline.posMax else " "
    if not inline.src.isascii() and (is_cjk(before) or is_cjk(after)):
        opens, closes = _flanking(before, after, is_word_bound=inline.src[start] == "_")
        for delimiter in delimiters:
            delimiter.open, delimiter.close = opens, closes
    markers = inline.src[start : inline.pos]
    inline.env["state"].has_runs = True
    run = Run(markers, start, delimiters[0].open, delimiters[0].close, before, after)
    for token in inline.tokens[first:]:
        token.meta["run"] = run
    return True


def _flanking(before: str, after: str, *, is_word_bound: bool) -> tuple[bool, bool]:
    """Return whether a run between two characters may (open, close) emphasis; `is_word_bound`: not inside of words."""
    left = not _is_blank(after) and (not _is_other_punctuation(after) or _allows_punctuation(before))
    right = not _is_blank(before) and (not _is_other_punctuation(before) or _allows_punctuation(after))
    if is_word_bound:
        return left and (not right or isPunctChar(before)), right and (not left or isPunctChar(after))
    return left, right


def _allows_punctuation(char: str) -> bool:
    """Return whether punctuation on one side of a run may have `char` on the other side."""
    return _is_blank(char) or _is_other_punctuation(char) or is_cjk(char)


def _is_blank(char: str) -> bool:
    return isWhiteSpace(ord(char))


def _is_other_punctuation(char: str) -> bool:
    return isPunctChar(char) and not is_cjk(char)


def is_cjk(char: str) -> bool:
    """Return whether a character is Chinese, Japanese or Korean: wide or half-wide, no emoji; or a letter of Hangul."""
    if "\u1100" <= char <= "\u11ff" or "\ud7b0" <= char <= "\ud7ff":
        return True
    is_emoji = unicodedata.category(char) in ("So", "Sk") and not "\u2e80" <= char < "\U0001f000"
    return unicodedata.east_asian_width(char) in "WFH" and not is_emoji


def _char_before(text: str, start: int) -> str:
    """Return the character before an offset, without a variation selector; a blank at the beginning."""
    while start > 0 and any(first <= text[start - 1] <= last for first, last in _VARIATION_SELECTORS):
        start -= 1
    return text[start - 1] if start > 0 else " "
