"""The same work gives the same results in any number of processes, and no process outlives the build."""

import gc
import multiprocessing
import os
import signal
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures.process import _ExecutorManagerThread
from pathlib import Path

import pytest

from kei_site import workers
from kei_site.interrupts import Interrupted, raise_interrupted
from kei_site.output.ownership import Refusal
from kei_site.workers import Crew, chunked, default_jobs

STARTS = ("fork", "spawn", "forkserver")


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Forking beside the threads of the test runner is warned of from Python 3.12 on."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        yield


def squares(numbers: Sequence[int]) -> list[int]:
    return [number * number for number in numbers]


def places(numbers: Sequence[int]) -> list[int]:
    time.sleep(0.05)
    return [os.getpid() for _ in numbers]


class Knot:
    """What only the search for garbage can free."""

    def __init__(self) -> None:
        self.itself = self


def knotting(numbers: Sequence[int]) -> list[int]:
    """Leave garbage, and say how much of it there is from earlier chunks."""
    there = sum(isinstance(one, Knot) for one in gc.get_objects())
    for _ in numbers:
        Knot()
    return [there]


def refusing(numbers: Sequence[int]) -> list[int]:
    raise OSError(28, "No space left on device")


def dying(numbers: Sequence[int]) -> list[int]:
    os.kill(os.getpid(), signal.SIGKILL)
    return []


def test_chunks_hold_everything_in_order() -> None:
    assert chunked(range(7), 3) == [range(3), range(3, 6), range(6, 7)]
    assert chunked([], 3) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_garbage_of_a_chunk_is_gone_before_the_next(jobs: int) -> None:
    gc.collect()
    gc.disable()
    try:
        with Crew(jobs=jobs) as crew:
            found = [chunk[0] for chunk in crew.each(knotting, chunked(range(60), 10))]
        assert found == [0] * 6
        assert not gc.isenabled()
        assert gc.get_freeze_count() == 0
        # Without a crew, the garbage would be there.
        assert [knotting(range(10))[0] for _ in range(2)] == [0, 10]
    finally:
        gc.enable()
        gc.collect()


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_the_number_and_kind_of_processes_changes_no_result(jobs: int, start: str) -> None:
    with Crew(jobs=jobs, start=start) as crew:
        found = list(crew.each(squares, chunked(range(20), 4)))
    assert sorted(number for chunk in found for number in chunk) == squares(range(20))


def test_one_chunk_or_one_job_is_done_here() -> None:
    assert list(Crew(jobs=4).each(places, [[1, 2]])) == [[os.getpid(), os.getpid()]]
    assert list(Crew(jobs=1).each(places, [[1], [2]])) == [[os.getpid()], [os.getpid()]]
    assert list(Crew(jobs=4).each(places, [])) == []


@pytest.mark.parametrize("start", STARTS)
def test_several_chunks_are_done_elsewhere(start: str) -> None:
    with Crew(jobs=2, start=start) as crew:
        found = {pid for chunk in crew.each(places, chunked(range(12), 1)) for pid in chunk}
    assert os.getpid() not in found
    assert 1 <= len(found) <= 2


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_machine_that_refuses_a_worker_refuses_the_build(jobs: int) -> None:
    with pytest.raises(OSError, match="No space"), Crew(jobs=jobs) as crew:
        list(crew.each(refusing, [[1], [2]]))


def test_a_killed_worker_is_a_refusal_not_a_hang() -> None:
    with pytest.raises(Refusal, match="worker process was killed"), Crew(jobs=2) as crew:
        list(crew.each(dying, [[1], [2]]))


def test_workers_that_die_while_work_is_given_up_are_no_hang() -> None:
    # As when a signal goes to the whole group: this process is interrupted while its pool breaks.
    with Crew(jobs=2) as crew:
        for _ in crew.each(squares, [[number] for number in range(2000)]):
            for worker in multiprocessing.active_children():
                worker.kill()
            break
        assert multiprocessing.active_children() == []
        assert sorted(crew.each(squares, [[1], [2]])) == [[1], [4]]


def test_a_signal_that_comes_while_processes_begin_waits_until_they_have(monkeypatch: pytest.MonkeyPatch) -> None:
    begin = _ExecutorManagerThread.start

    def begin_late(thread: _ExecutorManagerThread) -> None:
        signal.raise_signal(signal.SIGTERM)
        begin(thread)

    monkeypatch.setattr(_ExecutorManagerThread, "start", begin_late)
    before = signal.signal(signal.SIGTERM, raise_interrupted)
    try:
        with pytest.raises(Interrupted), Crew(jobs=2) as crew:
            list(crew.each(squares, [[1], [2]]))
    finally:
        signal.signal(signal.SIGTERM, before)
    assert multiprocessing.active_children() == []


def test_one_crew_does_several_works_with_the_same_processes() -> None:
    with Crew(jobs=2) as crew:
        first, second = ({pid for chunk in crew.each(places, chunked(range(40), 1)) for pid in chunk} for _ in "ab")
        begun = {one.pid for one in multiprocessing.active_children()}
        assert len(begun) == 2
        assert first | second <= begun
        crew.dismiss()
        assert multiprocessing.active_children() == []
        assert list(crew.each(squares, [[1], [2]])) in ([[1], [4]], [[4], [1]])
    assert multiprocessing.active_children() == []


def test_work_that_is_given_up_does_not_hold_up_the_next(tmp_path: Path) -> None:
    with Crew(jobs=2) as crew:
        for _ in crew.each(noted, [[str(tmp_path / str(number))] for number in range(100)]):
            break
        done = len(list(tmp_path.iterdir()))
        assert list(crew.each(squares, [[1], [2]])) in ([[1], [4]], [[4], [1]])
        assert len(list(tmp_path.iterdir())) == done < 100


@pytest.mark.parametrize("start", STARTS)
def test_work_that_is_given_up_ends_in_the_middle_and_clears_up(tmp_path: Path, start: str) -> None:
    with Crew(jobs=2, runners=1, start=start) as crew:
        began = time.monotonic()
        for _ in crew.each(clearing, [[""], [str(tmp_path / "work")]], [[str(tmp_path / "errand")]]):
            wait_for(lambda: len(list(tmp_path.iterdir())) == 2)
            break
        assert time.monotonic() - began < 50
        assert {one.name: one.read_text() for one in tmp_path.iterdir()} == {"work": "cleared", "errand": "cleared"}
        assert multiprocessing.active_children() == []
        assert sorted(crew.each(squares, [[1], [2]])) == [[1], [4]]


def clearing(places: Sequence[str]) -> list[str]:
    """Work a minute in a place, and clear up; without a place there is nothing to do."""
    if places[0]:
        try:
            Path(places[0]).touch()
            time.sleep(60)
        finally:
            Path(places[0]).write_text("cleared")
    return []


def noted(places: Sequence[str]) -> list[str]:
    time.sleep(0.02)
    Path(places[0]).touch()
    return []


def counted(places: Sequence[str]) -> list[str]:
    """Leave a letter in a file for each time that this is done."""
    for place in places:
        with open(place, "a") as opened:
            opened.write("x")
    return list(places)


@pytest.mark.parametrize("jobs", [1, 2])
def test_errands_that_were_begun_early_are_run_once(tmp_path: Path, jobs: int) -> None:
    errands = [[str(tmp_path / name)] for name in ("first", "second", "third")]
    chunks = [[str(tmp_path / "chunk")]]
    with Crew(jobs=jobs, runners=2) as crew:
        crew.begin(counted, errands[:2])
        if jobs > 1:
            wait_for(lambda: len(list(tmp_path.iterdir())) == 2)
        found = list(crew.each(counted, chunks, errands))
    assert sorted(found) == sorted([*chunks, *errands])
    assert {one.read_text() for one in tmp_path.iterdir()} == {"x"}


def test_an_errand_that_was_begun_but_is_not_asked_for_gives_no_result(tmp_path: Path) -> None:
    errands = [[str(tmp_path / name)] for name in ("wanted", "other")]
    with Crew(jobs=2, runners=1) as crew:
        crew.begin(counted, errands)
        assert list(crew.each(counted, [], errands[:1])) == errands[:1]


def test_errands_that_were_begun_and_are_not_waited_for_are_given_up(tmp_path: Path) -> None:
    began = time.monotonic()
    with Crew(jobs=2, runners=1) as crew:
        crew.begin(clearing, [[str(tmp_path / "errand")]])
        wait_for(lambda: (tmp_path / "errand").exists())
    assert time.monotonic() - began < 50
    assert (tmp_path / "errand").read_text() == "cleared"
    assert multiprocessing.active_children() == []


def manners(numbers: Sequence[int]) -> list[tuple[int, int, int]]:
    time.sleep(0.05)
    return [(number, os.getpid(), os.getpriority(os.PRIO_PROCESS, 0)) for number in numbers]


def test_errands_are_run_beside_the_work_and_go_before_it() -> None:
    usual = os.getpriority(os.PRIO_PROCESS, 0)
    with Crew(jobs=2, runners=1) as crew:
        alone = [one for chunk in crew.each(manners, chunked(range(10), 1)) for one in chunk]
        both = [one for chunk in crew.each(manners, chunked(range(10), 1), [[10], [11]]) for one in chunk]
        assert len(multiprocessing.active_children()) == 3
    assert multiprocessing.active_children() == []
    workers = {pid for number, pid, _ in (*alone, *both) if number < 10}
    runners = {pid for number, pid, _ in both if number >= 10}
    assert sorted(number for number, *_ in both) == list(range(12))
    assert len(runners) == 1
    assert not workers & runners
    assert {nice for *_, nice in alone} == {usual}
    assert min(nice for number, _, nice in both if number < 10) > usual


def test_work_that_gives_way_leaves_the_processors_to_errands_that_are_begun_meanwhile() -> None:
    usual = os.getpriority(os.PRIO_PROCESS, 0)
    with Crew(jobs=2, runners=1) as crew:
        work = crew.each(manners, chunked(range(10), 1), gives_way=True)
        found = [*next(work)]
        crew.begin(manners, [[10]])
        found += [one for chunk in work for one in chunk]
        errand = list(crew.each(manners, [], [[10]]))
    assert {nice for *_, nice in found} == {max(usual, 12)}
    assert [(number, nice) for ((number, _, nice),) in errand] == [(10, usual)]


def test_errands_that_were_begun_are_given_up_for_others(tmp_path: Path) -> None:
    began = time.monotonic()
    wanted = [[str(tmp_path / name)] for name in ("first", "second")]
    with Crew(jobs=2, runners=1) as crew:
        crew.begin(clearing, [[str(tmp_path / "errand")]])
        wait_for(lambda: (tmp_path / "errand").exists())
        crew.begin(counted, wanted)
        found = list(crew.each(counted, [[str(tmp_path / "chunk")]], wanted))
    assert time.monotonic() - began < 50
    assert (tmp_path / "errand").read_text() == "cleared"
    assert sorted(found) == sorted([[str(tmp_path / "chunk")], *wanted])
    assert {(tmp_path / name).read_text() for name in ("first", "second", "chunk")} == {"x"}


def test_more_errands_are_begun_and_those_before_them_go_on(tmp_path: Path) -> None:
    errands = [[str(tmp_path / name)] for name in ("first", "second", "third")]
    with Crew(jobs=2, runners=2) as crew:
        for number in (1, 2):
            crew.begin(counted, errands[:number])
        found = list(crew.each(counted, [], errands))
    assert sorted(found) == sorted(errands)
    assert {one.read_text() for one in tmp_path.iterdir()} == {"x"}


def places_kept(numbers: Sequence[int]) -> list[tuple[int, int, tuple[int, ...]]]:
    """Say who does this, and on which processors its programs may run."""
    program = [sys.executable, "-c", "import os; print(*sorted(os.sched_getaffinity(0)))"]
    kept = subprocess.run(program, check=True, capture_output=True, text=True).stdout
    return [(number, os.getpid(), tuple(map(int, kept.split()))) for number in numbers]


needs_processors = pytest.mark.skipif(
    not hasattr(os, "sched_getaffinity") or default_jobs() < 2, reason="processes cannot be kept on one of several"
)


@needs_processors
@pytest.mark.parametrize("start", STARTS)
def test_a_runner_and_its_programs_stay_on_a_processor_of_their_own(start: str) -> None:
    every = tuple(sorted(os.sched_getaffinity(0)))
    if len(every) > workers._FEW_PROCESSORS:
        pytest.skip("there are many processors")
    with Crew(jobs=2, runners=2, start=start) as crew:
        found = [one for chunk in crew.each(places_kept, [[7], [8]], [[0], [1], [2]]) for one in chunk]
    assert {kept for number, _, kept in found if number > 2} == {every}
    kept_by_runner = {pid: kept for number, pid, kept in found if number <= 2}
    assert set(kept_by_runner.values()) <= {(one,) for one in every[:2]}
    assert len(set(kept_by_runner.values())) == len(kept_by_runner)
    assert tuple(sorted(os.sched_getaffinity(0))) == every


@needs_processors
def test_of_many_processors_a_runner_may_take_any(monkeypatch: pytest.MonkeyPatch) -> None:
    every = tuple(sorted(os.sched_getaffinity(0)))
    monkeypatch.setattr(workers, "_FEW_PROCESSORS", len(every) - 1)
    with Crew(jobs=2, runners=1, start="fork") as crew:
        found = [one for chunk in crew.each(places_kept, [[7]], [[0], [1]]) for one in chunk]
    assert {kept for _, _, kept in found} == {every}


@needs_processors
def test_who_may_not_choose_a_processor_works_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(workers, "_FEW_PROCESSORS", default_jobs())
    monkeypatch.setattr(os, "sched_setaffinity", refused)
    with Crew(jobs=2, runners=1, start="fork") as crew:
        found = list(crew.each(squares, [[1], [2]], [[10]]))
    assert sorted(number for chunk in found for number in chunk) == [1, 4, 100]


@pytest.mark.skipif(not hasattr(os, "SCHED_IDLE"), reason="only Linux knows work that nobody waits for")
def test_who_works_beside_errands_takes_what_they_leave() -> None:
    with Crew(jobs=2, runners=1) as crew:
        found = [one for chunk in crew.each(schedules, [[1], [2]], [[10]]) for one in chunk]
    assert dict(found) == {1: os.SCHED_IDLE, 2: os.SCHED_IDLE, 10: os.SCHED_OTHER}
    with Crew(jobs=2, runners=1) as crew:
        found = [one for chunk in crew.each(schedules, [[1], [2]]) for one in chunk]
    assert dict(found) == {1: os.SCHED_OTHER, 2: os.SCHED_OTHER}


def test_who_may_not_give_way_works_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "setpriority", refused)
    with Crew(jobs=2, runners=1, start="fork") as crew:
        found = list(crew.each(squares, [[1], [2]], [[10]]))
    assert sorted(number for chunk in found for number in chunk) == [1, 4, 100]


def test_a_later_errand_leaves_the_processors_to_an_earlier_one() -> None:
    usual = os.getpriority(os.PRIO_PROCESS, 0)
    errands = [[number] for number in range(10)]
    with Crew(jobs=2, runners=2) as crew:
        found = [one for chunk in crew.each(manners, [[10]], errands) for one in chunk]
    nice = [nice for _, _, nice in sorted(found)]
    assert nice[:3] == [usual, max(usual, 3), max(usual, 6)]
    assert nice == sorted(nice)
    assert nice[9] < nice[10]


def schedules(numbers: Sequence[int]) -> list[tuple[int, int]]:
    return [(number, os.sched_getscheduler(0)) for number in numbers]


def aging(numbers: Sequence[int]) -> list[int]:
    """Say how nice this process is, and be nicer from now on."""
    nice = os.getpriority(os.PRIO_PROCESS, 0)
    os.setpriority(os.PRIO_PROCESS, 0, 15)
    return [nice]


def test_who_is_nicer_already_stays_so() -> None:
    with Crew(jobs=2, runners=1) as crew:
        found = list(crew.each(aging, [], [[1], [2], [3]]))
    assert sorted(nice for (nice,) in found)[1:] == [15, 15]


@pytest.mark.parametrize("jobs", [1, 2])
def test_errands_without_runners_are_work_that_comes_first(jobs: int) -> None:
    with Crew(jobs=jobs) as crew:
        found = list(crew.each(squares, chunked(range(40), 1), [[100]]))
    assert sorted(number for chunk in found for number in chunk) == [*squares(range(40)), 10_000]
    assert jobs > 1 or found[0] == [10_000]


def test_an_errand_alone_is_run_here() -> None:
    assert list(Crew(jobs=2, runners=2).each(places, [], [[1]])) == [[os.getpid()]]
    assert multiprocessing.active_children() == []


def test_a_killed_runner_is_a_refusal_not_a_hang() -> None:
    with pytest.raises(Refusal, match="worker process was killed"), Crew(jobs=2, runners=2) as crew:
        list(crew.each(dying_if_large, [[1], [2]], [[100]]))


def dying_if_large(numbers: Sequence[int]) -> list[int]:
    return dying(numbers) if numbers[0] == 100 else squares(numbers)


def test_there_is_at_least_one_processor() -> None:
    assert default_jobs() >= 1


PARENT = """
import os, sys, time
from kei_site.workers import Crew
from tests.unit.test_workers import sleeping
if __name__ == "__main__":
    with Crew(jobs=2, start=sys.argv[2]) as crew:
        list(crew.each(sleeping, [[sys.argv[1]], [sys.argv[1]]]))
"""


def sleeping(folders: Sequence[str]) -> list[str]:
    Path(folders[0], str(os.getpid())).touch()
    time.sleep(60)
    return []


def running_a_program(folders: Sequence[str]) -> list[str]:
    with subprocess.Popen(["sleep", "60"]) as program:
        Path(folders[0], str(program.pid)).touch()
    return []


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="there are no groups of processes")
@pytest.mark.parametrize("work", ["sleeping", "running_a_program"])
@pytest.mark.parametrize("start", STARTS)
def test_workers_and_their_programs_end_with_a_parent_that_was_killed(tmp_path: Path, start: str, work: str) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT.replace("sleeping", work))
    workers = tmp_path / "workers"
    workers.mkdir()
    root = Path(__file__).resolve().parents[2]
    words = [sys.executable, str(script), str(workers), start]
    with subprocess.Popen(words, env={**os.environ, "PYTHONPATH": str(root)}) as parent:
        wait_for(lambda: len(list(workers.iterdir())) == 2)
        parent.kill()
    pids = [int(one.name) for one in workers.iterdir()]
    wait_for(lambda: not any(is_alive(pid) for pid in pids))


def is_alive(pid: int) -> bool:
    """Tell whether a process runs (one that ended and was not waited for does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def wait_for(condition: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)
