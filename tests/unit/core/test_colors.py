"""Contrast by WCAG, and the nearest color that can be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kei_site.core.colors import LEAST_CONTRAST, contrast, is_color, mixed, readable, rgb_of

COLORS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("color", "other", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#fff", "#FFFFFF", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#0b5c8a", "#fff", 7.21),
    ],
)
def test_contrast_is_that_of_wcag(color: str, other: str, expected: float) -> None:
    assert contrast(color, other) == pytest.approx(expected, abs=0.05)
    assert contrast(other, color) == contrast(color, other)


@given(COLORS, COLORS)
def test_the_nearest_color_can_be_read_whatever_the_ground(color: str, ground: str) -> None:
    found = readable(color, ground)
    assert contrast(found, ground) >= LEAST_CONTRAST
    assert (found == color) == (contrast(color, ground) >= LEAST_CONTRAST)


def test_a_color_moves_no_further_than_it_has_to() -> None:
    found = readable("#ff8800", "#ffffff")
    assert LEAST_CONTRAST <= contrast(found, "#ffffff") < LEAST_CONTRAST + 0.2


def test_colors_are_hexadecimal() -> None:
    assert (rgb_of("#0b5c8a"), rgb_of("#fff")) == ((11, 92, 138), (255, 255, 255))
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"
    assert [is_color(text) for text in ("#fff", "#0B5c8a", "blue", "#12345", "0b5c8a", "#ggg")] == [
        True,
        True,
        *[False] * 4,
    ]
