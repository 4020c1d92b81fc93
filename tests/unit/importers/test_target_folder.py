"""Files of an import: written once, replaced only where nobody has edited them, and never outside the folder."""

import os
from pathlib import Path

import pytest

from kei_site.core.errors import Refusal
from kei_site.core.hashing import Digest, digest_bytes
from kei_site.importers import target_folder
from kei_site.importers.journal import JOURNAL
from kei_site.importers.target_folder import TargetFolder, digest_file

OLD, NEW, MINE = b"imported", b"imported again", b"edited"


@pytest.mark.parametrize(
    ("files", "outcome", "after"),
    [
        ((None, None, NEW), target_folder.NEW, NEW),
        ((OLD, OLD, NEW), target_folder.UPDATED, NEW),
        ((OLD, NEW, NEW), target_folder.UNCHANGED, NEW),
        ((None, NEW, NEW), target_folder.UNCHANGED, NEW),
        ((OLD, MINE, OLD), target_folder.EDITED, MINE),
        ((OLD, MINE, NEW), target_folder.CONFLICT, MINE),
        ((OLD, None, NEW), target_folder.DELETED, None),
        ((OLD, None, OLD), target_folder.DELETED, None),
        ((None, MINE, NEW), target_folder.OTHER, MINE),
    ],
)
def test_what_happens_to_a_file(
    tmp_path: Path, files: tuple[bytes | None, bytes | None, bytes], outcome: str, after: bytes | None
) -> None:
    """`files` are what the last import left, what is there, and what this import wants."""
    recorded, there, wanted = files
    place = tmp_path / "content" / "a.md"
    if there is not None:
        place.parent.mkdir()
        place.write_bytes(there)
    known = {"content/a.md": digest_bytes(recorded)} if recorded is not None else {}
    happened, digest = TargetFolder(tmp_path, known, dry_run=False).put("content/a.md", wanted)
    assert happened == outcome
    assert (place.read_bytes() if place.exists() else None) == after
    is_left = outcome in target_folder.LEFT
    assert digest == ((digest_bytes(recorded) if recorded else "") if is_left else digest_bytes(wanted))


def test_a_copy_is_treated_alike_whatever_its_size(tmp_path: Path) -> None:
    source = tmp_path / "big.pdf"
    source.write_bytes(b"x" * 3_000_000)
    folder = TargetFolder(tmp_path / "site", {}, dry_run=False)
    assert folder.put_copy("static/big.pdf", source) == (target_folder.NEW, digest_bytes(source.read_bytes()))
    assert folder.put_copy("static/big.pdf", source)[0] == target_folder.UNCHANGED
    assert digest_file(tmp_path / "site" / "static" / "big.pdf") == digest_bytes(source.read_bytes())


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    folder = TargetFolder(tmp_path / "site", {}, dry_run=True)
    assert folder.put("content/a.md", NEW)[0] == target_folder.NEW
    folder.replace("import-receipt.csv", b"")
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    "path", ["../a.md", "content/../../a.md", "/etc/a", "content//a", "content/./a", "a\0b", "a\\b"]
)
def test_nothing_is_written_outside(tmp_path: Path, path: str) -> None:
    with pytest.raises(Refusal, match="no path inside"):
        TargetFolder(tmp_path / "site", {}, dry_run=False).put(path, NEW)
    assert os.listdir(tmp_path) == []


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "content").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Refusal, match="symbolic link"):
        TargetFolder(tmp_path / "site", {}, dry_run=False).put("content/a.md", NEW)
    assert os.listdir(tmp_path / "elsewhere") == []


def test_a_file_that_cannot_be_written_whole_is_as_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.md").write_bytes(OLD)

    def fail(*arguments: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        TargetFolder(tmp_path, {"a.md": Digest(digest_bytes(OLD))}, dry_run=False).put("a.md", NEW)
    (tmp_path / JOURNAL).unlink()
    assert {entry.name: entry.read_bytes() for entry in tmp_path.iterdir()} == {"a.md": OLD}
