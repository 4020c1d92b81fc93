"""The commonest block, a paragraph of one line, in one step. Source room."""

from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock


def short_paragraph(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Read a paragraph of one line, with an empty line or nothing behind it, as the parser's own rules would.

    Of these, only definitions could begin there, too; then it is left to them.
    """
    after = line + 1
    if silent or (after < state.lineMax and not state.isEmpty(after)) or _may_be_definition(state, after + 1, end):
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


def _push(state: StateBlock, line: int, content: str) -> None:
    lines = [line, line + 1]
    state.push("paragraph_open", "p", 1).map = lines
    held = state.push("inline", "", 0)
    held.map, held.content, held.children = list(lines), content, []
    state.push("paragraph_close", "p", -1)
