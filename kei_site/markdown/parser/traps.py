"""Tokens of blocks -> diagnostics of what CommonMark reads otherwise than it looks (MD11)."""

import re
from collections.abc import Callable, Mapping

from markdown_it.token import Token

from kei_site.markdown.parser.block_traps import report_code, report_html, report_rows
from kei_site.markdown.parser.leftover_kinds import BEGINNINGS
from kei_site.markdown.parser.leftovers import report_beginning
from kei_site.markdown.parser.list_traps import ListTraps
from kei_site.markdown.parser.missing_blanks import SIGNS, report_missing_blanks
from kei_site.markdown.parser.parted_marks import PartedMarks
from kei_site.markdown.parser.sentences import ends_sentence
from kei_site.markdown.state import ParseState

_LONGEST_TITLE = 60
"""Letters of a line; a longer one is no heading with so few dashes below it."""
_NO_TITLE = re.compile(r"\A[A-Za-z_-]+:\s|\[\^[^\]\n]+\]$")
"""A key of front matter, or the mark of a note at the end."""


def report_traps(state: ParseState, tokens: list[Token]) -> None:
    """Report headings, lists and numbers that were hardly meant, and leftovers that begin a block (MD12)."""
    lists = ListTraps(state, tokens)
    readers: Mapping[str, Callable[[int], None]] = {
        "bullet_list_open": lists.open_list,
        "ordered_list_open": lists.open_list,
        "list_item_open": lists.open_item,
        "bullet_list_close": lists.close_list,
        "ordered_list_close": lists.close_list,
    }
    blocks = {"code_block": report_code, "html_block": report_html}
    told: set[str] = set()
    underlined: list[Token] = []
    marks = PartedMarks(state)
    for index, token in enumerate(tokens):
        kind = token.type
        if kind == "inline":
            marks.read(token)
            if token.content[:2] in BEGINNINGS:
                report_beginning(state, token, told)
            if token.content[:1] in SIGNS or "\n" in token.content:
                report_missing_blanks(state, token)
            if token.content[:1] == "|":
                report_rows(state, token)
        elif kind in blocks:
            blocks[kind](state, token)
        elif kind in readers:
            readers[kind](index)
        elif kind == "heading_open" and token.markup == "-":
            underlined.append(tokens[index + 1])
    if underlined:
        has_signs = any(token.type == "heading_open" and token.markup.startswith("#") for token in tokens)
        for inline in underlined:
            _report_underline(state, inline, has_signs=has_signs)


def _report_underline(state: ParseState, inline: Token, *, has_signs: bool) -> None:
    """Report dashes that make a heading out of text that is hardly meant as one; `has_signs`: others have `#`."""
    if inline.map is None:
        return
    dashes = state.lines[inline.map[1]].strip(" \t>")
    if (len(dashes) <= 3 and _is_rule(inline.content, dashes, has_signs=has_signs)) or _is_sentence(inline.content):
        fix = "write a blank line before the dashes for a rule, or ## before a heading"
        message = "this line makes the text above a heading"
        state.report("MD11", state.line_start(inline.map[1]), message, found=dashes, fix=fix)


def _is_sentence(text: str) -> bool:
    return "\n" in text or ends_sentence(text)


def _is_rule(text: str, dashes: str, *, has_signs: bool) -> bool:
    """Return whether few dashes below one line look like a rule: other headings have `#`, or the line is no title."""
    is_title = not text[:1].islower() and len(text) <= _LONGEST_TITLE and not _NO_TITLE.search(text)
    return len(dashes) < 3 or has_signs or not is_title
