"""What a brief costs its reader: bytes, and a page that does not move while it arrives."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.chromium import Visitor, until
from tests.browser.kinds import address_of
from tests.browser.server import Served

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

pytestmark = pytest.mark.browser

PICTURES = (".png", ".jpg", ".webp", ".avif", ".svg", ".ico")
_WATCH_SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => { for (const one of list.getEntries()) window.shifted += one.value; })
  .observe({ type: "layout-shift", buffered: true });
"""
_DRAWN = "performance.getEntriesByName('first-contentful-paint').length > 0"
_DRAW_AGAIN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"


@pytest.mark.parametrize("kind", ["long brief", "Korean brief", "brief in a series"])
def test_a_brief_without_its_pictures_is_light(visitor: Visitor, host: Served, published: Path, kind: str) -> None:
    host.traffic.clear()
    visitor.open(address_of(kind, published)).wait_for_load_state("networkidle")
    sent = [one for one in host.traffic.answers if not one.path.endswith(PICTURES)]
    assert sum(one.size for one in sent if one.path.endswith(".woff2")) > 20_000
    assert sum(one.size for one in sent) < 60_000
    assert sum(one.size for one in sent if one.path.endswith(".css")) <= 12_000
    assert sum(one.size for one in sent if one.path.endswith(".js")) <= 6_000


def watched(visitor: Visitor, address: str, held: "list[Route] | None" = None, **options: object) -> "Page":
    """Open a page that adds up its shifts; with `held`, its fonts wait there until somebody sends them on."""
    page = visitor.new_page(**options)
    page.add_init_script(_WATCH_SHIFTS)
    if held is not None:
        page.route("**/*.woff2", lambda route: held.append(route))
    page.goto(visitor.home + address, wait_until="commit")
    return page


@pytest.mark.parametrize("width", [1440, 768, 360])
@pytest.mark.parametrize("kind", ["home", "long brief", "Korean brief", "briefs", "search", "author"])
def test_nothing_moves_when_a_font_comes_late(visitor: Visitor, published: Path, kind: str, width: int) -> None:
    held: list[Route] = []
    page = watched(visitor, address_of(kind, published), held, viewport={"width": width, "height": 800})
    until(page, _DRAWN)
    page.wait_for_timeout(700)
    assert held
    for one in list(held):
        one.continue_()
    page.wait_for_load_state("load")
    page.evaluate(_DRAW_AGAIN)
    assert page.evaluate("window.shifted") == 0


@pytest.mark.parametrize("kind", ["home", "long brief", "briefs", "search"])
def test_nothing_moves_when_everything_comes_at_once(visitor: Visitor, published: Path, kind: str) -> None:
    page = watched(visitor, address_of(kind, published), viewport={"width": 412, "height": 823})
    page.wait_for_load_state("networkidle")
    page.evaluate(_DRAW_AGAIN)
    assert page.evaluate("window.shifted") == 0


def test_what_moves_would_be_seen(visitor: Visitor) -> None:
    page = watched(visitor, "/about/")
    until(page, _DRAWN)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.querySelector('.opening').style.paddingTop = '30rem'")
    until(page, "window.shifted > 0")


def test_a_font_that_came_late_is_there_on_the_next_page(visitor: Visitor, published: Path) -> None:
    page = visitor.open(address_of("long brief", published))
    page.wait_for_load_state("networkidle")
    page.goto(visitor.home + "/about/")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.fonts.check('16px \"Dojang Serif\"')")
