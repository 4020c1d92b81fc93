from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kei_site.render.figures.scales import fixed_scale, kept_apart, number_scale, places_in_time

NUMBERS = st.lists(st.floats(-1e9, 1e9, allow_nan=False).map(lambda number: round(number, 4)), min_size=1, max_size=20)


@given(NUMBERS, st.booleans())
def test_an_axis_holds_its_numbers_between_round_ends(numbers: list[float], zero: bool) -> None:
    scale = number_scale(numbers, (100, 0), zero=zero)
    assert scale.low <= min(numbers) <= max(numbers) <= scale.high
    assert 2 <= len(scale.ticks) <= 12
    assert all(-1e-6 <= scale.at(number) <= 100 + 1e-6 for number in numbers)
    assert not zero or scale.low <= 0 <= scale.high


@given(st.lists(st.floats(1e-3, 1e9), min_size=1, max_size=20))
def test_a_logarithmic_axis_holds_its_numbers(numbers: list[float]) -> None:
    scale = number_scale(numbers, (100, 0), zero=False, is_log=True)
    assert scale.low <= min(numbers) * (1 + 1e-6)
    assert scale.high >= max(numbers) * (1 - 1e-6)
    assert all(-1 <= scale.at(number) <= 101 for number in numbers)


def test_an_axis_near_zero_begins_there() -> None:
    assert number_scale([1.9, 5.2], (1, 0), zero=False).ticks == (0, 2, 4, 6)
    assert number_scale([1e-12, 3e-12], (1, 0), zero=True, wanted=3).ticks == (0, 1e-12, 2e-12, 3e-12)
    assert number_scale([95, 99], (1, 0), zero=False).ticks == (95, 96, 97, 98, 99)


def test_ends_that_an_editor_sets_are_kept() -> None:
    scale = fixed_scale(0, 7, (70, 0))
    assert (scale.at(0), scale.at(7), scale.ticks) == (70, 0, (0, 2, 4, 6))


def test_dates_are_as_far_apart_as_in_time() -> None:
    assert places_in_time(("2000", "2002", "2004"), (0, 1461)) == (0, 731, 1461)
    assert places_in_time(("2000",), (0, 10)) == (5,)


@given(st.lists(st.floats(0, 100), min_size=1, max_size=6))
def test_labels_are_kept_apart(places: list[float]) -> None:
    moved = sorted(kept_apart(places, [16] * len(places), (0, 100)))
    assert all(after - before >= 16 - 1e-6 for before, after in pairwise(moved))
    assert moved[0] >= 8 - 1e-6
    assert moved[-1] <= 92 + 1e-6
