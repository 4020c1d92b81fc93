"""Whether builds of one site are the same anywhere: `python -m tests.bench.reproducible SITE … [--python PYTHON …]`.

Each site gets a brief with charts, a table of data and mathematics, and PDFs and search are on. It is copied in some
order into some folder, and built by `build --format json`, whose digests of the tree are compared. A site of more than
`--most` briefs is sampled evenly. As root, every second build is another user's.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from kei_site.core.value import value
from tests.support.scratch import NOW

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("s", "a/deep er/folder/사이트", "x" * 60, "한글/b")
ZONES = ("UTC", "Etc/GMT+12", "Pacific/Kiritimati", "Asia/Seoul", "America/New_York")
LOCALES = ("C", "C.UTF-8", "ko_KR.UTF-8", "tr_TR.UTF-8", "POSIX")
SEEDS = ("0", "1", "4711", "random")
UMASKS = (0o022, 0o077, 0o002)
JOBS = (1, 2, 3)
_NOBODY = 65534
_AS_NOBODY = ("setpriv", f"--reuid={_NOBODY}", f"--regid={_NOBODY}", "--clear-groups")
_MAY_READ = ("--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search")
"""A program that lies in a folder of root alone can be read by the other user."""
_SETTINGS = "\npdf: true\nmath: true\n"
_BRIEF = """---
title: Charts, a table and mathematics
date: 2024-05-01
authors: [{}]
---

The root is $\\sqrt{{a^2 + b^2}}$.

::: chart numbers.csv
type: line
title: Numbers of the years
x: year
y: [first, second]
alt: Two lines that rise.
source: Made up for a test of equal bytes.
:::

::: chart numbers.csv
type: bar
title: One number of each year
x: year
y: first
alt: Bars that rise.
source: Made up for a test of equal bytes.
:::

::: table numbers.csv
title: All numbers
source: Made up for a test of equal bytes.
:::
"""
_NUMBERS = "year,first,second\n" + "".join(f"{year},{year - 1990},{(year * 7) % 50}\n" for year in range(2000, 2012))


@value
class Way:
    """One way to build."""

    python: str
    folder: Path
    zone: str
    locale: str
    seed: str
    umask: int
    jobs: int
    is_other_user: bool
    order: int
    """The seed of the order in which the files are written."""

    def words(self) -> str:
        """Return it for a report."""
        user = "another user" if self.is_other_user else "this user"
        parts = (
            self.python,
            str(self.folder),
            self.zone,
            self.locale,
            f"hash seed {self.seed}",
            f"umask {self.umask:03o}",
        )
        return ", ".join((*parts, f"{self.jobs} jobs", user))


def ways(count: int, pythons: Sequence[str], roots: Sequence[Path]) -> Iterator[Way]:
    """Yield ways whose factors are mixed anew in each, the same ones in each run."""
    random = Random(count)
    decks = (pythons, roots, FOLDERS, ZONES, LOCALES, SEEDS, UMASKS, JOBS, (False, True))
    mixed = [random.sample([*deck] * count, count * len(deck))[:count] for deck in decks]
    for order, (python, root, folder, zone, locale, seed, umask, jobs, is_other) in enumerate(zip(*mixed, strict=True)):
        yield Way(
            python=python,
            folder=root / str(order) / folder,
            zone=zone,
            locale=locale,
            seed=seed,
            umask=umask,
            jobs=jobs,
            is_other_user=is_other and os.geteuid() == 0,
            order=order,
        )


def prepare(site: Path, folder: Path, most: int) -> None:
    """Copy the sources of a site to a new folder: at most so many of its briefs, and the brief with figures."""
    shutil.copytree(site, folder, ignore=shutil.ignore_patterns("public", ".*", "kei_site", "tests", "__pycache__"))
    texts = sorted((folder / "content/briefs").rglob("*.md"))
    kept = {texts[number * len(texts) // most] for number in range(most)} if len(texts) > most else set(texts)
    for path in texts:
        if path not in kept:
            path.unlink()
    beside = folder / "content/briefs/2024/made-of-data"
    beside.mkdir(parents=True)
    authors = sorted(path.stem for path in (folder / "content/authors").glob("*.md"))
    (beside / "index.md").write_text(_BRIEF.format(authors[0]))
    (beside / "numbers.csv").write_text(_NUMBERS)
    with (folder / "content/site.yaml").open("a") as settings:
        settings.write(_SETTINGS)


def built(sources: Path, way: Way, program: Path) -> str:
    """Build a copy of the sources and return the digest of the tree, or the end of what the build said."""
    site = way.folder
    files = sorted(path for path in sources.rglob("*") if path.is_file())
    Random(way.order).shuffle(files)
    for path in files:
        target = site / path.relative_to(sources)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    if way.is_other_user:
        subprocess.run(["chown", "-R", f"{_NOBODY}:{_NOBODY}", str(site)], check=True)
    words = [*(_AS_NOBODY + _MAY_READ if way.is_other_user else ()), way.python, "-m", "kei_site", "build"]
    words += ["--site", str(site), "--keep-going", "--jobs", str(way.jobs), "--format", "json"]
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(program),
        "HOME": str(site),
        "SOURCE_DATE_EPOCH": str(NOW),
        "TZ": way.zone,
        "LANG": way.locale,
        "LC_ALL": way.locale,
        "PYTHONHASHSEED": way.seed,
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(words, env=environment, cwd=site, capture_output=True, umask=way.umask, check=False)
    try:
        told = json.loads(done.stdout)
        return str(told["tree"]) if told["written"] else "nothing was published"
    except (ValueError, KeyError):
        return (done.stderr or done.stdout).decode("utf-8", "replace")[-500:]


def different(first: Path, second: Path) -> list[str]:
    """Return the paths whose bytes differ between two folders, or that one of them lacks."""
    trees = [
        {path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()}
        for root in (first, second)
    ]
    paths = trees[0].keys() | trees[1].keys()
    return sorted(str(path) for path in paths if trees[0].get(path) != trees[1].get(path))


def compare(site: Path, sources: Path, chosen: Sequence[Way], program: Path) -> bool:
    """Build a site in all ways, print its row, and tell whether all trees are the same."""
    wanted, first, others = "", chosen[0], 0
    for way in chosen:
        found = built(sources, way, program)
        wanted = wanted or found
        if found != wanted:
            others += 1
            print(
                f"{way.words()}: {found}", *different(first.folder / "public", way.folder / "public")[:20], sep="\n  "
            )
        if way is not first:
            shutil.rmtree(way.folder)
    files = sum(path.is_file() for path in (first.folder / "public").rglob("*"))
    shutil.rmtree(first.folder)
    print(f"| {site.resolve().name} | {files:,} | {len(chosen)} | {others} | {wanted[:16]} |", flush=True)
    return others == 0


def main() -> None:
    """Print a row for each site."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sites", nargs="+", type=Path, metavar="SITE")
    parser.add_argument("--python", nargs="+", default=[sys.executable], help="interpreters that have the dependencies")
    parser.add_argument(
        "--folders", nargs="+", type=Path, default=[Path(tempfile.gettempdir())], help="on any file systems"
    )
    parser.add_argument("--builds", type=int, default=60)
    parser.add_argument("--most", type=int, default=150, help="briefs of a site")
    given = parser.parse_args()
    print("| site | files | builds | other trees | digest |\n| --- | ---: | ---: | ---: | --- |")
    same = True
    for site in given.sites:
        with tempfile.TemporaryDirectory() as made:
            prepare(site.resolve(), Path(made) / "site", given.most)
            roots = [Path(tempfile.mkdtemp(dir=folder)) for folder in given.folders]
            for root in roots:
                root.chmod(0o755)
            try:
                same &= compare(site, Path(made) / "site", list(ways(given.builds, given.python, roots)), ROOT)
            finally:
                for root in roots:
                    shutil.rmtree(root)
    sys.exit(not same)


if __name__ == "__main__":
    main()
