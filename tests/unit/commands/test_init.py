"""`kei-site init`: a new site that is in order, and a word on how to go on."""

import re
import sys
from pathlib import Path

import pytest

from kei_site.cli import main
from kei_site.commands import init
from kei_site.commands.parser import COMMANDS
from tests.support.scratch import tree


@pytest.mark.parametrize("name", ["my-institute", "with space", "it's"])
def test_the_new_site_has_nothing_to_fix_but_its_address(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    folder = tmp_path / name
    assert main(["init", str(folder)]) == 0
    capsys.readouterr()
    assert main(["check", "--site", str(folder)]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("content/site.yaml:2:6: warning CFG08: ")
    assert printed.endswith("0 errors, 1 warning in 1 file\n")


def test_it_says_how_to_go_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(init, "program_name", lambda: "kei-site")
    main(["init", str(tmp_path / "two words")])
    shown = capsys.readouterr().out
    assert f"  cd '{tmp_path}/two words'\n" in shown
    named = re.findall(r"^  kei-site (\w+)", shown, re.MULTILINE)
    assert named == ["serve", "new", "check", "build"]
    assert set(named) < set(COMMANDS)


@pytest.mark.parametrize("is_installed", [True, False])
def test_the_commands_that_it_names_are_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *, is_installed: bool
) -> None:
    program = tmp_path / "kei-site"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755 if is_installed else 0o644)
    monkeypatch.setenv("PATH", str(tmp_path))
    main(["init", str(tmp_path / "new")])
    words = "kei-site" if is_installed else f"{sys.executable} -m kei_site"
    assert f"  {words} serve  " in capsys.readouterr().out


def test_a_folder_with_contents_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "site.yaml").write_text("mine", encoding="utf-8")
    before = tree(tmp_path)
    assert main(["init", str(tmp_path)]) == 2
    assert "nothing was changed" in capsys.readouterr().err
    assert tree(tmp_path) == before


def test_words_are_quoted_as_the_shell_of_the_system_takes_them(monkeypatch: pytest.MonkeyPatch) -> None:
    assert init.quoted("my site") == "'my site'"
    monkeypatch.setattr(sys, "platform", "win32")
    assert init.quoted("my site") == '"my site"'
    assert init.quoted("site") == "site"
