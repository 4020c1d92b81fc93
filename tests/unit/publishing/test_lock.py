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
from kei_site.publishing.lock import Lock
from kei_site.publishing.manifest import LOCK
from kei_site.publishing.remote import RemoteFailure


def test_a_second_publisher_is_refused_until_the_first_has_ended(tmp_path: Path) -> None:
    first = Lock(FolderRemote(tmp_path))
    with pytest.raises(RemoteFailure, match=f"another publisher is at work there \\(process {os.getpid()}\\)"):
        Lock(FolderRemote(tmp_path))
    first.give_back(done=True)
    Lock(FolderRemote(tmp_path)).give_back(done=True)
    assert not (tmp_path / LOCK).exists()


def test_an_ended_publishing_leaves_its_doubts(tmp_path: Path) -> None:
    first = Lock(FolderRemote(tmp_path))
    first.announce(["b", "a"])
    first.give_back(done=False)
    second = Lock(FolderRemote(tmp_path))
    assert second.doubted == ("a", "b")
    second.announce(["c"])
    second.give_back(done=False)
    assert Lock(FolderRemote(tmp_path)).doubted == ("a", "b", "c")


def test_the_lock_of_a_killed_process_is_taken_over(tmp_path: Path) -> None:
    words = "import sys; from pathlib import Path; from kei_site.publishing import folder, lock; "
    words += "lock.Lock(folder.FolderRemote(Path(sys.argv[1]))).announce(['a'])"
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


def test_a_lock_that_nobody_can_read_is_taken_over(tmp_path: Path) -> None:
    FolderRemote(tmp_path).write(LOCK, b"not a lock")
    assert Lock(FolderRemote(tmp_path)).doubted == ()
