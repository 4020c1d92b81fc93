"""Finished artifacts -> the published folder, which is whole at every instant. Output room.

Order matters: the list of what is ours is widened first; then assets, then pages, so that no page names an asset that
is not there; then deletions; the traces come at the very end, so that a crash at any point leaves files that the next
build does not trust.
"""

import os
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kei_site.digest import Digest, digest_bytes
from kei_site.output.files import list_files, put_in_place, remove_files, stamp
from kei_site.output.ownership import check_strangers, read_owned, write_owned
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What publishing did."""

    written: tuple[str, ...]
    pruned: tuple[str, ...]
    files: Mapping[str, tuple[int, int, int, int]]
    """The stamp of every file that was looked after, by path."""


def find_lost(output: Path, traces: Mapping[str, Trace]) -> tuple[dict[str, str], dict[str, PublishedFile]]:
    """Compare the published files with their traces.

    Returns the files that are not as they were left (path -> `missing` or `altered`), and those that are, but have
    another stamp (path -> with the new stamp). Only files whose stamps differ are read.
    """
    there = dict(list_files(output)) if output.is_dir() else {}
    lost: dict[str, str] = {}
    restamped: dict[str, PublishedFile] = {}
    for trace in traces.values():
        for one in trace.files:
            found = there.get(one.path)
            if found is None:
                lost[one.path] = "missing"
            elif stamp(found) != one.stamp:
                if _digest_of_file(output / one.path) == one.digest:
                    restamped[one.path] = PublishedFile(path=one.path, digest=one.digest, stamp=stamp(found))
                else:
                    lost[one.path] = "altered"
    return lost, restamped


def _digest_of_file(path: Path) -> Digest:
    try:
        return digest_bytes(path.read_bytes())
    except OSError:
        return Digest("")


def publish(output: Path, finished: Sequence[Finished], planned: frozenset[str]) -> Published:
    """Put finished files in place and delete those of ours that are not `planned` any more.

    Raises Refusal if a file that is not ours stands in the way, OSError if the machine refuses.
    """
    owned = read_owned(output)
    check_strangers(output, (one.path for one in finished if one.staged), owned)
    writes = sorted(
        (one for one in finished if one.staged), key=lambda one: (not one.path.startswith(_FIRST), one.path)
    )
    gone = sorted(owned - planned)
    if writes or gone:
        output.mkdir(parents=True, exist_ok=True)
        write_owned(output, owned | planned)
        _place(output, writes, owned)
        remove_files(output, gone)
    write_owned(output, planned)
    return Published(
        written=tuple(one.path for one in writes),
        pruned=tuple(gone),
        files=_stamps(output, (one.path for one in finished), waiting=bool(writes)),
    )


def _place(output: Path, writes: Iterable[Finished], owned: frozenset[str]) -> None:
    made: set[str] = set()
    for one in writes:
        final = f"{output}/{one.path}"
        folder = os.path.dirname(final)
        if folder not in made:
            _make_way(output, one.path, owned)
            os.makedirs(folder, exist_ok=True)
            made.add(folder)
        if os.path.isdir(final):
            remove_files(output, sorted(path for path in owned if path.startswith(one.path + "/")))
        put_in_place(one.staged, final)


def _make_way(output: Path, path: str, owned: frozenset[str]) -> None:
    """Delete a file of ours that stands where a folder is needed now."""
    parts = path.split("/")
    above = ("/".join(parts[:depth]) for depth in range(1, len(parts)))
    remove_files(output, [one for one in above if one in owned and os.path.isfile(output / one)])


def _stamps(output: Path, paths: Iterable[str], *, waiting: bool) -> dict[str, tuple[int, int, int, int]]:
    """Stat the published files once a later change must leave another stamp."""
    stamps = {path: stamp(os.stat(output / path)) for path in paths}
    if waiting:
        time.sleep(_TICK)
    return stamps
