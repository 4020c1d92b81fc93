"""Rows of tables are cut into cells, and each cell knows where it begins in its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kei_site.markdown.parser.parser import block_tokens
from kei_site.markdown.parser.tables import Row, table_token
from kei_site.markdown.state import ParseState


def _rows(body: str) -> tuple[Row, ...]:
    state = ParseState(path="content/briefs/a.md", first_line=1, lines=body.split("\n"))
    found = [token for token in block_tokens(state, body) if token.type == "table"]
    return table_token(found[0])[0] if found else ()


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("| a | b |", [("a", 2), ("b", 6)]),
        ("a|b", [("a", 0), ("b", 2)]),
        ("  |a||", [("a", 3), ("", 5)]),
        ("|", []),
        ("||", [("", 1)]),
        ("| \t b", [("b", 4)]),
        (r"a \| b | c \|", [("a | b", 0), (r"c |", 9)]),
        (r"\| a", [("| a", 0)]),
    ],
)
def test_cells_of_a_row(row: str, cells: list[tuple[str, int]]) -> None:
    found = _rows(f"| a | b |\n| - | - |\n{row}\n")[-1]
    assert [(cell.text, cell.column) for cell in found.cells] == cells


@given(st.text("|| \\ab*é", min_size=1, max_size=12))
def test_a_cell_begins_where_it_says(row: str) -> None:
    body = f"> | a | b |\n> | - | - |\n> | {row}\n"
    line = body.split("\n")[2]
    for cell in _rows(body)[-1].cells:
        assert line[cell.column :].replace("\\|", "|").startswith(cell.text)
