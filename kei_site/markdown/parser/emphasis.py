"""Runs of `*`, `_` and `~~` -> delimiters that may open or close emphasis; a diagnostic for runs that stay text.

Chinese, Japanese and Korean have no blank after punctuation: `**한국(ROK)**은`. So CommonMark's rule is amended as in
github.com/tats-u/markdown-cjk-friendly (specification.md); its plug-in on PyPI is for older versions of markdown-it-py.
"""

import unicodedata
from collections.abc import Callable

from markdown_it.common.utils import isPunctChar, isWhiteSpace
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline import emphasis as plain_emphasis
from markdown_it.rules_inline import strikethrough as plain_strikethrough
from markdown_it.token import Token

from kei_site.markdown.state import ParseState

_VARIATION_SELECTORS = ("\ufe00", "\ufe0e"), ("\U000e0100", "\U000e01ef")
_REPORTED = ("*", "**", "***", "__", "~~")


def emphasis(inline: StateInline, silent: bool) -> bool:
    """Read a run of `*` or `_`."""
    return _read_run(plain_emphasis.tokenize, inline, silent)


def strikethrough(inline: StateInline, silent: bool) -> bool:
    """Read a run of `~`."""
    return _read_run(plain_strikethrough.tokenize, inline, silent)


def report_literal_runs(state: ParseState, tokens: list[Token]) -> None:
    """Report the first pair of runs that look like emphasis but stay text (MD09)."""
    opened: dict[str, int] = {}
    for token in tokens:
        if token.type != "text" or not token.content or "run" not in token.meta:
            continue
        run, offset, opens, closes_text = token.meta["run"]
        if run not in _REPORTED:
            continue
        if run in opened and closes_text:
            fix = f"write a blank outside of {run}, or move the punctuation beside it out of the emphasis"
            state.report("MD09", state.at(opened[run]), f"{run} stays text", found=run, fix=fix)
            return
        if opens:
            opened.setdefault(run, offset)


def _read_run(rule: Callable[[StateInline, bool], bool], inline: StateInline, silent: bool) -> bool:
    start, count, first = inline.pos, len(inline.delimiters), len(inline.tokens) + bool(inline.pending)
    if not rule(inline, silent):
        return False
    delimiters = inline.delimiters[count:]
    if not delimiters:
        return True
    before = _char_before(inline.src, start)
    after = inline.src[inline.pos] if inline.pos < inline.posMax else " "
    if not inline.src.isascii() and (_is_cjk(before) or _is_cjk(after)):
        opens, closes = _flanking(before, after, is_word_bound=inline.src[start] == "_")
        for delimiter in delimiters:
            delimiter.open, delimiter.close = opens, closes
    opens, closes_text = delimiters[0].open, not _is_blank(before) and not delimiters[0].close
    inline.tokens[first].meta["run"] = (inline.src[start : inline.pos], start, opens, closes_text)
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
    return _is_blank(char) or _is_other_punctuation(char) or _is_cjk(char)


def _is_blank(char: str) -> bool:
    return isWhiteSpace(ord(char))


def _is_other_punctuation(char: str) -> bool:
    return isPunctChar(char) and not _is_cjk(char)


def _is_cjk(char: str) -> bool:
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
