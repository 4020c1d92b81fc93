"""`kei-site publish`: places are named, and the site that is published is the one that was built."""

from pathlib import Path

import pytest

from kei_site.cli import main
from kei_site.publishing.manifest import STATE
from tests.support.scratch import CONFIG, ScratchSite, brief

TWO = "publish: [{target: folder, path: ../www}, {name: test, target: folder, path: ../test}]\n"


def run(site: ScratchSite, *words: str) -> int:
    return main([words[0], "--site", str(site.site), *words[1:]])


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ScratchSite:
    """Return a built site with two places."""
    site = ScratchSite(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(site.now))
    site.write("content/site.yaml", CONFIG + TWO)
    site.write("content/briefs/a.md", brief())
    assert run(site, "build", "--no-search", "--jobs", "1") == 0
    return site


def tree(folder: Path) -> dict[str, bytes]:
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in paths.items() if name.partition("/")[0] != STATE}


def test_the_place_holds_what_was_built(site: ScratchSite, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(site, "publish", "folder", "--dry-run") == 0
    assert not (site.root / "www").exists()
    assert run(site, "publish", "folder") == 0
    assert tree(site.root / "www") == tree(site.output)
    out = capsys.readouterr().out
    assert "look at https://example.org/briefs/2024/a/" in out
    count = len(tree(site.output))
    assert f"published to folder: {count} new, 0 changed, 0 gone" in out


def test_a_rollback_needs_no_build(site: ScratchSite) -> None:
    run(site, "publish", "test")
    before = tree(site.root / "test")
    site.edit("content/briefs/a.md", "Some words", "Other words")
    assert run(site, "build", "--no-search", "--jobs", "1") == 0
    assert run(site, "publish", "test") == 0
    assert tree(site.root / "test") == tree(site.output) != before
    site.remove("content/briefs/a.md")
    assert run(site, "publish", "test", "--rollback") == 0
    assert tree(site.root / "test") == before


def test_what_is_not_built_is_not_published(site: ScratchSite, capsys: pytest.CaptureFixture[str]) -> None:
    site.edit("content/briefs/a.md", "Some words", "Other words")
    assert run(site, "publish", "folder") == 2
    assert "run `kei-site build`, then publish" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "say which one (folder, test)"),
        (("tset",), "did you mean test?"),
        (("elsewhere",), "there is folder, test"),
        (("test", "--rollback", "--verify"), "does not go with --rollback"),
    ],
)
def test_a_place_has_to_be_one_of_the_site(
    site: ScratchSite, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
) -> None:
    assert run(site, "publish", *words) == 2
    assert told in capsys.readouterr().err


def test_without_a_place_the_setting_is_shown(site: ScratchSite, capsys: pytest.CaptureFixture[str]) -> None:
    site.write("content/site.yaml", CONFIG)
    assert run(site, "publish") == 2
    assert "add `publish: {target: folder, path: ../www}`" in capsys.readouterr().err


def test_wrong_settings_are_told_with_their_places(site: ScratchSite, capsys: pytest.CaptureFixture[str]) -> None:
    site.write("content/site.yaml", CONFIG + "publish: {target: folder}\n")
    assert run(site, "publish") == 1
    assert "content/site.yaml:9:10: error CFG07" in capsys.readouterr().out
