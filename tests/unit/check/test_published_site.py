"""What was published before, and the clock, lead to warnings of a build."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kei_site.check.published_site import SECURITY_TXT, expired_contact, moved_feeds
from kei_site.cli import main
from tests.support.scratch import NOW, ScratchSite, tree
from tests.support.sound_site import sound_site

MOVED = ("https://example.org", "https://institute.kr")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ScratchSite:
    monkeypatch.setitem(os.environ, "SOURCE_DATE_EPOCH", str(NOW))
    made = sound_site(tmp_path)
    made.build()
    return made


def build(site: ScratchSite, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str]:
    capsys.readouterr()
    code = main(["build", "--site", str(site.site), "--no-search", "--jobs", "1", *options])
    return code, capsys.readouterr().out


def test_a_site_with_another_address_is_told_before_it_is_published(
    site: ScratchSite, capsys: pytest.CaptureFixture[str]
) -> None:
    assert moved_feeds(site.site, site.output) == ()
    site.edit("content/site.yaml", *MOVED)
    code, printed = build(site, capsys)
    assert code == 0
    assert printed.startswith("content/site.yaml:1:1: warning FED01: all permanent ids were published under another")
    assert "authority" in printed
    assert "example.org,2024" in printed
    assert "FED01" not in build(site, capsys)[1]


def test_strict_publishes_nothing_then(site: ScratchSite, capsys: pytest.CaptureFixture[str]) -> None:
    before = tree(site.output)
    site.edit("content/site.yaml", *MOVED)
    code, printed = build(site, capsys, "--strict")
    assert (code, printed.count("FED01")) == (1, 1)
    assert tree(site.output) == before
    code, printed = build(site, capsys, "--strict", "--format", "json")
    assert [found["code"] for found in json.loads(printed)["diagnostics"]] == ["FED01"]


@pytest.mark.parametrize("more", ['feeds: {authority: "example.org,2024"}\n', "diagnostics: {FED01: ignore}\n"])
def test_a_decision_about_the_ids_is_not_asked_for_again(
    site: ScratchSite, more: str, capsys: pytest.CaptureFixture[str]
) -> None:
    site.edit("content/site.yaml", *MOVED)
    site.write("content/site.yaml", site.read("content/site.yaml") + more)
    assert "FED01" not in build(site, capsys)[1]


def test_another_authority_alone_is_told(site: ScratchSite, capsys: pytest.CaptureFixture[str]) -> None:
    site.write("content/site.yaml", site.read("content/site.yaml") + 'feeds: {authority: "institute.kr,2024"}\n')
    assert "FED01" in build(site, capsys)[1]


def test_a_folder_without_feeds_and_settings_that_cannot_be_read_say_nothing(tmp_path: Path) -> None:
    made = ScratchSite(tmp_path)
    assert moved_feeds(made.site, made.output) == ()
    sound_site(tmp_path)
    made.build()
    made.write("content/site.yaml", "title: [\n")
    assert moved_feeds(made.site, made.output) == ()


def test_a_contact_that_has_expired_is_told_at_every_build(
    site: ScratchSite, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write("content/site.yaml", site.read("content/site.yaml") + "contact: desk@institute.kr\n")
    monkeypatch.setitem(os.environ, "SOURCE_DATE_EPOCH", str(NOW - 1))
    assert "CFG09" not in build(site, capsys)[1]
    later = int(datetime(2026, 1, 1, tzinfo=UTC).timestamp())
    monkeypatch.setitem(os.environ, "SOURCE_DATE_EPOCH", str(later))
    for _ in range(2):
        code, printed = build(site, capsys)
        assert (code, printed.count("CFG09")) == (0, 1)
    assert "CFG09" in json.loads(build(site, capsys, "--format", "json")[1])["diagnostics"][-1]["code"]


@pytest.mark.parametrize(
    ("expires", "is_told"),
    [("2024-12-31T23:59:59Z", True), ("2025-01-01T00:00:01+00:00", False), ("some day", False), ("", False)],
)
def test_an_own_contact_is_told_at_its_file(site: ScratchSite, expires: str, is_told: bool) -> None:
    site.write(f"static/{SECURITY_TXT}", f"Contact: mailto:a@institute.kr\nExpires: {expires}\n")
    found = expired_contact(site.site, site.output, NOW)
    assert [(each.code, each.place.path) for each in found] == (
        [("CFG09", f"static/{SECURITY_TXT}")] if is_told else []
    )
