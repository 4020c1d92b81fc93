"""A mistyped word gets the known one that was meant."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kei_site.core.limits import LIMITS
from kei_site.core.suggest import Suggester, WordIndex, nearest


@pytest.mark.parametrize(
    ("wanted", "meant"),
    [("htm1", "HTM01"), ("HTM01x", "HTM01"), ("lnk02", "LNK02"), ("other", ""), ("", "")],
)
def test_the_nearest_word_is_found_whatever_the_case(wanted: str, meant: str) -> None:
    assert nearest(wanted, ["HTM01", "LNK02"]) == meant


@pytest.mark.parametrize(
    ("wanted", "known"),
    [
        ("strategy", "trade"),
        ("grant", "draft"),
        ("paper.pdf", "chart.pdf"),
        ("budget.csv", "budget-talks.md"),
        ("../2024/navy.md", "../2024/army.md"),
        ("../2024/navy/index.md", "../2024/japan/index.md"),
        ("/tags/zz/", "/tags/nato/"),
        ("/archive/2024/x/", "/archive/2024/"),
        ("the-army-of-japan-1", "the-navy-of-korea-1"),
        ("brief:sanctions", "brief:sea-lanes"),
        ("ab", "ac"),
    ],
)
def test_a_word_that_is_only_made_of_the_same_letters_is_not_offered(wanted: str, known: str) -> None:
    assert nearest(wanted, [known]) == WordIndex([known]).nearest(wanted) == ""


@pytest.mark.parametrize(
    ("wanted", "known"),
    [
        ("embagro", "embargo"),
        ("darft", "draft"),
        ("autors", "authors"),
        ("report.pfd", "report.pdf"),
        ("Chart.PNG", "chart.png"),
        ("chart.jpeg", "chart.jpg"),
        ("first", "first-steps"),
        ("/tags/nto/", "/tags/nato/"),
        ("../2022/summit/index.md", "../2023/summit/index.md"),
        ("kin", "kim"),
    ],
)
def test_a_word_with_a_slip_of_the_keys_gets_the_one_that_was_meant(wanted: str, known: str) -> None:
    assert nearest(wanted, [known, "unlike everything"]) == known


def test_the_order_of_the_known_words_does_not_matter() -> None:
    assert nearest("kin", ["kim", "Kim", "kit"]) == nearest("kin", ["kit", "Kim", "kim"])


def test_a_very_long_word_takes_no_time() -> None:
    started = time.process_time()
    nearest("a" * 100_000, [f"{'a' * 100}{n}" for n in range(50)])
    assert time.process_time() - started < 1


SLUGS = [f"the-{thing}-of-{place}-{n}" for n in range(5) for thing in ("navy", "army") for place in ("korea", "japan")]
NAMES = [*SLUGS, "북핵문제", "한미동맹", "cafe\u0301", "data.csv", "../2023/other.md", "a"]


@pytest.mark.parametrize(
    ("wanted", "meant"),
    [
        ("the-nvay-of-korea-3", "the-navy-of-korea-3"),
        ("북한문제", "북핵문제"),
        ("CAF\u00c9", "cafe\u0301"),
        ("dta.csv", "data.csv"),
        ("../2022/other.md", "../2023/other.md"),
        ("A", "a"),
        ("nothing like it", ""),
        ("", ""),
    ],
)
def test_an_index_finds_the_nearest_word_in_any_form(wanted: str, meant: str) -> None:
    assert WordIndex(NAMES).nearest(wanted) == meant


@given(st.sampled_from(NAMES[:-1]), st.integers(0, 30), st.sampled_from("xz-한"))
def test_an_index_and_a_full_comparison_agree_on_one_wrong_letter(word: str, at: int, letter: str) -> None:
    place = at % len(word)
    mistyped = word[:place] + letter + word[place + 1 :]
    assert WordIndex(NAMES).nearest(mistyped) == nearest(mistyped, NAMES)


def test_suggestions_end_when_nobody_would_read_more() -> None:
    suggester = Suggester()
    found = [suggester.nearest("kin", "authors", lambda: ["kim"]) for _ in range(LIMITS.suggestions.most + 9)]
    assert found == ["kim"] * LIMITS.suggestions.most + [""] * 9


def test_ten_times_the_words_take_no_ten_times_as_long() -> None:
    index = WordIndex(f"2024/brief-number-{n}" for n in range(20_000))
    started = time.process_time()
    for n in range(LIMITS.suggestions.most):
        index.nearest(f"2024/breif-nubmer-{n}")
    assert time.process_time() - started < 1
