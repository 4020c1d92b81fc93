"""Imports that are killed: the next one, of the same archive or of a newer one, ends as if nothing had happened."""

import os
from functools import partial
from pathlib import Path

import pytest

from kei_site.core.hashing import digest_bytes
from kei_site.importers.journal import JOURNAL, Journal
from kei_site.importers.target_folder import LEFT, TargetFolder
from tests.support.crash_points import CRASHED, build_and_crash
from tests.unit.importers.archives import brief_item, run_import, tree

FIRST = [brief_item("a"), brief_item("b")]
NEWER = [brief_item("a", body="New words.", text="New words."), brief_item("b")]
A = "content/briefs/2019/a.md"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the crash needs a forked process")
def test_an_import_killed_anywhere_is_as_if_it_had_not_been(tmp_path: Path) -> None:
    """By turns, the second import is of the same archive and of a newer one."""
    archives = (("whole", FIRST), ("newer", NEWER))
    for name, items in archives:
        run_import(tmp_path / name, items)
    for change in range(1, 99, 2):
        into, (name, second) = tmp_path / str(change), archives[change // 2 % 2]
        if build_and_crash(partial(run_import, into, FIRST), change) != CRASHED:
            break
        report = run_import(into, second)
        assert not set(LEFT) & set(report.outcomes)
        assert tree(into) == tree(tmp_path / name)
    assert change > 12


def test_a_file_edited_after_an_interrupted_import_is_left(tmp_path: Path) -> None:
    TargetFolder(tmp_path, {}, dry_run=False).put(A, b"imported")
    (tmp_path / A).write_bytes(b"edited")
    assert TargetFolder(tmp_path, {}, dry_run=False).put(A, b"newer")[0] in LEFT
    assert (tmp_path / A).read_bytes() == b"edited"


def test_what_a_killed_import_left_of_a_file_is_removed_though_the_archive_has_it_no_more(tmp_path: Path) -> None:
    run_import(tmp_path, FIRST)
    before = tree(tmp_path)
    Journal(tmp_path).note(A, digest_bytes(b"x"))
    part = (tmp_path / A).with_name(f".{digest_bytes(b'a.md')[:16]}.part")
    part.write_bytes(b"hal")
    run_import(tmp_path, FIRST, dry_run=True)
    assert part.exists()
    run_import(tmp_path, FIRST)
    assert tree(tmp_path) == before


def test_a_line_that_was_cut_off_is_no_line(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    assert journal.lines() == []
    (tmp_path / JOURNAL).write_bytes(b"\n0123 a.md\n\n4567 b.m")
    assert journal.lines() == [("a.md", "0123")]
    journal.note("c d.md", digest_bytes(b"c"))
    assert journal.lines()[-1] == ("c d.md", digest_bytes(b"c"))
    journal.remove()
    assert not (tmp_path / JOURNAL).exists()
