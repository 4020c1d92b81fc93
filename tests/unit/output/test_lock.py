"""One build at a time, and no lock outlives its holder."""

import errno
import fcntl
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from kei_site.core.errors import Refusal
from kei_site.output.lock import build_lock

HOLDER = """
import pathlib, sys, time
from kei_site.output.lock import build_lock
with build_lock(pathlib.Path(sys.argv[1])) as sign:
    sign()
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def hold(folder: Path, seconds: float) -> subprocess.Popen[str]:
    """Start a process that holds the lock; return when it does."""
    words = [sys.executable, "-c", HOLDER, str(folder), str(seconds)]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_build_is_refused_and_told_by_whom(tmp_path: Path) -> None:
    with hold(tmp_path, 60) as process:
        with pytest.raises(Refusal, match=rf"process {process.pid}\)"), build_lock(tmp_path, patience=0.1):
            pass
        process.kill()


def test_the_lock_of_a_killed_build_needs_no_hand(tmp_path: Path) -> None:
    with hold(tmp_path, 60) as process:
        process.kill()
        process.wait()
        with build_lock(tmp_path, patience=0):
            pass


def test_a_build_about_to_end_is_waited_for(tmp_path: Path) -> None:
    with hold(tmp_path, 0.3), build_lock(tmp_path, patience=10):
        pass


def test_the_lock_is_given_away_by_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="full"), build_lock(tmp_path):
        raise OSError("full")
    with build_lock(tmp_path, patience=0):
        pass


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL, errno.EPERM])
def test_on_a_file_system_without_locks_another_file_is_locked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    lock = fcntl.flock

    def refuse(descriptor: int, operation: int) -> None:
        if Path(f"/proc/self/fd/{descriptor}").resolve().is_relative_to(tmp_path / "share"):
            raise OSError(number, os.strerror(number))
        lock(descriptor, operation)

    (tmp_path / "share").mkdir()
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(fcntl, "flock", refuse)
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path / "temporary"))
    with build_lock(tmp_path / "share") as sign:
        sign()
        with pytest.raises(Refusal, match=rf"process {os.getpid()}\)"), build_lock(tmp_path / "share", patience=0.1):
            pass
    with build_lock(tmp_path / "share", patience=0):
        pass


def test_a_machine_without_any_locks_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(descriptor: int, operation: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path))
    with pytest.raises(Refusal, match=r"no file can be locked in .*; set TMPDIR"), build_lock(tmp_path):
        pass


def test_a_disk_that_fails_is_not_taken_for_another_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(descriptor: int, operation: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(fcntl, "flock", fail)
    with pytest.raises(OSError, match="Input/output"), build_lock(tmp_path, patience=5):
        pass


def test_two_folders_can_be_built_at_once(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    with build_lock(tmp_path / "one"), build_lock(tmp_path / "two", patience=0):
        pass


def test_a_holder_that_does_not_sign_writes_nothing(tmp_path: Path) -> None:
    with build_lock(tmp_path) as sign:
        sign()
        assert (tmp_path / "lock").read_text() == str(os.getpid())
    before = (tmp_path / "lock").stat()
    time.sleep(0.02)
    with build_lock(tmp_path):
        pass
    assert (tmp_path / "lock").stat() == before
    assert before.st_size == 0
