"""A mistyped word gets the known one that was meant."""

import time

import pytest

from kei_site.core.suggest import nearest


@pytest.mark.parametrize(
    ("wanted", "meant"),
    [("htm1", "HTM01"), ("HTM01x", "HTM01"), ("lnk02", "LNK02"), ("other", ""), ("", "")],
)
def test_the_nearest_word_is_found_whatever_the_case(wanted: str, meant: str) -> None:
    assert nearest(wanted, ["HTM01", "LNK02"]) == meant


def test_the_order_of_the_known_words_does_not_matter() -> None:
    assert nearest("kin", ["kim", "Kim", "kit"]) == nearest("kin", ["kit", "Kim", "kim"])


def test_a_very_long_word_takes_no_time() -> None:
    started = time.process_time()
    nearest("a" * 100_000, [f"{'a' * 100}{n}" for n in range(50)])
    assert time.process_time() - started < 1
