"""Rows of any length become a grid."""

import pytest

from kei_site.core.budget import OverBudgetError
from kei_site.core.limits import LIMITS
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


@pytest.mark.parametrize(
    "rows",
    [
        [[' colspan="99" rowspan="99"']] * 3_000,
        [[' rowspan="9999"'] * 20] * 3_000,
        [[' colspan="99"'] * 300],
        [[' colspan="99"']] * 300,
    ],
)
def test_spans_cover_no_more_places_than_a_table_may_have(rows: list[list[str]]) -> None:
    with pytest.raises(OverBudgetError):
        grid(*rows)


def test_a_long_table_without_spans_is_no_fault() -> None:
    assert grid(*[["", ""]] * LIMITS.cells.most).count("<td>") == 2 * LIMITS.cells.most


def test_spans_as_in_real_tables_are_no_fault() -> None:
    rows = [[' rowspan="2"', ' colspan="3"', ' colspan="3"'], [""] * 6] * 500
    assert grid(*rows).startswith('<tr><td rowspan="2"></td><td colspan="3"></td>')
