"""Times in recordings: as people and machines write them."""

import pytest

from kei_site.core.podcast import CATEGORIES, clock_of, iso_of, seconds_of


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("0:00", 0),
        ("54:32", 3272),
        ("1:02:03", 3723),
        ("90:00", 5400),
        ("3272", 3272),
        ("PT54M32S", 3272),
        ("PT1H", 3600),
    ],
)
def test_a_time_is_read_in_each_of_its_forms(written: str, seconds: int) -> None:
    assert seconds_of(written) == seconds


@pytest.mark.parametrize("written", ["", "54:60", "1:60:00", "1:2", "PT", "-5", "12:30:", "an hour", "٥:٠٠", "1.5"])
def test_what_is_no_time_is_none(written: str) -> None:
    assert seconds_of(written) is None


@pytest.mark.parametrize("seconds", [0, 5, 59, 60, 3599, 3600, 3723, 86_399])
def test_a_time_that_is_written_is_read_again(seconds: int) -> None:
    assert seconds_of(clock_of(seconds)) == seconds
    assert seconds_of(iso_of(seconds)) == seconds


def test_a_part_of_a_category_stands_behind_its_whole() -> None:
    assert {"News", "News > Politics", "Government", "Science > Social Sciences"} <= set(CATEGORIES)
    assert all(category.partition(" > ")[0] in CATEGORIES for category in CATEGORIES)
