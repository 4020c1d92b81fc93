"""Tables with pipes (GitHub Flavored Markdown, section 4.10) -> tokens; a row wider than its head widens the table."""

import re
from typing import NamedTuple

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from kei_site.core.limits import LIMITS
from kei_site.markdown.parser.plain_text import is_plain
from kei_site.markdown.state import ParseState

_DASHES = re.compile(r":?-+:?")
_PIPE = re.compile(r"\|(?<!\\\|)")
"""A pipe without a backslash before it. The pipe comes first: such a pattern is found faster."""


class Cell(NamedTuple):
    """One cell: its text, and the index in its line where the text begins. A tuple, for there are many."""

    text: str
    column: int


class Row(NamedTuple):
    """One row of cells."""

    line: int
    cells: tuple[Cell, ...]
    is_plain: bool
    """True: there is nothing to parse in any of its cells."""


def table(block: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Read a table that begins in `line`."""
    aligns = _aligns(block, line, end)
    if aligns is None:
        return False
    head = _row(block, line)
    if len(head.cells) != len(aligns):
        if not silent and "|" in _text(block, line + 1):
            _report_head(block, head, len(aligns))
        return False
    if silent:
        return True
    rows = _rows(block, line + 2, end)
    width = max(len(row.cells) for row in (head, *rows))
    _report_rows(block, head, rows)
    _push_table(block, (head, *rows), (*aligns, *("" for _ in range(width - len(aligns)))))
    block.line = line + 2 + len(rows)
    return True


def _aligns(block: StateBlock, line: int, end: int) -> tuple[str, ...] | None:
    if line + 2 > end or block.sCount[line + 1] < block.blkIndent:
        return None
    start = block.bMarks[line + 1] + block.tShift[line + 1]
    if block.src[start : start + 1] not in ("|", "-", ":") or block.is_code_block(line + 1):
        return None
    dashes = _text(block, line + 1).rstrip()
    if dashes.strip("|-: \t") or "|" not in _text(block, line):
        return None
    cells = [cell.strip() for cell in dashes.removeprefix("|").removesuffix("|").split("|")]
    return tuple(map(_align, cells)) if all(map(_DASHES.fullmatch, cells)) else None


def _align(cell: str) -> str:
    if cell.endswith(":"):
        return "center" if cell.startswith(":") else "right"
    return ""


def _text(block: StateBlock, line: int) -> str:
    return block.src[block.bMarks[line] + block.tShift[line] : block.eMarks[line]]


def _rows(block: StateBlock, line: int, end: int) -> tuple[Row, ...]:
    enders = block.md.block.ruler.getRules("blockquote")
    rows = []
    while line < end and block.sCount[line] >= block.blkIndent and not block.isEmpty(line):
        if block.is_code_block(line) or any(ends(block, line, end, True) for ends in enders):
            break
        rows.append(_row(block, line))
        line += 1
    return tuple(rows)


def _row(block: StateBlock, line: int) -> Row:
    start = block.bMarks[line] + block.tShift[line]
    text = block.src[start : block.eMarks[line]].rstrip()
    parts = _PIPE.split(text) if "\\" in text else text.split("|")
    column = start - block.src.rfind("\n", 0, start) - 1
    if not parts[0]:
        del parts[0]
        column += 1
    if parts and not parts[-1]:
        del parts[-1]
    cells = []
    for part in parts:
        cells.append(_cell(part, column))
        column += len(part) + 1
    return Row(line, tuple(cells), is_plain(text))


def _cell(part: str, column: int) -> Cell:
    bare = part.lstrip()
    return Cell(bare.rstrip().replace("\\|", "|"), column + len(part) - len(bare))


def _report_head(block: StateBlock, head: Row, columns: int) -> None:
    state: ParseState = block.env["state"]
    position = (state.first_line + head.line, head.cells[0].column + 1) if head.cells else state.line_start(head.line)
    message = f"a head of {len(head.cells)} cells over a rule of {columns}: this is not read as a table"
    state.report("MD03", position, message, fix="give the line of dashes as many cells as the head")


def _report_rows(block: StateBlock, head: Row, rows: tuple[Row, ...]) -> None:
    state: ParseState = block.env["state"]
    width = len(head.cells)
    wrong = [row for row in rows if len(row.cells) != width]
    if not wrong:
        return
    row = wrong[0]
    column = row.cells[width].column if len(row.cells) > width else len(state.lines[row.line].rstrip())
    others = f" (and {len(wrong) - 1} more rows)" if len(wrong) > 1 else ""
    message = f"a row of {len(row.cells)} cells in a table of {width} columns{others}"
    state.report(
        "MD03", (state.first_line + row.line, column + 1), message, fix="give each row as many cells as the head"
    )


def _push_table(block: StateBlock, rows: tuple[Row, ...], aligns: tuple[str, ...]) -> None:
    cells = sum(max(len(row.cells), len(aligns)) for row in rows)
    if cells > LIMITS.cells.most:
        state: ParseState = block.env["state"]
        message = f"a table of more than {LIMITS.cells}"
        state.report("LIM08", state.line_start(rows[0].line), message, found=f"{cells:,}", fix=LIMITS.cells.fix)
    token = block.push("table", "", 0)
    token.map = [rows[0].line, rows[-1].line + 1]
    token.meta = {"rows": rows, "aligns": aligns, "is_filled": cells <= LIMITS.cells.most}


def is_matrix(rows: tuple[Row, ...]) -> bool:
    """Return whether the first column names its rows: its own head is empty."""
    return bool(rows[0].cells) and not rows[0].cells[0].text and len(rows) > 1


def table_token(token: Token) -> tuple[tuple[Row, ...], tuple[str, ...], bool]:
    """Return (rows, alignment of each column, whether short rows are filled up) of a table's token."""
    return token.meta["rows"], token.meta["aligns"], token.meta["is_filled"]
