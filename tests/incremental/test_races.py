"""Files that change while a build looks at them, and memories that fail when they are needed."""

import contextlib
import os
import shutil
import sqlite3
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kei_site import settling, sources
from kei_site.output.store import Store
from kei_site.source.scan import Snapshot
from tests.support.fixture_site import Playground, make_playground, png, set_key
from tests.support.verdict import judge, look

BRIEF = "content/briefs/2021/b01.md"


@pytest.fixture
def play(law_folder: Path) -> Playground:
    """Return a small site that is published, with a picture in a text."""
    play = make_playground(law_folder, briefs=10)
    play.site.edit(BRIEF, "\n---\n\n", "\n---\n\n![A mark](/img/mark.png)\n\n")
    play.build()
    return play


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Forking beside the threads of the test runner is warned of from Python 3.12 on."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        yield


def then(monkeypatch: pytest.MonkeyPatch, where: Any, name: str, what: Callable[[], object]) -> None:
    """Let something happen once, right after a step of the build."""
    real = getattr(where, name)
    happened: list[object] = []

    def step(*given: Any, **named: Any) -> Any:
        found = real(*given, **named)
        if not happened:
            happened.append(what())
        return found

    monkeypatch.setattr(where, name, step)


def once_the_snapshot_is_taken(monkeypatch: pytest.MonkeyPatch, what: Callable[[], object]) -> None:
    """Let something happen before anything is read again."""
    real = sources.read_configuration
    happened: list[object] = []

    def step(snapshot: Snapshot) -> Any:
        happened.append(happened or what())
        return real(snapshot)

    monkeypatch.setattr(sources, "read_configuration", step)


def assert_sound(play: Playground) -> None:
    """Assert that the next build is what a clean one is."""
    verdict = judge(play)
    assert (verdict.fault, verdict.broken) == ("", False)


CHANGES = {
    "content/site.yaml": ("description: A", "description: Another"),
    "content/tags.yaml": ("The alliance", "An alliance"),
    BRIEF: ("title: ", "title: Another "),
    "content/authors/desk.md": ("The desk.", "Another desk."),
    "content/pages/about.md": ("About [", "More about ["),
    "templates/base.html": ("Footer", "Another footer"),
    "templates/parts/three.html": ("three", "3"),
    "static/files/note.txt": ("A note", "Another note"),
}


@pytest.mark.parametrize("path", CHANGES)
@pytest.mark.parametrize("lowered", [False, True])
def test_a_file_that_changes_after_the_snapshot_is_told_and_nothing_is_published(
    play: Playground, monkeypatch: pytest.MonkeyPatch, path: str, lowered: bool
) -> None:
    if lowered:
        play.site.edit("content/site.yaml", "diagnostics: {", "diagnostics: {FIL05: ignore, ")
    for wanted in CHANGES:
        play.site.write(wanted, play.site.read(wanted) + "\n")
    before, text = look(play.output), play.site.read(path)
    once_the_snapshot_is_taken(monkeypatch, lambda: play.site.edit(path, *CHANGES[path]))
    report = play.build()
    assert ("FIL05", path) in {(one.code, one.place.path) for one in report.diagnostics}
    assert report.failed
    assert look(play.output) == before
    play.site.write(path, text)
    assert_sound(play)


def test_a_picture_that_changes_after_the_snapshot_is_told(play: Playground, monkeypatch: pytest.MonkeyPatch) -> None:
    play.site.write("static/img/mark.png", png(24, 24, 8))
    once_the_snapshot_is_taken(monkeypatch, lambda: play.site.write("static/img/mark.png", png(30, 24, 9)))
    report = play.build()
    assert ("FIL05", BRIEF) in {(one.code, one.place.path) for one in report.diagnostics}
    play.site.write("static/img/mark.png", png(24, 24, 8))
    assert_sound(play)


@pytest.mark.parametrize("path", CHANGES)
def test_a_file_that_is_deleted_after_the_snapshot_is_told(
    play: Playground, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    for wanted in CHANGES:
        play.site.write(wanted, play.site.read(wanted) + "\n")
    text = play.site.read(path)
    once_the_snapshot_is_taken(monkeypatch, lambda: play.site.remove(path))
    report = play.build()
    assert report.failed
    assert "FIL05" in {one.code for one in report.diagnostics}
    play.site.write(path, text)
    assert_sound(play)


def test_an_edit_while_a_build_publishes_is_found_by_the_next(
    play: Playground, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_key(play, BRIEF, "title", "Another")
    then(monkeypatch, settling, "publish", lambda: set_key(play, BRIEF, "title", "A third"))
    play.build()
    assert not play.build().idle
    assert_sound(play)


def test_a_published_file_edited_while_a_build_runs_is_fixed_by_the_next(
    play: Playground, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_key(play, BRIEF, "title", "Another")
    then(monkeypatch, settling, "find_lost", lambda: (play.output / "404.html").write_text("by hand"))
    play.build()
    report = play.build()
    assert report.written == ("404.html",)
    assert_sound(play)


@contextlib.contextmanager
def texts_of(play: Playground) -> Iterator[sqlite3.Connection]:
    """Open the database of texts."""
    (path,) = play.site.memo.rglob("fragments.sqlite")
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        yield connection


@pytest.mark.parametrize("jobs", [1, 2])
def test_texts_found_damaged_when_they_are_needed_are_made_again(play: Playground, jobs: int) -> None:
    with texts_of(play) as connection:
        connection.execute("UPDATE fragments SET data = x'00'")
    play.jobs = jobs
    play.site.edit("templates/base.html", "Footer", "Another footer")
    report = play.build()
    assert report.notices
    assert not report.failed
    assert_sound(play)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_database_that_turns_bad_while_pages_are_made_is_made_again(
    play: Playground, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    (path,) = play.site.memo.rglob("fragments.sqlite")
    play.jobs = jobs
    play.site.edit("templates/base.html", "Footer", "Another footer")
    then(monkeypatch, settling, "find_outdated", lambda: path.write_bytes(b"bad" * (path.stat().st_size // 3)))
    assert not play.build().failed
    assert_sound(play)


def test_texts_that_are_lost_again_and_again_end_the_build_in_words(
    play: Playground, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Store, "fragment", lambda store, key: None)
    play.site.edit("templates/base.html", "Footer", "Another footer")
    before = look(play.output)
    with pytest.raises(OSError, match="cannot be kept"):
        play.build()
    assert look(play.output) == before
    monkeypatch.undo()
    assert_sound(play)


@pytest.mark.parametrize("words", ["{{ view.no_such_name }}", "{{ 1 // 0 }}", '{% include "gone.html" %}'])
def test_a_page_that_cannot_be_made_is_never_left_out_in_silence(play: Playground, words: str) -> None:
    codes = "".join(f"TPL0{number}: ignore, " for number in range(1, 7) if number != 1)
    play.site.edit("content/site.yaml", "diagnostics: {", f"diagnostics: {{{codes}")
    play.site.edit("templates/tag.html", "tail 0", words)
    before = look(play.output)
    report = play.build()
    assert report.failed
    assert look(play.output) == before


def test_the_output_folder_may_be_deleted_and_the_memo_kept(play: Playground) -> None:
    shutil.rmtree(play.output)
    assert_sound(play)


def test_the_memo_may_come_from_another_machine(play: Playground) -> None:
    for path in play.site.memo.rglob("*"):
        os.utime(path, ns=(0, 0))
    sources_before = play.sources()
    shutil.copytree(play.site.site, play.site.root / "copy", symlinks=True)
    shutil.rmtree(play.site.site)
    shutil.copytree(play.site.root / "copy", play.site.site, symlinks=True)
    assert play.sources() == sources_before
    assert play.build().written == ()
    assert_sound(play)
