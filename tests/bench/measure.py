"""Turns a command into its cost: wall and processor time, peak memory of its process tree, files it changed.

Reads `/proc` (Linux) in a thread every 20 ms. The memory of a tree is the sum of proportional set sizes
(PSS: a page that n processes share counts 1/n in each). Reading these is slow and holds the processes up. The sum of
resident sets is never less and read at once, so PSS is read only when that sum exceeds the peak, and sampling takes at
most a twentieth of the time.
"""

import os
import resource
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PROC: Final = Path("/proc")
PAUSE: Final = 0.02
"""Seconds between two samples."""
PAGE: Final = resource.getpagesize()
SLACK: Final = 1 << 20
"""Bytes by which a resident set may be counted too low: each processor keeps a part of the count."""
SHARE: Final = 20
"""Sampling takes at most one part in this many of the time."""

Tree = Mapping[str, tuple[int, int, int]]
"""Path below a folder -> (inode, modification time in ns, size)."""


class CommandError(Exception):
    """A measured command failed; the message holds the end of its output."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """The cost of commands that ran one after the other."""

    seconds: float
    """On the wall: other work on the machine makes it longer."""
    processor: float
    """Seconds of all processors together, by all processes, in user and in system mode."""
    peak: int
    """Bytes of memory, at the worst moment, of all processes together."""
    written: int
    """Files that are new or were written, equal bytes included."""
    removed: int
    size: int
    """Bytes of all output files afterwards."""
    files: int
    """Their number."""


def measure(commands: Sequence[Sequence[str]], *, folder: Path, home: Path) -> Cost:
    """Run `commands` one after the other in the folder `home`; `folder` is where their output goes.

    Raises CommandError when one of them does not exit with 0.
    """
    before = tree(folder)
    used, start = _used(), time.perf_counter()
    peaks = [_run(command, home) for command in commands]
    seconds, processor = time.perf_counter() - start, _used() - used
    after = tree(folder)
    written = sum(before.get(path) != stamp for path, stamp in after.items())
    removed = len(before.keys() - after.keys())
    return Cost(
        seconds=seconds,
        processor=processor,
        peak=max(peaks),
        written=written,
        removed=removed,
        size=sum(size for _, _, size in after.values()),
        files=len(after),
    )


def _used() -> float:
    """Return the processor time of all processes that this one has started and that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def tree(folder: Path) -> Tree:
    """Return the stamps of all files below `folder`; nothing when there is none."""
    return dict(_files(str(folder), len(str(folder)) + 1)) if folder.is_dir() else {}


def _files(folder: str, skip: int) -> Iterator[tuple[str, tuple[int, int, int]]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path, skip)
            else:
                stat = entry.stat(follow_symlinks=False)
                yield entry.path[skip:], (stat.st_ino, stat.st_mtime_ns, stat.st_size)


def _run(command: Sequence[str], home: Path) -> int:
    """Run one command and return the peak of its memory."""
    # Programs keep what they compile, as they do where they are used.
    environment = {name: given for name, given in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with subprocess.Popen(
        command, cwd=home, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        peaks: list[int] = []
        over = threading.Event()
        sampler = threading.Thread(target=_sample, args=(process.pid, over, peaks))
        sampler.start()
        output, _ = process.communicate()
        over.set()
        sampler.join()
    if process.returncode:
        tail = output.decode(errors="replace")[-2_000:]
        raise CommandError(f"{' '.join(command)}: exit code {process.returncode}\n{tail}")
    return max(peaks, default=0)


def _sample(root: int, over: threading.Event, peaks: list[int]) -> None:
    """Append the memory of the tree below the process `root` to `peaks`, until it is over."""
    parents: dict[int, int] = {}
    pause, peak = 0.0, 0
    while not over.wait(pause):
        start = time.perf_counter()
        family = _family(root, parents)
        if sum(map(_resident, family)) > peak:
            peaks.append(sum(map(_memory, family)))
            peak = max(peaks)
        pause = max(PAUSE, SHARE * (time.perf_counter() - start))


def _family(root: int, parents: dict[int, int]) -> set[int]:
    """Return the process and its descendants; `parents` keeps the results of earlier calls."""
    alive = sorted(int(name) for name in os.listdir(PROC) if name.isdigit())
    for process in alive:
        if process not in parents:
            parents[process] = _parent(process)
    family = {root}
    while found := {process for process in alive if parents[process] in family and process not in family}:
        family |= found
    return family


def _parent(process: int) -> int:
    """Return the parent's number; 0 when the process has gone."""
    # The name of a process stands in brackets and may hold blanks and brackets itself.
    try:
        return int((PROC / str(process) / "stat").read_bytes().rpartition(b")")[2].split()[1])
    except OSError:
        return 0


def _resident(process: int) -> int:
    """Return bytes that the process has in memory, shared or not, or a few more; 0 when it has gone."""
    try:
        pages = int((PROC / str(process) / "statm").read_bytes().split()[1])
    except (OSError, IndexError):
        return 0
    return pages * PAGE + SLACK


def _memory(process: int) -> int:
    """Return the proportional set size in bytes; 0 when the process has gone."""
    try:
        lines = (PROC / str(process) / "smaps_rollup").read_bytes().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(b"Pss:")), 0)
