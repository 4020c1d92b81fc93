"""Ids of headings are unique, never empty, and none hides a property of the page."""

import pytest

from kei_site.markdown.html.heading_ids import add_heading, is_taken, new_id, own_id
from kei_site.markdown.state import ParseState


def state() -> ParseState:
    return ParseState(path="content/briefs/a.md", first_line=1, lines=[""])


def test_equal_headings_get_different_ids() -> None:
    text = state()
    assert [new_id(text, "Methods") for _ in range(3)] == ["methods", "methods-2", "methods-3"]
    assert text.headings.anchors == ["methods", "methods-2", "methods-3"]


def test_a_heading_without_letters_gets_an_id() -> None:
    assert new_id(state(), "!!!") == "section"


@pytest.mark.parametrize("name", ["location", "fn-1", "kei-menu", "onclick", "title"])
def test_a_name_of_the_page_is_not_given_away(name: str) -> None:
    assert is_taken(name)
    assert new_id(state(), name).startswith("section-")


def test_a_heading_may_name_itself_once() -> None:
    text = state()
    assert own_id(text, "Methods {#how}") == ("Methods", "how")
    assert own_id(text, "Methods {#how}") == ("Methods {#how}", "")
    assert own_id(text, "Methods {#title}") == ("Methods {#title}", "")


def test_levels_are_shown_without_gaps() -> None:
    text = state()
    assert [add_heading(text, level, f"a{number}", "a") for number, level in enumerate((2, 4, 6, 3, 2))] == [
        2,
        3,
        4,
        3,
        2,
    ]
