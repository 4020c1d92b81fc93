"""Files and folders of an output folder: listing, durable writing, deletion."""

import contextlib
import errno
import os
import stat
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from kei_site.core.stamps import Stamp, stamp_of

_FAILED = (errno.EIO, errno.ENOSPC, errno.EDQUOT)
"""The answers of disks that fail. Those of FUSE, SMB and virtual machines that cannot sync folders vary."""
_PATIENCE = 2.0
"""Seconds that a file is waited for which another program on Windows holds open: virus scanners take less."""
_PAUSE = 0.05


def write_durably(path: Path, data: bytes, *, part: Path | None = None) -> None:
    """Replace a file; both the bytes and the name are on the disk when this returns.

    `part` is a temporary file on the same file system, beside `path` by default; it is gone afterwards in any case.
    """
    part = part or path.with_name(f".{path.name}.part")
    try:
        with open(part, "wb") as opened:
            opened.write(data)
            opened.flush()
            os.fsync(opened.fileno())
        replace_file(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def replace_file(waiting: Path | str, final: Path | str) -> None:
    """Rename a file or folder, over another file if there is one. Raises OSError.

    Windows refuses that while another program holds the old file open, and where the old file is read-only: the former
    is waited for, the latter made writable.
    """
    last = time.monotonic() + _PATIENCE
    while True:
        try:
            return os.replace(waiting, final)
        except PermissionError:
            if sys.platform != "win32" or time.monotonic() >= last:
                raise
            _make_writable(final)
            time.sleep(_PAUSE)


def _make_writable(path: Path | str) -> None:
    with contextlib.suppress(OSError):
        os.chmod(path, stat.S_IREAD | stat.S_IWRITE)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk; nothing happens where the file system cannot (`fsync` of a folder)."""
    if os.name != "posix":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    except OSError as error:
        if error.errno in _FAILED:
            raise OSError(error.errno, error.strerror, str(folder)) from None
    finally:
        os.close(opened)


def list_files(root: Path | str) -> Iterator[tuple[str, os.stat_result]]:
    """Yield (path below `root`, stat) of every file in readable folders, in any order; links are not followed."""
    waiting = [(str(root), "")]
    while waiting:
        folder, name = waiting.pop()
        with contextlib.suppress(FileNotFoundError, NotADirectoryError, PermissionError), os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, f"{name}{entry.name}/"))
                else:
                    yield name + entry.name, entry.stat(follow_symlinks=False)


def stamps_below(root: Path) -> dict[str, Stamp]:
    """Return the stamp of every file below `root`, by path."""
    return {path: stamp_of(found) for path, found in list_files(root)}


def is_folder(path: str | Path) -> bool:
    """Tell whether there is a folder at `path`; a link is no folder."""
    return os.path.isdir(path) and not os.path.islink(path)


def is_empty(folder: Path) -> bool:
    """Tell whether a folder is readable and empty, or absent."""
    try:
        with os.scandir(folder) as entries:
            return next(entries, None) is None
    except FileNotFoundError:
        return True
    except OSError:
        return False


def folders_above(path: str) -> Iterator[str]:
    """Yield the folders that a relative path lies in, the outermost first."""
    parts = path.split("/")[:-1]
    return ("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))


def remove_files(root: Path, paths: Iterable[str]) -> tuple[str, ...]:
    """Delete files below `root` (never through a link), and folders that become empty; return the deleted files."""
    removed: list[str] = []
    folders: set[str] = set()
    for path in paths:
        above = list(folders_above(path))
        if any(os.path.islink(root / folder) for folder in above if folder not in folders):
            continue
        folders |= {*above, path} if is_folder(root / path) else set(above)
        with contextlib.suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
            if sys.platform == "win32":  # which deletes no file that is read-only
                _make_writable(root / path)
            os.unlink(root / path)
            removed.append(path)
    for folder in sorted(folders, key=lambda folder: -folder.count("/")):
        remove_empty_folder(root / folder)
    return tuple(removed)


_STAYS = frozenset((errno.ENOTEMPTY, errno.EEXIST, errno.ENOENT, errno.ENOTDIR, errno.EBUSY))
"""Why a folder stays: something lies in it, it is gone or none, or something else is mounted there (rmdir(2))."""


def remove_empty_folder(folder: str | Path) -> None:
    """Delete a folder if it is empty; raise OSError where the disk refuses, since nobody would look for it again.

    Windows refuses as long as another program looks into the folder, which is no reason to fail.
    """
    try:
        os.rmdir(folder)
    except OSError as error:
        if error.errno not in _STAYS and not (sys.platform == "win32" and isinstance(error, PermissionError)):
            raise
