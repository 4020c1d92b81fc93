"""One publisher at a time; what a killed one left half done is known to the next."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kei_site.publishing import lock
from kei_site.publishing.folder import FolderRemote
from kei_site.publishing.lock import Lock, doubts_in
from kei_site.publishing.manifest import LOCK
from kei_site.publishing.remote import RemoteFailure


def test_a_second_publisher_is_refused_until_the_first_has_ended(tmp_path: Path) -> None:
    first = Lock(FolderRemote(tmp_path))
    with pytest.raises(RemoteFailure, match=f"another publisher is at work there \\(process {os.getpid()}\\)"):
        Lock(FolderRemote(tmp_path))
    first.give_back(done=True)
    Lock(FolderRemote(tmp_path)).give_back(done=True)


def test_an_ended_publishing_leaves_its_doubts(tmp_path: Path) -> None:
    first = Lock(FolderRemote(tmp_path))
    first.announce(["b", "a"], "aim")
    first.give_back(done=False)
    second = Lock(FolderRemote(tmp_path))
    assert (second.doubted, second.aim) == (("a", "b"), "aim")
    second.announce(["c"], "another aim")
    second.give_back(done=False)
    third = Lock(FolderRemote(tmp_path))
    assert (third.doubted, third.aim) == (("a", "b", "c"), "")
    third.give_back(done=True)
    assert doubts_in(FolderRemote(tmp_path)) == ((), "")


def test_the_lock_of_a_killed_process_is_taken_over(tmp_path: Path) -> None:
    words = "import sys; from pathlib import Path; from kei_site.publishing import folder, lock; "
    words += "lock.Lock(folder.FolderRemote(Path(sys.argv[1]))).announce(['a'], 'aim')"
    subprocess.run([sys.executable, "-c", words, str(tmp_path)], check=True)
    assert Lock(FolderRemote(tmp_path)).doubted == ("a",)


def test_the_lock_of_another_machine_holds_until_its_time_is_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: "another")
    Lock(FolderRemote(tmp_path))
    monkeypatch.undo()
    with pytest.raises(RemoteFailure, match="another publisher"):
        Lock(FolderRemote(tmp_path))
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + lock.LEASE + 2)
    Lock(FolderRemote(tmp_path))


def test_a_publisher_that_stood_still_too_long_does_not_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Lock(FolderRemote(tmp_path))
    now, then = time.time(), time.monotonic()
    monkeypatch.setattr(time, "time", lambda: now + lock.LEASE + 2)
    Lock(FolderRemote(tmp_path))
    monkeypatch.setattr(time, "monotonic", lambda: then + lock.LEASE)
    with pytest.raises(RemoteFailure, match="stood still"):
        first.renew()


@pytest.mark.parametrize("ended_before", [True, False])
def test_of_two_publishers_whose_clocks_differ_both_leave_their_doubts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ended_before: bool
) -> None:
    remote = FolderRemote(tmp_path)
    first = Lock(remote)
    first.announce(["a"], "aim")
    with monkeypatch.context() as ahead:
        now = time.time() + lock.LEASE + 2
        ahead.setattr(time, "time", lambda: now)
        second = Lock(remote)
    assert second.doubted == ("a",)
    second.announce(["b"], "another aim")
    if ended_before:
        second.give_back(done=True)
    with pytest.raises(RemoteFailure, match="at the same time"):
        first.confirm()
    if not ended_before:
        with pytest.raises(RemoteFailure, match="at the same time"):
            second.give_back(done=True)
    assert Lock(remote).doubted == (("a",) if ended_before else ("a", "b"))


def test_a_lock_from_a_clock_that_is_far_ahead_does_not_hold_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time()
    monkeypatch.setattr(socket, "gethostname", lambda: "another")
    with monkeypatch.context() as ahead:
        ahead.setattr(time, "time", lambda: now + 3 * lock.LEASE)
        Lock(FolderRemote(tmp_path)).announce(["a"], "aim")
    monkeypatch.undo()
    assert Lock(FolderRemote(tmp_path)).doubted == ("a",)


class LosesAnswers(FolderRemote):
    """A folder that does what it is asked, and then says that it was not to be done: the answer to a second try."""

    def create(self, path: str, data: bytes) -> bool:
        return super().create(path, data) and False

    def take_over(self, path: str, seen: bytes, data: bytes) -> bool:
        return super().take_over(path, seen, data) and False


def test_a_lock_is_ours_though_an_answer_was_lost(tmp_path: Path) -> None:
    first = Lock(LosesAnswers(tmp_path))
    first.announce(["a"], "aim")
    first.give_back(done=True)
    assert doubts_in(FolderRemote(tmp_path)) == ((), "")


def test_a_lock_that_a_killed_publisher_was_replacing_is_found_with_its_doubts(tmp_path: Path) -> None:
    first = Lock(FolderRemote(tmp_path))
    first.announce(["a"], "aim")
    first.give_back(done=False)
    (tmp_path / LOCK).rename(tmp_path / f"{LOCK}.away-1")
    assert Lock(FolderRemote(tmp_path)).doubted == ("a",)


def test_a_lock_that_nobody_can_read_is_taken_over(tmp_path: Path) -> None:
    FolderRemote(tmp_path).write(LOCK, b"not a lock")
    first = Lock(FolderRemote(tmp_path))
    assert (first.doubted, first.is_unreadable) == ((), True)
    first.give_back(done=True)
    assert not Lock(FolderRemote(tmp_path)).is_unreadable
