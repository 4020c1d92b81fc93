"""Every command on Windows, as an editor runs it: in a folder whose name holds Hangul and a blank.

They run where the Python that runs pytest is one for Windows; `.ci/windows` arranges for one on Linux, in Wine.
"""

import ctypes
import os
import re
import signal
import stat
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.scratch import ScratchSite, brief

pytestmark = [
    pytest.mark.windows,
    pytest.mark.skipif(sys.platform != "win32", reason="is about Windows"),
]

SECONDS = 240.0
"""Wine on a busy machine takes ten times as long as Windows."""
IN_WINE = sys.platform == "win32" and hasattr(ctypes.WinDLL("ntdll"), "wine_get_version")
PAGE = "briefs/2024/a"


class Editor:
    """A site, and somebody who runs commands in its folder."""

    def __init__(self, folder: Path) -> None:
        """Write two briefs in sound form."""
        self.scratch = ScratchSite(folder / "한글 사이트", now=0)
        self.folder = self.scratch.site
        for name in ("a", "b"):
            self.scratch.write(f"content/briefs/{name}.md", brief(f"Brief {name}", summary="What it says."))

    def start(self, *words: str, flags: int = 0) -> subprocess.Popen[str]:
        """Start a command; its output is one pipe."""
        return subprocess.Popen(
            [sys.executable, "-X", "utf8", "-m", "kei_site", *words],
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            creationflags=flags,
        )

    def run(self, *words: str, code: int = 0) -> str:
        """Run a command to its end; return what it says."""
        process = self.start(*words)
        said, _ = process.communicate(timeout=SECONDS)
        assert process.returncode == code, said
        assert "Traceback" not in said, said
        return said

    def published(self) -> dict[str, bytes]:
        """Return every published file by its path."""
        output = self.scratch.output
        return {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()}

    def page(self) -> str:
        """Return the page of the first brief."""
        return (self.scratch.output / PAGE / "index.html").read_text(encoding="utf-8")


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    return Editor(tmp_path)


def _counts(said: str) -> tuple[int, int]:
    found = re.search(r"(\d+) written, (\d+) unchanged", said)
    assert found, said
    return int(found[1]), int(found[2])


def test_a_build_with_search_on_two_processes_ends_and_an_edit_costs_what_it_touches(editor: Editor) -> None:
    first, _ = _counts(editor.run("build", "--jobs", "2"))
    assert any(path.startswith("pagefind/") for path in editor.published())
    assert _counts(editor.run("build", "--jobs", "2")) == (0, first)
    editor.scratch.edit("content/briefs/a.md", "Some words.", "Other words.")
    written, unchanged = _counts(editor.run("build", "--jobs", "2"))
    assert written < unchanged
    assert "Other words." in editor.page()
    after = editor.published()
    editor.run("build", "--clean")
    assert editor.published() == after


def test_line_ends_of_git_change_no_page(editor: Editor) -> None:
    editor.run("build", "--no-search")
    before = editor.published()
    for path in editor.folder.rglob("*.md"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    editor.run("build", "--no-search")
    assert editor.published() == before


def test_check_names_the_place_with_slashes_and_fixes_what_is_safe(editor: Editor) -> None:
    editor.scratch.edit("content/briefs/a.md", "date: 2024-07-21", "date: 2024/7/21")
    assert "content/briefs/a.md:3:7: error DAT02" in editor.run("check", code=1)
    editor.run("check", "--fix", "--yes")
    assert "date: 2024-07-21\n" in editor.scratch.read("content/briefs/a.md")


def test_new_list_and_digest_read_and_write_hangul(editor: Editor) -> None:
    editor.run("new", "한미 동맹", "--author", "desk")
    path = next(path for path in editor.folder.glob("content/briefs/**/*.md") if "동맹" in path.name)
    assert b"\r" not in path.read_bytes()
    assert "Brief a" in editor.run("list")
    assert "한미 동맹" in editor.run("list", "--drafts")
    editor.run("digest", "--since", "2024-01-01", "--output", "mail.html")
    assert "Brief b" in (editor.folder / "mail.html").read_text(encoding="utf-8")


def test_init_writes_the_line_ends_of_every_system(editor: Editor) -> None:
    editor.run("init", "새 사이트")
    files = [path for path in (editor.folder / "새 사이트").rglob("*") if path.is_file()]
    assert files
    assert not any(b"\r" in path.read_bytes() for path in files)


@pytest.mark.skipif(IN_WINE, reason="Wine 8 does not say why it refuses a lock (`errno` 0); Windows says EACCES")
def test_of_two_builds_at_once_one_waits_or_is_refused(editor: Editor) -> None:
    both = [editor.start("build", "--no-search") for _ in range(2)]
    said = [process.communicate(timeout=SECONDS)[0] for process in both]
    codes = sorted(process.returncode for process in both)
    assert codes[0] == 0, said
    assert codes[1] == 0 or any("another build of this output folder is running" in words for words in said), said
    assert _counts(editor.run("build", "--no-search"))[0] == 0


def test_after_a_killed_build_the_next_one_publishes_everything(editor: Editor) -> None:
    process = editor.start("build")
    time.sleep(2)
    process.kill()
    process.communicate(timeout=SECONDS)
    editor.run("build")
    after = editor.published()
    editor.run("build", "--clean")
    assert editor.published() == after


@pytest.mark.skipif(IN_WINE, reason="Wine sends no key to programs without a console")
def test_an_interrupted_build_says_so_and_leaves_no_part(editor: Editor) -> None:
    process = editor.start("build", flags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0))
    time.sleep(2)
    process.send_signal(getattr(signal, "CTRL_BREAK_EVENT", signal.SIGINT))
    said, _ = process.communicate(timeout=SECONDS)
    assert "Traceback" not in said
    assert process.returncode != 0 or "written" in said
    editor.run("build")
    assert not [path for path in editor.published() if path.startswith(".kei-site.part")]


def test_files_that_cannot_be_written_are_replaced(editor: Editor) -> None:
    editor.run("build", "--no-search")
    for path in editor.scratch.output.rglob("*.html"):
        path.chmod(stat.S_IREAD)
    editor.scratch.edit("content/briefs/a.md", "Some words.", "Other words.")
    editor.run("build", "--no-search")
    assert "Other words." in editor.page()


def test_a_page_that_another_program_holds_open_is_named_and_published_later(editor: Editor) -> None:
    editor.run("build", "--no-search")
    editor.scratch.edit("content/briefs/a.md", "Some words.", "Other words.")
    with open(editor.scratch.output / PAGE / "index.html", "rb"):
        process = editor.start("build", "--no-search")
        said, _ = process.communicate(timeout=SECONDS)
    assert process.returncode == 0 or "index.html" in said, said
    assert "Traceback" not in said
    editor.run("build", "--no-search")
    assert "Other words." in editor.page()


def test_a_root_of_a_drive_is_no_output_folder_of_ours(editor: Editor) -> None:
    said = editor.run("build", "--no-search", "--output", Path(editor.folder.anchor).as_posix(), code=2)
    assert "name a folder of its own" in said


def test_names_that_differ_in_case_alone_are_told_before_they_meet(editor: Editor) -> None:
    editor.scratch.write("content/briefs/x/report.md", brief("One", slug="Report"))
    editor.scratch.write("content/briefs/y/report.md", brief("Two", slug="report"))
    assert "error" in editor.run("check", code=1)


@contextmanager
def _preview(editor: Editor) -> Iterator[str]:
    """Serve the site; yield its address."""
    process = editor.start("serve", "--no-search", "--port", "8765")
    try:
        yield "http://127.0.0.1:8765/"
    finally:
        process.kill()
        process.communicate(timeout=SECONDS)


def _eventually(holds: Callable[[], bool]) -> bool:
    last = time.monotonic() + SECONDS
    while time.monotonic() < last:
        try:
            if holds():
                return True
        except OSError:  # it does not listen yet, or the page is not there yet
            pass
        time.sleep(0.5)
    return False


def test_the_preview_shows_an_edit(editor: Editor) -> None:
    def shows(words: str) -> bool:
        with urllib.request.urlopen(address + PAGE + "/", timeout=10) as answer:  # noqa: S310
            return words in answer.read().decode()

    with _preview(editor) as address:
        assert _eventually(lambda: shows("Some words."))
        editor.scratch.edit("content/briefs/a.md", "Some words.", "Other words.")
        assert _eventually(lambda: shows("Other words."))
    assert os.path.isdir(editor.folder)
