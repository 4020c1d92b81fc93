"""Sizes are said in decimal units, in the largest one that they reach."""

import pytest

from kei_site.core.byte_sizes import size_text


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1500, "1.5 kB"),
        (999_499, "999.5 kB"),
        (999_500, "1.0 MB"),
        (25_000_000, "25.0 MB"),
        (3 * 10**9, "3.0 GB"),
    ],
)
def test_a_size_is_said_in_the_largest_unit_that_it_reaches(size: int, words: str) -> None:
    assert size_text(size) == words


def test_numbers_are_written_as_asked() -> None:
    assert size_text(2_400_000, lambda number: f"<{number}>") == "<2.4> MB"
