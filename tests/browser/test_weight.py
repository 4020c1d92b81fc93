"""What a brief costs its reader: bytes, and a page that does not move while it arrives."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.chromium import Visitor, until, wait_for
from tests.support.page_kinds import address_of
from tests.support.web_server import Served

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

pytestmark = pytest.mark.browser

IMAGES = (".png", ".jpg", ".webp", ".avif", ".svg", ".ico")
_WATCH_SHIFTS = """
window.shifts = [];
const told = ({ node, previousRect: was, currentRect: is }) =>
  `${node?.outerHTML?.slice(0, 80)}: ${was.x},${was.y} -> ${is.x},${is.y}`;
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) window.shifts.push([one.value, ...one.sources.map(told)]);
})
  .observe({ type: "layout-shift", buffered: true });
"""
_GROW_MASTHEAD = """
() => {
  const frame = document.querySelector(".masthead .frame");
  const list = frame.querySelector("ul");
  const [parts, links] = [[...frame.children], [...list.children]];
  for (const one of [...parts, ...links]) one.remove();
  const here = [];
  const moved = [];
  const add = (parent, part) => {
    const before = here.map((one) => one.getBoundingClientRect());
    parent.append(part);
    here.forEach((one, at) => {
      const [was, is] = [before[at], one.getBoundingClientRect()];
      if (was.height && (was.x !== is.x || was.y !== is.y)) moved.push(`${one.textContent}: ${was.x},${was.y}`);
    });
    here.push(part);
  };
  for (const part of parts) {
    add(frame, part);
    if (part.contains(list)) for (const link of links) add(list, link);
  }
  return moved;
}
"""
_DRAWN = "performance.getEntriesByName('first-contentful-paint').length > 0"
_DRAW_AGAIN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"


@pytest.mark.parametrize("kind", ["long brief", "Korean brief", "brief in a series"])
def test_a_brief_without_its_images_is_light(visitor: Visitor, host: Served, published: Path, kind: str) -> None:
    host.traffic.clear()
    visitor.open(address_of(kind, published)).wait_for_load_state("networkidle")
    sent = [answer for answer in host.traffic.answers if not answer.path.endswith(IMAGES)]
    assert sum(answer.size for answer in sent if answer.path.endswith(".woff2")) > 20_000
    assert sum(answer.size for answer in sent) < 60_000
    assert sum(answer.size for answer in sent if answer.path.endswith(".css")) <= 12_000
    assert sum(answer.size for answer in sent if answer.path.endswith(".js")) <= 6_000


def watched(
    visitor: Visitor, address: str, held: "list[Route] | None" = None, *, slow: bool = False, **options: object
) -> "Page":
    """Open a page that tells what shifts, on a `slow` device or not; with `held`, its fonts wait there."""
    page = visitor.new_page(**options)
    page.add_init_script(_WATCH_SHIFTS)
    if slow:
        slow_down(page)
    if held is not None:
        page.route("**/*.woff2", lambda route: held.append(route))
    page.goto(visitor.home + address, wait_until="commit")
    return page


def slow_down(page: "Page") -> None:
    """Make the device of a page twenty times slower, and its line one of 40 KB a second."""
    device = page.context.new_cdp_session(page)
    line = {"offline": False, "latency": 60, "downloadThroughput": 40_000, "uploadThroughput": 40_000}
    device.send("Emulation.setCPUThrottlingRate", {"rate": 20})
    device.send("Network.enable")
    device.send("Network.emulateNetworkConditions", line)


@pytest.mark.parametrize("width", [1440, 768, 360])
@pytest.mark.parametrize("kind", ["home", "long brief", "Korean brief", "briefs", "search", "author"])
def test_nothing_moves_when_a_font_comes_late(visitor: Visitor, published: Path, kind: str, width: int) -> None:
    held: list[Route] = []
    page = watched(visitor, address_of(kind, published), held, viewport={"width": width, "height": 800})
    until(page, _DRAWN)
    wait_for(page, lambda: held, "no font is asked for")
    page.wait_for_timeout(700)
    for route in list(held):
        route.continue_()
    page.wait_for_load_state("load")
    page.evaluate(_DRAW_AGAIN)
    assert page.evaluate("window.shifts") == []


@pytest.mark.parametrize("kind", ["home", "long brief", "briefs", "search"])
def test_nothing_moves_when_everything_comes_at_once(visitor: Visitor, published: Path, kind: str) -> None:
    page = watched(visitor, address_of(kind, published), viewport={"width": 412, "height": 823})
    page.wait_for_load_state("networkidle")
    page.evaluate(_DRAW_AGAIN)
    assert page.evaluate("window.shifts") == []


@pytest.mark.parametrize("width", [412, 768, 1440])
def test_nothing_moves_on_a_slow_device_behind_a_slow_line(visitor: Visitor, published: Path, width: int) -> None:
    page = watched(visitor, address_of("long brief", published), slow=True, viewport={"width": width, "height": 823})
    page.wait_for_load_state("networkidle")
    page.evaluate(_DRAW_AGAIN)
    assert page.evaluate("window.shifts") == []


@pytest.mark.parametrize("width", [412, 768, 1440])
@pytest.mark.parametrize("kind", ["long brief", "search"])
def test_what_comes_into_the_masthead_moves_nothing_in_it(
    visitor: Visitor, published: Path, kind: str, width: int
) -> None:
    """A slow device draws the page before the whole masthead is there."""
    page = visitor.new_page(viewport={"width": width, "height": 823})
    page.goto(visitor.home + address_of(kind, published))
    assert page.evaluate(_GROW_MASTHEAD) == []
    masthead = page.locator(".masthead .frame")
    masthead.evaluate("frame => { frame.style.gridTemplate = '\"brand menu theme\" / 1fr auto auto'; }")
    assert page.evaluate(_GROW_MASTHEAD) != []


def test_what_moves_would_be_seen(visitor: Visitor) -> None:
    page = watched(visitor, "/about/")
    until(page, _DRAWN)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.querySelector('.opening').style.paddingTop = '30rem'")
    until(page, "window.shifts.length > 0")


def test_a_font_that_came_late_is_there_on_the_next_page(visitor: Visitor, published: Path) -> None:
    page = visitor.open(address_of("long brief", published))
    page.wait_for_load_state("networkidle")
    page.goto(visitor.home + "/about/")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.fonts.check('16px \"Dojang Serif\"')")
