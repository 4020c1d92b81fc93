"""The rule for the commonest block, a paragraph of one line: it is read in one step."""

import re

from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

_BULLET = re.compile(r"[-+*][ \t]+[^\s|:-]")
_NUMBER = re.compile(r"[0-9]{1,9}[.)][ \t]+[^\s]")


def short_paragraph(block: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Read a paragraph that certainly has one line only, with the same result as markdown-it's own rules."""
    after = line + 1
    if silent or (after < block.lineMax and not _ends_before(block, after, end)):
        return False
    start = block.bMarks[line] + block.tShift[line]
    _push(block, line, mdTrim(block.src[start : block.eMarks[line]]))
    block.line = after
    # markdown-it tries its rule for underlined headings first, which leaves this behind when it does not match.
    block.parentType = "paragraph"
    return True


def _ends_before(block: StateBlock, line: int, end: int) -> bool:
    """Return whether the paragraph ends before `line`: it is empty, without a definition after it, or a list item."""
    if block.isEmpty(line):
        return not _may_be_definition(block, line + 1, end)
    return _is_item(block, line)


def _may_be_definition(block: StateBlock, line: int, end: int) -> bool:
    if line >= end:
        return False
    start = block.bMarks[line] + block.tShift[line]
    return block.src[start : start + 1] in (":", "~")


def _is_item(block: StateBlock, line: int) -> bool:
    """Return whether a list item with words begins in `line`, which can be no underline of a heading or table.

    A numbered item counts only when it stands further left than the paragraph: here a list may not begin with 2.
    """
    indent, least = block.sCount[line], block.blkIndent
    if not 0 <= indent <= least + 3 or 0 <= block.listIndent <= indent - 4:
        return False
    start = block.bMarks[line] + block.tShift[line]
    pattern = _NUMBER if block.src[start].isdigit() else _BULLET
    return pattern.match(block.src, start, block.eMarks[line]) is not None and (pattern is _BULLET or indent < least)


def _push(block: StateBlock, line: int, content: str) -> None:
    opened, inline, closed = Token("paragraph_open", "p", 1), Token("inline", "", 0), Token("paragraph_close", "p", -1)
    opened.level = closed.level = block.level
    inline.level = block.level + 1
    opened.block = inline.block = closed.block = True
    opened.map, inline.map = [line, line + 1], [line, line + 1]
    inline.content, inline.children = content, []
    block.tokens += (opened, inline, closed)
