"""Inline tokens -> a diagnostic of the first marks of emphasis that stay text, or nest as nobody means it (MD09)."""

import itertools
import re

from markdown_it.token import Token

from kei_site.core.patterns import pattern_of
from kei_site.markdown.parser.bare_addresses import PARTICLES
from kei_site.markdown.parser.emphasis import Run, is_cjk
from kei_site.markdown.state import ParseState

_NAME = pattern_of(r"\w*", re.ASCII)
_PARTICLE = pattern_of(rf"(?:{PARTICLES})(?!\w)")
_WORD = pattern_of(r"[^\W\d_](?!\s*[<>=])\w")
_DOUBLE = ("**", "__")
_PRODUCT = pattern_of(r"\*(?:[0-9.,]{1,12}|[A-Za-z])\*(?:[0-9]|[A-Za-z](?![A-Za-z]))")
"""What stands behind the first factor of a product, such as `*b*c`."""


def report_literal_marks(state: ParseState, text: str, tokens: list[Token]) -> None:
    """Report the first fault of the emphasis in `text`, whose tokens are given."""
    opened: dict[str, Run] = {}
    nested: list[str] = []
    last: Run | None = None
    """The run that stays text in part or as a whole and was met last."""
    literal: list[Run] = []
    for token in tokens:
        run = token.meta.get("run")
        if token.nesting:
            if token.nesting > 0 and run is not None and _is_mismatch(token, run, nested, last):
                fix = f"write as many {run.markers[0]} after the words as before them, and blanks outside of them"
                _report(state, run, f"{run.markers} and its end do not match", fix)
                return
            if run is not None and _is_product(text, run):
                _report(state, run, "the signs of a product are read as emphasis", "write \\* for the sign")
                return
            _follow(nested, token)
        elif run is not None and token.content:
            if _ends_pair(state, text, run, opened):
                return
            last = run
            if not literal or literal[-1].offset != run.offset:
                literal.append(run)
    _report_unpaired(state, text, literal)


def _report_unpaired(state: ParseState, text: str, literal: list[Run]) -> None:
    """Report a run that was surely meant to begin emphasis, among all that stay text."""
    for first, last in itertools.pairwise(literal):
        if _is_uneven(first, last):
            fix = f"write as many {first.markers[0]} after the words as before them"
            _report(state, first, f"{first.markers} and its end do not match", fix)
            return
    is_told = any(told.code == "MD09" for told in state.diagnostics[-1:])
    if len(literal) == 1 and _begins_word(text, literal[0]) and not is_told:
        _report(state, literal[0], f"{literal[0].markers} stays text", f"write {literal[0].markers} after the words")


def _is_uneven(first: Run, last: Run) -> bool:
    """Return whether `*` and `**` stand around words of Chinese, Japanese or Korean."""
    is_like = first.markers[0] == last.markers[0] == "*" and len(first.markers) != len(last.markers)
    is_around = not first.before.isalnum() and is_cjk(first.after) and is_cjk(last.before)
    return is_like and is_around and (is_cjk(last.after) or last.after.isspace())


def _begins_word(text: str, run: Run) -> bool:
    """Return whether `**` stands before a word inside of a line, where no note has its star."""
    if run.markers != "**" or not run.opens or run.offset == 0 or text[run.offset - 1] != " ":
        return False
    return text[: run.offset].strip(" ")[-1:].isalpha() and _WORD.match(text, run.offset + 2) is not None


def _is_mismatch(token: Token, run: Run, nested: list[str], last: Run | None) -> bool:
    """Return whether emphasis begins inside of its like, or with one half of `**`, whose other half stays text."""
    around = itertools.takewhile(bool, reversed(nested))  # up to the link that the emphasis stands in
    return token.markup in around or (last is not None and last.offset == run.offset and run.markers in _DOUBLE)


def _is_product(text: str, run: Run) -> bool:
    """Return whether a number or a single letter stands before a run, and others with the same sign after it."""
    if not (run.before.isascii() and run.before.isalnum()) or not _PRODUCT.match(text, run.offset):
        return False
    return run.before.isdigit() or run.offset < 2 or not text[run.offset - 2].isalnum()


def _follow(nested: list[str], token: Token) -> None:
    """Add what a token opens to the marks that are open, or take away what it closes."""
    if token.nesting > 0:
        nested.append(token.markup if "run" in token.meta else "")
    else:
        nested.pop()


def _ends_pair(state: ParseState, text: str, run: Run, opened: dict[str, Run]) -> bool:
    """Report a run that stays text if it is to end the emphasis that an earlier one was to begin."""
    before = opened.get(run.markers)
    if before is not None and before.offset != run.offset and _is_pair(before, run, text):
        fix = f"write a blank outside of {run.markers}, or move the punctuation beside it out of the emphasis"
        if before.after.isspace() or run.before.isspace():
            fix = f"write no blank between {run.markers} and the words"
        _report(state, before, f"{run.markers} stays text", fix)
        return True
    opened[run.markers] = run
    return False


def _report(state: ParseState, run: Run, message: str, fix: str) -> None:
    state.report("MD09", state.at(run.offset), message, found=run.markers, fix=fix)


def _is_pair(first: Run, last: Run, text: str) -> bool:
    """Return whether two runs that stay text were surely meant to set the words between them."""
    words = text[first.offset + len(first.markers) : last.offset]
    if not any(map(str.isalnum, words)):
        return False
    if (first.opens and last.closes) or _has_blank_before_particle(first, last, text):
        return True
    if first.markers == "__" and is_cjk(first.before) and is_cjk(last.after):
        return is_cjk(first.after) and is_cjk(last.before)
    if first.markers[0] == "_":
        return first.opens and not last.before.isspace() and is_cjk(last.after) and not _NAME.fullmatch(words)
    if first.markers == "*":
        return first.opens and not last.before.isspace()
    if not first.after.isspace() and not last.before.isspace():
        return True
    return _may_have_blanks(first, last, text) and any(map(str.isalpha, words))


def _has_blank_before_particle(first: Run, last: Run, text: str) -> bool:
    """Return whether a mark with a blank before it ends the words all the same: a particle of Korean follows it."""
    if not (first.before.isspace() and first.opens and last.before.isspace()):
        return False
    return _PARTICLE.match(text, last.offset + len(last.markers)) is not None


def _may_have_blanks(first: Run, last: Run, text: str) -> bool:
    """Return whether two runs of two signs or more, one with a blank inside, set the words all the same."""
    if not first.before.isspace() or first.markers[0] in text[first.offset + len(first.markers) : last.offset]:
        return False
    is_line_start = first.offset == 0 or text[first.offset - 1] == "\n"
    return is_line_start or not first.after.isspace() or (last.before.isspace() and not last.after.isspace())
