"""Chunks of work -> results in order, in this process or in several. Build layer.

The same function does the work in either case, so the number of processes cannot change a result. Workers ignore the
keyboard, stop in the middle of work that is given up, and end when the process that started them does, however it
ended, with the programs that they have started.
"""

import contextlib
import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children, get_context, parent_process
from multiprocessing.process import BaseProcess
from types import FrameType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from kei_site.interrupts import uninterrupted
from kei_site.output.ownership import Refusal
from kei_site.parcels import Parcel

if TYPE_CHECKING:
    from multiprocessing.sharedctypes import Synchronized

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

_MODEST = 19
"""The niceness of who works beside errands."""
_POLITE = 12
"""The niceness of who gives way to errands that may be begun meanwhile."""
_STEP = 3
"""By how much each errand is nicer than the one before: what was begun first is not to be late because of the next."""
_FEW_PROCESSORS = 4
"""Up to so many, a runner stays on one of them: with the threads of its program on both, a cold build with search took
123 instead of 106 s of their time."""
_GIVEN_UP = getattr(signal, "SIGUSR1", None)
"""The signal that tells a worker to stop what it is at; where there is none, that is waited for."""
_PATIENCE = 0.05
"""Seconds after which a worker is told again: between two pieces of work it does not listen."""


class _GivenUp(BaseException):
    """What this worker is at is not wanted any more."""


class Crew:
    """Processes that may work: begun with the first work that there is for several, gone when dismissed.

    What this process makes between two works is not in them, so a crew that begins before much is known stays small.
    """

    def __init__(
        self, *, jobs: int, runners: int = 0, start: str = "fork" if sys.platform == "linux" else "spawn"
    ) -> None:
        """Take how many processes may work, how many more may run errands, and how they are started.

        `start` is a start method of `multiprocessing`.
        """
        self._jobs = jobs
        self._runners = runners
        self._start = start
        self._closing = contextlib.ExitStack()
        self._pools: tuple[ProcessPoolExecutor, ...] = ()
        self._others: frozenset[BaseProcess] = frozenset()
        self._early: list[tuple[Sequence[Any], Future[Parcel[Sequence[Any]]]]] = []

    def __enter__(self) -> Self:
        """Begin nothing yet."""
        return self

    def __exit__(self, *_: object) -> None:
        """Dismiss the processes; errands that were begun and not asked for are given up."""
        if self._early:
            self._give_up()
        self.dismiss()

    def dismiss(self) -> None:
        """End the processes, what they are at is waited for; more work begins new ones."""
        self._pools = ()
        self._early = []
        self._closing.close()

    def _give_up(self) -> None:
        """End the processes in the middle of what they are at."""
        ended = threading.Event()
        members = [one for one in active_children() if one not in self._others]
        telling = threading.Thread(target=_tell, args=(members, ended))
        telling.start()
        try:
            self.dismiss()
        finally:
            ended.set()
            telling.join()

    def begin(self, work: Callable[[Sequence[_Item]], Sequence[_Result]], errands: Sequence[Sequence[_Item]]) -> None:
        """Begin errands, if there is who runs them: `each`, called with the same ones, only waits for their results.

        What was begun before and is not among them is given up, if anything is.
        """
        if self._jobs > 1 and self._runners and errands:
            with _refusal():
                self.keep_only(errands)
                self._send(work, errands)

    def keep_only(self, errands: Sequence[Sequence[Any]]) -> bool:
        """Give up what was begun if other errands than these are among it: all of it, and the processes with it.

        Returns whether anything is left that was begun.
        """
        if any(errand not in errands for errand, _ in self._early):
            self._give_up()
        return bool(self._early)

    def _send(self, work: Callable[[Sequence[_Item]], Sequence[_Result]], errands: Sequence[Sequence[_Item]]) -> None:
        """Begin what has not begun."""
        begun = [errand for errand, _ in self._early]
        with uninterrupted():  # a pool that has half begun cannot be shut down
            workers, *runners = self._begun()
            pool = (runners or [workers])[0]
            for errand in errands:
                if errand not in begun:
                    niceness = min(len(self._early) * _STEP, _MODEST - 1)
                    self._early.append((errand, pool.submit(_in_worker, work, Parcel(errand), niceness)))

    def each(
        self,
        work: Callable[[Sequence[_Item]], Sequence[_Result]],
        chunks: Sequence[Sequence[_Item]],
        errands: Sequence[Sequence[_Item]] = (),
        *,
        gives_way: bool = False,
    ) -> Iterator[Sequence[_Result]]:
        """Yield the results of `work` for each errand and each chunk, as they are finished.

        An errand is a chunk for which another program does most of the work: who runs one waits, so errands take
        nothing from those who work. Without any, `gives_way` leaves the processors to those that are begun meanwhile.
        A single chunk is done here; a worker that dies (out of memory, killed) is a Refusal, never a hang.
        """
        if self._jobs < 2 or (len(chunks) + len(errands) < 2 and not self._early):
            yield from _here(work, [*errands, *chunks])
            return
        with _refusal():
            yield from self._spread(work, chunks, errands, _MODEST if errands else _POLITE if gives_way else 0)

    def _spread(
        self,
        work: Callable[[Sequence[_Item]], Sequence[_Result]],
        chunks: Sequence[Sequence[_Item]],
        errands: Sequence[Sequence[_Item]],
        niceness: int,
    ) -> Iterator[Sequence[_Result]]:
        futures: set[Future[Parcel[Sequence[_Result]]]] = set()
        try:
            self.keep_only(errands)
            self._send(work, errands)
            futures, self._early = {future for _, future in self._early}, []
            with uninterrupted():
                workers = self._begun()[0]
                futures |= {workers.submit(_in_worker, work, Parcel(chunk), niceness) for chunk in chunks}
            for done in as_completed(futures):
                futures.discard(done)  # and its result with it
                yield done.result().content
        finally:
            if futures:  # given up; what a broken or busy pool still holds, only the pool itself can end
                self._give_up()

    def _begun(self) -> tuple[ProcessPoolExecutor, ...]:
        if not self._pools:
            self._others = frozenset(active_children())
            context = get_context(self._start)
            kinds: list[tuple[int, Synchronized[int] | None]] = [(self._jobs, None)]
            if self._runners:
                kinds.append((self._runners, context.Value("i", 0)))
            for size, numbers in kinds:
                pool = ProcessPoolExecutor(size, mp_context=context, initializer=_settle, initargs=(numbers,))
                self._closing.callback(pool.shutdown, wait=True, cancel_futures=True)
                pool.submit(_begin)  # its processes begin with its first task: now, while this one is small
                self._pools = (*self._pools, pool)
        return self._pools


@contextlib.contextmanager
def _refusal() -> Iterator[None]:
    try:
        yield
    except BrokenProcessPool as error:
        raise Refusal("a worker process was killed; the machine may be out of memory (try --jobs 1)") from error


def chunked(items: Sequence[_Item], size: int) -> list[Sequence[_Item]]:
    """Return `items` in chunks of at most `size`."""
    return [items[at : at + size] for at in range(0, len(items), size)]


def default_jobs() -> int:
    """Return the number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _here(
    work: Callable[[Sequence[_Item]], Sequence[_Result]], chunks: Sequence[Sequence[_Item]]
) -> Iterator[Sequence[_Result]]:
    gc.freeze()
    try:
        for chunk in chunks:
            yield _tidily(work, chunk)
    finally:
        gc.unfreeze()


def _tidily(work: Callable[[Sequence[_Item]], Sequence[_Result]], chunk: Sequence[_Item]) -> Sequence[_Result]:
    """Do the work and free its garbage: each page leaves some 30 KB in circles of macros and their surroundings.

    What was there before, and what is left now, is not looked through again (`gc.freeze`).
    """
    done = work(chunk)
    gc.collect()
    gc.freeze()
    return done


def _in_worker(
    work: Callable[[Sequence[_Item]], Sequence[_Result]], chunk: Parcel[Sequence[_Item]], niceness: int
) -> Parcel[Sequence[_Result]]:
    """Do the work until it is given up, with what those who are less nice leave of the processors.

    Errands come one after the other, so they take longest.
    """
    _give_way(niceness)
    try:
        _listen(_stop)
        return Parcel(_tidily(work, chunk.content))
    except _GivenUp:
        return Parcel([])
    finally:
        _listen(signal.SIG_IGN)  # so that no result is torn while it is sent


def _stay(number: int) -> None:
    """Stay on one processor, with the programs that are started from now on; the next number has the next one.

    Where that is forbidden, or there are many processors, the system decides.
    """
    processors = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    if 1 < len(processors) <= _FEW_PROCESSORS:
        with contextlib.suppress(OSError):
            os.sched_setaffinity(0, {processors[number % len(processors)]})


def _give_way(niceness: int) -> None:
    """Leave the processors to those who are less nice; the nicest takes only what nobody else wants.

    Never the other way round, which only an administrator may; and a container may forbid even this.
    """
    with contextlib.suppress(OSError):
        if hasattr(os, "setpriority") and niceness > os.getpriority(os.PRIO_PROCESS, 0):
            os.setpriority(os.PRIO_PROCESS, 0, niceness)
        if hasattr(os, "SCHED_IDLE") and niceness == _MODEST:
            os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))


def _listen(handler: Callable[[int, FrameType | None], None] | signal.Handlers) -> None:
    if _GIVEN_UP:
        signal.signal(_GIVEN_UP, handler)


def _stop(number: int, frame: FrameType | None) -> None:
    raise _GivenUp


def _tell(members: Sequence[BaseProcess], ended: threading.Event) -> None:
    """Tell workers to stop what they are at, again and again until all have ended."""
    while _GIVEN_UP and not ended.wait(_PATIENCE):
        for one in members:
            if one.pid and one.is_alive():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(one.pid, _GIVEN_UP)


def _begin() -> None:
    """Do nothing: whoever is asked to has begun."""


def _settle(numbers: "Synchronized[int] | None") -> None:
    """Become a worker, or the next of the runners that are counted in `numbers`."""
    gc.freeze()
    with contextlib.suppress(AttributeError, OSError):
        os.setpgid(0, 0)  # so that the programs which it starts can be ended with it
    if numbers is not None:
        with numbers:
            _stay(numbers.value)
            numbers.value += 1
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _listen(signal.SIG_IGN)
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    """End with the process that started this one, and end the programs that this one started."""
    parent = parent_process()
    if parent:
        parent.join()
        if hasattr(os, "killpg") and os.getpgrp() == os.getpid():
            os.killpg(os.getpgrp(), signal.SIGKILL)
        os._exit(1)
