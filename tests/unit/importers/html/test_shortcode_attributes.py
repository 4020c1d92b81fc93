"""Attributes of shortcodes are read as their plug-ins write them."""

import pytest

from kei_site.importers.html.shortcode_attributes import attributes_of, losses_of, with_number


def test_attributes_have_names_or_numbers() -> None:
    assert attributes_of("x", " a=\"b c\" D='e' f=g \"h i\" j &amp;") == {
        "a": "b c", "d": "e", "f": "g", "0": "h i", "1": "j", "2": "&",
    }  # fmt: skip


def test_divi_writes_quotation_marks_and_brackets_as_codes() -> None:
    written = ' title="Call %22now%22 %91x%93" url="https://o.org/%22"'
    assert attributes_of("et_pb_cta", written) == {"title": 'Call "now" [x]', "url": "https://o.org/%22"}
    assert attributes_of("cta", written)["title"] == "Call %22now%22 %91x%93"


def test_wpbakery_writes_quotation_marks_and_brackets_with_backticks() -> None:
    written = ' text="Said ``peace`` in `{`2019`}`"'
    assert attributes_of("vc_custom_heading", written) == {"text": 'Said "peace" in [2019]'}
    assert attributes_of("heading", written) == {"text": "Said ``peace`` in `{`2019`}`"}


@pytest.mark.parametrize(
    ("name", "given", "number"),
    [
        ("fusion_counter_box", {"value": "12", "unit": "%"}, "12%"),
        ("vc_pie", {"value": "1,200"}, "1,200"),
        ("vc_row", {"value": "12"}, None),
        ("su_progress_bar", {"value": "dark"}, None),
    ],
)
def test_what_counts_has_its_number(name: str, given: dict[str, str], number: str | None) -> None:
    assert with_number(name, given).get("number") == number


def test_what_html_does_not_show_is_lost() -> None:
    given = {"title": "Above it", "values": "%5B1%5D", "align": "on the left"}
    assert [*losses_of("vc_line_chart", given, "<p>Above it</p>")] == [
        "[vc_line_chart] draws a chart, which was left out: [1]"
    ]
    assert [*losses_of("vc_row", given, "<p>x</p>")] == [
        "words of an attribute that were left out: [vc_row title] Above it"
    ]
    assert [*losses_of("et_pb_blog", {}, "\n")] == ["[et_pb_blog] was left out: WordPress fills it"]
