"""A site that follows the page on branding, in both schemes: its colors, its style sheet, its words."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

import pytest

from tests.browser.test_policy import DESKTOP, PHONE, axe, broken_rules
from tests.support.chromium import Visitor
from tests.support.scratch import ScratchSite, brief
from tests.support.web_server import Served, served
from tests.test_branding_docs import LOGO, example, icon

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

BRIEF = "/briefs/2024/a/"


@pytest.fixture(scope="module")
def branded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Publish a site with every example of the page."""
    site = ScratchSite(tmp_path_factory.mktemp("branded"))
    site.write("content/briefs/2024/a.md", brief("A brief", body="## A heading\n\nWords.\n"))
    site.write("content/site.yaml", site.read("content/site.yaml") + example("yaml", "theme:"))
    site.write("static/img/logo.svg", LOGO)
    site.write("static/img/icon.png", icon())
    site.write("static/assets/custom.css", example("css", ":root"))
    site.write("templates/after_article.html", example("html", "<p"))
    assert site.build().diagnostics == ()
    with served(site.output) as running:
        yield running


@pytest.fixture
def reader(browser: "Browser", branded: Served) -> Iterator[Visitor]:
    visiting = Visitor(browser=browser, home=branded.url)
    yield visiting
    visiting.close()
    assert visiting.complaints == []


def style(page: "Page", selector: str, name: str) -> str:
    found: str = page.locator(selector).first.evaluate(f"(element) => getComputedStyle(element).{name}")
    return found


def test_the_colors_are_those_of_the_settings(reader: Visitor) -> None:
    page = reader.open(BRIEF)
    assert style(page, "body", "backgroundColor") == "rgb(253, 252, 248)"
    assert style(page, ".byline a", "textDecorationColor") == "rgb(11, 92, 138)"


def test_the_style_sheet_of_the_site_wins_over_those_of_the_program(reader: Visitor) -> None:
    page = reader.open(BRIEF)
    assert style(page, ":root", "getPropertyValue('--measure')") == "33em"
    assert style(page, ".support", "backgroundColor") not in ("rgba(0, 0, 0, 0)", "rgb(253, 252, 248)")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["/", BRIEF])
def test_no_rule_of_accessibility_is_broken(reader: Visitor, address: str, scheme: Literal["light", "dark"]) -> None:
    page = reader.open(address, color_scheme=scheme, reduced_motion="reduce")
    page.evaluate(axe())
    for viewport in (DESKTOP, PHONE):
        page.set_viewport_size(viewport)
        assert broken_rules(page) == []
