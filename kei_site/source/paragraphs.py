"""The commonest block, a paragraph of one line, in one step. Source room."""

import re

from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

_BULLET = re.compile(r"[-+*][ \t]+[^\s|:-]")
_NUMBER = re.compile(r"[0-9]{1,9}[.)][ \t]+[^\s]")


def short_paragraph(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Read a paragraph of one line, with an empty line, the next item of a list or nothing behind it, as the parser's
    own rules would.

    Of these, only definitions could begin there, too; then it is left to them.
    """
    after = line + 1
    if silent:
        return False
    if after < state.lineMax:
        is_last = _may_be_definition(state, after + 1, end) if state.isEmpty(after) else not _is_item(state, after)
        if is_last:
            return False
    start = state.bMarks[line] + state.tShift[line]
    _push(state, line, mdTrim(state.src[start : state.eMarks[line]]))
    state.line = after
    # The parser's rule for underlined headings, which is asked first, leaves this behind when it finds none.
    state.parentType = "paragraph"
    return True


def _may_be_definition(state: StateBlock, line: int, end: int) -> bool:
    if line >= end:
        return False
    start = state.bMarks[line] + state.tShift[line]
    return state.src[start : start + 1] in (":", "~")


def _is_item(state: StateBlock, line: int) -> bool:
    """Tell whether an item with words begins in `line`, and nothing else could: no heading's underline, no table's.

    Of numbers, only those that stand further left than the paragraph: another list may not begin with 2 right here.
    """
    indent, least = state.sCount[line], state.blkIndent
    if not 0 <= indent <= least + 3 or 0 <= state.listIndent <= indent - 4:
        return False
    start = state.bMarks[line] + state.tShift[line]
    pattern = _NUMBER if state.src[start].isdigit() else _BULLET
    return pattern.match(state.src, start, state.eMarks[line]) is not None and (pattern is _BULLET or indent < least)


def _push(state: StateBlock, line: int, content: str) -> None:
    level, after = state.level, line + 1
    state.tokens += (
        Token("paragraph_open", "p", 1, map=[line, after], level=level, block=True),
        Token("inline", "", 0, map=[line, after], level=level + 1, children=[], content=content, block=True),
        Token("paragraph_close", "p", -1, level=level, block=True),
    )
