"""A build that crashes at its n-th change of the disk, in a process of its own.

The seam is Python's: `os` and `open` are wrapped in the child, so every rename, deletion, new folder, sync and written
file counts, and death (`os._exit`, which runs no `finally`) comes right before the call, or in the middle of a write.
"""

import builtins
import os
import signal
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

CALLS = ("replace", "rename", "unlink", "mkdir", "rmdir", "fsync", "ftruncate", "write")
CRASHED = 137


class Counter:
    """Counts calls and acts when the number comes up."""

    def __init__(self, act: Callable[[], None], number: int) -> None:
        """Act at call `number`, counted from 1; 0: never."""
        self.act = act
        self.number = number
        self.seen = 0

    def count(self) -> bool:
        """Count a call; tell whether it is the one."""
        self.seen += 1
        return self.seen == self.number

    def tick(self) -> None:
        """Count a call, and act if it is the one."""
        if self.count():
            self.act()


class HalfWriter:
    """A file whose fatal write puts half of the bytes on the disk."""

    def __init__(self, opened: Any, counter: Counter) -> None:
        """Wrap a file that is open for writing."""
        self._opened = opened
        self._counter = counter

    def write(self, data: bytes) -> int:
        """Write, unless this is the fatal write."""
        if self._counter.count():
            self._opened.write(data[: len(data) // 2])
            self._opened.flush()
            self._counter.act()
        return int(self._opened.write(data))

    def __getattr__(self, name: str) -> Any:
        """Be the file in all other ways."""
        return getattr(self._opened, name)

    def __enter__(self) -> "HalfWriter":
        """Be a context."""
        return self

    def __exit__(self, *error: object) -> None:
        """Close the file."""
        self._opened.close()


@contextmanager
def acting_at(number: int, act: Callable[[], None]) -> Iterator[Counter]:
    """Call `act` right before change `number` of the disk; yield the counter."""
    counter = Counter(act, number)
    before = {name: getattr(os, name) for name in CALLS}
    opened = builtins.open
    for name, call in before.items():
        setattr(os, name, _counted(call, counter))
    builtins.open = _counted_open(opened, counter)
    try:
        yield counter
    finally:
        builtins.open = opened
        for name, call in before.items():
            setattr(os, name, call)


def _counted(call: Callable[..., Any], counter: Counter) -> Callable[..., Any]:
    def counted(*arguments: Any, **named: Any) -> Any:
        counter.tick()
        return call(*arguments, **named)

    return counted


def _counted_open(call: Callable[..., Any], counter: Counter) -> Callable[..., Any]:
    def opened(file: Any, mode: str = "r", *arguments: Any, **named: Any) -> Any:
        if not set(mode) & set("wax+"):
            return call(file, mode, *arguments, **named)
        counter.tick()
        return HalfWriter(call(file, mode, *arguments, **named), counter)

    return opened


def in_child(work: Callable[[], object]) -> int:
    """Do `work` in a forked process and return its exit code (0 good, 1 raised, `CRASHED` when it ended itself)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # fork beside the threads of the test runner
        child = os.fork()
    if child == 0:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def crash() -> None:
    """End the process as SIGKILL does: nothing is cleaned up."""
    os._exit(CRASHED)


def build_and_crash(build: Callable[[], object], number: int) -> int:
    """Build in a child that crashes at change `number` of the disk; return its exit code."""

    def work() -> None:
        with acting_at(number, crash):
            build()

    return in_child(work)
