"""Rows of any length become a grid."""

from kei_site.markdown.sanitize.element import Element
from kei_site.markdown.sanitize.table_grid import make_grid


def grid(*rows: list[str]) -> str:
    """Return the HTML of a body whose cells have the given attributes, made a grid."""
    body = Element("tbody", "", parts=[Element("tr", "", parts=[Element("td", cell) for cell in row]) for row in rows])
    make_grid([body])
    return body.html().removeprefix("<tbody>").removesuffix("</tbody>")


def test_short_rows_are_filled() -> None:
    assert grid([""], ["", ""]) == "<tr><td></td><td></td></tr><tr><td></td><td></td></tr>"


def test_a_span_ends_where_the_table_ends() -> None:
    assert grid([' colspan="9"'], ["", ""]).startswith('<tr><td colspan="2"></td></tr>')
    assert grid([' rowspan="9"', ""], [""]).startswith('<tr><td rowspan="2"></td>')


def test_a_column_in_which_no_cell_begins_goes() -> None:
    assert grid([' colspan="2"'], [' colspan="2"']) == "<tr><td></td></tr><tr><td></td></tr>"


def test_a_cell_from_above_takes_its_column() -> None:
    assert grid(["", ' rowspan="2"'], [' colspan="2"']).endswith("<tr><td></td></tr>")
