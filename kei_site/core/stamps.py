"""The result of `stat` -> a stamp, compared for equality: an equal one spares reading the file. Core, pure."""

import os

Stamp = tuple[int, int, int, int]
"""(size in bytes, mtime in ns, ctime in ns, inode)."""
NO_STAMP: Stamp = (0, 0, 0, 0)
"""Equal to the stamp of no file."""

_COARSE_TICK = 2_000_000_000
_FINE_TICK = 20_000_000


def stamp_of(found: os.stat_result) -> Stamp:
    """Return the stamp of a file."""
    return (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def is_racy(stamp: Stamp, now: int) -> bool:
    """Tell whether a file changed so shortly before `now` (ns) that a later change could leave the same stamp.

    The clock of a file system ticks: every 2 s if its times are whole milliseconds, else at least every 20 ms.
    """
    latest = max(stamp[1], stamp[2])
    tick = _FINE_TICK if latest % 1_000_000 else _COARSE_TICK
    return latest + tick >= now
