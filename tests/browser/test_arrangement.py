"""People, types, pages in folders, months, page numbers and own keys: in every size and color, without a script, on
paper."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.test_markup import findings
from tests.browser.test_policy import axe, broken_rules
from tests.support.arranged_site import ADDRESSES, write_arranged_site
from tests.support.chromium import Visitor
from tests.support.node_modules import ROOT
from tests.support.web_server import Served, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

WIDTHS = (1440, 768, 360)


@pytest.fixture(scope="module")
def arranged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish the site."""
    root = tmp_path_factory.mktemp("arranged")
    write_arranged_site(root)
    command = [sys.executable, "-m", "kei_site", "build", "--site", str(root), "--no-search"]
    made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stdout + made.stderr
    return root / "public"


@pytest.fixture(scope="module")
def arranged_host(arranged: Path) -> Iterator[Served]:
    with served(arranged) as running:
        yield running


@pytest.fixture
def reader(browser: "Browser", arranged_host: Served) -> Iterator[Visitor]:
    """Return who reads the site."""
    visiting = Visitor(browser=browser, home=arranged_host.url)
    yield visiting
    visiting.close()
    assert visiting.complaints == []


def test_every_page_is_valid(arranged_host: Served) -> None:
    assert findings([arranged_host.url + address for address in ADDRESSES]) == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_rule_of_accessibility_is_broken_and_nothing_is_too_wide(reader: Visitor, address: str) -> None:
    page = reader.open(address, reduced_motion="reduce")
    page.evaluate(axe())
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert broken_rules(page) == [], f"{scheme}, {width} pixels"
            assert page.evaluate("document.documentElement.scrollWidth") == width


def test_people_stand_in_their_groups_and_who_has_left_is_folded_away(reader: Visitor) -> None:
    page = reader.open("/authors/", java_script_enabled=False)
    assert page.locator("h1").inner_text() == "Experts"
    assert page.locator("main h2").all_inner_texts() == ["Leadership", "Fellows", "Other authors"]
    assert page.locator(".person img").get_attribute("alt") == "Second Example at a desk"
    assert not page.get_by_role("link", name="Third Example").is_visible()
    page.locator("summary").click()
    page.get_by_role("link", name="Third Example").click()
    assert page.locator("h1").inner_text() == "Third Example"


def test_each_person_is_one_stop_of_the_keyboard(reader: Visitor) -> None:
    page = reader.open("/authors/")
    page.locator(".people a[tabindex='-1']").first.wait_for(state="attached")
    page.locator("h1").evaluate("(one) => { one.tabIndex = -1; one.focus(); }")
    stops = []
    for _ in range(3):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.textContent"))
    assert stops == ["First Example", "Second Example", "The Desk"]


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_are_turned_by_number(reader: Visitor, width: int) -> None:
    page = reader.open("/briefs/", viewport={"width": width, "height": 900}, java_script_enabled=False)
    numbers = page.locator(".page-numbers")
    assert numbers.locator("li").all_inner_texts() == ["Newest", "8", "7", "…", "1"]
    numbers.get_by_role("link", name="page 1", exact=True).click()
    assert page.url.endswith("/briefs/page/1/")
    assert page.locator(".page-numbers [aria-current=page]").inner_text() == "1"
    assert page.locator(".page-numbers li").all_inner_texts() == ["Newest", "…", "3", "2", "1"]
    box = page.locator(".page-numbers a").last.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 24  # WCAG 2.2, 2.5.8


def test_a_long_year_leads_to_its_months(reader: Visitor) -> None:
    page = reader.open("/archive/2024/", java_script_enabled=False)
    assert page.locator(".entry").count() == 15
    page.get_by_role("link", name="All 11 publications from March").click()
    assert page.locator("h1").inner_text() == "March 2024"
    assert page.locator(".entry").count() == 6
    page.get_by_role("navigation", name="Months").get_by_role("link", name="February").click()
    assert page.locator("h1").inner_text() == "February 2024"
    page.get_by_role("link", name="2024", exact=True).click()
    assert page.url.endswith("/archive/2024/")


@pytest.mark.parametrize("width", WIDTHS)
def test_the_subscription_page_is_one_screen_before_its_foot(reader: Visitor, width: int) -> None:
    page = reader.open("/subscribe/", viewport={"width": width, "height": 900}, java_script_enabled=False)
    box = page.locator(".feed-kind").last.bounding_box()
    assert box
    assert box["y"] + box["height"] <= 1000
    topics = page.locator("details", has_text="Topics")
    assert not topics.get_by_role("link", name="Sea").is_visible()
    topics.locator("summary").click()
    assert topics.get_by_role("link", name="Sea").is_visible()


def test_the_way_leads_up_and_the_menu_marks_where_a_page_stands(reader: Visitor) -> None:
    page = reader.open("/about/team/jobs/")
    assert page.locator(".menu [aria-current]").all_inner_texts() == ["About"]
    page.get_by_role("navigation", name="Breadcrumb").get_by_role("link", name="The Team").click()
    assert page.locator("h1").inner_text() == "The Team"
    page.locator(".trail a").click()
    page.locator("nav[aria-labelledby=kei-below] a", has_text="The Team").wait_for()


def test_own_keys_stand_below_the_byline_on_screen_and_on_paper(reader: Visitor) -> None:
    page = reader.open("/briefs/2024/b00/")
    page.emulate_media(media="print")
    lines = dict(zip(*(page.locator(f".extra {name}").all_inner_texts() for name in ("dt", "dd")), strict=True))
    assert lines["Place"] == "Busan & Seoul"
    assert lines["Respondents"] == "12,004"
    assert lines["Fieldwork until"] == "June 30, 2024"
    assert lines["Countries"] == "South Korea, Japan"
    assert page.locator(".extra dd").last.is_visible()


def test_paper_has_people_and_no_turning(reader: Visitor) -> None:
    page = reader.open("/authors/")
    page.emulate_media(media="print")
    assert page.get_by_role("link", name="First Example").is_visible()
    assert page.pdf()[:5] == b"%PDF-"
    numbered = reader.open("/briefs/page/4/")
    numbered.emulate_media(media="print")
    assert not numbered.locator(".turning").is_visible()
