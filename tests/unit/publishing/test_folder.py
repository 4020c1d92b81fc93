"""A folder as a place: files appear whole, and what cannot be is said in words."""

import os
from pathlib import Path

import pytest

from kei_site.publishing.folder import FolderRemote
from kei_site.publishing.manifest import LOCK, STATE
from kei_site.publishing.remote import RemoteFailure


def test_a_file_is_created_once(tmp_path: Path) -> None:
    remote = FolderRemote(tmp_path)
    assert [remote.create("a", b"1"), remote.create("a", b"2")] == [True, False]
    assert remote.read("a") == b"1"
    assert remote.read("b") is None


def test_only_what_was_seen_is_taken_over(tmp_path: Path) -> None:
    remote = FolderRemote(tmp_path)
    assert not remote.take_over("a", b"1", b"2")
    remote.write("a", b"1")
    assert not remote.take_over("a", b"other", b"2")
    assert remote.read("a") == b"1"
    assert remote.take_over("a", b"1", b"2")
    assert remote.read("a") == b"2"


def test_deleted_files_take_empty_folders_along(tmp_path: Path) -> None:
    remote = FolderRemote(tmp_path)
    remote.write("a/b/c", b"")
    remote.write("a/d", b"")
    remote.delete(["a/b/c", "not/there"])
    assert dict(remote.listing()) == {"a/d": remote.mark(b"")}
    assert not (tmp_path / "a/b").exists()


def test_what_killed_publishers_left_is_deleted_when_the_files_are_looked_at(tmp_path: Path) -> None:
    remote = FolderRemote(tmp_path)
    left = [f"{STATE}/part-1", f"{LOCK}.away-1"]
    for path in (*left, LOCK, "a"):
        remote.write(path, b"")
    assert list(remote.listing()) == ["a"]
    assert [remote.read(path) for path in (*left, LOCK)] == [None, None, b""]


def test_the_output_folder_of_a_build_is_no_place(tmp_path: Path) -> None:
    (tmp_path / ".kei-site").write_text("")
    with pytest.raises(RemoteFailure, match="output folder of a build"):
        FolderRemote(tmp_path)


def test_a_file_or_a_link_is_no_place(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "link").symlink_to(tmp_path)
    for name in ("file", "link"):
        with pytest.raises(RemoteFailure, match="no folder"):
            FolderRemote(tmp_path / name)


def test_a_full_disk_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(RemoteFailure, match="free some space and publish again"):
        FolderRemote(tmp_path).write("a", b"")
    assert list((tmp_path / STATE).iterdir()) == []
