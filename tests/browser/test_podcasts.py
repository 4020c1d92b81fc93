"""A recording is played on its page, by its chapters, and nothing of it is loaded before that."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.test_policy import DESKTOP, PHONE, axe, settled
from tests.browser.test_weight import watched
from tests.support.chromium import Visitor, until
from tests.support.recordings import wav
from tests.support.scratch import CONFIG, ScratchSite, brief
from tests.support.web_server import Served, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

PATH = "/briefs/2024/talk/"
EPISODE = "\n  audio: talk.wav\n  chapters: [0:00 Opening, 0:05 The middle]\n  season: 1\n  episode: 2"


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve a site with an episode."""
    site = ScratchSite(tmp_path_factory.mktemp("podcasts"))
    site.write("content/briefs/2024/talk.wav", wav(9))
    site.write("content/briefs/2024/talk.md", brief("A talk", type="podcast", podcast=EPISODE))
    site.write("content/briefs/2024/ko.md", brief("대담", type="podcast", language="ko", podcast=EPISODE))
    with served(site.output) as running:
        site.write("content/site.yaml", CONFIG.replace("https://example.org", running.url.replace("http:", "https:")))
        report = site.build()
        assert not report.failed, report.diagnostics
        yield running


@pytest.fixture
def visitor(browser: "Browser", host: Served) -> Iterator[Visitor]:
    """Return who opens pages; the test fails if one complains, breaks its policy or asks anybody else."""
    host.traffic.clear()
    visiting = Visitor(browser=browser, home=host.url)
    yield visiting
    visiting.close()
    assert visiting.complaints == []


def test_a_chapter_is_played_where_it_begins_and_nothing_before(visitor: Visitor, host: Served) -> None:
    page = visitor.open(PATH)
    settled(page)
    assert not [path for path in host.traffic.paths if path.endswith(".wav")]
    page.get_by_text("Chapters").click()
    page.get_by_role("link", name="0:05 The middle").click()
    until(page, "document.querySelector('audio').currentTime >= 5")
    assert page.url.endswith(PATH)


def test_without_a_script_a_chapter_leads_to_its_time_in_the_file(visitor: Visitor) -> None:
    page = visitor.open(PATH, java_script_enabled=False)
    page.get_by_text("Chapters").click()
    link = page.get_by_role("link", name="0:05 The middle")
    assert link.get_attribute("href") == "/audio/2024/talk/talk.wav#t=5"
    assert page.locator("audio[controls]").is_visible()


def test_on_paper_there_is_neither_a_player_nor_a_fold_of_chapters(visitor: Visitor) -> None:
    page = visitor.open(PATH)
    page.emulate_media(media="print")
    assert not page.locator("audio").is_visible()
    assert not page.get_by_text("Chapters").is_visible()
    assert page.get_by_role("link", name="Download").is_visible()


@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_moves_when_the_player_comes(visitor: Visitor, width: int) -> None:
    page = watched(visitor, PATH, viewport={"width": width, "height": 823})
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)
    assert page.evaluate("window.shifts") == []


@pytest.mark.parametrize("path", [PATH, "/briefs/2024/ko/"])
def test_no_rule_of_accessibility_is_broken(visitor: Visitor, path: str) -> None:
    for viewport in (DESKTOP, PHONE):
        for scheme in ("light", "dark"):
            page = visitor.open(path, viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
            settled(page)
            assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
            page.evaluate(axe())
            found = page.evaluate("axe.run('.listen').then(({ violations }) => violations.map(({ id }) => id))")
            assert found == []
