"""What sites made to cost without bound cost: `python -m tests.bench.attacks [--program FOLDER] [NAME …]`.

For each attack of `tests/support/costly_sites.py`, one build in a process of its own: CPU time, memory at the peak,
the exit code, whether the attack was told, and whether a fault of another brief was.
"""

import argparse
import multiprocessing
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from kei_site.core.value import value
from tests.support.costly_sites import ATTACKS, VICTIM, costly_site
from tests.support.scratch import NOW

SECONDS, MEGABYTES = 10, 300
PATIENCE = 120
"""Seconds of processor time after which a build is ended; 6 GB is the most it may take."""
MOST = 6 << 30
_FOUND = re.compile(r"^(\S+?):\d+:\d+: (?:error|warning) (\w+)", re.MULTILINE)


@value
class Cost:
    """What one build cost."""

    seconds: float
    """Of processor time, in all processes."""
    megabytes: float
    """At the peak of the largest process."""
    code: int
    told: tuple[str, ...]
    """The codes told of other files than the victim."""
    victim: bool

    @property
    def is_bounded(self) -> bool:
        """Whether the build stayed within the limits, told something, and hid nothing."""
        return self.seconds <= SECONDS and self.megabytes <= MEGABYTES and self.victim and self.code in (0, 1, 3)


def cost_of(name: str, program: Path) -> Cost:
    """Build the site of an attack with the program in a folder."""
    with tempfile.TemporaryDirectory() as folder:
        # In a process of its own: a program counts the memory of the process that started it as its own.
        made = multiprocessing.Process(target=costly_site, args=(Path(folder), name))
        made.start()
        made.join()
        words = [sys.executable, "-m", "kei_site", "build", "--site", f"{folder}/site", "--jobs", "1", "--no-search"]
        words += ["--keep-going"] if "--keep-going" in (program / "kei_site/commands/parser.py").read_text() else []
        limits = f'ulimit -t {PATIENCE} -v {MOST // 1024} && exec "$@"'
        environment = {**os.environ, "SOURCE_DATE_EPOCH": str(NOW), "PYTHONPATH": str(program)}
        with tempfile.TemporaryFile() as told:
            process = subprocess.Popen(
                ["bash", "-c", limits, "bash", *words], stdout=told, stderr=told, env=environment, cwd=folder
            )
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            told.seek(0)
            found = _FOUND.findall(told.read().decode("utf-8", "replace"))
    others = {code for path, code in found if path != VICTIM}
    return Cost(
        seconds=used.ru_utime + used.ru_stime,
        megabytes=used.ru_maxrss / 1024,
        code=process.returncode,
        told=tuple(sorted(others)),
        victim=any(path == VICTIM for path, _ in found),
    )


def main() -> None:
    """Print a row for each attack."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="NAME", choices=[*ATTACKS, []], help="attacks; all if none is given"
    )
    parser.add_argument("--program", type=Path, default=Path(__file__).resolve().parents[2], help="another checkout")
    given = parser.parse_args()
    print("| attack | CPU s | MB | exit | told | other faults told |\n| --- | ---: | ---: | ---: | --- | --- |")
    for name in given.names or ATTACKS:
        cost = cost_of(name, given.program)
        told, victim = " ".join(cost.told), "yes" if cost.victim else "no"
        over = "" if cost.is_bounded else " **over**"
        costs = f"{cost.seconds:.1f} | {cost.megabytes:.0f} | {cost.code}"
        print(f"| {name} | {costs} | {told} | {victim}{over} |", flush=True)


if __name__ == "__main__":
    main()
