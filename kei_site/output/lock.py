"""One build at a time for each output folder. Output room.

The lock is the operating system's (`flock`; on Windows `msvcrt.locking`), so it is gone with the process that held
it, however that ended, and never needs a hand.
"""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from kei_site.output.ownership import Refusal


@contextlib.contextmanager
def build_lock(folder: Path) -> Iterator[None]:
    """Hold the lock of a store folder; raises Refusal, naming the process, if another build holds it."""
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        if not _take(descriptor):
            holder = os.read(descriptor, 20).decode(errors="replace").strip() or "unknown"
            raise Refusal(f"another build of this output folder is running (process {holder}); wait for it to end")
        os.ftruncate(descriptor, 0)
        os.write(descriptor, str(os.getpid()).encode())
        yield
    finally:
        os.close(descriptor)


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
