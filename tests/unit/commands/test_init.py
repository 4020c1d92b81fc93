"""`kei-site init`: a new site that is in order, and a word on how to go on."""

import re
from pathlib import Path

import pytest

from kei_site.cli import main
from kei_site.commands.parser import COMMANDS
from tests.support.scratch import tree


@pytest.mark.parametrize("name", ["my-institute", "with space", "it's"])
def test_the_new_site_has_nothing_to_fix(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    folder = tmp_path / name
    assert main(["init", str(folder)]) == 0
    capsys.readouterr()
    assert main(["check", "--site", str(folder)]) == 0
    assert capsys.readouterr().out == "nothing to fix\n"


def test_it_says_how_to_go_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["init", str(tmp_path / "two words")])
    shown = capsys.readouterr().out
    assert f"  cd '{tmp_path}/two words'\n" in shown
    named = re.findall(r"^  kei-site (\w+)", shown, re.MULTILINE)
    assert named == ["serve", "new", "check", "build"]
    assert set(named) < set(COMMANDS)


def test_a_folder_with_contents_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "site.yaml").write_text("mine", encoding="utf-8")
    before = tree(tmp_path)
    assert main(["init", str(tmp_path)]) == 2
    assert "nothing was changed" in capsys.readouterr().err
    assert tree(tmp_path) == before
