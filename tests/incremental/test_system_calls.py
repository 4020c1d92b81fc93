"""The system refuses one call of a build with search, any of them: the folder stays whole, and the words are clear.

Every process of the build is under `strace`, so calls of SQLite, of Pillow and of the indexer are refused as well.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.fixture_site import make_fixture_site, set_key
from tests.support.node_modules import missing
from tests.support.scratch import NOW, ScratchSite, tree

CALLS = ("write", "pwrite64", "rename", "fsync", "fdatasync", "unlink", "mkdir")
"""`os.replace` is a rename; the database writes by pwrite64, and its pages reach the disk by fdatasync."""
ERRORS = ("EIO", "ENOSPC", "EACCES", "EROFS", "EDQUOT")
_COUNT = re.compile(r"^ *[\d.]+ +[\d.]+ +\d+ +(\d+) +(?:\d+ +)?(\w+)$", re.MULTILINE)


def built(site: ScratchSite, *traced: str) -> subprocess.CompletedProcess[str]:
    """Build with search in a process of its own, which runs under the command `traced`."""
    words = [*traced, sys.executable, "-m", "kei_site", "build", "--site", str(site.site), "--jobs", "2"]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(NOW)}
    return subprocess.run(words, env=environment, capture_output=True, text=True, check=False)


def published(site: ScratchSite) -> dict[str, bytes]:
    """Return the published files."""
    return {path: data for path, data in tree(site.output).items() if not path.startswith(".kei-site")}


def counts(site: ScratchSite, report: Path) -> dict[str, int]:
    """Build, and return how often each call is made."""
    done = built(site, "strace", "-f", "-qq", "-c", "-o", str(report), "-e", f"trace={','.join(CALLS)}")
    assert done.returncode == 0, done.stderr
    return {call: int(number) for number, call in _COUNT.findall(report.read_text()) if call in CALLS}


@pytest.mark.sized
def test_a_call_that_the_system_refuses_leaves_the_folder_whole(law_folder: Path, pytestconfig: pytest.Config) -> None:
    if not shutil.which("strace"):
        missing("strace")
    fixture = make_fixture_site(law_folder / "work", briefs=10)
    site, saved = fixture.site, law_folder / "saved"
    assert built(site).returncode == 0
    before = published(site)
    set_key(fixture, "content/briefs/2021/b01.md", "title", "Another title")
    shutil.copytree(site.site, saved, symlinks=True)
    made = counts(site, law_folder / "counts")
    wanted = published(site)
    every = [(call, number) for call in CALLS for number in range(1, made.get(call, 0) + 1)]
    step = max(1, len(every) // pytestconfig.getoption("--system-calls"))
    refused = 0
    for at in range(0, len(every), step):
        (call, number), error = every[at], ERRORS[at // step % len(ERRORS)]
        shutil.rmtree(site.site)
        shutil.copytree(saved, site.site, symlinks=True)
        asked = f"inject={call}:error={error}:when={number}"
        done = built(site, "strace", "-f", "-qq", "-o", os.devnull, "-e", f"trace={call}", "-e", asked)
        now = published(site)
        assert "Traceback" not in done.stderr, f"{asked}: {done.stderr}"
        assert done.returncode in (0, 2), f"{asked}: {done.stdout} {done.stderr}"
        if done.returncode == 2 and call != "write":  # the words themselves can be what is refused
            assert len(re.findall(r"^error: ", done.stderr, re.MULTILINE)) == 1, f"{asked}: {done.stderr}"
        assert now.keys() <= before.keys() | wanted.keys(), asked
        torn = [path for path, data in now.items() if data not in (before.get(path), wanted.get(path))]
        assert torn == [], asked
        refused += done.returncode == 2
        assert built(site).returncode == 0, asked
        assert published(site) == wanted, asked
    assert refused
