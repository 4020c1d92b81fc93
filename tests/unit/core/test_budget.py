"""Amounts and time of one brief are counted against the table of limits."""

import pytest

from kei_site.core.budget import TICKS_PER_CHECK, Budget, OverBudgetError, cpu_seconds, is_too_large
from kei_site.core.limits import LIMITS


def test_a_limit_holds_up_to_its_number() -> None:
    budget = Budget()
    assert budget.spend(LIMITS.links, LIMITS.links.most)
    assert budget.left(LIMITS.links) == 0
    assert not budget.spend(LIMITS.links)
    assert budget.left(LIMITS.links) == -1


def test_limits_are_counted_apart() -> None:
    budget = Budget()
    budget.spend(LIMITS.links, LIMITS.links.most + 1)
    assert budget.left(LIMITS.images) == LIMITS.images.most


def test_only_one_step_crosses_a_limit() -> None:
    budget = Budget()
    steps = [
        (budget.spend(LIMITS.images, n), budget.was_crossed_by(LIMITS.images, n)) for n in (LIMITS.images.most, 2, 1)
    ]
    assert steps == [(True, False), (False, True), (False, False)]


def test_the_same_thing_is_counted_once() -> None:
    budget = Budget()
    assert [budget.spend_once(LIMITS.pixels, name, LIMITS.pixels.most) for name in "aab"] == [True, True, False]
    budget.spend_once(LIMITS.figure_cells, "a", 7)
    assert budget.left(LIMITS.figure_cells) == LIMITS.figure_cells.most - 7


def test_what_cannot_go_on_names_its_limit() -> None:
    with pytest.raises(OverBudgetError, match="20,000 places") as raised:
        Budget().require(LIMITS.spanned_cells, LIMITS.spanned_cells.most + 1)
    assert raised.value.limit is LIMITS.spanned_cells


def test_time_is_looked_at_now_and_then_until_the_clock_stops() -> None:
    budget = Budget(deadline=cpu_seconds() - 1)
    for _ in range(TICKS_PER_CHECK - 1):
        budget.tick()
    with pytest.raises(OverBudgetError):
        budget.tick()
    budget.stop_the_clock()
    for _ in range(TICKS_PER_CHECK):
        budget.tick()


def test_html_grows_with_its_source_and_short_html_may() -> None:
    assert not is_too_large(LIMITS.small_html.most, 1)
    assert is_too_large(LIMITS.small_html.most + 1, 1)
    assert is_too_large(LIMITS.html.most + 1, LIMITS.html.most)
