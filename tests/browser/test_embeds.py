"""What other sites show: nothing of theirs before a click, only that after it, and a link where no script runs."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.test_policy import DESKTOP, PHONE, axe, settled
from tests.support.chromium import Visitor, until, wait_for
from tests.support.fixture_site import png
from tests.support.scratch import CONFIG, ScratchSite, brief
from tests.support.web_server import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser

PLAYER = "https://www.youtube-nocookie.com/embed/abcDEF123_-"
BODY = """\
::: video https://youtu.be/abcDEF123_- "A panel <in Seoul>" poster=still.png
What it *shows*.
:::

::: video https://vimeo.com/12345 A talk
:::

::: embed https://maps.example.org/seoul The city height=300
:::
"""
KOREAN = "::: embed https://open.spotify.com/episode/abc 녹음\n:::\n"
"""Without a picture, and in Korean."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a site with embeds in three texts."""
    site = ScratchSite(tmp_path_factory.mktemp("embeds"))
    site.write("content/briefs/2024/still.png", png(640, 360, 120))
    site.write("content/briefs/2024/embeds.md", brief(body=BODY))
    site.write("content/briefs/2024/plain.md", brief("Plain"))
    site.write("content/briefs/2024/korean.md", brief("한국어", body=KOREAN, language="ko"))
    site.write("content/site.yaml", CONFIG + "embeds: {hosts: {maps.example.org: Maps}}\n")
    with served(site.output) as host:
        site.edit("content/site.yaml", "https://example.org", host.url.replace("http:", "https:"))
        report = site.build()
        assert not report.failed, report.diagnostics
        yield host.url


@pytest.fixture
def visitor(browser: "Browser", home: str) -> Iterator[Visitor]:
    """Return who opens pages; the test fails if one complains, breaks its policy or asks anybody unasked."""
    visiting = Visitor(browser=browser, home=home)
    yield visiting
    visiting.close()
    assert visiting.complaints == []


def answering(page: "Page") -> list[str]:
    """Answer in place of all other sites; return the list of what they are asked for."""
    asked: list[str] = []

    def answer(route: "Route") -> None:
        asked.append(route.request.url)
        route.fulfill(body="<!doctype html><title>x</title>", content_type="text/html")

    page.route(lambda url: "127.0.0.1" not in url, answer)
    return asked


def opened(visitor: Visitor, path: str = "/briefs/2024/embeds/") -> "Page":
    page = visitor.open(path)
    settled(page)
    return page


def test_nothing_is_asked_of_others_before_a_click_and_one_player_after_it(visitor: Visitor) -> None:
    page = visitor.new_page()
    asked = answering(page)
    page.goto(visitor.home + "/briefs/2024/embeds/")
    settled(page)
    page.mouse.wheel(0, 20_000)
    page.wait_for_timeout(100)
    assert (asked, page.locator("iframe").count()) == ([], 0)
    page.get_by_role("button", name="Play here (loads from www.youtube-nocookie.com): A panel <in Seoul>").click()
    wait_for(page, lambda: asked, "no player")
    assert asked == [f"{PLAYER}?autoplay=1"]
    frame = page.locator("iframe")
    assert (frame.count(), frame.get_attribute("title")) == (1, "A panel <in Seoul>")
    until(page, "document.activeElement.localName === 'iframe'")
    visitor.excuse(page, f"asked {PLAYER}")


def test_the_policy_lets_in_what_the_page_embeds_and_nothing_else(visitor: Visitor) -> None:
    page = visitor.new_page()
    asked = answering(page)
    page.goto(visitor.home + "/briefs/2024/embeds/")
    add = "(url) => document.body.append(Object.assign(document.createElement('iframe'), { src: url }))"
    page.evaluate(add, "https://open.spotify.com/embed/episode/abc")
    visitor.excuse(page, "policy: frame-src https://open.spotify.com")
    page.evaluate(add, "https://maps.example.org/seoul")
    wait_for(page, lambda: asked, "no map")
    assert asked == ["https://maps.example.org/seoul"]
    visitor.excuse(page, "asked https://maps.example.org/")


def test_a_page_without_embeds_frames_nothing(visitor: Visitor) -> None:
    page = visitor.new_page()
    asked = answering(page)
    page.goto(visitor.home + "/briefs/2024/plain/")
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('iframe'), { src: 'https://vimeo.com/' }))"
    )
    visitor.excuse(page, "policy: frame-src https://vimeo.com")
    assert asked == []


def test_without_a_script_there_is_a_picture_and_a_link(visitor: Visitor) -> None:
    page = visitor.open("/briefs/2024/embeds/", java_script_enabled=False)
    assert page.locator("button.embed-button, iframe").count() == 0
    link = page.get_by_role("link", name="A panel <in Seoul>")
    assert link.get_attribute("href") == "https://www.youtube.com/watch?v=abcDEF123_-"
    assert page.locator(".embed-frame img").is_visible()
    assert not page.locator(".embed-frame:not(:has(img))").first.is_visible()


def test_on_paper_there_is_a_picture_and_an_address_even_of_what_was_played(visitor: Visitor) -> None:
    page = visitor.new_page()
    asked = answering(page)
    page.goto(visitor.home + "/briefs/2024/embeds/")
    settled(page)
    page.locator(".embed-button").first.click()
    wait_for(page, lambda: asked, "no player")
    page.emulate_media(media="print")
    assert page.locator(".embed-frame img").is_visible()
    assert page.locator(".embed-frame :is(iframe, button):visible").count() == 0
    shown = page.evaluate("getComputedStyle(document.querySelector('.embed-title a'), '::after').content")
    assert "attr(href)" in shown or "youtube.com/watch" in shown
    visitor.excuse(page, f"asked {PLAYER}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_rule_of_accessibility_is_broken_and_nothing_moves(visitor: Visitor, scheme: str) -> None:
    for viewport in (DESKTOP, PHONE):
        page = visitor.new_page(viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
        page.add_init_script(
            "window.moved = 0; new PerformanceObserver((list) => list.getEntries().forEach((entry) => {"
            " window.moved += entry.value; })).observe({ type: 'layout-shift', buffered: true });"
        )
        page.goto(visitor.home + "/briefs/2024/embeds/")
        settled(page)
        assert page.evaluate("window.moved") == 0
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        page.evaluate(axe())
        found = page.evaluate("axe.run('.text').then(({ violations }) => violations.map(({ id }) => id))")
        assert found == []


def test_the_words_of_the_button_are_in_the_language_of_the_page(visitor: Visitor) -> None:
    page = opened(visitor, "/briefs/2024/korean/")
    assert page.get_by_role("button", name="open.spotify.com에서 불러와 여기서 재생: 녹음").is_visible()
