"""Block rules with our own checks: fences that do not close, raw HTML that would swallow the text. Source room."""

import re

from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import fence as plain_fence
from markdown_it.rules_block import html_block as plain_html_block

from kei_site.source.draft import Draft

_SWALLOWING = re.compile(
    r"<(?:(?P<comment>!--)|(?P<code>\?)|(?P<data>!\[CDATA\[)|(?P<raw>script|pre|style|textarea)(?=[\s>]|$))",
    re.IGNORECASE,
)
_CLOSERS = {"comment": "-->", "code": "?>", "data": "]]>"}
_RAW_END = re.compile(r"</(?:script|pre|style|textarea)>", re.IGNORECASE)


def place_of_line(state: StateBlock, line: int) -> tuple[int, int]:
    """Return (line of the file, column) where the block that begins in `line` begins."""
    draft: Draft = state.env["draft"]
    start = state.bMarks[line] + state.tShift[line]
    return draft.first_line + line, start - state.src.rfind("\n", 0, start)


def fence(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Read a fenced code block; report one that does not close (MD01) and quotes in its info (MD08)."""
    if not plain_fence(state, line, end, silent):
        return False
    if silent:
        return True
    draft: Draft = state.env["draft"]
    token = state.tokens[-1]
    if token.map and token.content.count("\n") != token.map[1] - token.map[0] - 2:
        draft.report(
            "MD01",
            place_of_line(state, line),
            "this code fence does not close",
            found=token.markup,
            fix=f"write {token.markup} alone on a line after the code",
        )
    if '"' in token.info or "'" in token.info:
        draft.report(
            "MD08",
            place_of_line(state, line),
            "the info of a fence has quotes",
            found=token.info.strip(),
            fix="write the name of the language alone",
        )
    return True


def html_block(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Read a block of raw HTML; one that does not close (HTM02) would swallow what follows, so it is read as text."""
    if silent or state.is_code_block(line):
        return plain_html_block(state, line, end, silent)
    start = state.bMarks[line] + state.tShift[line]
    opened = _SWALLOWING.match(state.src, start, state.eMarks[line])
    if opened is None:
        return plain_html_block(state, line, end, False)
    kind = opened.lastgroup or ""
    if _read_closed(state, line, end, kind, opened.end()):
        return True
    if kind != "raw":
        state.env["draft"].report(
            "HTM02",
            place_of_line(state, line),
            "raw HTML that does not close",
            found=opened[0],
            fix=f"close it with {_CLOSERS[kind]}",
        )
    return False


def _read_closed(state: StateBlock, line: int, end: int, kind: str, after: int) -> bool:
    """Read a block of a kind that has a closing mark; False, with nothing read, when the mark does not come."""
    draft: Draft = state.env["draft"]
    if line < draft.unclosed.get(kind, 0) or _last_closer(state, kind) < after:
        return False
    if not plain_html_block(state, line, end, False):
        return False
    if _closes(state.tokens[-1].content, kind):
        return True
    draft.unclosed[kind] = state.line
    state.tokens.pop()
    state.line = line
    return False


def _last_closer(state: StateBlock, kind: str) -> int:
    draft: Draft = state.env["draft"]
    if kind not in draft.closers:
        draft.closers[kind] = _find_last(state.src, kind)
    return draft.closers[kind]


def _find_last(text: str, kind: str) -> int:
    if kind != "raw":
        return text.rfind(_CLOSERS[kind])
    return max((found.start() for found in _RAW_END.finditer(text)), default=-1)


def _closes(content: str, kind: str) -> bool:
    return _CLOSERS[kind] in content[2:] if kind != "raw" else _RAW_END.search(content) is not None
