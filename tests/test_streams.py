"""The streams of the program: of any encoding, or closed by the caller."""

import json
import os
import subprocess
import sys

import pytest

from tests.support.scratch import ScratchSite, brief

PROGRAM = [sys.executable, "-m", "kei_site"]
NAME = "한국은행"


@pytest.fixture
def site(scratch_site: ScratchSite) -> ScratchSite:
    """Return a site with an error that quotes Korean."""
    scratch_site.write("content/briefs/a.md", brief("Alpha", authors=f"[{NAME}]"))
    return scratch_site


def run(site: ScratchSite, *words: str, encoding: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    return subprocess.run(
        [*PROGRAM, *words, "--site", str(site.site)], env=environment, capture_output=True, check=False
    )


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
@pytest.mark.parametrize("command", ["build", "check", "list"])
def test_text_shows_the_codes_of_letters_that_the_terminal_has_not(
    site: ScratchSite, command: str, encoding: str
) -> None:
    ended = run(site, command, encoding=encoding)
    assert ended.returncode == 1
    assert ended.stderr == b""
    assert NAME.encode("ascii", "backslashreplace") in ended.stdout


@pytest.mark.parametrize("words", [("build",), ("check",), ("list",), ("check", "sarif")], ids="-".join)
def test_json_is_in_utf_8_whatever_the_terminal_has(site: ScratchSite, words: tuple[str, ...]) -> None:
    command, form = (*words, "json")[:2]
    ended = run(site, command, "--format", form, encoding="ascii")
    assert ended.returncode == 1
    assert json.loads(ended.stdout.decode("utf-8"))
    assert command == "list" or NAME in ended.stdout.decode("utf-8")


@pytest.mark.skipif(os.name != "posix", reason="closes streams by a shell")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_build_without_streams_is_as_good_as_any(scratch_site: ScratchSite, closed: str) -> None:
    scratch_site.write("content/briefs/a.md", brief("Alpha"))
    shell = ["sh", "-c", f'exec "$@" {closed}', "sh"]
    words = ["build", "--no-search", "--site", str(scratch_site.site), "--output", str(scratch_site.output)]
    assert subprocess.run([*shell, *PROGRAM, *words], check=False).returncode == 0
    assert (scratch_site.output / "index.html").exists()
    assert subprocess.run([*PROGRAM, *words], check=False, capture_output=True).returncode == 0


@pytest.mark.parametrize("words", [["build", "--no-search"], ["check"], ["list"], ["schema", "site"]])
def test_a_reader_that_leaves_changes_no_exit_code(scratch_site: ScratchSite, words: list[str]) -> None:
    scratch_site.write("content/briefs/a.md", brief("Alpha", body="##Heading\n"))
    reader, writer = os.pipe()
    os.close(reader)
    place = ["--site", str(scratch_site.site)] if words[0] != "schema" else []
    done = subprocess.run([*PROGRAM, *words, *place], stdout=writer, stderr=writer, check=False)
    os.close(writer)
    assert done.returncode == 0
    assert words[0] != "build" or (scratch_site.output / "index.html").exists()
