"""A build that is killed leaves a folder of whole files, and the next build needs no hand."""

import os
import signal
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest

from kei_site.core.hashing import digest_bytes
from kei_site.output.ownership import NAME, PARTS
from tests.support.crash_points import CRASHED, build_and_crash, in_child
from tests.support.edits import ALL_EDITS
from tests.support.fixture_site import FixtureSite, make_fixture_site
from tests.support.scratch import NOW, brief
from tests.support.verdict import Seen, look, verdict_of

EDITS = (
    *("brief_title", "brief_body", "brief_add", "brief_delete", "brief_slug", "template_base", "asset_edit"),
    *("config_url", "static_folder_for_file", "brief_attach_image", "cache_emptied", "config_page_size"),
)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Spread the kills over tests that run side by side."""
    if "batch" in metafunc.fixturenames:
        kills = metafunc.config.getoption("--kills")
        metafunc.parametrize("batch", range(-(-kills // BATCH)))


BATCH = 10
"""Kills in one test."""


@dataclass(slots=True)
class Reader:
    """A visitor who reads the published folder again and again while it is built."""

    output: Path
    before: dict[str, Seen]
    seen: set[tuple[str, str]] = field(default_factory=set)
    """(path, digest of what was read, or `absent`)."""
    stop: threading.Event = field(default_factory=threading.Event)

    def read(self) -> None:
        """Read files until it is enough."""
        paths = [path for path in self.before if not path.endswith("/")]
        rng = Random(0)
        while paths and not self.stop.is_set():
            path = rng.choice(paths)
            try:
                self.seen.add((path, digest_bytes((self.output / path).read_bytes())))
            except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
                self.seen.add((path, "absent"))
            time.sleep(0.0003)

    def torn(self, after: dict[str, Seen]) -> list[tuple[str, str]]:
        """Return what was read that is neither the old nor the new version."""
        return sorted((path, digest) for path, digest in self.seen if digest not in self._allowed(path, after))

    def _allowed(self, path: str, after: dict[str, Seen]) -> set[str]:
        versions: set[str] = {digest_bytes(tree[path].data) for tree in (self.before, after) if path in tree}
        return versions if path in self.before and path in after else {*versions, "absent"}


def kill_one(fixture: FixtureSite, when: Callable[[Path], object], words: str) -> None:
    """Build in a process group of its own, kill it when `when` returns, and look at what a visitor saw."""
    before = look(fixture.output)
    reader = Reader(fixture.output, before)
    thread = threading.Thread(target=reader.read)
    child = forked(fixture)
    thread.start()
    try:
        when(fixture.output)
        end(child)
    finally:
        reader.stop.set()
        thread.join()
    verdict = verdict_of(fixture)
    assert not verdict.broken, words
    assert verdict.violation == "", words
    listed = {path: file for path, file in look(fixture.output).items() if path != NAME}
    reader.seen = {(path, digest) for path, digest in reader.seen if path != NAME}
    assert reader.torn(listed) == [], words
    assert not (fixture.output / PARTS).exists()


def forked(fixture: FixtureSite) -> int:
    """Start a build in a new session and return its process."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # fork beside the threads of the test runner
        child = os.fork()
    if child == 0:
        os.setsid()
        try:
            fixture.build()
        finally:
            os._exit(0)
    return child


def end(child: int) -> None:
    """Kill a process group, if it is still there, and wait for it."""
    try:
        os.killpg(child, signal.SIGKILL)
    except ProcessLookupError:
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def after(seconds: float) -> Callable[[Path], object]:
    """Return what waits some time."""
    return lambda output: time.sleep(seconds)


def around_publishing(seconds: float) -> Callable[[Path], object]:
    """Return what waits until files are put in place, and then some time."""

    def wait(output: Path) -> None:
        end = time.monotonic() + 10
        while not (output / PARTS).exists() and time.monotonic() < end:
            time.sleep(0.0005)
        time.sleep(seconds)

    return wait


@pytest.mark.sized
def test_a_build_killed_at_any_instant_needs_no_hand(batch: int, law_folder: Path) -> None:
    fixture = make_fixture_site(law_folder, briefs=12)
    started = time.monotonic()
    fixture.build()
    longest = time.monotonic() - started
    rng = Random(f"kill {batch}")
    for number in range(BATCH):
        edit = rng.choice(EDITS)
        words = f"batch {batch}, kill {number}: {ALL_EDITS[edit](fixture, rng)}"
        fixture.jobs = rng.choice((1, 2))
        instant = rng.uniform(0, longest)
        when = around_publishing(rng.uniform(0, 0.05)) if number % 2 else after(instant)
        kill_one(fixture, when, words)


@pytest.mark.slow
def test_a_first_build_killed_at_any_instant_needs_no_hand(law_folder: Path) -> None:
    rng = Random("first")
    for number in range(6):
        fixture = make_fixture_site(law_folder / str(number), briefs=10)
        when = around_publishing(rng.uniform(0, 0.05)) if number % 2 else after(rng.uniform(0, 0.5))
        kill_one(fixture, when, f"first build {number}")


def test_a_reader_would_see_a_torn_file(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("whole")
    before = look(tmp_path)
    (tmp_path / "index.html").write_text("who")
    reader = Reader(tmp_path, before)
    thread = threading.Thread(target=reader.read)
    thread.start()
    time.sleep(0.05)
    reader.stop.set()
    thread.join()
    assert reader.torn(before)


def test_a_killed_command_leaves_no_lock_and_no_process(tmp_path: Path) -> None:
    fixture = make_fixture_site(tmp_path, briefs=24)
    words = [sys.executable, "-m", "kei_site", "build", "--site", str(fixture.site.site), "--no-search", "--jobs", "2"]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(NOW)}
    for seconds in (0.2, 0.5, 0.8):
        with subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL) as process:
            time.sleep(seconds)
            process.kill()  # the parent only: its workers have to end by themselves
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.sized
def test_a_build_killed_at_any_change_of_the_disk_needs_no_hand(law_folder: Path, pytestconfig: pytest.Config) -> None:
    kills = pytestconfig.getoption("--kills")
    fixture = make_fixture_site(law_folder, briefs=10)
    fixture.build()
    rng = Random("every call")
    number, step, died = 1, max(1, 300 // kills), True
    while died:
        words = [ALL_EDITS[edit](fixture, rng) for edit in ("brief_title", "static_folder_for_file", "asset_edit")]
        come_and_go(fixture, "content/briefs/2024/passing.md")
        died = build_and_crash(fixture.build, number) == CRASHED
        verdict = verdict_of(fixture)
        assert (verdict.violation, verdict.broken) == ("", False), f"change {number}: {words}"
        number += step
    assert number > 60, "the seam counts less than a build does"


def come_and_go(fixture: FixtureSite, path: str) -> None:
    """Write a brief, or delete it if it is there."""
    if (fixture.site.site / path).exists():
        fixture.site.remove(path)
    else:
        fixture.site.write(path, brief("Passing"))


@pytest.mark.sized
def test_a_first_build_killed_at_any_change_of_the_disk_needs_no_hand(
    law_folder: Path, pytestconfig: pytest.Config
) -> None:
    number, step = 1, max(1, 300 // pytestconfig.getoption("--kills"))
    while True:
        fixture = make_fixture_site(law_folder / str(number), briefs=10)
        died = build_and_crash(fixture.build, number) == CRASHED
        verdict = verdict_of(fixture)
        assert (verdict.violation, verdict.broken) == ("", False), f"change {number}"
        if not died:
            break
        number += step
    assert number > 60, "the seam counts less than a build does"


def test_a_build_killed_many_times_in_a_row_needs_no_hand(law_folder: Path) -> None:
    fixture = make_fixture_site(law_folder, briefs=10)
    rng = Random("row")
    for _ in range(25):
        ALL_EDITS[rng.choice(EDITS)](fixture, rng)
        build_and_crash(fixture.build, rng.randint(1, 250))
    verdict = verdict_of(fixture)
    assert (verdict.violation, verdict.broken) == ("", False)
    assert not list(fixture.site.cache.rglob("staging"))


def test_a_child_that_is_not_killed_builds(law_folder: Path) -> None:
    fixture = make_fixture_site(law_folder, briefs=10)
    assert in_child(fixture.build) == 0
    assert verdict_of(fixture).violation == ""
