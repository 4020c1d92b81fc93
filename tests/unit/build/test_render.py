"""In which order targets are begun."""

from kei_site.build.render import RenderTask, WorkerContext, _in_turn
from kei_site.plan.targets import Target

WORKER = WorkerContext(store="", output="", staging="", templates=(), places=())


def index_jobs(*efforts: int) -> list[RenderTask]:
    return [
        RenderTask(target=Target(path=f"pagefind/{effort}/", recipe="segment", view=None, effort=effort), worker=WORKER)
        for effort in efforts
    ]


def order(*efforts: int) -> list[int]:
    return [task.target.effort for task in _in_turn(index_jobs(*efforts))]


def test_the_least_of_the_large_index_jobs_begins_and_small_ones_come_last() -> None:
    assert order(1800, 1700, 1039, 1750, 90, 120) == [1039, 1700, 1750, 1800, 90, 120]


def test_index_jobs_of_one_size_keep_their_order() -> None:
    assert order(7, 7, 7) == [7, 7, 7]


def test_without_index_jobs_there_is_no_order() -> None:
    assert order() == []
