"""Only the folder that a good build of the present sources left may be published."""

from pathlib import Path

import pytest

from kei_site.build.finished import finished_build
from kei_site.build.pipeline import build
from kei_site.core.errors import Refusal
from tests.support.scratch import ScratchSite, brief


@pytest.fixture
def site(tmp_path: Path) -> ScratchSite:
    """Return a site with a brief, built."""
    site = ScratchSite(tmp_path)
    site.write("content/briefs/a.md", brief())
    assert not build(site.request()).failed
    return site


def refusal(site: ScratchSite) -> str:
    """Return why the build is not published; empty if it is."""
    try:
        with finished_build(site.request()) as files:
            assert files.keys() >= {"index.html", "feed.xml"}
    except Refusal as error:
        return str(error)
    return ""


def test_a_good_build_is_published_with_whatever_options_it_was_made(site: ScratchSite) -> None:
    assert refusal(site) == ""
    build(site.request(strict=True, keep_going=None))
    assert refusal(site) == ""


def test_a_build_with_drafts_is_not_published(site: ScratchSite) -> None:
    build(site.request(drafts=True))
    assert "without drafts" in refusal(site)


def test_sources_that_changed_are_built_first(site: ScratchSite) -> None:
    site.edit("content/briefs/a.md", "Some words", "Other words")
    assert "the sources have changed" in refusal(site)


def test_after_a_failed_build_nothing_is_published(site: ScratchSite) -> None:
    site.edit("content/briefs/a.md", "title: A brief", "title: ''")
    assert build(site.request()).failed
    assert "or it failed" in refusal(site)


@pytest.mark.parametrize("damage", ["altered", "gone", "added"])
def test_a_folder_that_somebody_changed_is_not_published(site: ScratchSite, damage: str) -> None:
    page = site.output / "index.html"
    if damage == "gone":
        page.unlink()
    else:
        (page if damage == "altered" else site.output / "new.html").write_text("other")
    assert "a file in it" in refusal(site)


def test_what_has_become_due_is_built_first(site: ScratchSite) -> None:
    site.write("content/briefs/b.md", brief("Later", date="2025-02-01"))
    build(site.request())
    assert refusal(site) == ""
    site.now += 60 * 86_400
    assert "what is due" in refusal(site)


def test_without_a_build_there_is_nothing_to_publish(tmp_path: Path) -> None:
    assert "no complete build" in refusal(ScratchSite(tmp_path))


def test_touched_sources_do_not_matter(site: ScratchSite) -> None:
    (site.site / "content/briefs/a.md").touch()
    assert refusal(site) == ""
