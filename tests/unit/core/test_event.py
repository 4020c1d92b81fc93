"""When an event is over."""

import pytest

from kei_site.core.clock import moment_of
from kei_site.core.event import Event
from tests.support.plan_samples import day


@pytest.mark.parametrize(
    ("start", "end", "over"),
    [
        ("2025-02-01", None, "2025-02-02"),
        ("2025-02-01", "2025-02-03", "2025-02-04"),
    ],
)
def test_an_event_without_a_time_of_its_end_is_over_with_its_last_day(start: str, end: str | None, over: str) -> None:
    assert Event(start=day(start), end=day(end) if end else None).over == day(over).epoch


def test_an_event_is_over_at_the_time_of_its_end() -> None:
    end = moment_of(day("2025-02-01").as_datetime().replace(hour=17, minute=30), has_time=True)
    assert Event(start=day("2025-02-01"), end=end).over == end.epoch
