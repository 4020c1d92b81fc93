"""`kei-site build`: what it prints when it is done."""

import json

import pytest

from kei_site.cli import main
from tests.support.scratch import NOW, ScratchSite, brief

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
