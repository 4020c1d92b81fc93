"""The same sources give the same bytes, wherever, whenever and by whomever they are built."""

import itertools
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest

from kei_site.core.hashing import digest_of
from tests.support.fixture_site import make_fixture_site
from tests.support.scratch import NOW
from tests.support.verdict import look

BUILD = """
import contextlib, json, os, pathlib, random, sys
from kei_site.build.pipeline import build
from kei_site.build.report import BuildRequest

given = json.loads(sys.argv[1])
os.umask(given["umask"])
if given["shuffled"]:
    scandir, listdir = os.scandir, os.listdir

    class Shuffled(list):
        def __enter__(self):
            return self

        def __exit__(self, *error):
            pass

    def shuffled(folder="."):
        with scandir(folder) as found:
            entries = list(found)
        random.Random(given["shuffled"]).shuffle(entries)
        return Shuffled(entries)

    os.scandir = shuffled

if __name__ == "__main__":
    site = pathlib.Path(given["site"])
    report = build(BuildRequest(site=site, output=site / "public", cache=site / ".kei-site", jobs=given["jobs"],
                                start=given["start"], search=True))
    assert not report.failed, report.diagnostics
    print(len(report.written))
"""
ZONES = ("UTC", "Etc/GMT+12", "Pacific/Kiritimati", "Asia/Seoul")
LOCALES = ("C", "C.UTF-8", "ko_KR.UTF-8", "tr_TR.UTF-8")
SEEDS = ("0", "1", "4711", "random")
POOLS = ((1, "fork"), (2, "fork"), (2, "spawn"), (3, "forkserver"))
_TIMES = ((0, 0, 0, 0), (0, 1, 2, 3), (0, 2, 3, 1), (0, 3, 1, 2))
"""The multiplication of the field of four elements: what makes sixteen rows enough for all pairs."""


def variations() -> Iterator[dict[str, Any]]:
    """Yield sixteen ways to build such that any two levels of any two factors come together in one (an orthogonal
    array).
    """
    for row, column in itertools.product(range(4), repeat=2):
        mixed = row ^ _TIMES[3][column]
        yield {
            "zone": ZONES[row],
            "locale": LOCALES[column],
            "seed": SEEDS[row ^ column],
            "pool": POOLS[row ^ _TIMES[2][column]],
            "umask": 0o077 if mixed & 1 else 0o022,
            "shuffled": row * 4 + column if mixed & 2 else 0,
            "deep": bool(mixed & 1) != bool(mixed & 2),
        }


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site that has everything, unbuilt."""
    root = tmp_path_factory.mktemp("sources")
    make_fixture_site(root, real_theme=True, briefs=20)
    return root / "site"


@pytest.fixture(scope="module")
def wanted(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the digest of what the first way to build gives."""
    return built(sources, tmp_path_factory.mktemp("wanted"), next(variations()))


def built(sources: Path, folder: Path, how: Mapping[str, Any]) -> str:
    """Build a copy of the sources in a process of its own and return the digest of all names and bytes."""
    site = folder / ("a/deep er/folder/사이트" if how["deep"] else "s")
    copy_backwards(sources, site)
    jobs, start = how["pool"]
    given = {"site": str(site), "umask": how["umask"], "shuffled": how["shuffled"], "jobs": jobs, "start": start}
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
        "HOME": str(folder),
        "SOURCE_DATE_EPOCH": str(NOW),
        "TZ": str(how["zone"]),
        "LANG": str(how["locale"]),
        "LC_ALL": str(how["locale"]),
        "PYTHONHASHSEED": str(how["seed"]),
        **({} if how["deep"] else {"PYTHONUTF8": "1"}),
        "COLUMNS": "40" if how["deep"] else "200",
    }
    script = folder / "build.py"
    script.write_text(BUILD)
    words = [sys.executable, str(script), json.dumps(given)]
    done = subprocess.run(words, env=environment, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    tree = {path: file.data.hex() for path, file in look(site / "public").items()}
    assert len(tree) > 100
    return digest_of(tree)


def copy_backwards(sources: Path, site: Path) -> None:
    """Copy a site file by file in some other order, so that inodes, times and the order of the disk differ."""
    files = [path for path in sources.rglob("*") if path.is_file()]
    Random(str(site)).shuffle(files)
    for path in files:
        target = site / path.relative_to(sources)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)


def test_any_two_levels_come_together_in_some_build() -> None:
    for first, second in itertools.combinations(next(variations()), 2):
        if "shuffled" in (first, second):
            continue  # a number of its own in each row
        pairs = {(str(row[first]), str(row[second])) for row in variations()}
        levels = [{str(row[factor]) for row in variations()} for factor in (first, second)]
        assert len(pairs) == len(levels[0]) * len(levels[1]), (first, second)


@pytest.mark.parametrize("row", [5, *(pytest.param(row, marks=pytest.mark.slow) for row in range(1, 16) if row != 5)])
def test_two_builds_of_the_same_sources_are_the_same(sources: Path, wanted: str, tmp_path: Path, row: int) -> None:
    how = list(variations())[row]
    assert built(sources, tmp_path, how) == wanted, how


def test_other_sources_would_be_seen(sources: Path, wanted: str, tmp_path: Path) -> None:
    site = tmp_path / "other"
    copy_backwards(sources, site)
    path = site / "content/pages/about.md"
    path.write_text(path.read_text() + "\nMore.\n")
    (tmp_path / "build").mkdir()
    assert built(site, tmp_path / "build", next(variations())) != wanted


@pytest.mark.parametrize("instant", [0, 2**31, 4_102_444_800])
def test_the_clock_decides_only_what_is_due(tmp_path: Path, instant: int) -> None:
    fixture = make_fixture_site(tmp_path, briefs=12)
    for path in fixture.briefs():
        fixture.site.edit(path, "date: 2", "date: 1970-01-01 # 2")
    fixture.build()
    before = look(fixture.output)
    fixture.site.now = instant or 86_400
    report = fixture.build()
    assert look(fixture.output) == before
    assert report.idle
