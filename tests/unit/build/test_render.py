"""In which order targets are begun."""

from kei_site.build.render import Bench, Task, _in_turn
from kei_site.plan.targets import Target

BENCH = Bench(store="", output="", staging="", templates=(), places=())


def bundles(*efforts: int) -> list[Task]:
    return [
        Task(target=Target(path=f"pagefind/{effort}/", recipe="segment", view=None, effort=effort), bench=BENCH)
        for effort in efforts
    ]


def order(*efforts: int) -> list[int]:
    return [task.target.effort for task in _in_turn(bundles(*efforts))]


def test_the_least_of_the_large_bundles_begins_and_small_ones_come_last() -> None:
    assert order(1800, 1700, 1039, 1750, 90, 120) == [1039, 1700, 1750, 1800, 90, 120]


def test_bundles_of_one_size_keep_their_order() -> None:
    assert order(7, 7, 7) == [7, 7, 7]


def test_without_bundles_there_is_no_order() -> None:
    assert order() == []
