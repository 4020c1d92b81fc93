"""What is said of dates that cannot be meant."""

from datetime import datetime
from typing import Any

import pytest

from kei_site.check.dates import date_advice
from kei_site.core.clock import Moment, moment_of
from kei_site.core.correction import Correction
from kei_site.core.syndication import Syndication
from tests.support.plan_samples import NOW, brief


def day(text: str) -> Moment:
    return moment_of(datetime.fromisoformat(f"{text}T00:00:00+00:00"), has_time=False)


def told(date: str = "2024-07-21", **front: Any) -> list[tuple[str, str]]:
    return [(each.code, each.found) for each in date_advice([brief("a", date, **front)], NOW)]


def test_an_embargo_before_the_date_is_told() -> None:
    assert told(embargo=day("2024-07-01")) == [("DAT09", "2024-07-01T00:00:00+00:00")]
    assert told(embargo=day("2024-07-22")) == []


def notice(text: str, kind: str = "correction") -> Correction:
    return Correction(date=day(text), kind=kind, note="A note.")


def outlet(text: str, role: str = "original") -> Syndication:
    return Syndication(outlet="Weekly", url="", date=day(text), role=role)


@pytest.mark.parametrize(
    "front",
    [
        {"updated": day("2099-01-01")},
        {"corrections": (notice("2024-08-01"), notice("2099-01-01"))},
        {"withdrawn": notice("2099-01-01", "retraction")},
        {"published_in": outlet("2099-01-01", "reprint")},
    ],
)
def test_what_is_said_to_be_done_is_not_to_come(front: dict[str, Any]) -> None:
    assert told(**front) == [("DAT06", "2099-01-01")]
    assert told("2098-01-01", **front) == []


def test_a_day_that_has_begun_elsewhere_is_not_to_come() -> None:
    tomorrow = datetime.fromtimestamp(NOW + 86_400).astimezone()
    assert told(updated=moment_of(tomorrow, has_time=False)) == []
    assert [code for code, _ in told(updated=moment_of(tomorrow, has_time=True))] == ["DAT06"]


def test_an_original_does_not_appear_after_its_copy() -> None:
    assert told(published_in=outlet("2024-07-23")) == [("SYN01", "2024-07-23")]
    assert told(published_in=outlet("2024-07-22")) == []
    assert told(published_in=outlet("2024-07-23", "reprint")) == []
