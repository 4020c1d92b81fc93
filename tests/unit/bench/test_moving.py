"""The words that programs lose of an export are counted alike for all of them."""

import sys
from collections import Counter
from pathlib import Path

from tests.bench.moving import Kept, kept_in_files, kept_of_ours, lost_by, rules_row
from tests.support.wxr import item, write_export

WRITE = "import pathlib, sys; pathlib.Path(sys.argv[1], 'a.md').write_text(sys.argv[2])"


def test_nothing_of_ours_is_lost_and_a_trashed_post_is_not_wanted(tmp_path: Path) -> None:
    export = write_export(tmp_path, item(content="One <b>two</b>."), item(post_id="8", status="trash", content="Old."))
    ours, wanted = kept_of_ours(export)
    assert wanted == Counter(["One", "two"])
    assert ours == Kept(files=1, words=wanted, titles=frozenset({"apost"}), marks=0)


def test_front_matter_of_another_program_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: Not me\n---\nOne **two**.\n", encoding="utf-8")
    (tmp_path / "b.md").write_text("Title: Nor me\nDate: 2020\n\nThree.\n", encoding="utf-8")
    found = kept_in_files(tmp_path)
    assert (found.files, found.words) == (2, Counter(["One", "two", "Three"]))
    assert found.titles == {"notme", "norme"}


def test_marks_of_wordpress_are_counted_outside_of_code(tmp_path: Path) -> None:
    text = "\\[gallery ids=1\\]\n\n<!-- wp:image -->\n\n```\n<!-- wp:code -->\n```\n\nA [caption](x).\n"
    (tmp_path / "a.md").write_text(f"---\ntitle: A\n---\n{text}", encoding="utf-8")
    assert kept_in_files(tmp_path).marks == 2


def test_another_program_is_run_and_its_files_are_read(tmp_path: Path) -> None:
    folder, wanted = tmp_path / "out", Counter(["One", "two"])
    command = (sys.executable, "-c", WRITE, str(folder))
    ours = Kept(files=1, words=wanted, titles=frozenset({"a"}), marks=0)
    written = (*command, "---\ntitle: B\n---\nOne.")
    assert lost_by(written, folder, wanted, ours) == "1 files, 1 words lost, 0 marks; only there: b"
    assert lost_by((sys.executable, "-c", "raise SystemExit(1)"), tmp_path / "none", wanted, ours) == "no file"


def test_both_kinds_of_rules_get_the_same_text(tmp_path: Path) -> None:
    export = write_export(tmp_path, item(content="One\n\n[caption]<img src='a.png'> Two[/caption]"))
    name, texts, words, ours, *_ = rules_row(export)
    assert (name, texts, words, ours) == (export.name, "1", "2", "0")
