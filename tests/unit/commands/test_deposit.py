"""`kei-site deposit`: files for registries, and what it refuses."""

from pathlib import Path

import pytest

from kei_site.cli import main
from tests.support.scratch import NOW, ScratchSite, brief


@pytest.fixture
def site(scratch_site: ScratchSite, monkeypatch: pytest.MonkeyPatch) -> ScratchSite:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOW))
    scratch_site.write("content/briefs/one.md", brief("One", doi="10.1234/one"))
    scratch_site.write("content/briefs/two.md", brief("Two", doi="10.1234/two"))
    scratch_site.write("content/briefs/bare.md", brief("Bare"))
    return scratch_site


def deposit(site: ScratchSite, into: Path, *words: str) -> int:
    return main(["deposit", "--site", str(site.site), "--into", str(into), *words])


def test_datacite_gets_a_file_for_each_doi(site: ScratchSite, tmp_path: Path) -> None:
    assert deposit(site, tmp_path / "out", "--format", "datacite") == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "one-2024.datacite.xml",
        "two-2024.datacite.xml",
    ]


def test_crossref_gets_one_file_of_those_that_are_named(site: ScratchSite, tmp_path: Path) -> None:
    words = ("--format", "crossref", "--email", "desk@example.org", "content/briefs/one.md")
    assert deposit(site, tmp_path / "out", *words) == 0
    (file,) = (tmp_path / "out").iterdir()
    text = file.read_text(encoding="utf-8")
    assert "<doi>10.1234/one</doi>" in text
    assert "10.1234/two" not in text


def test_two_briefs_with_one_doi_are_refused(
    site: ScratchSite, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site.write("content/briefs/twin.md", brief("Twin", doi="https://doi.org/10.1234/ONE"))
    assert deposit(site, tmp_path / "out", "--format", "datacite", "content/briefs/two.md") == 2
    told = capsys.readouterr().err
    assert "content/briefs/one.md" in told
    assert "content/briefs/twin.md" in told


def test_a_path_without_a_brief_is_refused_and_not_left_out(site: ScratchSite, tmp_path: Path) -> None:
    words = ("--format", "datacite", "content/briefs/one.md")
    assert deposit(site, tmp_path / "out", *words, "content/briefs/tow.md") == 2
    assert not (tmp_path / "out").exists()
    site.write("content/briefs/folder/index.md", brief("Folder", doi="10.1234/folder"))
    assert deposit(site, tmp_path / "out", *words, "content/briefs/folder/") == 0
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_what_cannot_be_deposited_is_refused(site: ScratchSite, tmp_path: Path) -> None:
    assert deposit(site, tmp_path, "--format", "datacite", "content/briefs/bare.md") == 2
    assert deposit(site, tmp_path, "--format", "crossref") == 2
