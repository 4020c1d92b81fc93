"""Finished artifacts -> the published folder, which is whole at every instant. Output room.

Order matters: the list of what is ours is widened first; then assets, then pages, so that no page names an asset that
is not there; then deletions; the traces come at the very end, so that a crash at any point leaves files that the next
build does not trust.
"""

import contextlib
import errno
import functools
import os
import shutil
import stat
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kei_site.core.hashing import NO_DIGEST, Digest, digest_output
from kei_site.core.stamps import Stamp, stamp_of
from kei_site.core.value import value
from kei_site.output.disk import folders_above, is_folder, remove_files
from kei_site.output.ownership import PARTS, check_strangers, is_listed, read_owned, write_owned
from kei_site.plan.outdated import PublishedFile, Trace

_TICK = 0.02
"""Seconds after which the clock of a file system has surely moved on."""
_FIRST = ("assets/", "pagefind/")


@value
class Finished:
    """One file of a target, made and waiting to be put in place."""

    path: str
    """Where it goes, relative to the output folder."""
    digest: Digest
    staged: str
    """The folder where it waits, below which it has this path, too; empty when the published file has these bytes.

    There is nothing in that folder but files that are to be published together.
    """
    stamp: Stamp | None = None
    """Of the published file, taken before it was compared, when it has these bytes."""


@value
class Published:
    """What publishing did."""

    written: tuple[str, ...]
    pruned: tuple[str, ...]
    files: Mapping[str, Stamp]
    """The stamp of every file that was looked after, by path."""


def find_lost(
    output: Path, there: Mapping[str, Stamp], traces: Mapping[str, Trace]
) -> tuple[dict[str, str], dict[str, PublishedFile]]:
    """Compare the published files, `there`, with their traces.

    Returns the files that are not as they were left (path -> `missing` or `altered`), and those that are, but have
    another stamp (path -> with the new stamp). Only files whose stamps differ are read.
    """
    lost: dict[str, str] = {}
    restamped: dict[str, PublishedFile] = {}
    for trace in traces.values():
        for one in trace.files:
            found = there.get(one.path)
            if found is None:
                lost[one.path] = "missing"
            elif found != one.stamp:
                if _digest_of_file(output / one.path) == one.digest:
                    restamped[one.path] = PublishedFile(path=one.path, digest=one.digest, stamp=found)
                else:
                    lost[one.path] = "altered"
    return lost, restamped


def _digest_of_file(path: Path) -> Digest:
    try:
        return digest_output(path.read_bytes()) if stat.S_ISREG(os.lstat(path).st_mode) else NO_DIGEST
    except OSError:
        return NO_DIGEST


def publish(
    output: Path, finished: Sequence[Finished], planned: frozenset[str], ours: frozenset[str] = frozenset()
) -> Published:
    """Put finished files in place and delete those of ours that are not `planned` any more.

    `ours` are files known to be ours even if the list in the folder was lost. Raises Refusal if a file that is not ours
    stands in the way, OSError if the machine refuses.
    """
    owned = read_owned(output) | ours
    writes = sorted(
        (one for one in finished if one.staged), key=lambda one: (not one.path.startswith(_FIRST), one.path)
    )
    check_strangers(output, (one.path for one in writes), owned)
    pruned: tuple[str, ...] = ()
    if writes or owned - planned or not is_listed(output, planned) or os.path.lexists(output / PARTS):
        pruned = _publish(output, writes, owned, planned)
    return Published(
        written=tuple(one.path for one in writes), pruned=pruned, files=_stamps(output, finished, waiting=bool(writes))
    )


def _publish(
    output: Path, writes: Sequence[Finished], owned: frozenset[str], planned: frozenset[str]
) -> tuple[str, ...]:
    with _workroom(output) as room:
        write_owned(output, owned | planned)
        try:
            moves = _moves(output, _bring_near(output, writes, room))
        except OSError:
            with contextlib.suppress(OSError):
                write_owned(output, owned)
            raise
        made_way = _place(output, moves, owned)
        pruned = remove_files(output, sorted(owned - planned))
        write_owned(output, planned)
    return tuple(sorted({*made_way, *pruned} - planned))


@contextlib.contextmanager
def _workroom(output: Path) -> Iterator[Path]:
    """Yield an empty folder on the output's own file system, which is gone afterwards."""
    room = output / PARTS
    shutil.rmtree(room, ignore_errors=True)
    room.mkdir(parents=True)
    try:
        yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _bring_near(output: Path, writes: Sequence[Finished], room: Path) -> Sequence[Finished]:
    """Return the files on the output's own file system: copies, if they wait on another one."""
    if not writes or os.stat(writes[0].staged).st_dev == os.stat(output).st_dev:
        return writes
    near = f"{room}/near"
    for one in writes:
        copy = f"{near}/{one.path}"
        os.makedirs(os.path.dirname(copy), exist_ok=True)
        shutil.copyfile(f"{one.staged}/{one.path}", copy)
    return [replace(one, staged=near) for one in writes]


def _moves(output: Path, writes: Iterable[Finished]) -> dict[str, str]:
    """Return what is put in place, in this order (path -> where it waits): files, and new folders as a whole.

    A first build moves some thirty folders instead of thousands of files. Raises PermissionError when there is no
    right to write into a folder.
    """
    is_there = functools.cache(lambda folder: is_folder(f"{output}/{folder}"))
    moves: dict[str, str] = {}
    for one in writes:
        path = next((folder for folder in folders_above(one.path) if not is_there(folder)), one.path)
        if path not in moves:
            moves[path] = f"{one.staged}/{path}"
    for folder in sorted({os.path.dirname(path) for path in moves}):
        if not os.access(place := f"{output}/{folder}", os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, "no right to write into the folder", place)
    return moves


def _place(output: Path, moves: Mapping[str, str], owned: frozenset[str]) -> list[str]:
    """Put files and folders in place; return the files of ours that had to go because one became the other."""
    gone: list[str] = []
    for path, waiting in moves.items():
        final = f"{output}/{path}"
        if is_folder(final):
            gone += _clear(output, path, owned)
        elif is_folder(waiting):
            gone += remove_files(output, [path])
        os.replace(waiting, final)
    return gone


def _clear(output: Path, path: str, owned: frozenset[str]) -> tuple[str, ...]:
    """Delete the files of ours in a folder that a file is to take the place of, and the folder."""
    removed = remove_files(output, sorted(one for one in owned if one.startswith(path + "/")))
    for where, _, _ in os.walk(output / path, topdown=False):
        with contextlib.suppress(OSError):
            os.rmdir(where)
    return removed


def _stamps(output: Path, finished: Iterable[Finished], *, waiting: bool) -> dict[str, Stamp]:
    """Stat what was put in place, once a later change must leave another stamp."""
    stamps = {one.path: one.stamp or stamp_of(os.lstat(f"{output}/{one.path}")) for one in finished}
    if waiting:
        time.sleep(_TICK)
    return stamps
