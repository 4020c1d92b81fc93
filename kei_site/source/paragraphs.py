"""The commonest block, a paragraph of one line, in one step. Source room."""

import re

from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

_BULLET = re.compile(r"[-+*][ \t]+[^\s|:-]")
_NUMBER = re.compile(r"[0-9]{1,9}[.)][ \t]+[^\s]")


def short_paragraph(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Read a paragraph of one line that surely ends with it, as the parser's own rules would."""
    after = line + 1
    if silent or (after < state.lineMax and not _ends_before(state, after, end)):
        return False
    start = state.bMarks[line] + state.tShift[line]
    _push(state, line, mdTrim(state.src[start : state.eMarks[line]]))
    state.line = after
    # The parser's rule for underlined headings, which is asked first, leaves this behind when it finds none.
    state.parentType = "paragraph"
    return True


def _ends_before(state: StateBlock, line: int, end: int) -> bool:
    """Tell whether a line is empty or begins an item of a list. Behind an empty one, there could be a definition."""
    if state.isEmpty(line):
        return not _may_be_definition(state, line + 1, end)
    return _is_item(state, line)


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
    opened, held, closed = Token("paragraph_open", "p", 1), Token("inline", "", 0), Token("paragraph_close", "p", -1)
    opened.level = closed.level = state.level
    held.level = state.level + 1
    opened.block = held.block = closed.block = True
    opened.map, held.map = [line, line + 1], [line, line + 1]
    held.content, held.children = content, []
    state.tokens += (opened, held, closed)
