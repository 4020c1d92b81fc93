"""Batches of work -> results, in this process or in several.

Each worker leads a process group, so it can be killed at any instant together with the programs that it started.
"""

import contextlib
import os
import signal
import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Self, TypeVar

from kei_site.build.memory import frozen_memory, run_collected
from kei_site.build.signals import ENDING_SIGNALS, uninterrupted
from kei_site.core.errors import Refusal

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
_Batch = Sequence[_Item]
_Work = Callable[[Sequence[_Item]], Sequence[_Result]]
_Task = tuple[Callable[[Any], Any], Any]
"""A work and its batch."""
_Message = int | _Task
"""What a worker is told to do: a task, or the number of one that it inherited."""

START = "fork" if sys.platform == "linux" else "spawn"
"""The start method of workers, unless the request names another."""


class WorkerPool:
    """Worker processes; a resource, to be closed.

    They start with the first work for several processes. A forked worker shares all objects of that moment, its batches
    among them, so that only their results travel; further work has new workers. Others are sent their batches and stay.
    """

    def __init__(self, jobs: int, *, indexers: int = 0, start: str = START) -> None:
        """Take the number of workers, of further workers for index jobs, and a start method of `multiprocessing`."""
        self._jobs = jobs
        self._indexers = indexers
        self._start = start
        self._workers: list[tuple[BaseProcess, Any]] = []

    @property
    def shares_memory(self) -> bool:
        """Whether work for several processes begins with what this process has loaded."""
        return self._jobs > 1 and self._start == "fork"

    def __enter__(self) -> Self:
        """Start no worker yet."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the workers."""
        self.close()

    def close(self) -> None:
        """Kill the workers and the programs that they started; later work starts new workers."""
        ended, self._workers = self._workers, []
        for process, _ in ended:
            _kill_group(process)
        for process, pipe in ended:
            process.join()
            pipe.close()

    def each(
        self, work: _Work[_Item, _Result], batches: Sequence[_Batch[_Item]], index_jobs: Sequence[_Batch[_Item]] = ()
    ) -> Iterator[Sequence[_Result]]:
        """Yield the results of `work` for each index job and each batch, as they are finished.

        Another program does most of an index job, so those have workers of their own. A single batch is done in this
        process. Raises what the work raises, and Refusal when a worker dies.
        """
        all_batches = [*index_jobs, *batches]
        if len(all_batches) < 2:
            yield from map(work, all_batches)  # the end of the process frees its garbage sooner than the collector
        elif self._jobs < 2:
            yield from _each_here(work, all_batches)
        else:
            tasks = [(work, batch) for batch in all_batches]
            yield from self._each_there(tasks, len(index_jobs) if self._indexers else 0)

    def _each_there(self, tasks: Sequence[_Task], own: int) -> Iterator[Sequence[Any]]:
        """Yield the results of tasks, the first `own` of which are for the workers of index jobs."""
        from multiprocessing.connection import wait

        inherited = tasks if self.shares_memory else ()
        messages: Sequence[_Message] = range(len(tasks)) if self.shares_memory else tasks
        index_jobs, others = deque(messages[:own]), deque(messages[own:])
        pipes = self._pipes(inherited)
        queues = {pipe: index_jobs if number < self._indexers else others for number, pipe in enumerate(pipes)}
        busy: set[Any] = set()
        try:
            for pipe, queue in queues.items():
                _hand_out(queue, pipe, busy)
            while busy:
                for pipe in wait(busy):
                    result = _received(pipe)
                    busy.remove(pipe)
                    _hand_out(queues[pipe], pipe, busy)
                    yield result
        finally:
            if busy or self.shares_memory:  # the work failed, is not wanted any more, or the next one has other tasks
                self.close()

    def _pipes(self, inherited: Sequence[_Task]) -> list[Any]:
        """Return a pipe to each worker, those for index jobs first; start the workers if there are none."""
        from multiprocessing import get_context

        if not self._workers:
            context: Any = get_context(self._start)
            with uninterrupted():  # so that `close` knows every worker that has started
                for _ in range(self._indexers + self._jobs):
                    ours, theirs = context.Pipe()
                    process = context.Process(target=_serve, args=(theirs, inherited), daemon=True)
                    process.start()
                    theirs.close()
                    self._workers.append((process, ours))
        return [pipe for _, pipe in self._workers]


def _hand_out(queue: deque[_Message], pipe: Any, busy: set[Any]) -> None:
    if queue:
        busy.add(pipe)
        with _refused_if_killed():
            pipe.send(queue.popleft())


def _received(pipe: Any) -> Any:
    with _refused_if_killed():
        result, error = pipe.recv()
    if error:
        raise error
    return result


@contextlib.contextmanager
def _refused_if_killed() -> Iterator[None]:
    try:
        yield
    except (EOFError, OSError) as error:
        raise Refusal("a worker process was killed; the machine may be out of memory (try --jobs 1)") from error


def batched(items: Sequence[_Item], size: int) -> list[Sequence[_Item]]:
    """Return `items` in batches of at most `size`."""
    return [items[at : at + size] for at in range(0, len(items), size)]


def default_jobs() -> int:
    """Return the number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _each_here(work: _Work[_Item, _Result], batches: Iterable[_Batch[_Item]]) -> Iterator[Sequence[_Result]]:
    with frozen_memory():
        for batch in batches:
            yield run_collected(work, batch)


def _serve(pipe: "Connection", inherited: Sequence[_Task]) -> None:
    """Be a worker: answer every message with (result, None) or (None, error) until the pipe is closed."""
    _prepare()
    with frozen_memory(), contextlib.suppress(EOFError, OSError):
        while True:
            message: _Message = pipe.recv()
            pipe.send(_answer(inherited[message] if isinstance(message, int) else message))


def _answer(task: _Task) -> tuple[Sequence[Any] | None, Exception | None]:
    try:
        return run_collected(*task), None
    except Exception as error:
        error.add_note("".join(traceback.format_exception(error)))
        return None, error


def _prepare() -> None:
    if hasattr(os, "setpgid"):
        os.setpgid(0, 0)
    for number in ENDING_SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    from multiprocessing import parent_process

    if parent := parent_process():
        parent.join()
        if sys.platform != "win32":
            os.killpg(os.getpid(), signal.SIGKILL)
        os._exit(1)


def _kill_group(process: "BaseProcess") -> None:
    if sys.platform != "win32" and process.pid:
        with contextlib.suppress(ProcessLookupError):  # it has not become a leader yet, or has ended
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
