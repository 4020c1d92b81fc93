"""Whatever shapes outputs is in the digest of the code: sources, fonts, libraries, zone data."""

import ast
import zoneinfo
from importlib import metadata
from pathlib import Path

import pytest

from kei_site.build import code_digest as module
from kei_site.build.code_digest import LIBRARIES, package_digest, zone_version


@pytest.fixture
def package(tmp_path: Path) -> Path:
    (tmp_path / "render").mkdir()
    (tmp_path / "pages.py").write_text("a = 1\n")
    (tmp_path / "render" / "noto.otf").write_bytes(b"OTTO letters")
    return tmp_path


@pytest.mark.parametrize("name", ["pages.py", "render/noto.otf", "render/words.txt"])
def test_another_file_gives_another_digest(package: Path, name: str) -> None:
    before = package_digest(package)
    assert package_digest(package) == before
    (package / name).write_bytes(b"another")
    assert package_digest(package) != before


def test_a_renamed_file_gives_another_digest(package: Path) -> None:
    before = package_digest(package)
    (package / "pages.py").rename(package / "page.py")
    assert package_digest(package) != before


@pytest.mark.parametrize("name", ["pages.cpython-311.pyc", "__pycache__/pages.cpython-311.pyc.4711", "README.md"])
def test_papers_and_compiled_code_are_not_in_it(package: Path, name: str) -> None:
    before = package_digest(package)
    (package / name).parent.mkdir(exist_ok=True)
    (package / name).write_bytes(b"new")
    assert package_digest(package) == before


def test_the_font_of_share_cards_is_in_it() -> None:
    root = Path(module.__file__).parents[1]
    assert [path for path in root.rglob("*.otf") if path.suffix in module._IGNORED] == []


SHAPE_NO_FILE = {"css-inline", "obstore", "shtab", "tinycss2", "tqdm", "watchfiles"}
"""Of the digest mail, of publishing, of terminals, of checks and of the preview."""


def test_all_libraries_that_shape_files_are_in_it() -> None:
    root = Path(module.__file__).parents[1]
    imported = {name for path in root.rglob("*.py") for name in _imported(ast.parse(path.read_bytes()))}
    homes = metadata.packages_distributions()
    libraries = {_normal(home) for name in imported for home in homes.get(name, ())} - {"kei-site"}
    assert "tinytag" in libraries
    assert libraries - SHAPE_NO_FILE <= {_normal(name) for name in LIBRARIES}
    assert "tzdata" in LIBRARIES


def _imported(tree: ast.AST) -> set[str]:
    """Return the outermost names of all modules that a module imports."""
    nodes = list(ast.walk(tree))
    plain = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    named = [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    return {name.partition(".")[0] for name in (*plain, *named)}


def _normal(name: str) -> str:
    return name.lower().replace("_", "-")


def test_the_folders_are_those_of_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHONTZPATH", raising=False)
    assert set(zoneinfo.TZPATH) <= set(module._zone_folders())
    monkeypatch.setenv("PYTHONTZPATH", "/one:/two")
    assert module._zone_folders() == ["/one", "/two"]


def test_the_version_of_the_zone_data_is_that_of_the_first_folder_that_has_one(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    folders = (str(tmp_path / "none"), str(tmp_path / "one"), str(tmp_path / "two"))
    assert zone_version(folders) == ""
    (tmp_path / "two" / "+VERSION").write_text("2024a\n")
    assert zone_version(folders) == "2024a\n"
    (tmp_path / "one" / "tzdata.zi").write_text("# version 2025b\n# This zic input file\n")
    assert zone_version(folders) == "# version 2025b\n"
