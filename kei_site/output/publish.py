"""Finished artifacts -> the published folder, which is whole at every instant. Output room.

Order matters: the list of what is ours is widened first; then assets, then pages, so that no page names an asset that
is not there; then deletions; the traces come at the very end, so that a crash at any point leaves files that the next
build does not trust.
"""

import contextlib
import errno
import os
import shutil
import stat
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kei_site.digest import NO_DIGEST, Digest, digest_output
from kei_site.output.files import Stamp, folders_above, is_folder, remove_files, stamp
from kei_site.output.ownership import PARTS, check_strangers, is_listed, read_owned, write_owned
from kei_site.plan.outdated import PublishedFile, Trace

_TICK = 0.02
"""Seconds after which the clock of a file system has surely moved on."""
_FIRST = ("assets/", "pagefind/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """One file of a target, made and waiting to be put in place."""

    path: str
    """Where it goes, relative to the output folder."""
    digest: Digest
    staged: str
    """Where it waits; empty when the published file already has these bytes."""
    stamp: Stamp | None = None
    """Of the published file, taken before it was compared, when it has these bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
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
            near = _bring_near(output, writes, room)
        except OSError:
            with contextlib.suppress(OSError):
                write_owned(output, owned)
            raise
        made_way = _place(output, near, owned)
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


def _bring_near(output: Path, writes: Sequence[Finished], room: Path) -> list[tuple[str, str]]:
    """Do all that needs space or rights, before anything published changes: folders, and copies from other file
    systems.

    Returns (finished file, its path) in the order in which they are put in place.
    """
    made: list[str] = []
    there: set[str] = set()
    try:
        for folder in dict.fromkeys(os.path.dirname(one.path) for one in writes):
            _make_folder(output, folder, made, there)
        if not writes or os.stat(writes[0].staged).st_dev == os.stat(output).st_dev:
            return [(one.staged, one.path) for one in writes]
        return [(shutil.copyfile(one.staged, f"{room}/{number}"), one.path) for number, one in enumerate(writes)]
    except OSError:
        for folder in reversed(made):
            with contextlib.suppress(OSError):
                os.rmdir(folder)
        raise


def _make_folder(output: Path, folder: str, made: list[str], there: set[str]) -> None:
    """Make a folder and those above it, but for those that are known to be `there`; add what was `made` to both."""
    for one in (*folders_above(folder), folder):
        if one in there:
            continue
        place = f"{output}/{one}"
        if not os.path.lexists(place):
            os.mkdir(place)
            made.append(place)
        elif not is_folder(place):
            return  # a file of ours, which goes when its time has come
        there.add(one)
    if not os.access(f"{output}/{folder}", os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, "no right to write into the folder", f"{output}/{folder}")


def _place(output: Path, near: Iterable[tuple[str, str]], owned: frozenset[str]) -> list[str]:
    """Put files in place; return the files of ours that had to go because a folder became a file, or the reverse."""
    made: set[str] = set()
    gone: list[str] = []
    for finished, path in near:
        final = f"{output}/{path}"
        folder = os.path.dirname(path)
        if folder not in made:
            gone += remove_files(output, [one for one in folders_above(path) if _is_our_file(output, one, owned)])
            if not os.path.isdir(place := f"{output}/{folder}"):  # a file of ours was there
                os.makedirs(place, exist_ok=True)
            made.add(folder)
        if is_folder(final):
            gone += _clear(output, path, owned)
        os.replace(finished, final)
    return gone


def _is_our_file(output: Path, path: str, owned: frozenset[str]) -> bool:
    return path in owned and not is_folder(f"{output}/{path}")


def _clear(output: Path, path: str, owned: frozenset[str]) -> tuple[str, ...]:
    """Delete the files of ours in a folder that a file is to take the place of, and the folder."""
    removed = remove_files(output, sorted(one for one in owned if one.startswith(path + "/")))
    for where, _, _ in os.walk(output / path, topdown=False):
        with contextlib.suppress(OSError):
            os.rmdir(where)
    return removed


def _stamps(output: Path, finished: Iterable[Finished], *, waiting: bool) -> dict[str, Stamp]:
    """Stat what was put in place, once a later change must leave another stamp."""
    stamps = {one.path: one.stamp or stamp(os.lstat(f"{output}/{one.path}")) for one in finished}
    if waiting:
        time.sleep(_TICK)
    return stamps
