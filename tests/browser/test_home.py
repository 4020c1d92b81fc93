"""The home page of an archive: how tall it is, that no brief stands twice, the choice of a type without a script."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from kei_site.model.brief import BRIEF_TYPES
from tests.browser.test_markup import findings
from tests.browser.test_policy import DESKTOP, PHONE, axe, broken_rules
from tests.support.chromium import Visitor
from tests.support.home_site import write_home_site
from tests.support.node_modules import ROOT
from tests.support.web_server import Served, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

TALLEST = {1440: 2600, 360: 5000}
"""The greatest height of the home page by the width of the window, in pixels."""
NOW = 1_893_456_000  # 2030-01-01T00:00:00Z
_BRIEFS = "[...document.querySelectorAll('main h2 > a, main h3 > a')].map((link) => link.pathname)"
_SHOWN = """
[...document.querySelectorAll(".latest .entry")].filter((entry) => entry.checkVisibility())
  .map((entry) => [...entry.classList].find((name) => name.startsWith("is-")).slice(3))
"""
_GROUNDS = "(labels) => labels.map((label) => getComputedStyle(label).backgroundColor)"
_CUT = """
[...document.querySelectorAll(".entry-summary")].filter((text) => text.scrollHeight > text.clientHeight + 1).length
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish a site whose home page is as full as one can be."""
    root = tmp_path_factory.mktemp("archive")
    write_home_site(root)
    command = [sys.executable, "-m", "kei_site", "build", "--site", str(root), "--no-search"]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(NOW)}
    made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=environment)
    assert made.returncode == 0, made.stdout + made.stderr
    return root / "public"


@pytest.fixture(scope="module")
def archive_host(archive: Path) -> Iterator[Served]:
    with served(archive) as running:
        yield running


@pytest.fixture
def reader(browser: "Browser", archive_host: Served) -> Iterator[Visitor]:
    """Return who reads the archive."""
    visiting = Visitor(browser=browser, home=archive_host.url)
    yield visiting
    visiting.close()
    assert visiting.complaints == []


def height(page: "Page") -> int:
    """Return the height of a page with all its images, in pixels."""
    page.evaluate("document.querySelectorAll('img').forEach((image) => { image.loading = 'eager'; })")
    page.wait_for_load_state("networkidle")
    return int(page.evaluate("document.documentElement.scrollHeight"))


@pytest.mark.parametrize("width", TALLEST)
def test_a_full_home_page_is_no_taller_than_it_may_be(reader: Visitor, width: int) -> None:
    page = reader.open("/", viewport={"width": width, "height": 900})
    assert page.locator(".spotlight, .cards, .coming, .podcasts, .switch, #kei-topics, #kei-series").count() == 7
    assert page.locator(".card").count() == 4
    assert height(page) <= TALLEST[width]
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("width", TALLEST)
def test_the_home_page_of_this_site_is_no_taller(visitor: Visitor, width: int) -> None:
    assert height(visitor.open("/", viewport={"width": width, "height": 900})) <= TALLEST[width]


def test_no_brief_stands_twice(reader: Visitor) -> None:
    found = Counter(path for path in reader.open("/").evaluate(_BRIEFS) if path.startswith("/briefs/20"))
    assert len(found) > 20
    assert [path for path, count in found.items() if count > 1] == []


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_type_is_chosen_by_keyboard_without_a_script(reader: Visitor, scripts: bool) -> None:
    page = reader.open("/", java_script_enabled=scripts)
    page.locator("#kei-every-type").focus()
    names = page.locator(".switch label").all_inner_texts()
    assert names == ["All", "Briefs", "Reports", "Papers", "Commentaries"]
    for kind in BRIEF_TYPES[:4]:
        page.keyboard.press("ArrowRight")
        assert page.locator(f"#kei-type-{kind}").is_checked()
        shown = page.locator(".latest .entry:visible")
        assert shown.count() >= 5
        assert page.locator(f".latest .entry.is-{kind}:visible").count() == shown.count()
    page.keyboard.press("ArrowRight")
    assert page.locator("#kei-every-type").is_checked()
    assert page.locator(".latest .entry:visible").count() == 6


def test_the_choice_is_named_for_those_who_hear_it(reader: Visitor) -> None:
    page = reader.open("/")
    group = page.get_by_role("group", name="Show")
    assert group.get_by_role("radio", name="Reports").count() == 1


def test_a_click_on_a_type_shows_it(reader: Visitor) -> None:
    page = reader.open("/")
    assert len(set(page.evaluate(_SHOWN))) > 1
    page.get_by_role("radio", name="Papers").click()
    assert set(page.evaluate(_SHOWN)) == {"paper"}


@pytest.mark.parametrize("colors", ["active", "none"])
def test_the_chosen_type_can_be_told_from_the_others(reader: Visitor, colors: Literal["active", "none"]) -> None:
    page = reader.open("/", forced_colors=colors)
    chosen, other = page.locator(".switch label").evaluate_all(_GROUNDS)[:2]
    assert chosen != other


def test_summaries_are_whole_on_phones(reader: Visitor) -> None:
    page = reader.open("/", viewport={"width": 360, "height": 740})
    assert page.evaluate(_CUT) == 0
    assert reader.open("/").evaluate(_CUT) > 0


KINDS = ("/", "/briefs/", "/tags/topic-001/", "/archive/", "/briefs/2029/new-00/")


@pytest.mark.parametrize("address", KINDS)
def test_no_rule_of_accessibility_is_broken(reader: Visitor, address: str) -> None:
    page = reader.open(address, reduced_motion="reduce")
    page.evaluate(axe())
    for scheme in ("light", "dark"):
        for viewport in (DESKTOP, PHONE):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size(viewport)
            assert broken_rules(page) == [], f"{scheme}, {viewport['width']} pixels"


def test_the_pages_are_valid(archive_host: Served) -> None:
    assert findings([archive_host.url + address for address in KINDS]) == []


@pytest.mark.parametrize("width", [1440, 768, 360])
def test_the_years_of_a_topic_are_one_row_that_scrolls_by_itself(reader: Visitor, width: int) -> None:
    page = reader.open("/tags/topic-001/", viewport={"width": width, "height": 900})
    tops = page.evaluate("[...document.querySelectorAll('.chart li')].map((bar) => bar.getBoundingClientRect().top)")
    assert len(tops) > 20
    assert len(set(tops)) == 1
    assert page.locator(".chart ol").evaluate("(row) => row.clientHeight") < 100
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_year_of_a_topic_leads_to_that_year_in_the_topic(reader: Visitor) -> None:
    page = reader.open("/tags/topic-001/")
    bar = page.locator(".chart li a").first
    year = bar.locator(".bar-label").inner_text()
    bar.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**#y{year}")
    assert page.url.startswith(f"{reader.home}/tags/topic-001/")
    assert page.locator(f"#y{year}").inner_text() == year
