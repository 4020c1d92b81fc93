"""The letters of long lists."""

from collections.abc import Iterable

import pytest

from kei_site.model.views.common import Link
from kei_site.render.pages.letters import FEWEST, letter_of, letters


def topics(names: Iterable[str]) -> list[Link]:
    return [Link(name=name, url="/") for name in names]


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("kim", "K"),
        ("Émile", "E"),
        ("ßtraße", "S"),
        ("김예슬", "ㄱ"),
        ("까치", "ㄱ"),
        ("하늘", "ㅎ"),
        ("“Quoted”", "Q"),
        ("5G", "#"),
        ("", "#"),
        ("تونس", "ت"),
        ("東京", "東"),
    ],
)
def test_a_name_is_filed_under_a_letter(name: str, letter: str) -> None:
    assert letter_of(name) == letter


def test_each_letter_begins_where_its_first_entry_stands() -> None:
    half = FEWEST // 2
    assert letters(topics([*["a"] * half, *["Ä"] * 2, *["b"] * half])) == {0: "A", half + 2: "B"}


@pytest.mark.parametrize(
    "names",
    [["a", "b"], ["a"] * FEWEST, [*["b"] * 2, *["a"] * FEWEST, "b"]],
    ids=["short", "one letter", "in another order"],
)
def test_other_lists_have_none(names: list[str]) -> None:
    assert letters(topics(names)) == {}
