"""The documentation says what the program does."""

from pathlib import Path

import pytest

from kei_site.codes import CODES
from kei_site.commands.parser import COMMANDS
from kei_site.commands.reference import reference

README = Path(__file__).parent.parent / "README.md"
PAGE = Path(__file__).parent.parent / "kei_site" / "DIAGNOSTICS.md"


def test_the_reference_of_codes_is_what_the_table_says(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-golden"):
        PAGE.write_text(reference(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == reference()


def test_every_code_is_explained_once() -> None:
    rows = [line for line in reference().splitlines() if line.startswith(tuple(f"| {code} |" for code in CODES))]
    assert [row.split()[1] for row in rows] == list(CODES)
    assert all(row.count("|") == 5 for row in rows)


def test_a_code_that_nothing_lowers_is_marked() -> None:
    assert "| LNK01 | error, *fixed* |" in reference()
    assert "| LNK02 | error |" in reference()


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_names_every_command(command: str) -> None:
    assert f"| `kei-site {command}" in README.read_text(encoding="utf-8")
