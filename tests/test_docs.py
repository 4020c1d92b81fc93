"""The documentation says what the program does, and names nothing that does not exist."""

import re
import tomllib
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path

import pytest

from kei_site.check.copied_templates import purpose_of
from kei_site.commands.parser import COMMANDS
from kei_site.commands.reference import reference
from kei_site.config import Config, FeedSettings, MailingList, Organization
from kei_site.core.diagnostic_codes import CODES
from kei_site.core.hashing import field_names
from kei_site.core.pdf_settings import PdfSettings
from tests.support.page_samples import PAGES
from tests.support.theme_reference import reference as theme_reference
from tests.support.view_samples import theme_templates
from tests.test_layers import ALLOWED

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
DIAGNOSTICS = ROOT / "kei_site" / "DIAGNOSTICS.md"
CONTRIBUTING = ROOT / ".github" / "CONTRIBUTING.md"
ARCHITECTURE = ROOT / "kei_site" / "ARCHITECTURE.md"
SECURITY = ROOT / ".github" / "SECURITY.md"
PAPERS = (README, CONTRIBUTING, ARCHITECTURE, SECURITY)
"""Documents for those who change the program."""
NOT_IN_GIT = frozenset((ROOT / ".gitignore").read_text(encoding="utf-8").replace("/", "").split())
BRANDING = ROOT / "content" / "pages" / "brand-your-site.md"
THEMES = Path(__file__).parent.parent / "content" / "pages" / "write-a-theme.md"
BEGIN = "## Reference\n\n"


def test_the_reference_of_codes_is_generated_from_the_table(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-golden"):
        DIAGNOSTICS.write_text(reference(), encoding="utf-8")
    assert DIAGNOSTICS.read_text(encoding="utf-8") == reference()


def test_every_code_is_explained_once() -> None:
    rows = [line for line in reference().splitlines() if line.startswith(tuple(f"| {code} |" for code in CODES))]
    assert [row.split()[1] for row in rows] == list(CODES)
    assert all(row.count("|") == 6 for row in rows)


def test_a_code_that_nothing_lowers_is_marked() -> None:
    assert "| LNK01 | error, *fixed* |" in reference()
    assert "| LNK02 | error |" in reference()


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_names_every_command(command: str) -> None:
    assert f"| `kei-site {command}" in README.read_text(encoding="utf-8")


def test_the_package_carries_every_licence() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    fonts = [
        path.relative_to(ROOT).as_posix() for room in ("kei_site", "static") for path in (ROOT / room).rglob("OFL.txt")
    ]
    assert sorted(project["license-files"]) == sorted(["LICENSE", *fonts])


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_names_the_options_of_every_command(command: str) -> None:
    (row,) = re.findall(rf"^\| `kei-site {command}\b.*$", README.read_text(encoding="utf-8"), re.MULTILINE)
    named = set(re.findall(r"(?<![\w-])--[a-z-]+", row))
    assert options_of(command) - {"--help", "--site", "--output", "--cache"} <= named <= options_of(command)


def test_the_readme_names_every_setting() -> None:
    kinds = (Config, Organization, MailingList, FeedSettings, PdfSettings)
    settings = {name for kind in kinds for name in field_names(kind)}
    named = set(re.findall(r"`(\w+)`", README.read_text(encoding="utf-8").partition("## Commands")[0]))
    assert settings - {"search_index", "places"} <= named


def options_of(command: str) -> set[str]:
    """Return the long options that the help of a command names."""
    parser = ArgumentParser()
    COMMANDS[command][1](parser)
    inner = [kind for action in parser._actions if isinstance(action.choices, dict) for kind in action.choices.values()]
    helps = "".join(each.format_help() for each in (parser, *inner))
    return set(re.findall(r"^  (?:-\w, )?(--[a-z-]+)", helps, re.MULTILINE))


def test_the_changelog_says_nothing_twice() -> None:
    entries = [line for line in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").splitlines() if line[:2] == "- "]
    assert len(entries) == len(set(entries))


def test_the_architecture_fits_on_three_screens() -> None:
    assert len(ARCHITECTURE.read_text(encoding="utf-8").splitlines()) <= 120


def missing_paths(text: str, folder: Path) -> list[str]:
    """Return the paths that a document in `folder` names, and that are not there.

    A path is the target of a link, a name in backquotes with a slash or with the ending of a source file, or the name
    of a Python file anywhere. It is looked for beside the document, in the repository and in the package.
    """
    places = (folder, ROOT, ROOT / "kei_site")
    return [name for name in named_paths(text) if not any((place / name).exists() for place in places)]


def named_paths(text: str) -> Iterator[str]:
    """Yield the paths that a document names, without addresses and without what git ignores."""
    quoted = re.findall(r"(?<!\[)`([\w.-]+(?:/[\w.-]+)*/?)`", text)
    yield from (name for name in quoted if is_path(name) and name.strip("/") not in NOT_IN_GIT)
    yield from (target for target in re.findall(r"\]\(([^)#]+)", text) if "://" not in target)
    yield from re.findall(r"(?<![\w/.`])[\w/]+\.py\b", text)


def is_path(name: str) -> bool:
    """Tell a path from a word in backquotes."""
    return ("/" in name and name.islower()) or Path(name).suffix in (".py", ".md", ".toml", ".case")


def missing_modules(text: str) -> list[str]:
    """Return the dotted names of modules in a document that no file has."""
    dotted = set(re.findall(r"\b(?:kei_site|tests)(?:\.\w+)+", text))
    files = {name: ROOT.joinpath(*name.split(".")) for name in dotted if not name.endswith((".py", ".md"))}
    return sorted(name for name, file in files.items() if not (file.is_dir() or file.with_suffix(".py").is_file()))


def missing_names(text: str) -> list[str]:
    """Return the names in backquotes that no source file of the package contains."""
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "kei_site").rglob("*.py"))
    known = set(re.findall(r"\w+", sources))
    names = set(re.findall(r"`([A-Za-z_]\w*(?:\.\w+)*)(?:\(\))?`", text))
    return sorted(name for name in names if not known.issuperset(name.split(".")))


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_every_path_in_the_papers_exists(paper: Path) -> None:
    text = paper.read_text(encoding="utf-8")
    assert missing_paths(text, paper.parent) == []
    assert missing_modules(text) == []


def test_a_path_that_does_not_exist_would_be_seen() -> None:
    text = "`render/bib.py` and [a page](../pages/none.md), `tests/`, `public/`, `x/y`; source/none.py, `Asia/Seoul`"
    assert missing_paths(text, ROOT) == ["render/bib.py", "x/y", "../pages/none.md", "source/none.py"]
    assert missing_modules("python -m tests.bench.compare, `kei_site.model.none`") == ["kei_site.model.none"]


def test_every_name_in_the_architecture_is_in_the_code() -> None:
    assert missing_names(ARCHITECTURE.read_text(encoding="utf-8")) == []
    assert missing_names("`view.front`, `BriefView`, `diagnostic()`, `BriefVeiw`") == ["BriefVeiw"]


def test_the_rooms_in_the_architecture_are_those_of_the_layers() -> None:
    text = ARCHITECTURE.read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)(?:/|\.py)` \| .* \| (.+) \|$", text, re.MULTILINE))
    assert [*rows] == [room for room in ALLOWED if room not in ("cli", "__main__", "__init__")]
    for room, cell in rows.items():
        wanted = ALLOWED[room] - {"__init__"}
        assert wanted <= {*rows} if cell == "all above" else wanted == set(cell.split(", ")) - {"-"}, room


def test_every_option_for_contributors_is_one_of_the_tests(pytestconfig: pytest.Config) -> None:
    named = re.findall(r"(?<![\w-])--[a-z][a-z-]+", CONTRIBUTING.read_text(encoding="utf-8"))
    assert "--update-golden" in named
    assert [option for option in named if pytestconfig.getoption(option, default=None) is None] == []


def test_the_page_on_themes_lists_what_templates_see(request: pytest.FixtureRequest) -> None:
    before, _, _ = THEMES.read_text(encoding="utf-8").partition(BEGIN)
    if request.config.getoption("--update-golden"):
        THEMES.write_text(before + BEGIN + theme_reference(), encoding="utf-8")
    assert THEMES.read_text(encoding="utf-8") == before + BEGIN + theme_reference()


def test_every_block_of_the_frame_is_listed() -> None:
    blocks = re.findall(r"{% block (\w+) %}", theme_templates()["base.html"])
    rows = re.findall(r"^\| `(\w+)` \|", THEMES.read_text(encoding="utf-8").partition(BEGIN)[0], re.MULTILINE)
    assert sorted(rows) == sorted(blocks)


def test_every_template_of_a_page_is_listed() -> None:
    frames = {"base.html", "macros.html", "pieces.html", "signup.html"}
    filled = {name for name, text in theme_templates().items() if purpose_of(text).startswith("To be filled")}
    assert {template for template, _ in PAGES.values()} == theme_templates().keys() - frames - filled


def test_every_template_to_be_filled_is_listed() -> None:
    filled = {name for name, text in theme_templates().items() if purpose_of(text).startswith("To be filled")}
    rows = set(re.findall(r"^\| `(\w+\.html)` \|", BRANDING.read_text(encoding="utf-8"), re.MULTILINE))
    assert rows == filled
