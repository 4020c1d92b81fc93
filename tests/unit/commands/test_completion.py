"""`kei-site completion`: scripts that complete what there is."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kei_site.cli import main
from kei_site.commands.completion import completion_script
from kei_site.commands.parser import COMMANDS

SHELLS = ("bash", "zsh", "fish")


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_names_every_command_and_its_options(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert all(command in script for command in COMMANDS)
    assert all(option in script for option in ("no-search", "slug", "sarif", "commentary"))


@pytest.mark.parametrize("shell", SHELLS)
def test_the_shell_itself_finds_no_diagnostic_in_it(shell: str, tmp_path: Path) -> None:
    program = shutil.which(shell)
    if not program:
        pytest.skip(f"{shell} is not installed")
    script = tmp_path / "script"
    script.write_text(completion_script(shell), encoding="utf-8")
    assert subprocess.run([program, "-n", script], capture_output=True, check=False).stderr == b""


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (["ch"], {"check"}),
        (["check", "--fo"], {"--format"}),
        (["check", "--format", "s"], {"sarif"}),
        (["new", "--type", "p"], {"paper", "podcast"}),
        (["serve", "--s"], {"--site"}),
        (["build", "--site", "co"], {"content"}),
    ],
)
def test_bash_offers_what_can_follow(typed: list[str], offered: set[str], tmp_path: Path) -> None:
    program = shutil.which("bash")
    if not program:
        pytest.skip("bash is not installed")
    (tmp_path / "content").mkdir()
    words = " ".join(f"'{word}'" for word in ("kei-site", *typed))
    ask = f"COMP_WORDS=({words}); COMP_CWORD={len(typed)}; $handler kei-site '{typed[-1]}' '{typed[-1]}'"
    script = completion_script("bash") + (
        "\nset -- $(complete -p kei-site); while [ $# -gt 0 ]; do [ $1 = -F ] && handler=$2; shift; done\n"
        + ask
        + '\nprintf "%s\\n" "${COMPREPLY[@]}"\n'
    )
    ended = subprocess.run([program, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert {line.strip() for line in ended.stdout.splitlines()} == offered


def test_the_program_starts_without_it() -> None:
    words = "import sys, kei_site.cli as c; c.make_parser(); sys.exit('shtab' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", words], check=False).returncode == 0


def test_a_shell_that_is_not_known_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["completion", "cmd"])
    assert ended.value.code == 2
    assert "bash" in capsys.readouterr().err
