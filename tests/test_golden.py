"""Miniature sites against the trees that they must give, byte for byte.

Each folder of `tests/sites` is a site with its `expected/` tree; `_theme/` has templates that print what views hold,
so that a change of design does not touch them. The theme's own static files are left out. `--update-golden` rewrites
the trees: read the difference.
"""

import shutil
from pathlib import Path

import pytest

from kei_site.build.theme import theme_folders
from tests.support.scratch import ScratchSite, tree

SITES = Path(__file__).resolve().parent / "sites"
FEATURES = sorted(path.name for path in SITES.iterdir() if (path / "content").is_dir())
_BINARY = (".png", ".webp", ".jpg")


def _built(feature: str, tmp_path: Path) -> tuple[ScratchSite, dict[str, bytes]]:
    site = ScratchSite(tmp_path)
    shutil.rmtree(site.site / "content")
    for source in (SITES / "_theme", SITES / feature):
        shutil.copytree(source, site.site, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected"))
    report = site.build()
    assert not report.failed, report.diagnostics
    return site, _own(tree(site.output), site.site)


def _own(found: dict[str, bytes], site: Path) -> dict[str, bytes]:
    """What the site itself gave: without the theme's files, the list of our files, and the bytes of images."""
    theme = theme_folders()["static"]
    static = {path.relative_to(theme).as_posix() for path in theme.rglob("*") if path.is_file()}
    kept = {path: data for path, data in found.items() if not path.endswith("/") and path not in static}
    kept = {path: data for path, data in kept.items() if not _is_theme_asset(path, site)}
    return {path: b"image" if path.endswith(_BINARY) else data for path, data in kept.items()}


def _is_theme_asset(path: str, site: Path) -> bool:
    # The web manifest, the headers and the list of our files name the theme's hashed assets.
    if path in (".kei-site", "favicon.ico", "site.webmanifest", "_headers"):
        return True
    stem = path.removeprefix("assets/").partition(".")[0]
    own = {found.stem for found in site.rglob("*") if found.suffix in _BINARY}
    return path.startswith("assets/") and (stem not in own or not path.endswith(_BINARY))


@pytest.mark.parametrize("feature", FEATURES)
def test_a_site_gives_the_tree_that_is_expected(feature: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    _, found = _built(feature, tmp_path)
    expected = SITES / feature / "expected"
    if request.config.getoption("--update-golden"):
        shutil.rmtree(expected, ignore_errors=True)
        for path, data in found.items():
            (expected / path).parent.mkdir(parents=True, exist_ok=True)
            (expected / path).write_bytes(data)
    wanted = {path: data for path, data in tree(expected).items() if not path.endswith("/")}
    assert sorted(found) == sorted(wanted)
    assert [path for path in found if found[path] != wanted[path]] == []


def test_a_changed_word_would_be_seen(tmp_path: Path) -> None:
    site, before = _built("texts", tmp_path)
    site.edit("content/briefs/2024/2024-05-01-everything.md", "Said well", "Said better")
    site.build()
    after = _own(tree(site.output), site.site)
    changed = {path for path in before if before[path] != after[path]}
    assert "briefs/2024/everything/index.html" in changed
    assert "briefs/2024/other/index.html" not in changed


def test_nothing_of_a_held_brief_is_in_the_expected_tree() -> None:
    for path, data in tree(SITES / "held" / "expected").items():
        assert "secret" not in path.lower()
        assert b"SECRET" not in data
