"""`kei-site import`: what it prints, and its exit codes."""

from pathlib import Path

import pytest

from kei_site.cli import main
from tests.unit.importers.folder.samples import SAMPLES, write_sample


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return write_sample(tmp_path / "old", SAMPLES["jekyll"])


def test_the_sums_and_what_is_left_are_printed(old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "markdown", str(old), "--into", str(old.parent / "new"), "--from", "jekyll"]) == 0
    printed = capsys.readouterr().out
    assert "brief, published: 2\n" in printed
    assert "brief, draft: 2\n" in printed
    assert ", 0 lost\n" in printed
    assert "left for you to decide:\n" in printed
    assert f"the receipt is {old.parent / 'new' / 'import-receipt.html'}" in printed


def test_a_dry_run_prints_a_line_for_each_item(old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "markdown", str(old), "--into", str(old.parent / "new"), "--dry-run"]) == 0
    printed = capsys.readouterr().out
    assert "published /sea/trade/2019/03/04/tides/ -> content/briefs/2019/tides.md (" in printed
    assert "nothing was written\n" in printed
    assert not (old.parent / "new").exists()


def test_files_that_were_left_are_named(old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["import", "markdown", str(old), "--into", str(old.parent / "new")]
    main(words)
    (old.parent / "new" / "content/briefs/2019/docks.md").write_text("mine")
    capsys.readouterr()
    main(words)
    assert "content/briefs/2019/docks.md was left as it is: edited here" in capsys.readouterr().out


def test_words_in_no_file_give_another_exit_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = write_sample(tmp_path / "old", SAMPLES["pelican"])
    assert main(["import", "markdown", str(old), "--into", str(tmp_path / "new")]) == 1
    assert "content/sea/old.rst:1: refused: reStructuredText is not read" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words", [["import"], ["import", "markdown", "gone"], ["import", "--verify", "gone", "--output", "gone"]]
)
def test_what_cannot_be_done_is_said(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert capsys.readouterr().err
