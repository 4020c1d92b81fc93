"""Tables with pipes (GitHub Flavored Markdown, section 4.10) -> tokens. Source room.

Unlike there, a row with more cells than its head loses nothing: the table grows. Rows that do not fit are
reported.
"""

import re
from typing import NamedTuple

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from kei_site.source.draft import Draft
from kei_site.source.limits import MAX_CELLS
from kei_site.source.running_text import is_plain

_DASHES = re.compile(r":?-+:?")
_PIPE = re.compile(r"\|(?<!\\\|)")
"""A pipe without a backslash before it. The pipe comes first: a pattern that begins with a mark is found faster."""


class Cell(NamedTuple):
    """One cell: its text, and the index in its line where the text begins. There are many, so it is light."""

    text: str
    column: int


class Row(NamedTuple):
    """One row of cells."""

    line: int
    cells: tuple[Cell, ...]
    is_plain: bool
    """True: there is nothing to parse in any of its cells."""


def table(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Read a table that begins in `line`."""
    aligns = _aligns(state, line, end)
    if aligns is None:
        return False
    head = _row(state, line)
    if len(head.cells) != len(aligns):
        if not silent and "|" in _text(state, line + 1):
            _report_head(state, head, len(aligns))
        return False
    if silent:
        return True
    rows = _rows(state, line + 2, end)
    width = max(len(row.cells) for row in (head, *rows))
    _report_rows(state, head, rows)
    _push_table(state, (head, *rows), (*aligns, *("" for _ in range(width - len(aligns)))))
    state.line = line + 2 + len(rows)
    return True


def _aligns(state: StateBlock, line: int, end: int) -> tuple[str, ...] | None:
    if line + 2 > end or state.sCount[line + 1] < state.blkIndent:
        return None
    start = state.bMarks[line + 1] + state.tShift[line + 1]
    if state.src[start : start + 1] not in ("|", "-", ":") or state.is_code_block(line + 1):
        return None
    rule = _text(state, line + 1).rstrip()
    if rule.strip("|-: \t") or "|" not in _text(state, line):
        return None
    cells = [cell.strip() for cell in rule.removeprefix("|").removesuffix("|").split("|")]
    return tuple(map(_align, cells)) if all(map(_DASHES.fullmatch, cells)) else None


def _align(cell: str) -> str:
    if cell.endswith(":"):
        return "center" if cell.startswith(":") else "right"
    return ""


def _text(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _rows(state: StateBlock, line: int, end: int) -> tuple[Row, ...]:
    enders = state.md.block.ruler.getRules("blockquote")
    rows = []
    while line < end and state.sCount[line] >= state.blkIndent and not state.isEmpty(line):
        if state.is_code_block(line) or any(ends(state, line, end, True) for ends in enders):
            break
        rows.append(_row(state, line))
        line += 1
    return tuple(rows)


def _row(state: StateBlock, line: int) -> Row:
    start = state.bMarks[line] + state.tShift[line]
    text = state.src[start : state.eMarks[line]].rstrip()
    pieces = _PIPE.split(text) if "\\" in text else text.split("|")
    column = start - state.src.rfind("\n", 0, start) - 1
    if not pieces[0]:
        del pieces[0]
        column += 1
    if pieces and not pieces[-1]:
        del pieces[-1]
    cells = []
    for piece in pieces:
        cells.append(_cell(piece, column))
        column += len(piece) + 1
    return Row(line, tuple(cells), is_plain(text))


def _cell(piece: str, column: int) -> Cell:
    bare = piece.lstrip()
    return Cell(bare.rstrip().replace("\\|", "|"), column + len(piece) - len(bare))


def _report_head(state: StateBlock, head: Row, columns: int) -> None:
    draft: Draft = state.env["draft"]
    place = (draft.first_line + head.line, head.cells[0].column + 1) if head.cells else draft.line_place(head.line)
    draft.report(
        "MD03",
        place,
        f"a head of {len(head.cells)} cells over a rule of {columns}: this is not read as a table",
        fix="give the line of dashes as many cells as the head",
    )


def _report_rows(state: StateBlock, head: Row, rows: tuple[Row, ...]) -> None:
    draft: Draft = state.env["draft"]
    width = len(head.cells)
    wrong = [row for row in rows if len(row.cells) != width]
    if not wrong:
        return
    row = wrong[0]
    column = row.cells[width].column if len(row.cells) > width else len(draft.lines[row.line].rstrip())
    others = f" (and {len(wrong) - 1} more rows)" if len(wrong) > 1 else ""
    draft.report(
        "MD03",
        (draft.first_line + row.line, column + 1),
        f"a row of {len(row.cells)} cells in a table of {width} columns{others}",
        fix="give each row as many cells as the head",
    )


def _push_table(state: StateBlock, rows: tuple[Row, ...], aligns: tuple[str, ...]) -> None:
    cells = sum(max(len(row.cells), len(aligns)) for row in rows)
    if cells > MAX_CELLS:
        draft: Draft = state.env["draft"]
        draft.report(
            "LIM08",
            draft.line_place(rows[0].line),
            f"a table of more than {MAX_CELLS:,} cells",
            found=f"{cells:,}",
            fix="split the table",
        )
    token = state.push("table", "", 0)
    token.map = [rows[0].line, rows[-1].line + 1]
    token.meta = {"rows": rows, "aligns": aligns, "is_filled": cells <= MAX_CELLS}


def is_matrix(rows: tuple[Row, ...]) -> bool:
    """Tell whether the first column names its rows: its own head is empty."""
    return bool(rows[0].cells) and not rows[0].cells[0].text and len(rows) > 1


def cell_token(token: Token) -> tuple[tuple[Row, ...], tuple[str, ...], bool]:
    """Return (rows, alignment of each column, whether short rows are filled up) of a table's token."""
    return token.meta["rows"], token.meta["aligns"], token.meta["is_filled"]
