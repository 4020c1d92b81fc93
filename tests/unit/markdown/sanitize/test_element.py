"""A closed element is written with its parts; text stands for itself."""

from kei_site.markdown.sanitize.element import Element


def test_an_element_is_written_with_its_parts() -> None:
    row = Element("tr", "", parts=[Element("td", ' class="nowrap"', "a"), Element("td", "")])
    assert row.html() == '<tr><td class="nowrap">a</td><td></td></tr>'


def test_text_has_no_tag_and_a_void_element_no_end() -> None:
    assert Element("", "", "a &lt; b").html() == "a &lt; b"
    assert Element("br", "").html() == "<br>"
