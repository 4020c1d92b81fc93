"""Garbage of a batch is freed after it, and a command runs without the collector."""

import gc
from collections.abc import Iterator

import pytest

from kei_site.build.memory import frozen_memory, run_collected, turn_collector_off, turn_collector_on


class Knot:
    """An object that only the collector can free."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    """Leave the collector as it was."""
    threshold = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*threshold)
    gc.enable()


def test_garbage_of_a_batch_is_gone_after_it() -> None:
    turn_collector_off()
    assert run_collected(lambda count: [Knot() for _ in range(count)] and count, 5) == 5
    assert not [thing for thing in gc.get_objects() if isinstance(thing, Knot)]


def test_objects_are_frozen_while_the_body_runs() -> None:
    with frozen_memory():
        assert gc.get_freeze_count() > 0
    assert gc.get_freeze_count() == 0


def test_the_collector_is_off_or_looks_rarely() -> None:
    turn_collector_off()
    assert not gc.isenabled()
    turn_collector_on()
    assert gc.isenabled()
    assert gc.get_threshold()[0] > 100_000
