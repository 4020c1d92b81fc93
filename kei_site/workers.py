"""Chunks of work -> results in order, in this process or in several. Build layer.

The same function does the work in either case, so the number of processes cannot change a result. Workers ignore the
keyboard and end when the process that started them does, however it ended.
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
from multiprocessing import get_context, parent_process
from typing import Self, TypeVar

from kei_site.interrupts import uninterrupted
from kei_site.output.ownership import Refusal

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


class Crew:
    """Processes that may work: begun with the first work that there is for several, gone when dismissed.

    What this process makes between two works is not in them, so a crew that begins before much is known stays small.
    """

    def __init__(self, *, jobs: int, start: str = "fork" if sys.platform == "linux" else "spawn") -> None:
        """Take how many processes may work, and how they are started (a start method of `multiprocessing`)."""
        self._jobs = jobs
        self._start = start
        self._closing = contextlib.ExitStack()
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        """Begin nothing yet."""
        return self

    def __exit__(self, *_: object) -> None:
        """Dismiss the processes."""
        self.dismiss()

    def dismiss(self) -> None:
        """End the processes, what they are at is waited for; more work begins new ones."""
        self._pool = None
        self._closing.close()

    def each(
        self, work: Callable[[Sequence[_Item]], Sequence[_Result]], chunks: Sequence[Sequence[_Item]]
    ) -> Iterator[Sequence[_Result]]:
        """Yield the results of `work` for each chunk, as they are finished.

        A single chunk is done here; a worker that dies (out of memory, killed) is a Refusal, never a hang.
        """
        if len(chunks) < 2:
            yield from map(work, chunks)
            return
        if self._jobs < 2:
            yield from _here(work, chunks)
            return
        try:
            yield from self._spread(work, chunks)
        except BrokenProcessPool as error:
            raise Refusal("a worker process was killed; the machine may be out of memory (try --jobs 1)") from error

    def _spread(
        self, work: Callable[[Sequence[_Item]], Sequence[_Result]], chunks: Sequence[Sequence[_Item]]
    ) -> Iterator[Sequence[_Result]]:
        futures: set[Future[Sequence[_Result]]] = set()
        try:
            with uninterrupted():  # a pool that has half begun cannot be shut down
                futures |= {self._begun().submit(_tidily, work, chunk) for chunk in chunks}
            for done in as_completed(futures):
                futures.discard(done)  # and its result with it
                yield done.result()
        finally:
            if futures:  # given up; what a broken or busy pool still holds, only the pool itself can end
                self.dismiss()

    def _begun(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self._jobs, mp_context=get_context(self._start), initializer=_settle)
            self._closing.callback(self._pool.shutdown, wait=True, cancel_futures=True)
        return self._pool


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


def _settle() -> None:
    gc.freeze()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)
