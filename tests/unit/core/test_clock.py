"""Moments know their day, and a build has one instant."""

from datetime import datetime, timedelta, timezone

import pytest

from kei_site.core.clock import LAST_INSTANT, build_instant, moment_of, today
from kei_site.core.errors import Refusal

SEOUL = timezone(timedelta(hours=9))


def test_a_moment_keeps_its_zone_and_its_order() -> None:
    moment = moment_of(datetime(2024, 5, 1, 8, 30, 15, 999, tzinfo=SEOUL), has_time=True)
    assert moment.iso == "2024-05-01T08:30:15+09:00"
    assert (moment.day, moment.year, moment.month) == ("2024-05-01", 2024, 5)
    assert moment.utc().isoformat() == "2024-04-30T23:30:15+00:00"
    assert moment.as_datetime().utcoffset() == timedelta(hours=9)
    later = moment.later(3_600)
    assert (later.iso, later.epoch - moment.epoch) == ("2024-05-01T09:30:15+09:00", 3_600)


def test_the_instant_of_a_build_can_be_fixed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert build_instant() == 1_700_000_000
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert build_instant() > 1_700_000_000


@pytest.mark.parametrize("written", ["abc", "-1", "1.5", " 1", "1e9", "٣", str(LAST_INSTANT + 1), "9" * 40])
def test_an_instant_that_is_none_is_refused_in_words(written: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", written)
    with pytest.raises(Refusal, match="SOURCE_DATE_EPOCH wants seconds since 1970"):
        build_instant()


def test_an_empty_variable_is_as_if_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    assert 1_700_000_000 < build_instant() < LAST_INSTANT


def test_the_day_of_a_build_is_that_of_its_instant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86399")
    assert today() == "1970-01-01"
