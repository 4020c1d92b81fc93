"""Reading one file that is not what it was."""

from pathlib import Path

from kei_site.build.load import LoadTask, load_batch
from kei_site.core.hashing import digest_bytes
from kei_site.source.load import Settings
from tests.support.scratch import brief

SETTINGS = Settings(timezone="UTC", language="en")


def order(path: Path, seen: bytes) -> LoadTask:
    return LoadTask(path="content/briefs/a.md", place=str(path), digest=digest_bytes(seen), settings=SETTINGS)


def test_a_file_that_changed_since_the_scan_is_told_and_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(brief("New"), encoding="utf-8")
    (found,) = load_batch([order(path, brief("Old").encode())])
    assert [diagnostic.code for diagnostic in found.diagnostics] == ["FIL05"]
    assert found.brief is not None
    assert (found.brief.is_broken, found.brief.front.title, found.fragment) == (True, "", None)


def test_a_file_that_vanished_since_the_scan_is_told(tmp_path: Path) -> None:
    (found,) = load_batch([order(tmp_path / "a.md", b"words")])
    assert [diagnostic.code for diagnostic in found.diagnostics] == ["FIL05"]


def test_a_file_that_did_not_change_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(brief("Same"), encoding="utf-8")
    (found,) = load_batch([order(path, brief("Same").encode())])
    assert found.diagnostics == ()
    assert found.brief is not None
