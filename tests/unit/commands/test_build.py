"""`kei-site build`: what it prints when it is done."""

import json
from pathlib import Path

import pytest

from kei_site.cli import main
from kei_site.core.errors import Refusal
from tests.support.scratch import NOW, ScratchSite, brief, tree

_WAITS = "something waits for its time: the next build is needed at 2025-01-15T00:00:00Z"


def printed(site: ScratchSite, capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    folders = ["--site", str(site.site), "--output", str(site.output), "--cache", str(site.cache)]
    assert main(["build", "--no-search", *folders, *words]) == 0
    return capsys.readouterr().out.splitlines()


@pytest.fixture
def site(scratch_site: ScratchSite, monkeypatch: pytest.MonkeyPatch) -> ScratchSite:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOW))
    scratch_site.write("content/briefs/out.md", brief("Out"))
    scratch_site.write("content/briefs/later.md", brief("Later", date="2025-02-01"))
    scratch_site.write("content/briefs/secret.md", brief("Secret", embargo="2025-01-15T09:00+09:00"))
    return scratch_site


def test_a_build_says_when_the_next_one_is_needed(site: ScratchSite, capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(site, capsys)[-2] == _WAITS
    assert printed(site, capsys)[-2] == _WAITS  # nothing to do, and still true
    assert json.loads("".join(printed(site, capsys, "--format", "json")))["next_due"] == 1736899200


def test_a_build_with_nothing_held_back_names_no_time(site: ScratchSite, capsys: pytest.CaptureFixture[str]) -> None:
    site.remove("content/briefs/later.md")
    site.remove("content/briefs/secret.md")
    assert not any("waits" in line for line in printed(site, capsys))


def test_a_body_that_is_edited_keeps_the_time_of_the_next_build(
    site: ScratchSite, capsys: pytest.CaptureFixture[str]
) -> None:
    printed(site, capsys)
    site.edit("content/briefs/out.md", "Some words.", "Other words.")
    assert printed(site, capsys)[-2] == _WAITS


@pytest.fixture
def warned(site: ScratchSite) -> ScratchSite:
    """A site with three warnings of one code, and one of another."""
    for name in ("a", "b", "c"):
        site.write(f"content/briefs/{name}.md", brief(f"Old {name}") + f"\n{{{{< {name} >}}}}\n")
    site.write("content/briefs/d.md", brief("Old d") + "\n## Two\n\n#### Four\n")
    return site


def pretend_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the standard output say that it is a terminal without colours."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("NO_COLOR", "1")


MORE = "and 2 more MD12; `kei-site build --verbose` prints all"
COUNTS = "0 errors, 5 warnings in 5 files"
"""One more is that a brief has a date to come."""


def warnings_in(lines: list[str]) -> list[str]:
    return sorted(line.split(" warning ")[1][:4] for line in lines if " warning MD" in line)


def test_a_terminal_shows_the_first_warning_of_each_code(
    warned: ScratchSite, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend_terminal(monkeypatch)
    lines = printed(warned, capsys)
    assert warnings_in(lines) == ["MD05", "MD12"]
    assert lines[lines.index(MORE) + 1] == COUNTS


def test_a_terminal_shows_every_warning_when_asked(
    warned: ScratchSite, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend_terminal(monkeypatch)
    lines = printed(warned, capsys, "--verbose")
    assert warnings_in(lines) == ["MD05", "MD12", "MD12", "MD12"]
    assert MORE not in lines
    assert COUNTS in lines


def test_a_file_has_every_warning(warned: ScratchSite, capsys: pytest.CaptureFixture[str]) -> None:
    assert warnings_in(printed(warned, capsys)) == ["MD05", "MD12", "MD12", "MD12"]


def test_a_terminal_shows_every_error(
    warned: ScratchSite, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend_terminal(monkeypatch)
    warned.write("content/briefs/bad.md", brief("Bad") + "\n[a](javascript:a) and [b](javascript:b)\n")
    folders = ["--site", str(warned.site), "--output", str(warned.output), "--cache", str(warned.cache)]
    assert main(["build", "--no-search", *folders]) == 1
    assert capsys.readouterr().out.count(" error LNK01: ") == 2


def _two_sites(folder: Path) -> tuple[ScratchSite, ScratchSite]:
    first, second = ScratchSite(folder / "first"), ScratchSite(folder / "second")
    for site in (first, second):
        site.write("content/briefs/2024/a.md", brief())
    second.edit("content/site.yaml", "https://example.org", "https://example.net")
    return first, second


def test_the_output_folder_of_another_site_is_refused_and_stays(tmp_path: Path) -> None:
    first, second = _two_sites(tmp_path)
    first.build(output=tmp_path / "www")
    before = tree(tmp_path / "www")
    with pytest.raises(Refusal, match=r"holds another site, https://example\.org; .* --output, or build with --clean"):
        second.build(output=tmp_path / "www")
    assert tree(tmp_path / "www") == before


def test_the_output_folder_of_another_site_can_be_taken_over(tmp_path: Path) -> None:
    first, second = _two_sites(tmp_path)
    first.build(output=tmp_path / "www")
    second.build(output=tmp_path / "www", clean=True)
    assert tree(tmp_path / "www") == second.clean_tree()


def test_a_site_that_changes_its_address_keeps_its_output_folder(tmp_path: Path) -> None:
    site, _ = _two_sites(tmp_path)
    site.build(output=tmp_path / "www")
    site.edit("content/site.yaml", "https://example.org", "https://example.com")
    site.build(output=tmp_path / "www")
    assert tree(tmp_path / "www") == site.clean_tree()
    site.build()
    site.remove(".kei-site")
    site.edit("content/site.yaml", "https://example.com", "https://example.edu")
    site.build()
    assert tree(site.output) == site.clean_tree()


def test_a_quoted_tilde_is_the_home_folder(
    scratch_site: ScratchSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "home").mkdir()
    scratch_site.write("content/briefs/2024/a.md", brief())
    words = ["build", "--site", str(scratch_site.site), "--no-search", "--output"]
    assert main([*words, "~"]) == 2
    assert "is a home or root folder" in capsys.readouterr().err
    assert main([*words, "~/www"]) == 0
    assert (tmp_path / "home" / "www" / "index.html").is_file()
    assert not (tmp_path / "~").exists()
