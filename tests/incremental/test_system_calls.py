"""The system refuses one call of a build with search, any of them: the folder stays whole, and the words are clear.

Every process of the build is under `strace`, so calls of SQLite, of Pillow and of the indexer are refused as well. It
counts the calls of each process by itself, and refuses the n-th one of every process that makes so many: the points to
be tried are those of the process that makes the most.
"""

import os
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from kei_site.core.value import value
from tests.support.fixture_site import make_fixture_site, set_key
from tests.support.node_modules import missing
from tests.support.scratch import NOW, ScratchSite, tree
from tests.support.warm_program import Ended, WarmProgram, warm_program

CALLS = ("write", "pwrite64", "rename", "fsync", "fdatasync", "unlink", "mkdir")
"""`os.replace` is a rename; the database writes by pwrite64, and its pages reach the disk by fdatasync."""
ERRORS = ("EIO", "ENOSPC", "EACCES", "EROFS", "EDQUOT")
ERRORS_OF_OPEN = (*ERRORS, "EMFILE")
_OPENED = re.compile(r'openat\(AT_FDCWD, "([^"]+)"')
_MADE = re.compile(r"^(\d+) +(\w+)\(", re.MULTILINE)


@value
class Edited:
    """A site with an edit after its first build."""

    program: WarmProgram
    site: ScratchSite
    saved: Path
    """A copy of its folder."""
    before: Mapping[str, bytes]
    """What was published."""


def built(program: WarmProgram, site: ScratchSite, *traced: str) -> Ended:
    """Build with search; `traced` are options of `strace`."""
    return program.run(["build", "--site", str(site.site), "--jobs", "2"], traced)


def published(site: ScratchSite) -> dict[str, bytes]:
    """Return the published files."""
    return {path: data for path, data in tree(site.output).items() if not path.startswith(".kei-site")}


def counts(edited: Edited, report: Path) -> Counter[str]:
    """Build, and return how often each call is made by the process that makes it most."""
    done = built(edited.program, edited.site, "-o", str(report), "-e", f"trace={','.join(CALLS)}")
    assert done.returncode == 0, done.stderr
    made: Counter[str] = Counter()
    for (_, call), number in Counter(_MADE.findall(report.read_text())).items():
        made[call] = max(made[call], number)
    return made


def opened(edited: Edited, report: Path) -> list[str]:
    """Build, and return the files of the site, its cache and its output that are opened, in order."""
    done = built(edited.program, edited.site, "-o", str(report), "-e", "trace=openat")
    assert done.returncode == 0, done.stderr
    paths = dict.fromkeys(_OPENED.findall(report.read_text()))
    return [path for path in paths if path.startswith(f"{edited.site.site}/")]


@pytest.fixture
def edited(law_folder: Path) -> Iterator[Edited]:
    """Return a site that was built, and whose next build has something to write."""
    if not shutil.which("strace"):
        missing("strace")
    fixture = make_fixture_site(law_folder / "work", briefs=10)
    site, saved = fixture.site, law_folder / "saved"
    with warm_program(law_folder, {**os.environ, "SOURCE_DATE_EPOCH": str(NOW)}) as program:
        assert built(program, site).returncode == 0
        before = published(site)
        set_key(fixture, "content/briefs/2021/b01.md", "title", "Another title")
        shutil.copytree(site.site, saved, symlinks=True)
        yield Edited(program=program, site=site, saved=saved, before=before)


def refused(edited: Edited, wanted: Mapping[str, bytes], *asked: str) -> Ended:
    """Build while the system refuses what is `asked` of strace; the folder stays whole, and the next build is good."""
    site = edited.site
    shutil.rmtree(site.site)
    shutil.copytree(edited.saved, site.site, symlinks=True)
    done = built(edited.program, site, "-o", os.devnull, *asked)
    now = published(site)
    assert "Traceback" not in done.stderr + done.stdout, f"{asked}: {done.stderr}"
    assert "a bug in the program" not in done.stderr, f"{asked}: {done.stderr}"
    assert now.keys() <= edited.before.keys() | wanted.keys(), asked
    torn = [path for path, data in now.items() if data not in (edited.before.get(path), wanted.get(path))]
    assert torn == [], asked
    again = built(edited.program, site)
    assert again.returncode == 0, f"{asked}: {again.stdout} {again.stderr}"
    assert published(site) == wanted, asked
    return done


@pytest.mark.sized
def test_a_call_that_the_system_refuses_leaves_the_folder_whole(
    edited: Edited, law_folder: Path, pytestconfig: pytest.Config
) -> None:
    made = counts(edited, law_folder / "counts")
    wanted = published(edited.site)
    every = [(call, number) for call in CALLS for number in range(1, made[call] + 1)]
    step = max(1, len(every) // pytestconfig.getoption("--system-calls"))
    codes = []
    for at in range(0, len(every), step):
        (call, number), error = every[at], ERRORS[at // step % len(ERRORS)]
        asked = f"inject={call}:error={error}:when={number}"
        done = refused(edited, wanted, "-e", f"trace={call}", "-e", asked)
        codes.append(done.returncode)
        assert done.returncode in (0, 2), f"{asked}: {done.stdout} {done.stderr}"
        if done.returncode == 2 and call != "write":  # the words themselves can be what is refused
            assert len(re.findall(r"^error: ", done.stderr, re.MULTILINE)) == 1, f"{asked}: {done.stderr}"
    assert 2 in codes


@pytest.mark.sized
def test_a_file_that_the_system_does_not_open_leaves_the_folder_whole(
    edited: Edited, law_folder: Path, pytestconfig: pytest.Config
) -> None:
    every = opened(edited, law_folder / "opens")
    wanted = published(edited.site)
    step = max(1, len(every) // pytestconfig.getoption("--refused-opens"))
    for at in range(0, len(every), step):
        path, error = every[at], ERRORS_OF_OPEN[at // step % len(ERRORS_OF_OPEN)]
        done = refused(edited, wanted, "-P", path, "-e", "trace=openat", "-e", f"inject=openat:error={error}:when=1")
        assert done.returncode in (0, 1, 2), f"{path}, {error}: {done.stdout} {done.stderr}"
        if done.returncode:
            told = re.findall(r"^(?:error: |\S+: error )", done.stderr + done.stdout, re.MULTILINE)
            assert told, f"{path}, {error}: {done.stdout} {done.stderr}"
