"""Bytes -> files that are whole or absent. Output room: the only writer of the disk."""

import contextlib
import errno
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path


def write_durably(path: Path, data: bytes) -> None:
    """Replace a file by way of a temporary one; both the bytes and the name are on the disk when this returns."""
    part = path.with_name(f".{path.name}.part")
    with open(part, "wb") as opened:
        opened.write(data)
        opened.flush()
        os.fsync(opened.fileno())
    os.replace(part, path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk, where the system can (POSIX `fsync` of a directory)."""
    if os.name != "posix":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def put_in_place(staged: str, final: str) -> None:
    """Move a finished file to its place; across file systems it is copied beside it first."""
    try:
        os.replace(staged, final)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        part = f"{os.path.dirname(final)}/.{os.path.basename(final)}.part"
        shutil.copyfile(staged, part)
        os.replace(part, final)
        os.unlink(staged)


def list_files(root: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Yield (path below `root`, stat) of every file, in no particular order; links are not followed."""
    waiting = [(str(root), "")]
    while waiting:
        folder, name = waiting.pop()
        with contextlib.suppress(FileNotFoundError, NotADirectoryError), os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, f"{name}{entry.name}/"))
                else:
                    yield name + entry.name, entry.stat(follow_symlinks=False)


def stamp(found: os.stat_result) -> tuple[int, int, int, int]:
    """Return size, mtime, ctime and inode: what a published file is recognised by."""
    return (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def remove_files(root: Path, paths: Iterable[str]) -> None:
    """Delete files below `root`, and the folders that become empty by it."""
    folders = set()
    for path in paths:
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            os.unlink(root / path)
        parts = path.split("/")[:-1]
        folders |= {"/".join(parts[:depth]) for depth in range(1, len(parts) + 1)}
    for folder in sorted(folders, key=lambda one: -one.count("/")):
        with contextlib.suppress(OSError):
            os.rmdir(root / folder)
