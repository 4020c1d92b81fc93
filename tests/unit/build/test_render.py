"""In which order targets are begun, and which failures are none of a template."""

import pytest

from kei_site.build.render import RenderTask, WorkerContext, _by_picture, _in_turn
from kei_site.build.workers import START
from kei_site.core.diagnostics import Place
from kei_site.core.hashing import digest_of
from kei_site.model.views.files import ResizedImageView
from kei_site.plan.targets import Target
from kei_site.render import recipes
from tests.support.scratch import ScratchSite, brief

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


def test_the_sizes_of_a_picture_go_to_one_process_and_pictures_to_several() -> None:
    tasks = [
        RenderTask(
            target=Target(
                path=f"assets/{name}-{width}.webp",
                recipe="image",
                view=ResizedImageView(source=name, digest=digest_of(name), width=width, format="WEBP"),
                origin=Place(path=name),
            ),
            worker=WORKER,
        )
        for width in (480, 960)
        for name in ("a", "b")
    ]
    page = RenderTask(target=Target(path="a/index.html", recipe="page", view=None), worker=WORKER)
    batches = _by_picture([*tasks, page])
    assert [[task.target.path for task in batch] for batch in batches] == [
        ["assets/a-480.webp", "assets/a-960.webp"],
        ["assets/b-480.webp", "assets/b-960.webp"],
    ]


def test_memory_that_runs_out_is_no_fault_of_a_template(
    scratch_site: ScratchSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> bytes:
        raise MemoryError

    scratch_site.write("content/briefs/a.md", brief())
    monkeypatch.setattr(recipes, "RECIPES", dict.fromkeys(recipes.RECIPES, fails))
    with pytest.raises(MemoryError):
        scratch_site.build()


@pytest.mark.skipif(START != "fork", reason="only forked workers share memory")
def test_many_new_files_without_words_are_published_by_several_processes(scratch_site: ScratchSite) -> None:
    scratch_site.write("content/briefs/2024/a.md", brief())
    scratch_site.build(jobs=2)
    for number in range(200):
        scratch_site.write(f"static/files/{number}.csv", f"a,{number}\n")
    report = scratch_site.build(jobs=2)
    assert len(report.written) == 200
    assert len([*(scratch_site.output / "files").iterdir()]) == 200
