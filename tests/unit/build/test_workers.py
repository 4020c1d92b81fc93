"""The same work gives the same results in any number of processes, and no process outlives the build."""

import gc
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from kei_site.build.signals import Interrupted, raise_interrupted
from kei_site.build.workers import WorkerPool, batched, default_jobs
from kei_site.core.errors import Refusal

STARTS = ("fork", "spawn", "forkserver")
ASLEEP, SOON = 60, 20
"""Seconds for which programs run that are ended, and in which they end on any machine."""


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
    """Leave garbage, and say how much of it there is from earlier batches."""
    there = sum(isinstance(value, Knot) for value in gc.get_objects())
    for _ in numbers:
        Knot()
    return [there]


def refusing(numbers: Sequence[int]) -> list[int]:
    raise OSError(28, "No space left on device")


def dying(numbers: Sequence[int]) -> list[int]:
    os.kill(os.getpid(), signal.SIGKILL)
    return []


def test_batches_hold_everything_in_order() -> None:
    assert batched(range(7), 3) == [range(3), range(3, 6), range(6, 7)]
    assert batched([], 3) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_garbage_of_a_batch_is_gone_before_the_next(jobs: int) -> None:
    gc.collect()
    gc.disable()
    try:
        with WorkerPool(jobs) as workers:
            found = [batch[0] for batch in workers.each(knotting, batched(range(60), 10))]
        assert found == [0] * 6
        assert not gc.isenabled()
        assert gc.get_freeze_count() == 0
        # Without a pool, the garbage would be there.
        assert [knotting(range(10))[0] for _ in range(2)] == [0, 10]
    finally:
        gc.enable()
        gc.collect()


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_the_number_and_kind_of_processes_changes_no_result(jobs: int, start: str) -> None:
    with WorkerPool(jobs, start=start) as workers:
        found = list(workers.each(squares, batched(range(20), 4)))
    assert sorted(number for batch in found for number in batch) == squares(range(20))


def test_one_batch_or_one_job_is_done_here() -> None:
    assert list(WorkerPool(4).each(places, [[1, 2]])) == [[os.getpid(), os.getpid()]]
    assert list(WorkerPool(1).each(places, [[1], [2]])) == [[os.getpid()], [os.getpid()]]
    assert list(WorkerPool(4).each(places, [])) == []


@pytest.mark.parametrize("start", STARTS)
def test_several_batches_are_done_elsewhere(start: str) -> None:
    with WorkerPool(2, start=start) as workers:
        found = {pid for batch in workers.each(places, batched(range(12), 1)) for pid in batch}
    assert os.getpid() not in found
    assert 1 <= len(found) <= 2


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_machine_that_refuses_a_worker_refuses_the_build(jobs: int) -> None:
    with pytest.raises(OSError, match="No space"), WorkerPool(jobs) as workers:
        list(workers.each(refusing, [[1], [2]]))


def test_a_killed_worker_is_a_refusal_not_a_hang() -> None:
    with pytest.raises(Refusal, match="worker process was killed"), WorkerPool(2) as workers:
        list(workers.each(dying, [[1], [2]]))


def test_workers_that_die_while_work_is_cancelled_are_no_hang() -> None:
    # As when a signal goes to the whole group: this process is interrupted while its workers die.
    with WorkerPool(2) as workers:
        for _ in workers.each(squares, [[number] for number in range(2000)]):
            for worker in multiprocessing.active_children():
                worker.kill()
            break
        assert multiprocessing.active_children() == []
        assert sorted(map(list, workers.each(squares, [[1], [2]]))) == [[1], [4]]


def test_workers_that_share_no_memory_stay_for_further_work() -> None:
    with WorkerPool(2, start="spawn") as workers:
        first, second = ({pid for batch in workers.each(places, batched(range(12), 1)) for pid in batch} for _ in "ab")
        begun = {worker.pid for worker in multiprocessing.active_children()}
        assert len(begun) == 2
        assert first | second <= begun
        workers.close()
        assert multiprocessing.active_children() == []
        assert list(workers.each(squares, [[1], [2]])) in ([[1], [4]], [[4], [1]])
    assert multiprocessing.active_children() == []


class Traveller:
    """What says how often it was sent to another process."""

    def __init__(self, journeys: int = 0) -> None:
        self.journeys = journeys

    def __reduce__(self) -> tuple[type["Traveller"], tuple[int]]:
        return Traveller, (self.journeys + 1,)


def journeys(travellers: Sequence[Traveller]) -> list[int]:
    return [traveller.journeys for traveller in travellers]


@pytest.mark.parametrize(("start", "sent"), [("fork", 0), ("spawn", 1)])
def test_forked_workers_inherit_every_batch(start: str, sent: int) -> None:
    with WorkerPool(2, indexers=1, start=start) as workers:
        for _ in range(2):
            found = workers.each(journeys, [[Traveller()], [Traveller()]], [[Traveller()]])
            assert list(found) == [[sent]] * 3


def test_work_that_is_cancelled_does_not_hold_up_the_next(tmp_path: Path) -> None:
    with WorkerPool(2) as workers:
        for _ in workers.each(noted, [[str(tmp_path / str(number))] for number in range(100)]):
            break
        done = len(list(tmp_path.iterdir()))
        assert list(workers.each(squares, [[1], [2]])) in ([[1], [4]], [[4], [1]])
        assert len(list(tmp_path.iterdir())) == done < 100


def noted(places: Sequence[str]) -> list[str]:
    time.sleep(0.02)
    Path(places[0]).touch()
    return []


@pytest.mark.parametrize("jobs", [1, 2])
def test_index_jobs_without_indexers_are_work_that_comes_first(jobs: int) -> None:
    with WorkerPool(jobs) as workers:
        found = list(workers.each(squares, batched(range(40), 1), [[100]]))
    assert sorted(number for batch in found for number in batch) == [*squares(range(40)), 10_000]
    assert jobs > 1 or found[0] == [10_000]


def test_an_index_job_alone_is_done_here() -> None:
    assert list(WorkerPool(2, indexers=2).each(places, [], [[1]])) == [[os.getpid()]]
    assert multiprocessing.active_children() == []


def named(numbers: Sequence[int]) -> list[tuple[int, int]]:
    time.sleep(0.05)
    return [(number, os.getpid()) for number in numbers]


@pytest.mark.parametrize("start", STARTS)
def test_index_jobs_have_workers_of_their_own(start: str) -> None:
    with WorkerPool(2, indexers=1, start=start) as workers:
        found = [item for batch in workers.each(named, batched(range(10), 1), [[10], [11]]) for item in batch]
    assert sorted(number for number, _ in found) == list(range(12))
    indexers = {pid for number, pid in found if number >= 10}
    assert len(indexers) == 1
    assert not indexers & {pid for number, pid in found if number < 10}


@pytest.mark.parametrize("start", STARTS)
def test_work_that_is_cancelled_ends_in_the_middle_with_its_programs(tmp_path: Path, start: str) -> None:
    places = [[str(tmp_path)]]
    with WorkerPool(2, indexers=1, start=start) as workers:
        for _ in workers.each(running_unless_quick, [["quick"], *places], places):
            wait_for(lambda: len(list(tmp_path.iterdir())) == 2)
            began = time.monotonic()
            break
        assert time.monotonic() - began < SOON
        assert multiprocessing.active_children() == []
        wait_for(lambda: not any(is_alive(int(path.name)) for path in tmp_path.iterdir()), SOON)
        assert sorted(map(list, workers.each(squares, [[1], [2]]))) == [[1], [4]]


def test_a_signal_ends_work_long_before_its_programs_would_end(tmp_path: Path) -> None:
    before = signal.signal(signal.SIGTERM, raise_interrupted)
    sent: list[float] = []

    def send() -> None:
        wait_for(lambda: len(list(tmp_path.iterdir())) == 2)
        sent.append(time.monotonic())
        os.kill(os.getpid(), signal.SIGTERM)

    try:
        threading.Thread(target=send).start()
        interrupt(running_a_program, str(tmp_path))
    finally:
        signal.signal(signal.SIGTERM, before)
    assert time.monotonic() - sent[0] < SOON
    assert multiprocessing.active_children() == []
    wait_for(lambda: not any(is_alive(int(path.name)) for path in tmp_path.iterdir()), SOON)


def interrupt(work: Callable[[Sequence[str]], list[str]], folder: str) -> None:
    """Work until a signal comes."""
    with pytest.raises(Interrupted), WorkerPool(2, start="spawn") as workers:
        list(workers.each(work, [[folder], [folder]]))


def test_a_signal_that_comes_while_workers_start_waits_until_they_have(monkeypatch: pytest.MonkeyPatch) -> None:
    start = BaseProcess.start

    def start_late(process: BaseProcess) -> None:
        signal.raise_signal(signal.SIGTERM)
        start(process)

    monkeypatch.setattr(BaseProcess, "start", start_late)
    before = signal.signal(signal.SIGTERM, raise_interrupted)
    try:
        with pytest.raises(Interrupted), WorkerPool(2, start="fork") as workers:
            list(workers.each(squares, [[1], [2]]))
    finally:
        signal.signal(signal.SIGTERM, before)
    assert multiprocessing.active_children() == []


def failing(numbers: Sequence[int]) -> list[int]:
    raise ValueError("there is something wrong")


def test_an_error_of_the_work_says_where_it_was_raised() -> None:
    with pytest.raises(ValueError, match="something wrong") as raised, WorkerPool(2) as workers:
        list(workers.each(failing, [[1], [2]]))
    assert "in failing" in raised.value.__notes__[0]


def large(numbers: Sequence[int]) -> list[bytes]:
    return [bytes(number) for number in numbers]


def test_batches_and_results_may_be_larger_than_a_pipe_holds() -> None:
    size = 3_000_000
    with WorkerPool(2, indexers=2) as workers:
        found = list(workers.each(large, [[size, size]] * 6, [[size]] * 3))
        assert sorted(map(len, found)) == [1] * 3 + [2] * 6
        assert sorted(map(len, workers.each(measured, [[bytes(size)]] * 4))) == [1] * 4


def measured(texts: Sequence[bytes]) -> list[int]:
    return [len(text) for text in texts]


def test_a_killed_indexer_is_a_refusal_not_a_hang() -> None:
    with pytest.raises(Refusal, match="worker process was killed"), WorkerPool(2, indexers=2) as workers:
        list(workers.each(dying_if_large, [[1], [2]], [[100]]))


def dying_if_large(numbers: Sequence[int]) -> list[int]:
    return dying(numbers) if numbers[0] == 100 else squares(numbers)


NO_SEMAPHORES = """
import _multiprocessing, sys

def refuse(*_):
    raise OSError(38, "Function not implemented")

_multiprocessing.SemLock = refuse
from kei_site.build.workers import WorkerPool
from tests.unit.build.test_workers import squares
if __name__ == "__main__":
    with WorkerPool(2, indexers=1, start=sys.argv[1]) as workers:
        print(sorted(number for batch in workers.each(squares, [[1], [2]], [[3]]) for number in batch))
"""


@pytest.mark.parametrize("start", STARTS)
def test_workers_need_no_semaphores_which_are_files_in_dev_shm(tmp_path: Path, start: str) -> None:
    script = tmp_path / "parent.py"
    script.write_text(NO_SEMAPHORES)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[3])}
    words = [sys.executable, str(script), start]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == ("[1, 4, 9]\n", 0), done.stderr


def test_there_is_at_least_one_processor() -> None:
    assert default_jobs() >= 1


PARENT = """
import os, sys, time
from kei_site.build.workers import WorkerPool
from tests.unit.build.test_workers import sleeping
if __name__ == "__main__":
    with WorkerPool(2, start=sys.argv[2]) as workers:
        list(workers.each(sleeping, [[sys.argv[1]], [sys.argv[1]]]))
"""


def sleeping(folders: Sequence[str]) -> list[str]:
    Path(folders[0], str(os.getpid())).touch()
    time.sleep(ASLEEP)
    return []


def running_unless_quick(folders: Sequence[str]) -> list[str]:
    return [] if folders[0] == "quick" else running_a_program(folders)


def running_a_program(folders: Sequence[str]) -> list[str]:
    with subprocess.Popen(["sleep", str(ASLEEP)]) as program:
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
    root = Path(__file__).resolve().parents[3]
    words = [sys.executable, str(script), str(workers), start]
    with subprocess.Popen(words, env={**os.environ, "PYTHONPATH": str(root)}) as parent:
        wait_for(lambda: len(list(workers.iterdir())) == 2)
        parent.kill()
    pids = [int(file.name) for file in workers.iterdir()]
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
