"""Block rules with checks of our own: fences that do not close, raw HTML that would hide what follows."""

import re

from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import fence as plain_fence
from markdown_it.rules_block import html_block as plain_html_block
from markdown_it.rules_block import list_block as plain_list_block
from markdown_it.rules_block import reference as plain_reference
from markdown_it.token import Token

from kei_site.core.patterns import pattern_of
from kei_site.markdown.positions import Position
from kei_site.markdown.state import ParseState

_HIDING = pattern_of(
    r"<(?:(?P<comment>!--)|(?P<code>\?)|(?P<data>!\[CDATA\[)|(?P<raw>script|pre|style|textarea)(?=[\s>]|$))",
    re.IGNORECASE,
)
_LINK_WITH_COLON = pattern_of(r"\[[^\]\n]*\]:[ \t]?\((?:https?:|mailto:|www\.|\.{0,2}/)[^\s()]*\)")
_DATE = pattern_of(r"(?:19|20)[0-9]{2}\.[ \t\u00a0]{1,3}(?:1[0-2]|0?[1-9])(?:\.|월)")
"""A date as Korean writes it, `2024. 5. 1.`: read as numbers of items, it would become lists inside of lists."""
_CLOSERS = {"comment": "-->", "code": "?>", "data": "]]>"}
_RAW_END = pattern_of(r"</(?:script|pre|style|textarea)>", re.IGNORECASE)


def position_of_line(block: StateBlock, line: int) -> Position:
    """Return the position where the block that begins in `line` begins."""
    state: ParseState = block.env["state"]
    start = block.bMarks[line] + block.tShift[line]
    return state.first_line + line, start - block.src.rfind("\n", 0, start)


def fence(block: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Read a fenced code block; report one that does not close (MD01) and quotes in its info (MD08)."""
    if not plain_fence(block, line, end, silent):
        return False
    if not silent:
        _report_fence(block.env["state"], block.tokens[-1], position_of_line(block, line))
    return True


def _report_fence(state: ParseState, token: Token, position: Position) -> None:
    if token.map and token.content.count("\n") != token.map[1] - token.map[0] - 2:
        fix = f"write {token.markup} alone on a line after the code"
        state.report("MD01", position, "this code fence does not close", found=token.markup, fix=fix)
    if '"' in token.info or "'" in token.info:
        fix = "write the name of the language alone"
        state.report("MD08", position, "the info string of a code fence has quotes", found=token.info.strip(), fix=fix)


def html_block(block: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Read a block of raw HTML; one that does not close (HTM02) would hide what follows, so it is read as text."""
    if silent or block.is_code_block(line):
        return plain_html_block(block, line, end, silent)
    opened = _HIDING.match(block.src, block.bMarks[line] + block.tShift[line], block.eMarks[line])
    if opened is None:
        return plain_html_block(block, line, end, False)
    kind = opened.lastgroup or ""
    if _last_closer(block, kind) >= opened.end() and _read_closed(block, line, end, kind):
        return True
    if kind != "raw":
        state: ParseState = block.env["state"]
        position, fix = position_of_line(block, line), f"close it with {_CLOSERS[kind]}"
        state.report("HTM02", position, "raw HTML that does not close", found=opened[0], fix=fix)
    return False


def _read_closed(block: StateBlock, line: int, end: int, kind: str) -> bool:
    """Read a block of a kind that has a closing delimiter; False, with nothing read, when the delimiter is missing."""
    state: ParseState = block.env["state"]
    if line < state.raw.unclosed.get(kind, 0) or not plain_html_block(block, line, end, False):
        return False
    if _is_closed(block.tokens[-1].content, kind):
        return True
    state.raw.unclosed[kind] = block.line
    block.tokens.pop()
    block.line = line
    return False


def _last_closer(block: StateBlock, kind: str) -> int:
    """Return the offset of the last closing delimiter of a kind in the whole body; -1: there is none."""
    closers = block.env["state"].raw.closers
    if kind not in closers:
        closers[kind] = _find_last(block.src, kind)
    offset: int = closers[kind]
    return offset


def _find_last(text: str, kind: str) -> int:
    if kind != "raw":
        return text.rfind(_CLOSERS[kind])
    return max((found.start() for found in _RAW_END.finditer(text)), default=-1)


def _is_closed(content: str, kind: str) -> bool:
    return _CLOSERS[kind] in content[2:] if kind != "raw" else _RAW_END.search(content) is not None


def list_block(block: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Read a list; a line that begins with a date is none."""
    if _DATE.match(block.src, block.bMarks[line] + block.tShift[line], block.eMarks[line]):
        return False
    return plain_list_block(block, line, end, silent)


def reference(block: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Read the definition of a reference; `[words]:(address)` is none, for its words would vanish."""
    start = block.bMarks[line] + block.tShift[line]
    if _LINK_WITH_COLON.match(block.src, start, block.eMarks[line]):
        return False
    return plain_reference(block, line, end, silent)
