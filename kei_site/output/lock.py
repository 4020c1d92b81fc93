"""The lock of an output folder: one build at a time.

The operating system holds the lock (`flock`; on Windows `msvcrt.locking`), so it ends with the process. Workers inherit
it and may outlive a killed parent by moments, hence the patience.
"""

import contextlib
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from kei_site.core.errors import Refusal

PATIENCE = 1.0
"""Seconds that a build waits for the lock of another one, which may be about to end."""
_PAUSE = 0.05


@contextlib.contextmanager
def build_lock(folder: Path, patience: float = PATIENCE) -> Iterator[Callable[[], None]]:
    """Hold the lock of a store folder; raises Refusal, naming the process, if another build holds it for `patience`
    seconds.

    Yields the function that writes this process's number into the lock, for others to read: a build with nothing to do
    writes nothing.
    """
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    signed: list[int] = []

    def sign() -> None:
        signed.append(os.getpid())
        _write(descriptor, str(os.getpid()))

    try:
        _take_in_time(descriptor, patience)
        yield sign
        if signed:
            _write(descriptor, "")
    finally:
        os.close(descriptor)


def _take_in_time(descriptor: int, patience: float) -> None:
    last = time.monotonic() + patience
    while not _take(descriptor):
        if time.monotonic() >= last:
            holder = os.pread(descriptor, 20, 0).decode(errors="replace").strip() or "unknown"
            raise Refusal(f"another build of this output folder is running (process {holder}); wait for it to end")
        time.sleep(_PAUSE)


def _write(descriptor: int, text: str) -> None:
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, text.encode())


def _take(descriptor: int) -> bool:
    try:
        if os.name == "posix":
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    except OSError:
        return False
    return True
