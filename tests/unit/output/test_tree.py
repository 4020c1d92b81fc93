"""One digest for all that is published."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kei_site.output.tree import tree_digest
from tests.support.scratch import NOW, ScratchSite, brief

ENVIRONMENTS = (
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "0", "LANG": "C"},
    {"TZ": "Etc/GMT+12", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "1", "COLUMNS": "20", "PYTHONUTF8": "0"},
)


@pytest.fixture
def built(scratch_site: ScratchSite) -> ScratchSite:
    for number in range(3):
        scratch_site.write(f"content/briefs/2024/b{number}.md", brief(f"Brief {number}", tags="[Trade, Energy]"))
    scratch_site.build()
    return scratch_site


def test_every_published_byte_and_path_counts(built: ScratchSite) -> None:
    before = tree_digest(built.output)
    assert tree_digest(built.output) == before
    page = built.output / "index.html"
    page.write_bytes(page.read_bytes() + b" ")
    edited = tree_digest(built.output)
    page.unlink()
    assert len({before, edited, tree_digest(built.output)}) == 3


def test_files_of_others_do_not_count(built: ScratchSite) -> None:
    before = tree_digest(built.output)
    (built.output / "CNAME").write_text("example.org")
    assert tree_digest(built.output) == before


@pytest.mark.programs
@pytest.mark.parametrize(("number", "umask", "jobs"), [(0, 0o077, 1), (1, 0o002, 2)])
def test_no_environment_changes_the_tree(
    built: ScratchSite, tmp_path: Path, number: int, umask: int, jobs: int
) -> None:
    output = tmp_path / "a folder with 한글" / "public"
    words = ["build", "--site", str(built.site), "--output", str(output), "--cache", str(tmp_path / "cache2")]
    subprocess.run(
        [sys.executable, "-m", "kei_site", *words, "--no-search", "--jobs", str(jobs)],
        env={**os.environ, **ENVIRONMENTS[number], "SOURCE_DATE_EPOCH": str(NOW)},
        check=True,
        capture_output=True,
        umask=umask,
    )
    assert tree_digest(output) == tree_digest(built.output)
