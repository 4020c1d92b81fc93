"""The first searches for leftovers miss nothing that a kind's own pattern would find."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kei_site.markdown.parser.leftover_kinds import BEGINNINGS, BRACKETED, KINDS, KINDS_IN_BRACKETS

PIECES = [
    "[",
    "]",
    "[/",
    "b",
    "/",
    "TOC",
    "gallery",
    " ",
    "@",
    "a;",
    "-@c",
    "=",
    '"',
    "url=",
    "video",
    "https://e",
    "[[",
    "!",
]


@given(st.lists(st.sampled_from(PIECES), max_size=9).map("".join))
def test_one_search_stands_for_all_kinds_in_brackets(text: str) -> None:
    for kind in KINDS_IN_BRACKETS:
        if kind.pattern.search(text):
            assert BRACKETED.search(text)


def test_a_kind_is_found_only_where_its_sign_is() -> None:
    samples = (
        "{{a}}",
        "{%a%}",
        "<%a%>",
        "{.a}",
        "$$a$$",
        "$a$",
        r"\(a=\)",
        r"\newpage",
        "==a==",
        "%%a%%",
        "\uff0a\uff0aa\uff0a\uff0a",
        "'''a'''",
        "a^2^",
        "a~2~",
        "~struck~",
        ":ab:",
    )
    for kind, sample in zip(KINDS, samples, strict=True):
        assert kind.pattern.search(sample)
        assert kind.sign in sample


def test_a_beginning_is_found_by_its_first_two_characters() -> None:
    for first, kind in BEGINNINGS.items():
        assert kind.pattern.pattern.replace("\\", "").startswith(first[0])


def test_a_shortcode_in_escaped_brackets_is_no_formula() -> None:
    (formula,) = (kind for kind in KINDS if kind.pattern.search(r"\(a=\)"))
    assert formula.pattern.search(r"\[x = y\]")
    for written in (r"""\[chart id="3" title='A'\]""", r"\[table id=3 /\]", r"\[map https://x.org/?q=a\]"):
        assert not formula.pattern.search(written)


@pytest.mark.parametrize(
    ("text", "is_formula"),
    [
        (r"Words\[^1\] and more\[^note\].", False),
        (r"\[^1\]: See p. 3.", False),
        (r"\[^fn-1, ^fn-2\]", False),
        (r"\[^{14}C\]", True),
        (r"m\(^2\)", True),
        (r"\[x^2\]", True),
        (r"Words\[^1\] and \[x = y\]", True),
    ],
)
def test_the_mark_of_a_note_in_escaped_brackets_is_no_formula(text: str, is_formula: bool) -> None:
    (formula,) = (kind for kind in KINDS if kind.pattern.search(r"\(a=\)"))
    assert bool(formula.pattern.search(text)) == is_formula


@pytest.mark.parametrize(
    "text", ["3~5명, 7~9명", "그렇지~ 응~", "서울~부산~대구", "~3월 ~5월", "(~에서 ~까지)", "약 ~10%~20%", "~3월~6월"]
)
def test_a_range_or_a_long_tone_is_no_struck_text(text: str) -> None:
    (struck,) = (kind for kind in KINDS if kind.name == "struck text")
    assert not struck.pattern.search(text)
    assert struck.pattern.search("값은 ~3명~은")
