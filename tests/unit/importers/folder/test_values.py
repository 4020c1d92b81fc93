"""Values of front matter in their many forms."""

from datetime import date
from typing import Any

import pytest

from kei_site.importers.folder.values import decoded, first_of, is_no, is_yes, text_of, texts_of


@pytest.mark.parametrize(
    ("found", "text"),
    [
        ("a  b\n", "a b"),
        (2019, "2019"),
        (True, "true"),
        (date(2019, 3, 4), "2019-03-04"),
        (None, ""),
        ("null", ""),
        (["a"], ""),
    ],
)
def test_scalars_are_text(found: Any, text: str) -> None:
    assert text_of(found) == text


@pytest.mark.parametrize(
    ("found", "texts"),
    [
        (["a", ["b", 3]], ["a", "b", "3"]),
        ("a, b,", ["a", "b"]),
        ({"a": 1, "b": 2}, ["a", "b"]),
        (None, []),
        ([{"a": 1}], ["a"]),
    ],
)
def test_lists_are_texts(found: Any, texts: list[str]) -> None:
    assert texts_of(found, parts=",") == texts


def test_a_text_without_parts_stays_whole() -> None:
    assert texts_of("a, b") == ["a, b"]


def test_yes_and_no_in_all_spellings() -> None:
    assert all(map(is_yes, (True, "yes", "TRUE", 1, "on")))
    assert all(map(is_no, (False, "no", "False", 0, "off")))
    assert not any(map(is_yes, ("", None, "maybe", [])))


def test_the_first_value_that_is_none_is_passed_over() -> None:
    assert first_of({"a": "", "b": [], "c": "x"}, ("a", "b", "c")) == ("c", "x")
    assert first_of({}, ("a",)) == ("", None)


def test_entities_are_decoded_once() -> None:
    assert decoded("A &amp;amp; B &#8217; &notable; AT&T") == "A &amp; B ’ &notable; AT&T"
