"""Tables: every cell has a place of its own, and columns are as wide as their words."""

from typing import Any

import pytest
from lxml import html

from kei_site.render.pdf.tables import table_node


def table(markup: str) -> dict[str, Any]:
    (node,) = table_node(html.fragment_fromstring(f"<table>{markup}</table>"), lambda cell: [cell.text_content()])
    assert isinstance(node, dict)
    return node


def places(rows: list[list[dict[str, Any]]]) -> list[tuple[int, int, int, int]]:
    return [(cell["x"], cell["y"], cell["colspan"], cell["rowspan"]) for row in rows for cell in row]


def test_cells_that_reach_over_others_push_these_aside() -> None:
    node = table("<tr><td rowspan=2>a</td><td colspan=2>b</td></tr><tr><td>c</td><td>d</td></tr>")
    assert places(node["body"]) == [(0, 0, 1, 2), (1, 0, 2, 1), (1, 1, 1, 1), (2, 1, 1, 1)]


def test_no_cell_reaches_into_another_or_out_of_its_section() -> None:
    node = table(
        "<thead><tr><th rowspan=9>a</th><th>b</th></tr></thead>"
        "<tbody><tr><td>c</td><td rowspan=2>d</td></tr><tr><td colspan=5>e</td></tr></tbody>"
    )
    assert places(node["head"]) == [(0, 0, 1, 1), (1, 0, 1, 1)]
    assert places(node["body"]) == [(0, 1, 1, 1), (1, 1, 1, 2), (0, 2, 1, 1)]


def test_a_first_row_of_headers_is_the_head() -> None:
    assert table("<tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr>")["head"][0][0]["c"] == ["a"]
    assert table("<tr><th scope=row>a</th></tr>")["head"] == []


def test_a_small_table_is_as_wide_as_its_words() -> None:
    assert table("<tr><td>a</td><td>b</td></tr>")["columns"] == [0, 0]


@pytest.mark.parametrize(("long", "short"), [("word " * 60, "12"), ("낱말 " * 60, "이십")])
def test_a_column_of_sentences_leaves_short_ones_their_words(long: str, short: str) -> None:
    first, second = table(f"<tr><td>{long}</td><td>{short}</td></tr>")["columns"]
    assert first > 5 * second > 0


def test_short_texts_of_several_words_are_not_broken_beside_sentences() -> None:
    sentence = "<td>A decision with a longer description of what was agreed</td>"
    made = table(f"<tr><td>Item 10</td>{sentence}{sentence}</tr>")
    points = 414 * made["columns"][0] / sum(made["columns"]) - 10
    assert points >= len("Item 10") * made["size"] / 2


def test_a_table_of_many_columns_is_set_in_smaller_type() -> None:
    assert table("<tr>" + "<td>consideration</td>" * 8 + "</tr>")["size"] < table("<tr><td>a</td></tr>")["size"]


def parts(markup: str) -> list[dict[str, Any]]:
    nodes = table_node(html.fragment_fromstring(f"<table>{markup}</table>"), lambda cell: [cell.text_content()])
    return [node for node in nodes if isinstance(node, dict)]


WIDE = (
    "<caption>All</caption><thead><tr><td></td><th colspan=15>one</th><th colspan=14>two</th></tr>"
    f"<tr><th>name</th>{''.join([f'<th>c{at}</th>' for at in range(29)])}</tr></thead>"
    f"<tbody><tr><th>Korea</th>{'<td>1,234.5</td>' * 29}</tr></tbody>"
)


def test_a_table_wider_than_a_page_becomes_several_with_the_names_of_their_rows() -> None:
    found = parts(WIDE)
    assert len(found) > 2
    assert [node["caption"] for node in found] == [["All"], *[[]] * (len(found) - 1)]
    assert all(node["body"][0][0]["c"] == ["Korea"] for node in found)
    assert sum(len(node["body"][0]) - 1 for node in found) == 29
    assert [len(node["head"]) for node in found] == [2] * len(found)
    for node in found:
        top, names = node["head"]
        assert sum(cell["colspan"] for cell in top) == len(names) == len(node["columns"])
        assert node["size"] >= 8


def test_rows_of_heads_without_words_are_left_out() -> None:
    found = parts(WIDE.replace("one", "").replace("two", ""))
    assert [len(node["head"]) for node in found] == [1] * len(found)
    assert [(node["head"][0][0]["y"], node["body"][0][0]["y"], node["rows"]) for node in found] == [(0, 1, 2)] * len(
        found
    )


def test_a_table_stays_whole_where_a_link_would_stand_twice() -> None:
    assert len(parts(WIDE.replace("<th>Korea</th>", '<th><a href="#fn-1">Korea</a></th>'))) == 1
    assert len(parts(WIDE.replace("Korea", "K" * 90))) == 1


def test_cells_keep_their_shades() -> None:
    (row,) = table('<tr><td class="align-right heat-5">1</td><td class="heat-b1">2</td><td>3</td></tr>')["body"]
    assert [cell["shade"] is not None for cell in row] == [True, True, False]
    assert row[0]["shade"] != row[1]["shade"]
