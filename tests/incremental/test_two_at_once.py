"""Two builds at once, and builds that are told to end."""

import functools
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kei_site.build import context
from kei_site.build.pipeline import build
from kei_site.output.last_build import store_folder
from kei_site.output.lock import build_lock
from tests.support.fixture_site import FixtureSite, make_fixture_site
from tests.support.scratch import NOW
from tests.support.verdict import look, verdict_of

ROOT = Path(__file__).resolve().parents[2]
SLOWNESS = 30
"""Seconds that a step takes in a slow build."""
SLOW = """
import sys, time
from kei_site.build import publish, render
from kei_site.cli import main
real = {real}

def slow(*given, **named):
    open(sys.argv.pop(), "w").close()
    end = time.monotonic() + {slowness}
    while time.monotonic() < end:
        time.sleep(0.01)
    return real(*given, **named)

{real} = slow
sys.exit(main(sys.argv[1:-1]))
"""
"""A build that takes its time at one point, after it made a file to say so."""


@pytest.fixture
def fixture(law_folder: Path) -> FixtureSite:
    """Return a small site."""
    return make_fixture_site(law_folder, briefs=10)


def words_of(fixture: FixtureSite, *options: str) -> list[str]:
    """Return the words of the build command."""
    return ["build", "--site", str(fixture.site.site), "--no-search", "--jobs", "1", *options]


def start(fixture: FixtureSite, *options: str, code: str = "") -> subprocess.Popen[str]:
    """Start a build."""
    program = ["-c", code] if code else ["-m", "kei_site"]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(NOW), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, *program, *words_of(fixture), *options]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finished(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Wait for a build; return its exit code and what it said of errors."""
    _, errors = process.communicate(timeout=60)
    return process.returncode, errors


def wait_for(condition: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.01)


def slow_at(point: str, fixture: FixtureSite) -> tuple[subprocess.Popen[str], Path]:
    """Start a build that is slow at a point, and return when it is there."""
    there = fixture.site.root / "there"
    process = start(fixture, str(there), code=SLOW.format(real=point, slowness=SLOWNESS))
    wait_for(lambda: there.exists() or process.poll() is not None)
    assert process.poll() is None, finished(process)
    return process, there


def test_a_second_build_of_the_same_output_is_refused_and_told_by_whom(fixture: FixtureSite) -> None:
    first, _ = slow_at("render._render", fixture)
    code, errors = finished(start(fixture))
    first.kill()
    finished(first)
    assert code == 2
    assert errors == (
        f"error: another build of this output folder is running (process {first.pid}); wait for it to end\n"
    )
    assert finished(start(fixture)) == (0, "")


def test_another_output_of_the_same_site_can_be_built_meanwhile(fixture: FixtureSite) -> None:
    first, _ = slow_at("render._render", fixture)
    assert finished(start(fixture, "--output", str(fixture.site.root / "other"))) == (0, "")
    first.kill()
    finished(first)


@pytest.mark.parametrize("number", [0, *(pytest.param(number, marks=pytest.mark.slow) for number in (1, 2, 3))])
def test_builds_that_run_into_each_other_leave_what_one_would(fixture: FixtureSite, number: int) -> None:
    fixture.build()
    for round_ in range(3):
        fixture.site.edit("templates/base.html", "Footer", f"{number}{round_} Footer")
        codes = [finished(process)[0] for process in [start(fixture) for _ in range(3)]]
        assert 0 in codes
        assert set(codes) <= {0, 2}
    verdict = verdict_of(fixture)
    assert (verdict.violation, verdict.broken) == ("", False)


ENDINGS = {"SIGINT": 130, "SIGTERM": 143, "SIGHUP": 129}


@pytest.mark.parametrize("name", ENDINGS)
def test_a_build_that_is_told_to_end_ends_in_one_line_and_changes_nothing(fixture: FixtureSite, name: str) -> None:
    fixture.build()
    before = look(fixture.output)
    fixture.site.edit("templates/base.html", "Footer", "Other footer")
    process, _ = slow_at("render._render", fixture)
    told = time.monotonic()
    process.send_signal(getattr(signal, name))
    code, errors = finished(process)
    assert time.monotonic() - told < SLOWNESS - 5, "it was slow to the end"
    assert code == ENDINGS[name]
    assert errors.startswith("interrupted")
    assert errors.count("\n") == 1
    assert look(fixture.output) == before
    verdict = verdict_of(fixture)
    assert (verdict.violation, verdict.broken) == ("", False)


@pytest.mark.parametrize("name", ENDINGS)
def test_a_build_that_is_told_to_end_while_it_publishes_is_whole_first(
    fixture: FixtureSite, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fixture.build()
    fixture.site.edit("templates/base.html", "Footer", "Other footer")
    there = fixture.site.root / "there"
    code = SLOW.format(real="publish.publish", slowness=0.5)
    process = start(fixture, str(there), code=code)
    wait_for(there.exists)
    process.send_signal(getattr(signal, name))
    assert finished(process)[0] == ENDINGS[name]
    pages = [file.data for path, file in look(fixture.output).items() if path.endswith(".html")]
    assert all(b"Other footer" in page for page in pages)
    verdict = verdict_of(fixture)
    assert (verdict.violation, verdict.broken) == ("", False)


def test_a_build_in_several_processes_that_is_told_to_end_leaves_none_behind(fixture: FixtureSite) -> None:
    for seconds in (0.2, 0.4, 0.6):
        fixture.site.edit("templates/base.html", "Footer", f"{seconds} Footer")
        process = start(fixture, "--jobs", "2", "--clean")
        time.sleep(seconds)
        process.send_signal(signal.SIGTERM)
        code, errors = finished(process)
        assert code in (0, 143, -signal.SIGTERM), errors  # negative: before the program could answer
    folder = store_folder(fixture.site.cache, fixture.output)
    folder.mkdir(parents=True, exist_ok=True)
    with build_lock(folder, patience=0):
        pass
    verdict = verdict_of(fixture)
    assert (verdict.violation, verdict.broken) == ("", False)


def test_a_reader_of_the_report_who_leaves_does_not_break_the_build(fixture: FixtureSite) -> None:
    process = start(fixture, "--explain")
    assert process.stdout
    process.stdout.close()
    assert process.stderr
    errors = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=60) in (0, 2)
    assert "Traceback" not in errors
    assert verdict_of(fixture).violation == ""


def test_threads_of_one_program_wait_for_each_other(fixture: FixtureSite, monkeypatch: pytest.MonkeyPatch) -> None:
    # However long the first takes on a busy machine.
    monkeypatch.setattr(context, "build_lock", functools.partial(build_lock, patience=60))
    reports = []
    threads = [threading.Thread(target=lambda: reports.append(build(fixture.request()))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [report.failed for report in reports] == [False, False]
    assert sorted(report.idle for report in reports) == [False, True]
