"""Files arrive whole, and are deleted without a trace."""

import errno
import os
import sys
from pathlib import Path

import pytest

from kei_site.output.disk import folders_above, list_files, remove_files, sync_folder, write_durably
from tests.support.crash_points import acting_at


def write(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(path)


def names(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*")}


def test_a_file_is_replaced_and_no_part_of_it_stays_behind(tmp_path: Path) -> None:
    path = tmp_path / "list"
    write_durably(path, b"one")
    write_durably(path, b"two")
    assert path.read_bytes() == b"two"
    assert names(tmp_path) == {"list"}


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_file_that_cannot_be_replaced_is_left_as_it_was(tmp_path: Path, number: int) -> None:
    path = tmp_path / "list"
    write_durably(path, b"one")

    def refuse() -> None:
        raise OSError(28, "No space left on device")

    with acting_at(number, refuse), pytest.raises(OSError, match="No space"):
        write_durably(path, b"two")
    assert path.read_bytes() == b"one"
    assert names(tmp_path) == {"list"}


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EBADF, errno.EACCES])
def test_a_file_system_that_cannot_sync_folders_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    sync = os.fsync

    def refuse_folders(opened: int) -> None:
        if Path(f"/proc/self/fd/{opened}").resolve().is_dir():
            raise OSError(number, os.strerror(number))
        sync(opened)

    monkeypatch.setattr(os, "fsync", refuse_folders)
    write_durably(tmp_path / "list", b"one")
    assert (tmp_path / "list").read_bytes() == b"one"


def test_a_disk_that_fails_to_sync_a_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(opened: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="Input/output error") as failure:
        sync_folder(tmp_path)
    assert failure.value.filename == str(tmp_path)


def test_a_disk_that_fails_while_a_folder_is_synced_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(opened: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="Input/output"):
        write_durably(tmp_path / "list", b"one")


def test_both_the_bytes_and_the_name_are_brought_to_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[str] = []
    monkeypatch.setattr(os, "fsync", lambda opened: synced.append(os.readlink(f"/proc/self/fd/{opened}")))
    write_durably(tmp_path / "list", b"one")
    assert synced == [str(tmp_path / ".list.part"), str(tmp_path)]


def test_every_file_is_listed_and_links_are_not_followed(tmp_path: Path) -> None:
    write(tmp_path, "a.html", "b/c.html", "elsewhere/d.html")
    (tmp_path / "b/link").symlink_to(tmp_path / "elsewhere")
    assert {path for path, _ in list_files(tmp_path)} == {"a.html", "b/c.html", "b/link", "elsewhere/d.html"}


def test_a_folder_that_is_not_there_has_no_files(tmp_path: Path) -> None:
    assert list(list_files(tmp_path / "none")) == []


def test_the_folders_above_a_path_come_from_the_outside(tmp_path: Path) -> None:
    assert list(folders_above("a/b/c.html")) == ["a", "a/b"]
    assert list(folders_above("c.html")) == []


def test_folders_that_become_empty_go_with_their_files(tmp_path: Path) -> None:
    write(tmp_path, "a/b/c/one.html", "a/two.html")
    assert remove_files(tmp_path, ["a/b/c/one.html", "a/b/never-there.html"]) == ("a/b/c/one.html",)
    assert names(tmp_path) == {"a", "a/two.html"}


def test_a_folder_in_the_place_of_a_file_goes_only_if_it_is_empty(tmp_path: Path) -> None:
    (tmp_path / "a/index.html").mkdir(parents=True)
    write(tmp_path, "b/index.html/of-somebody.txt")
    assert remove_files(tmp_path, ["a/index.html", "b/index.html"]) == ()
    assert names(tmp_path) == {"b", "b/index.html", "b/index.html/of-somebody.txt"}


@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC, errno.EROFS])
def test_a_disk_that_refuses_to_delete_an_empty_folder_is_told(
    code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(folder: object) -> None:
        raise OSError(code, os.strerror(code), str(folder))

    write(tmp_path, "a/one.html")
    with monkeypatch.context() as patched:
        patched.setattr(os, "rmdir", refuse)
        with pytest.raises(OSError, match=os.strerror(code)):
            remove_files(tmp_path, ["a/one.html"])
    assert names(tmp_path) == {"a"}
    assert remove_files(tmp_path, ["a/one.html"]) == ()
    assert names(tmp_path) == set()


def test_nothing_is_deleted_through_a_link(tmp_path: Path) -> None:
    write(tmp_path, "elsewhere/index.html")
    (tmp_path / "out").mkdir()
    (tmp_path / "out/a").symlink_to(tmp_path / "elsewhere")
    assert remove_files(tmp_path / "out", ["a/index.html"]) == ()
    assert (tmp_path / "elsewhere/index.html").exists()


def _held(times: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let another program hold each file for the first attempts to replace it."""
    replace, tries = os.replace, iter(range(times))

    def refuse(*paths: Path) -> None:
        if next(tries, None) is not None:
            raise PermissionError(13, "held by another program")
        replace(*paths)

    monkeypatch.setattr(os, "replace", refuse)


def test_on_windows_a_file_that_is_held_for_an_instant_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    _held(3, monkeypatch)
    write_durably(tmp_path / "page.html", b"new")
    assert (tmp_path / "page.html").read_bytes() == b"new"


def test_a_refusal_is_told_at_once_elsewhere_and_in_the_end_on_windows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "page.html").write_bytes(b"old")
    monkeypatch.setattr("kei_site.output.disk._PATIENCE", 0.1)
    for platform, times in (("linux", 1), ("win32", 1_000)):
        monkeypatch.setattr(sys, "platform", platform)
        _held(times, monkeypatch)
        with pytest.raises(PermissionError):
            write_durably(tmp_path / "page.html", b"new")
        assert [path.name for path in tmp_path.iterdir()] == ["page.html"]
        assert (tmp_path / "page.html").read_bytes() == b"old"
