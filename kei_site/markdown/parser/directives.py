"""Directives (`::: name argument` … `:::` around Markdown) -> tokens: what Markdown has no syntax for.

    ::: aside A title          a box beside the text; the title is optional
    ::: pullquote A source     a sentence set large; the source is optional
    ::: figure chart.png "What it shows" .wide      an image; what stands inside is its caption
    ::: gallery Its caption          images beside each other, each with its own caption; the words are optional
    ::: table .wide                  a table inside, with its caption before it and its sources after it
    ::: video https://… A title poster=still.jpg      a video that a click loads from where it is; what stands inside is
                                                      its caption
    ::: embed https://… A title poster=chart.png      the same for charts, maps and recordings
    ::: chart data.csv #spending     a chart of a data file; what stands inside are its keys, as YAML
    ::: table data.csv               a table of a data file, likewise

Directives may stand inside each other. An unknown one, or one that does not close, loses no words.
"""

import re
from itertools import takewhile

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from kei_site.core.suggest import nearest
from kei_site.markdown.parser.block_rules import position_of_line
from kei_site.markdown.positions import Position
from kei_site.markdown.state import ParseState

NAMES = ("aside", "pullquote", "figure", "gallery", "video", "embed", "table", "chart")
_COLONS = re.compile(r":{3,}[ \t]*(.*)")
_DATA = re.compile(r'(?-i:figure:\S)|"[^"]+\.(?:csv|tsv|json)"|\S+\.(?:csv|tsv|json)(?!\S)', re.IGNORECASE)
"""What the argument of a table begins with that is made from data."""
_FENCE = re.compile(r"(`{3,}|~{3,})")


def directive(block: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Read a directive that begins in `line`."""
    found = None if block.is_code_block(line) else _COLONS.fullmatch(_text(block, line))
    if found is None:
        return False
    if not found[1]:
        _report_stray(block, line, silent)
        return False
    if silent:
        return True
    close = _closing_line(block, line, end)
    is_closed = close < end and _is_closer(block, close)
    token = _push_open(block, line, found)
    if not is_closed:
        _report_unclosed(block, line, found[0])
    if is_made_from_data(token):
        token.content = _keys(block, line + 1, close)
    else:
        _read_inside(block, line + 1, close)
    if token.info == "gallery":
        _mark_paragraphs(block, token)
    block.push("directive_close", "", -1)
    block.line = min(close + 1, end) if is_closed else close
    return True


def _keys(block: StateBlock, start: int, close: int) -> str:
    """Return the lines inside a directive, as far to the right as in the file: columns of keys are counted in it.

    In a list or a quote what stands before them becomes blanks, unless it is not equally wide.
    """
    kept = [block.getLines(line, line + 1, block.blkIndent, False) for line in range(start, close)]
    starts = [block.src.rfind("\n", 0, block.bMarks[line]) + 1 for line in range(start, close)]
    whole = [block.src[begin : block.eMarks[start + at]] for at, begin in enumerate(starts)]
    before = {len(line) - len(inside) for line, inside in zip(whole, kept, strict=True) if inside.strip()}
    blanks = " " * before.pop() if len(before) == 1 else ""
    return "\n".join([blanks + line if line.strip() else line for line in kept])


def _text(block: StateBlock, line: int) -> str:
    return block.src[block.bMarks[line] + block.tShift[line] : block.eMarks[line]].rstrip()


def _is_closer(block: StateBlock, line: int) -> bool:
    found = _COLONS.fullmatch(_text(block, line))
    return found is not None and not found[1]


def _closing_line(block: StateBlock, line: int, end: int) -> int:
    """Return the line that closes the directive, or the first line after the block that holds it."""
    depth, code = 1, ""
    for number in range(line + 1, end):
        if block.sCount[number] < block.blkIndent and not block.isEmpty(number):
            return number
        text = _text(block, number)
        code = _code_after(code, text)
        if code or not text.startswith(":::"):
            continue
        depth += -1 if _is_closer(block, number) else 1
        if depth == 0:
            return number
    return end


def _code_after(code: str, text: str) -> str:
    """Return the marker of the code fence that is open after a line, or an empty string."""
    marker = _FENCE.match(text)
    if marker is None:
        return code
    if not code:
        return marker[1]
    return "" if marker[1].startswith(code) and marker[1] == text else code


def is_made_from_data(token: Token) -> bool:
    """Tell whether a directive is a chart, or a table of a data file: it has keys inside, and no Markdown."""
    return token.info == "chart" or (token.info == "table" and bool(_DATA.match(token.meta["argument"])))


def _push_open(block: StateBlock, line: int, found: re.Match[str]) -> Token:
    name, _, argument = found[1].partition(" ")
    position = position_of_line(block, line)
    column = position[1] - 1 + found.start(1) + len(name) + 1
    if name not in NAMES:
        _report_unknown(block.env["state"], position, name)
    token = block.push("directive_open", "", 1)
    token.map = [line, line + 1]
    token.info = name if name in NAMES else ""
    token.meta = {
        "argument": argument.strip(),
        "line": line,
        "column": column + len(argument) - len(argument.lstrip()),
    }
    return token


def _read_inside(block: StateBlock, line: int, close: int) -> None:
    before = block.lineMax, block.parentType
    block.lineMax, block.parentType = close, "container"
    block.md.block.tokenize(block, line, close)
    block.lineMax, block.parentType = before


def _mark_paragraphs(block: StateBlock, gallery: Token) -> None:
    """Let the paragraphs of a gallery know that each image in them is a figure."""
    inside = reversed(block.tokens)
    for token in takewhile(lambda token: token is not gallery, inside):
        if token.type == "paragraph_open" and token.level == gallery.level + 1:
            token.meta["is_row"] = True


def _report_unknown(state: ParseState, position: Position, name: str) -> None:
    near = nearest(name, NAMES)
    hint = f"did you mean {near}? " if near else ""
    state.report("SHC01", position, "an unknown directive", found=name, fix=f"{hint}use one of: {', '.join(NAMES)}")


def _report_unclosed(block: StateBlock, line: int, text: str) -> None:
    state: ParseState = block.env["state"]
    fix = "close it with ::: on a line of its own"
    state.report("SHC03", position_of_line(block, line), "this directive does not close", found=text, fix=fix)


def _report_stray(block: StateBlock, line: int, silent: bool) -> None:
    if not silent:
        state: ParseState = block.env["state"]
        fix = "delete the line, or name a directive"
        state.report("SHC01", position_of_line(block, line), "::: without an open directive", fix=fix)
