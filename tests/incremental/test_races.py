"""Files that change while a build looks at them, and cache_files that fail when they are needed."""

import contextlib
import os
import shutil
import sqlite3
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kei_site.build import load, outdated, publish
from kei_site.output.store import Store
from kei_site.source.scan import Snapshot
from tests.support.fixture_site import FixtureSite, make_fixture_site, png, set_key
from tests.support.verdict import look, verdict_of

BRIEF = "content/briefs/2021/b01.md"


@pytest.fixture
def fixture(law_folder: Path) -> FixtureSite:
    """Return a small site that is published, with an image in a text."""
    fixture = make_fixture_site(law_folder, briefs=10)
    fixture.site.edit(BRIEF, "\n---\n\n", "\n---\n\n![A mark](/img/mark.png)\n\n")
    fixture.build()
    return fixture


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
    real = load.load_config
    happened: list[object] = []

    def step(snapshot: Snapshot) -> Any:
        happened.append(happened or what())
        return real(snapshot)

    monkeypatch.setattr(load, "load_config", step)


def assert_sound(fixture: FixtureSite) -> None:
    """Assert that the next build is what a clean one is."""
    verdict = verdict_of(fixture)
    assert (verdict.violation, verdict.broken) == ("", False)


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
    fixture: FixtureSite, monkeypatch: pytest.MonkeyPatch, path: str, lowered: bool
) -> None:
    if lowered:
        fixture.site.edit("content/site.yaml", "diagnostics: {", "diagnostics: {FIL05: ignore, ")
    for wanted in CHANGES:
        fixture.site.write(wanted, fixture.site.read(wanted) + "\n")
    before, text = look(fixture.output), fixture.site.read(path)
    once_the_snapshot_is_taken(monkeypatch, lambda: fixture.site.edit(path, *CHANGES[path]))
    report = fixture.build()
    assert ("FIL05", path) in {(diagnostic.code, diagnostic.place.path) for diagnostic in report.diagnostics}
    assert report.failed
    assert look(fixture.output) == before
    fixture.site.write(path, text)
    assert_sound(fixture)


def test_an_image_that_changes_after_the_snapshot_is_told(
    fixture: FixtureSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    fixture.site.write("static/img/mark.png", png(24, 24, 8))
    once_the_snapshot_is_taken(monkeypatch, lambda: fixture.site.write("static/img/mark.png", png(30, 24, 9)))
    report = fixture.build()
    assert ("FIL05", BRIEF) in {(diagnostic.code, diagnostic.place.path) for diagnostic in report.diagnostics}
    fixture.site.write("static/img/mark.png", png(24, 24, 8))
    assert_sound(fixture)


@pytest.mark.parametrize("path", CHANGES)
def test_a_file_that_is_deleted_after_the_snapshot_is_told(
    fixture: FixtureSite, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    for wanted in CHANGES:
        fixture.site.write(wanted, fixture.site.read(wanted) + "\n")
    text = fixture.site.read(path)
    once_the_snapshot_is_taken(monkeypatch, lambda: fixture.site.remove(path))
    report = fixture.build()
    assert report.failed
    assert "FIL05" in {diagnostic.code for diagnostic in report.diagnostics}
    fixture.site.write(path, text)
    assert_sound(fixture)


def test_an_edit_while_a_build_publishes_is_found_by_the_next(
    fixture: FixtureSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_key(fixture, BRIEF, "title", "Another")
    then(monkeypatch, publish, "publish", lambda: set_key(fixture, BRIEF, "title", "A third"))
    fixture.build()
    assert not fixture.build().idle
    assert_sound(fixture)


def test_a_published_file_edited_while_a_build_runs_is_fixed_by_the_next(
    fixture: FixtureSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_key(fixture, BRIEF, "title", "Another")
    then(monkeypatch, outdated, "find_damaged", lambda: (fixture.output / "404.html").write_text("by hand"))
    fixture.build()
    report = fixture.build()
    assert report.written == ("404.html",)
    assert_sound(fixture)


@contextlib.contextmanager
def texts_of(fixture: FixtureSite) -> Iterator[sqlite3.Connection]:
    """Open the database of texts."""
    (path,) = fixture.site.cache.rglob("fragments.sqlite")
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        yield connection


@pytest.mark.parametrize("jobs", [1, 2])
def test_texts_found_damaged_when_they_are_needed_are_made_again(fixture: FixtureSite, jobs: int) -> None:
    with texts_of(fixture) as connection:
        connection.execute("UPDATE fragments SET data = x'00'")
    fixture.jobs = jobs
    fixture.site.edit("templates/base.html", "Footer", "Another footer")
    report = fixture.build()
    assert report.notices
    assert not report.failed
    assert_sound(fixture)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_database_that_turns_bad_while_pages_are_made_is_made_again(
    fixture: FixtureSite, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    (path,) = fixture.site.cache.rglob("fragments.sqlite")
    fixture.jobs = jobs
    fixture.site.edit("templates/base.html", "Footer", "Another footer")
    then(monkeypatch, outdated, "find_outdated", lambda: path.write_bytes(b"bad" * (path.stat().st_size // 3)))
    assert not fixture.build().failed
    assert_sound(fixture)


def test_texts_that_are_lost_again_and_again_end_the_build_in_words(
    fixture: FixtureSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Store, "fragment", lambda store, key: None)
    fixture.site.edit("templates/base.html", "Footer", "Another footer")
    before = look(fixture.output)
    with pytest.raises(OSError, match="cannot be kept"):
        fixture.build()
    assert look(fixture.output) == before
    monkeypatch.undo()
    assert_sound(fixture)


@pytest.mark.parametrize("words", ["{{ view.no_such_name }}", "{{ 1 // 0 }}", '{% include "gone.html" %}'])
def test_a_page_that_cannot_be_made_is_never_left_out_in_silence(fixture: FixtureSite, words: str) -> None:
    codes = "".join(f"TPL0{number}: ignore, " for number in range(1, 7) if number != 1)
    fixture.site.edit("content/site.yaml", "diagnostics: {", f"diagnostics: {{{codes}")
    fixture.site.edit("templates/tag.html", "tail 0", words)
    before = look(fixture.output)
    report = fixture.build()
    assert report.failed
    assert look(fixture.output) == before


def test_the_output_folder_may_be_deleted_and_the_cache_kept(fixture: FixtureSite) -> None:
    shutil.rmtree(fixture.output)
    assert_sound(fixture)


def test_the_cache_may_come_from_another_machine(fixture: FixtureSite) -> None:
    for path in fixture.site.cache.rglob("*"):
        os.utime(path, ns=(0, 0))
    sources_before = fixture.sources()
    shutil.copytree(fixture.site.site, fixture.site.root / "copy", symlinks=True)
    shutil.rmtree(fixture.site.site)
    shutil.copytree(fixture.site.root / "copy", fixture.site.site, symlinks=True)
    assert fixture.sources() == sources_before
    assert fixture.build().written == ()
    assert_sound(fixture)
