"""Directives: `::: name argument` … `:::` around Markdown, for what Markdown lacks. Source room.

    ::: aside A title          a box beside the text; the title is optional
    ::: pullquote A source     a sentence set large; the source is optional
    ::: figure chart.png "What it shows" .wide      a picture; what stands inside is its caption
    ::: video https://… A title      a link to a video; nothing is ever embedded

Directives may stand inside each other. An unknown one, or one that does not close, loses no words.
"""

import re

from markdown_it.rules_block import StateBlock

from kei_site.core.suggest import nearest
from kei_site.source.blocks import place_of_line
from kei_site.source.draft import Draft

NAMES = ("aside", "pullquote", "figure", "video")
_MARK = re.compile(r":{3,}[ \t]*(.*)")
_FENCE = re.compile(r"(`{3,}|~{3,})")


def directive(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Read a directive that begins in `line`."""
    found = None if state.is_code_block(line) else _MARK.fullmatch(_text(state, line))
    if found is None:
        return False
    if not found[1]:
        _report_stray(state, line, silent)
        return False
    if silent:
        return True
    close = _closing_line(state, line, end)
    _push_open(state, line, found, is_closed=close < end and _is_closer(state, close))
    _read_inside(state, line + 1, close)
    state.push("directive_close", "", -1)
    state.line = min(close + 1, end) if close < end and _is_closer(state, close) else close
    return True


def _text(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()


def _is_closer(state: StateBlock, line: int) -> bool:
    found = _MARK.fullmatch(_text(state, line))
    return found is not None and not found[1]


def _closing_line(state: StateBlock, line: int, end: int) -> int:
    """Return the line that closes the directive, or the first one behind the block that holds it."""
    depth, code = 1, ""
    for number in range(line + 1, end):
        if state.sCount[number] < state.blkIndent and not state.isEmpty(number):
            return number
        text = _text(state, number)
        code = _code_after(code, text)
        if code or not text.startswith(":::"):
            continue
        depth += -1 if _is_closer(state, number) else 1
        if depth == 0:
            return number
    return end


def _code_after(code: str, text: str) -> str:
    """Return the mark of the code fence that is open behind a line, or an empty string."""
    mark = _FENCE.match(text)
    if mark is None:
        return code
    if not code:
        return mark[1]
    return "" if mark[1].startswith(code) and mark[1] == text else code


def _push_open(state: StateBlock, line: int, found: re.Match[str], *, is_closed: bool) -> None:
    draft: Draft = state.env["draft"]
    name, _, argument = found[1].partition(" ")
    place = place_of_line(state, line)
    column = place[1] - 1 + found.start(1) + len(name) + 1
    if name not in NAMES:
        near = nearest(name, NAMES)
        hint = f"did you mean {near}? " if near else ""
        draft.report("SHC01", place, "an unknown directive", found=name, fix=f"{hint}use one of: {', '.join(NAMES)}")
    if not is_closed:
        draft.report(
            "SHC03",
            place,
            "this directive does not close",
            found=found[0],
            fix="close it with ::: on a line of its own",
        )
    token = state.push("directive_open", "", 1)
    token.map = [line, line + 1]
    token.info = name if name in NAMES else ""
    token.meta = {
        "argument": argument.strip(),
        "line": line,
        "place": place,
        "column": column + len(argument) - len(argument.lstrip()),
    }


def _read_inside(state: StateBlock, line: int, close: int) -> None:
    before = state.lineMax, state.parentType
    state.lineMax, state.parentType = close, "container"
    state.md.block.tokenize(state, line, close)
    state.lineMax, state.parentType = before


def _report_stray(state: StateBlock, line: int, silent: bool) -> None:
    if not silent:
        draft: Draft = state.env["draft"]
        draft.report(
            "SHC01", place_of_line(state, line), "::: closes nothing", fix="delete the line, or name a directive"
        )
