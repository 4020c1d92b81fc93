"""The lock of an output folder: one build at a time.

The operating system holds the lock (`flock`; on Windows `msvcrt.locking`), so it ends with the process. Where a network
file system has none, a file among the temporary ones is locked, which keeps out other builds of this machine.
"""

import contextlib
import errno
import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from kei_site.core.errors import Refusal

PATIENCE = 1.0
"""Seconds that a build waits for the lock of another one: workers inherit it, and may outlive a killed parent."""
_PAUSE = 0.05
_HELD = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)
"""The answers for a lock that another process holds."""
_NO_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL, errno.EPERM)
"""The answers of file systems without locks, and of machines that forbid them."""
_BEHIND_NUMBER = 1 << 30
"""Offset in bytes: no number of a process is that long."""


@contextlib.contextmanager
def build_lock(folder: Path, patience: float = PATIENCE) -> Iterator[Callable[[], None]]:
    """Hold the lock of a store folder; raises Refusal if another build holds it for `patience` seconds.

    Yields the function that writes this process's number into the lock: a build with nothing to do does not call it.
    """
    descriptor = _taken(folder, patience)
    signed: list[int] = []

    def sign() -> None:
        signed.append(os.getpid())
        _write(descriptor, str(os.getpid()))

    try:
        yield sign
        if signed:
            _write(descriptor, "")
    finally:
        os.close(descriptor)


def _taken(folder: Path, patience: float) -> int:
    """Return the descriptor of the locked file. Raises Refusal if another build holds it, or no disk has locks."""
    try:
        return _take_in_time(folder / "lock", patience)
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
    name = hashlib.blake2b(str(folder.resolve()).encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
    user = os.getuid() if hasattr(os, "getuid") else 0
    path = Path(tempfile.gettempdir(), f"kei-site-{user}-{name}.lock")
    try:
        return _take_in_time(path, patience)
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
        raise Refusal(
            f"no file can be locked in {folder.parent.name} nor in {path.parent}, so two builds could meet; "
            "set TMPDIR to a folder on a disk of this machine"
        ) from None


def _take_in_time(path: Path, patience: float) -> int:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
    last = time.monotonic() + patience
    try:
        while not _take(descriptor):
            if time.monotonic() >= last:
                holder = _holder(descriptor)
                raise Refusal(f"another build of this output folder is running (process {holder}); wait for it to end")
            time.sleep(_PAUSE)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _holder(descriptor: int) -> str:
    os.lseek(descriptor, 0, os.SEEK_SET)
    return os.read(descriptor, 20).decode(errors="replace").strip() or "unknown"


def _write(descriptor: int, text: str) -> None:
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, text.encode())


def _take(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            # A locked byte cannot be read by others, who want to read the number of the process: lock one behind it.
            os.lseek(descriptor, _BEHIND_NUMBER, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _HELD:
            return False
        raise
    return True
