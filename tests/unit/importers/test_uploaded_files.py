"""Uploaded files: kept at their old addresses if everybody could read them, whether a text shows them or not."""

from pathlib import Path
from typing import Any

import pytest

from kei_site.importers.items import ItemFile, Site
from kei_site.importers.receipt import CSV, Row, read_csv
from kei_site.importers.uploaded_files import NOT_FOUND
from kei_site.importers.writing import GONE
from tests.unit.importers.archives import brief_item, run_import, tree

ROOT = "https://old.example.org/"
FILE = ItemFile(source="export.xml:9", key="attachment-5", address=f"{ROOT}files/2020/a.pdf", pages=(f"{ROOT}a/",))
KEPT = "static/files/2020/a.pdf"


@pytest.fixture
def uploads(tmp_path: Path) -> Path:
    folder = tmp_path / "uploads" / "2020"
    folder.mkdir(parents=True)
    (folder / "a.pdf").write_bytes(b"%PDF-1.4")
    return folder.parent


def imported(into: Path, uploads: Path, **values: str) -> Row:
    """Import a public text, a draft and FILE with other `values`; return the line of the file."""
    file = ItemFile(**{name: getattr(FILE, name) for name in FILE.__dataclass_fields__} | values)
    items = [brief_item("a"), brief_item("b", state="draft")]
    facts = Site(software="wordpress", title="T", url=ROOT, files=(file,))
    report = run_import(into, items, facts=facts, media=(uploads,))
    return next(row for row in report.rows if row.kind == "file")


def settings(folder: Path) -> str:
    """Return the settings of an imported site without quotes."""
    return (folder / "new/content/site.yaml").read_text(encoding="utf-8").replace("'", "")


@pytest.mark.parametrize("item", ["", "a", "gone"])
def test_a_file_that_no_text_shows_keeps_its_address(tmp_path: Path, uploads: Path, item: str) -> None:
    row = imported(tmp_path / "new", uploads, item=item)
    assert (row.old_address, row.file, row.new_address) == (FILE.address, KEPT, "/files/2020/a.pdf")
    assert (tmp_path / "new" / KEPT).is_file()
    assert "/a/: /files/2020/a.pdf" in settings(tmp_path)


def test_a_page_with_a_number_is_led_by_the_rule_for_numbers(tmp_path: Path, uploads: Path) -> None:
    imported(tmp_path / "new", uploads, pages=(f"{ROOT}?attachment_id=5",))  # type: ignore[arg-type]
    assert "/p/5/: /files/2020/a.pdf" in settings(tmp_path)
    assert "/ attachment_id=:id /p/:id/ 301" in (tmp_path / "new/static/_redirects").read_text(encoding="utf-8")


@pytest.mark.parametrize("values", [{"item": "b"}, {"reason": "private"}])
def test_a_file_of_a_draft_and_a_private_one_are_neither_copied_nor_named(
    tmp_path: Path, uploads: Path, values: dict[str, str]
) -> None:
    row = imported(tmp_path / "new", uploads, **values)
    assert (row.state, row.file, row.old_address) == ("refused", "", "")
    assert KEPT not in tree(tmp_path / "new")
    assert "/a/:" not in settings(tmp_path)


def test_a_file_that_is_not_here_is_named_by_its_address(tmp_path: Path, uploads: Path) -> None:
    row = imported(tmp_path / "new", uploads, address=f"{ROOT}files/2020/b.pdf")
    assert (row.state, row.reason, row.old_address) == ("refused", NOT_FOUND, f"{ROOT}files/2020/b.pdf")


def test_a_file_that_is_hidden_in_a_newer_archive_is_named_as_left(tmp_path: Path, uploads: Path) -> None:
    imported(tmp_path / "new", uploads)
    imported(tmp_path / "new", uploads, reason="private")
    rows = read_csv((tmp_path / "new" / CSV).read_bytes())
    assert [(row.file, row.reason) for row in rows if row.kind == "file"] == [("", "private"), (KEPT, GONE)]


def test_a_second_import_changes_nothing(tmp_path: Path, uploads: Path) -> None:
    imported(tmp_path / "new", uploads)
    before = tree(tmp_path / "new")
    imported(tmp_path / "new", uploads)
    assert tree(tmp_path / "new") == before


def test_pages_of_files_that_are_too_many_for_redirects_are_told(
    tmp_path: Path, uploads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kei_site.importers.uploaded_files._MOST_PAGES", 1)
    pages: Any = (f"{ROOT}a/", f"{ROOT}b/")
    row = imported(tmp_path / "new", uploads, pages=pages)
    assert row.problems.startswith("no redirect leads from its old page here")
    assert "/a/: /files/2020/a.pdf" in settings(tmp_path)
    assert "/b/:" not in settings(tmp_path)
