"""Attributes that hold words for readers are known from settings."""

import pytest

from kei_site.importers.html.attribute_words import entries_of, holds_words, is_prose, seen_words, unshown


@pytest.mark.parametrize(
    ("name", "is_text"),
    [
        ("button_text_2", True),
        ("noticeTitle", True),
        ("title-front", True),
        ("title_align", False),
        ("button_text_color", False),
        ("admin_label", False),
        ("_title", False),
        ("width", False),
    ],
)
def test_the_name_of_an_attribute_says_whether_it_holds_words(name: str, is_text: bool) -> None:
    assert holds_words(name) == is_text


@pytest.mark.parametrize(
    ("text", "is_text"),
    [
        ("Two words", True),
        ("한국의 항구", True),
        ("Open Sans||||", False),
        ("1px solid #ccc", False),
        ("color: dark; top: 2px", False),
        ("font_family:Abril|font_style:400 regular", False),
        ("https://o.org/a", False),
        ('{"a": "two words"}', False),
        ('a:1:{s:1:"x";s:9:"two words";}', False),
        ("top left", False),
        ("word", False),
    ],
)
def test_the_form_of_a_text_says_whether_it_is_prose(text: str, is_text: bool) -> None:
    assert is_prose("unknown", text) == is_text


@pytest.mark.parametrize("hostile", ["a: ;" * 30_000 + "b;b", "a:b|c:" * 30_000, "|" * 100_000, "%5" * 50_000])
def test_hostile_texts_are_read_in_one_pass(hostile: str) -> None:
    assert is_prose("unknown", hostile) in (True, False)


def test_an_attribute_may_hold_a_list() -> None:
    assert entries_of("90|Field work,80|Desk work")[1] == {"label": "Desk work", "value": "80"}
    assert entries_of("%5B%7B%22label%22%3A%22a+b%22%7D%5D") == [{"label": "a b"}]
    assert entries_of("a|b") == entries_of("%5B%7B") == entries_of(3) == []


def test_words_that_html_shows_are_not_missed() -> None:
    seen = [*seen_words({"text": "Read &amp; write", "alt": "An image", "size": "full width"})]
    assert seen == [("text", "Read & write")]
    assert [*unshown(seen, "<p>Read <b>&amp;</b> write</p>")] == []
    assert [*unshown(seen, '<a title="read & write">x</a>')] == []
    assert [*unshown(seen, "<p>Read</p>")] == seen
