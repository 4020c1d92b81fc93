import re

import lxml.html
import pytest

from kei_site.render.figures.table import table_html
from tests.support.figure_samples import SAMPLES, chart, data_table

DATA = "country,2022,2023,note\nPoland,1.5,2,a\nKorea,n/a,-1234.25,b\n"


def test_numbers_are_aligned_and_have_equal_digits() -> None:
    table = lxml.html.fromstring(table_html(data_table("title: T\nunits: {'2023': percent}\n", DATA)))
    assert [cell.text_content() for cell in table.xpath(".//td[@class='align-right']")] == [
        "1.5", "2.00", "n/a", "\u22121,234.25",
    ]  # fmt: skip
    assert table.xpath("string(.//th[3]/span)") == "percent"
    assert [cell.text_content() for cell in table.xpath(".//th[@scope='row']")] == ["Poland", "Korea"]


def test_the_highest_numbers_have_the_darkest_shade() -> None:
    html = table_html(data_table("title: T\nheat: [n]\n", "a,n\nx,1\ny,5\nz,10\nw,\n"))
    assert [f"heat-{shade}" in html for shade in range(1, 6)] == [True, False, True, False, True]


@pytest.mark.parametrize(("language", "head"), [("en", "When"), ("ko", "일시")])
def test_dates_that_stood_in_the_head_are_not_called_after_the_rows(language: str, head: str) -> None:
    view = chart("type: line\ntitle: T\n", "country,2022,2023\nKorea,1,2\n", language=language)
    table = lxml.html.fromstring(table_html(view))
    assert table.xpath(".//thead//th/text()") == [head, "Korea"]


def test_tiny_places_of_points_are_not_shown_as_zero() -> None:
    html = table_html(chart("type: scatter\ntitle: T\n", "p,a,b\nx,0.00001,1\ny,0.00000015,3\n"))
    assert "0.00001000" in html
    assert "0.00000015" in html


def test_every_digit_of_the_source_is_shown() -> None:
    html = table_html(data_table("title: T\n", "a,n\nx,0.00001234\ny,2.6154301234567\nz,0.1\n"))
    assert re.findall(r">([0-9.]+)</td>", html) == ["0.0000123400000", "2.6154301234567", "0.1000000000000"]


def test_a_row_without_a_point_stays_in_the_table() -> None:
    html = table_html(chart("type: scatter\ntitle: T\nseries: g\n", "p,a,b,g\nx,,1,n\ny,2,3,m\nz,4,,n\n"))
    rows = lxml.html.fromstring(html).xpath(".//tbody/tr")
    assert [[cell.text_content() for cell in row] for row in rows] == [
        ["x", "no data", "1", "n"], ["y", "2", "3", "m"], ["z", "4", "no data", "n"],
    ]  # fmt: skip


def test_heads_may_be_merged() -> None:
    table = lxml.html.fromstring(table_html(data_table("title: T\nheads: {Years: ['2022', '2023']}\n", DATA)))
    cells = table.xpath(".//tr[@class='merged']/*")
    assert [(cell.tag, cell.get("colspan"), cell.get("scope")) for cell in cells] == [
        ("td", "1", None), ("th", "2", "colgroup"), ("td", "1", None),
    ]  # fmt: skip


def test_regions_are_named_in_the_language_of_the_text() -> None:
    assert "서울" in table_html(chart(*SAMPLES["tile-map-korea"], language="ko"))
    assert "Seoul" in table_html(chart(*SAMPLES["tile-map-korea"]))


def test_the_box_is_reached_by_the_keyboard() -> None:
    assert table_html(chart(*SAMPLES["line"])).startswith('<div class="table-box" tabindex="0">')


def test_shades_part_at_zero_where_a_column_has_both_signs() -> None:
    html = table_html(data_table("title: T\nheat: [n]\n", "a,n\nw,-9\nx,-1\ny,0\nz,8\n"))
    assert re.findall("heat-([b0-9]+)", html) == ["b3", "b1", "2", "4"]
