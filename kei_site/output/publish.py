"""Finished files -> the published folder, which is whole at every instant.

Assets come before pages, so that no page names a missing asset; deletions come last.
"""

import contextlib
import errno
import functools
import os
import shutil
import stat
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kei_site.core.hashing import NO_DIGEST, Digest, digest_output
from kei_site.core.stamps import Stamp, stamp_of
from kei_site.core.value import value
from kei_site.output.disk import (
    folders_above,
    is_empty,
    is_folder,
    list_files,
    remove_empty_folder,
    remove_files,
    replace_file,
)
from kei_site.output.ownership import PARTS, check_foreign, is_listed, read_owned, write_owned
from kei_site.plan.outdated import PublishedFile, Trace

_TICK = 0.02
"""Seconds after which the clock of a file system has surely moved on."""
_FIRST = ("assets/", "pagefind/")


@value
class Finished:
    """A rendered file of a target."""

    path: str
    """Relative to the output folder."""
    digest: Digest
    staged: str
    """The staging folder, in which the file has the same path; empty when the published file has these bytes."""
    stamp: Stamp | None = None
    """Of the published file, if it has these bytes."""


@value
class Published:
    """The outcome of publishing."""

    written: tuple[str, ...]
    pruned: tuple[str, ...]
    files: Mapping[str, Stamp]
    """The stamp of every finished file, by path."""


def find_damaged(
    output: Path, stamps: Mapping[str, Stamp], traces: Mapping[str, Trace]
) -> tuple[dict[str, str], dict[str, PublishedFile]]:
    """Compare the published files, known by their `stamps`, with their traces; only files with other stamps are read.

    Returns by path the damaged files (`missing` or `altered`), and those with the same bytes and a new stamp.
    """
    damaged: dict[str, str] = {}
    touched: dict[str, PublishedFile] = {}
    for trace in traces.values():
        for file in trace.files:
            found = stamps.get(file.path)
            if found is None:
                damaged[file.path] = "missing"
            elif found != file.stamp:
                if _digest_of_file(output / file.path) == file.digest:
                    touched[file.path] = PublishedFile(path=file.path, digest=file.digest, stamp=found)
                else:
                    damaged[file.path] = "altered"
    return damaged, touched


def _digest_of_file(path: Path) -> Digest:
    try:
        return digest_output(path.read_bytes()) if stat.S_ISREG(os.lstat(path).st_mode) else NO_DIGEST
    except OSError:
        return NO_DIGEST


def publish(
    output: Path,
    finished: Sequence[Finished],
    planned: frozenset[str],
    owned: frozenset[str] = frozenset(),
    *,
    site: str = "",
) -> Published:
    """Put finished files in place and delete files of the list in the folder, or `owned`, that are not `planned`.

    `site` is the address of the site, which the list names; empty: the one that it names already.
    A foreign file with the bytes of a finished one is taken for it: hosts and editors may have put it there, too.
    Raises Refusal if a foreign file stands in the way, OSError if the machine refuses.
    """
    owned = read_owned(output) | owned
    writes = sorted(
        (file for file in finished if file.staged), key=lambda file: (not file.path.startswith(_FIRST), file.path)
    )
    owned |= _equal_files(output, writes, owned)
    check_foreign(output, (file.path for file in writes), owned)
    pruned: tuple[str, ...] = ()
    if writes or owned - planned or not is_listed(output, planned, site) or os.path.lexists(output / PARTS):
        pruned = _publish(output, writes, owned, planned, site=site)
    return Published(
        written=tuple(file.path for file in writes),
        pruned=pruned,
        files=_stamps(output, finished, waiting=bool(writes)),
    )


def _equal_files(output: Path, writes: Iterable[Finished], owned: frozenset[str]) -> frozenset[str]:
    """Return the paths of the foreign files that have the bytes of the finished files at their places."""
    if is_empty(output):
        return frozenset()
    foreign = (file for file in writes if file.path not in owned and os.path.lexists(f"{output}/{file.path}"))
    return frozenset(file.path for file in foreign if _digest_of_file(output / file.path) == file.digest)


def _publish(
    output: Path, writes: Sequence[Finished], owned: frozenset[str], planned: frozenset[str], *, site: str
) -> tuple[str, ...]:
    with _workroom(output) as room:
        write_owned(output, owned | planned, site)
        try:
            moves = _moves(output, _bring_near(output, writes, room))
        except OSError:
            with contextlib.suppress(OSError):
                write_owned(output, owned)
            raise
        made_way = _place(output, moves, owned, planned)
        pruned = remove_files(output, sorted(owned - planned))
        write_owned(output, planned, site)
    return tuple(sorted({*made_way, *pruned} - planned))


@contextlib.contextmanager
def _workroom(output: Path) -> Iterator[Path]:
    """Yield an empty folder inside the output folder; it is deleted afterwards."""
    room = output / PARTS
    shutil.rmtree(room, ignore_errors=True)
    room.mkdir(parents=True)
    try:
        yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _bring_near(output: Path, writes: Sequence[Finished], room: Path) -> Sequence[Finished]:
    """Return the files on the file system of the output: copies, if the staging folder lies on another one."""
    if not writes or _can_be_moved(f"{writes[0].staged}/{writes[0].path}", f"{room}/probe"):
        return writes
    near = f"{room}/near"
    for file in writes:
        copy = f"{near}/{file.path}"
        os.makedirs(os.path.dirname(copy), exist_ok=True)
        shutil.copyfile(f"{file.staged}/{file.path}", copy)
    return [replace(file, staged=near) for file in writes]


def _can_be_moved(staged: str, probe: str) -> bool:
    """Tell whether a staged file can be renamed into the output folder: not from another disk or mount."""
    try:
        os.rename(staged, probe)
    except OSError as error:
        if error.errno == errno.EXDEV:
            return False
        raise
    os.rename(probe, staged)
    return True


def _moves(output: Path, writes: Iterable[Finished]) -> dict[str, str]:
    """Return the renames of publishing in their order (path -> staged path): files, and new folders as a whole.

    Raises PermissionError when there is no right to write into a folder.
    """
    is_there = functools.cache(lambda folder: is_folder(f"{output}/{folder}"))
    moves: dict[str, str] = {}
    for file in writes:
        path = next((folder for folder in folders_above(file.path) if not is_there(folder)), file.path)
        if path not in moves:
            moves[path] = f"{file.staged}/{path}"
    for folder in sorted({os.path.dirname(path) for path in moves}):
        if not os.access(place := f"{output}/{folder}", os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, "no right to write into the folder", place)
    return moves


def _place(output: Path, moves: Mapping[str, str], owned: frozenset[str], planned: frozenset[str]) -> list[str]:
    """Put files and folders in place; return the owned files that were deleted because a file became a folder."""
    gone: list[str] = []
    copies: frozenset[str] = frozenset()
    for path, waiting in moves.items():
        final = f"{output}/{path}"
        if is_folder(final):
            gone += _clear(output, path, owned)
        elif is_folder(waiting) and os.path.lexists(final):
            gone += remove_files(output, [path])
        os.makedirs(os.path.dirname(final), exist_ok=True)  # it may have become empty, and gone with its last file
        _inherit_group(waiting, os.path.dirname(final))
        try:
            replace_file(waiting, final)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            copies = copies or _list_copies(output, moves, owned | planned)
            _copy(waiting, final)
    return gone


def _list_copies(output: Path, moves: Mapping[str, str], listed: frozenset[str]) -> frozenset[str]:
    """Add to the list of owned files those that `_copy` makes on the way, so that a crash leaves no foreign files."""
    copies: set[str] = set()
    for path, waiting in moves.items():
        part = os.path.join(os.path.dirname(path), PARTS)
        copies |= {f"{part}/{name}" for name, _ in list_files(waiting)} if is_folder(waiting) else {part}
    write_owned(output, listed | copies)
    return frozenset(copies)


def _copy(waiting: str, final: str) -> None:
    """Put a staged file or folder into a folder of the output that is a mount of its own: a copy beside it first."""
    part = os.path.join(os.path.dirname(final), PARTS)
    if is_folder(waiting):
        shutil.rmtree(part, ignore_errors=True)
        shutil.copytree(waiting, part)
    else:
        shutil.copyfile(waiting, part)
    replace_file(part, final)


def _inherit_group(staged: str, folder: str) -> None:
    """Give staged files the group of `folder` if its setgid bit asks for that, and the user is in the group."""
    found = os.stat(folder)
    if sys.platform == "win32" or not found.st_mode & stat.S_ISGID:
        return
    folders = [where for where, _, _ in os.walk(staged)]
    inside = [f"{staged}/{name}" for name, _ in list_files(staged)] if folders else [staged]
    with contextlib.suppress(PermissionError):
        for path in (*inside, *folders):
            os.chown(path, -1, found.st_gid)
        for path in folders:
            os.chmod(path, os.stat(path).st_mode | stat.S_ISGID)


def _clear(output: Path, path: str, owned: frozenset[str]) -> tuple[str, ...]:
    """Delete a folder that becomes a file, with the owned files in it; return these."""
    removed = remove_files(output, sorted(inner for inner in owned if inner.startswith(path + "/")))
    for where, _, _ in os.walk(output / path, topdown=False):
        remove_empty_folder(where)
    return removed


def _stamps(output: Path, finished: Iterable[Finished], *, waiting: bool) -> dict[str, Stamp]:
    """Return the stamps of finished files, at a time after which any change leaves another stamp."""
    stamps = {file.path: file.stamp or stamp_of(os.lstat(f"{output}/{file.path}")) for file in finished}
    if waiting:
        time.sleep(_TICK)
    return stamps
