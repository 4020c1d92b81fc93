"""After any publishings, killed or not, a place holds the edition; at no moment does a page lack what it loads."""

from dataclasses import replace
from pathlib import Path

import pytest

from kei_site.core.errors import Refusal
from kei_site.publishing import publisher
from kei_site.publishing.folder import FolderRemote
from kei_site.publishing.manifest import LOCK, MANIFEST
from kei_site.publishing.publisher import earlier, preview, publish
from kei_site.publishing.remote import RemoteFailure
from tests.support.remotes import edition_of, files_of, kept_in

FIRST = {"index.html": "home", "briefs/2024/a/index.html": "a", "assets/a.css": "css", "feed.xml": "feed"}


def test_only_what_changed_is_sent(tmp_path: Path) -> None:
    remote, kept = FolderRemote(tmp_path / "www"), kept_in(tmp_path)
    assert publish(remote, edition_of(tmp_path / "1", FIRST), kept).steps.counts == (4, 0, 0)
    second = {**FIRST, "index.html": "other", "new.txt": "new"}
    del second["feed.xml"]
    assert publish(remote, edition_of(tmp_path / "2", second), kept).steps.counts == (1, 1, 1)
    assert files_of(tmp_path / "www") == second
    assert publish(remote, edition_of(tmp_path / "2", second), kept).steps.counts == (0, 0, 0)


def test_a_preview_changes_nothing(tmp_path: Path) -> None:
    remote = FolderRemote(tmp_path / "www")
    assert preview(remote, edition_of(tmp_path / "1", FIRST)).steps.counts == (4, 0, 0)
    assert not (tmp_path / "www").exists()


def test_a_rollback_gives_the_bytes_before_and_the_next_publishing_the_new_ones(tmp_path: Path) -> None:
    remote, kept = FolderRemote(tmp_path / "www"), kept_in(tmp_path)
    second = {**FIRST, "index.html": "other", "new.txt": "new"}
    del second["feed.xml"]
    publish(remote, edition_of(tmp_path / "1", FIRST), kept)
    publish(remote, edition_of(tmp_path / "2", second), kept)
    publish(remote, earlier(remote, kept), kept)
    assert files_of(tmp_path / "www") == FIRST
    publish(remote, earlier(remote, kept), kept)
    assert files_of(tmp_path / "www") == second


class BreaksOff(FolderRemote):
    """A folder that can be written no more after some files."""

    def __init__(self, root: Path, left: int) -> None:
        super().__init__(root)
        self.left = left

    def write(self, path: str, data: bytes) -> None:
        if not self.left:
            raise RemoteFailure("full")
        self.left -= 1
        super().write(path, data)


def test_after_a_publishing_that_broke_off_a_rollback_leads_to_the_last_whole_edition(tmp_path: Path) -> None:
    root, kept = tmp_path / "www", kept_in(tmp_path)
    editions = [edition_of(tmp_path / name, {**FIRST, "index.html": name, "feed.xml": name}) for name in "123"]
    for edition in editions[:2]:
        publish(FolderRemote(root), edition, kept)
    with pytest.raises(RemoteFailure, match="full"):
        publish(BreaksOff(root, 1), editions[2], kept)
    assert "broke off" in preview(FolderRemote(root), editions[2]).note
    for expected in "21":
        publish(FolderRemote(root), earlier(FolderRemote(root), kept), kept)
        assert files_of(root)["index.html"] == files_of(root)["feed.xml"] == expected


def test_after_another_edition_broke_off_files_are_sent_again_for_their_headers(tmp_path: Path) -> None:
    """The listing of a place shows no headers, so a file of equal bytes may have those of the other edition."""
    root, kept = tmp_path / "www", kept_in(tmp_path)
    publish(FolderRemote(root), edition_of(tmp_path / "1", FIRST), kept)
    second = edition_of(tmp_path / "2", {**FIRST, "assets/a.css": "new", "feed.xml": "new"})
    with pytest.raises(RemoteFailure):
        publish(BreaksOff(root, 1), second, kept)
    entry = replace(second.files["assets/a.css"], cache="no-store")
    third = replace(second, files={**second.files, "assets/a.css": entry})
    with pytest.raises(RemoteFailure):
        publish(BreaksOff(root, 0), second, kept)
    assert publish(FolderRemote(root), third, kept).steps.sent == (("assets/a.css",), ("feed.xml",))


def test_what_is_sent_at_once_is_bounded_in_files_and_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publisher, "BATCH", 3)
    monkeypatch.setattr(publisher, "BATCH_SIZE", 10)
    sent: list[list[str]] = []
    monkeypatch.setattr(FolderRemote, "send", lambda _self, paths, _edition: sent.append(list(paths)))
    files = {"a": "12345", "b": "12345", "c": "1", "d": "1", "e": "1", "f": "1", "g": "x" * 99}
    publish(FolderRemote(tmp_path / "www"), edition_of(tmp_path / "1", files), kept_in(tmp_path))
    assert sent == [["a", "b"], ["c", "d", "e"], ["f"], ["g"]]


def test_a_preview_says_how_many_requests_publishing_takes(tmp_path: Path) -> None:
    kept = kept_in(tmp_path)
    for name, files in (("1", FIRST), ("2", {"index.html": "other"}), ("3", {"index.html": "other"})):
        remote, edition = FolderRemote(tmp_path / "www"), edition_of(tmp_path / name, files)
        told = preview(FolderRemote(tmp_path / "www"), edition).requests
        assert publish(remote, edition, kept).requests == told


def test_without_an_earlier_edition_or_its_copies_a_rollback_is_refused(tmp_path: Path) -> None:
    remote, kept = FolderRemote(tmp_path / "www"), kept_in(tmp_path)
    with pytest.raises(Refusal, match="nothing was published"):
        earlier(remote, kept)
    publish(remote, edition_of(tmp_path / "1", FIRST), kept)
    with pytest.raises(Refusal, match="no earlier edition"):
        earlier(remote, kept)
    publish(remote, edition_of(tmp_path / "2", {**FIRST, "index.html": "other"}), kept)
    with pytest.raises(Refusal, match=r"index\.html; build the sources of that time"):
        earlier(remote, kept_in(tmp_path / "elsewhere"))


def test_files_that_others_put_there_stay(tmp_path: Path) -> None:
    remote, kept = FolderRemote(tmp_path / "www"), kept_in(tmp_path)
    edition_of(tmp_path / "www", {"CNAME": "kei.example.org", "feed.xml": "feed"})
    publish(remote, edition_of(tmp_path / "1", FIRST), kept)
    publish(remote, edition_of(tmp_path / "2", {"index.html": "home"}), kept, verify=True)
    assert files_of(tmp_path / "www") == {"CNAME": "kei.example.org", "index.html": "home"}


def test_a_file_of_others_in_the_way_is_not_replaced(tmp_path: Path) -> None:
    edition_of(tmp_path / "www", {"index.html": "of others"})
    with pytest.raises(RemoteFailure, match=r"index\.html is there, and kei-site did not publish it"):
        publish(FolderRemote(tmp_path / "www"), edition_of(tmp_path / "1", FIRST), kept_in(tmp_path))
    assert files_of(tmp_path / "www") == {"index.html": "of others"}
    publish(FolderRemote(tmp_path / "www"), edition_of(tmp_path / "2", {"a.css": "css"}), kept_in(tmp_path))


def test_what_others_changed_is_repaired_when_the_files_are_looked_at(tmp_path: Path) -> None:
    remote, kept, edition = FolderRemote(tmp_path / "www"), kept_in(tmp_path), edition_of(tmp_path / "1", FIRST)
    publish(remote, edition, kept)
    (tmp_path / "www/index.html").write_text("broken")
    (tmp_path / "www/feed.xml").unlink()
    assert publish(remote, edition, kept).steps.counts == (0, 0, 0)
    assert sum(publish(remote, edition, kept, verify=True).steps.counts) == 2
    assert files_of(tmp_path / "www") == FIRST


def test_after_a_damaged_lock_all_files_are_looked_at(tmp_path: Path) -> None:
    root, kept, edition = tmp_path / "www", kept_in(tmp_path), edition_of(tmp_path / "1", FIRST)
    publish(FolderRemote(root), edition, kept)
    (root / LOCK).write_bytes(b"")
    (root / "index.html").write_text("half")
    publish(FolderRemote(root), edition, kept)
    assert files_of(root) == FIRST


def test_a_damaged_manifest_is_made_again(tmp_path: Path) -> None:
    remote, kept, edition = FolderRemote(tmp_path / "www"), kept_in(tmp_path), edition_of(tmp_path / "1", FIRST)
    publish(remote, edition, kept)
    (tmp_path / "www" / MANIFEST).write_bytes(b"damaged")
    publish(remote, edition, kept)
    assert files_of(tmp_path / "www") == FIRST
    assert publish(remote, edition, kept).steps.counts == (0, 0, 0)


def test_a_file_that_changes_meanwhile_stops_the_publishing(tmp_path: Path) -> None:
    edition = edition_of(tmp_path / "1", FIRST)
    (tmp_path / "1/index.html").write_text("edited")
    with pytest.raises(Refusal, match=r"index\.html changed while it was being published"):
        publish(FolderRemote(tmp_path / "www"), edition, kept_in(tmp_path))
