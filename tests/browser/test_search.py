"""The search page in Chromium: what a reader types, chooses and is shown."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from kei_site.model import search_segments as segments
from tests.support.chromium import Visitor, until
from tests.support.scratch import ScratchSite, brief
from tests.support.web_server import Served, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("default")]

PADDING = "Further words stand here so that there is something to scroll past.\n\n" * 40
BRIEFS = {
    "2024/sanctions": brief(
        "Sanctions after the summit",
        date="2024-07-21",
        type="report",
        tags="[NATO, Sanctions]",
        series="Spotlight",
        body=f"An opening about ships.\n\n{PADDING}## The negotiating table\n\n"
        "Negotiators spoke of tungsten exports.\n",
    ),
    "2024/yoon": brief("A visit by Yoon Suk-yeol", date="2024-05-02", tags="[NATO]", body="He spoke of tungsten.\n"),
    "2023/visit": brief("Another visit", date="2023-04-26", tags="[Visits]", body="Yoon Suk Yeol spoke in Congress.\n"),
    "2023/north": brief("북한의 선택", date="2023-02-01", language="ko", body="북한은 핵을 포기했다. 제재가 남았다.\n"),
    "2022/summit": brief("남북정상회담의 뜻", date="2022-09-01", language="ko", body="판문점에서 만났다.\n"),
    "2022/markup": brief(
        "'A title with <b onmouseover=alert(1)> & more'", date="2022-03-03", body="Zircon &lt;script&gt; text.\n"
    ),
    "2021/quiet": brief("A quiet year", date="2021-06-01", body="Tungsten was quiet. Nothing of sanctions.\n"),
    "2021/phrase": brief("Loose", date="2021-05-01", body="A line of red. Far away stands a blue line, and red.\n"),
    "2020/phrase": brief("Close", date="2020-05-01", body="Everything else, then the red line, and much more text.\n"),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    scratch = ScratchSite(tmp_path_factory.mktemp("search"))
    for name, text in BRIEFS.items():
        scratch.write(f"content/briefs/{name}.md", text)
    with pytest.MonkeyPatch.context() as patch:
        # Three segments out of nine briefs.
        for name, value in {"SMALL": 0, "FRONT": 0, "CAPACITY": 350}.items():
            patch.setattr(segments, name, value)
        report = scratch.build(search=True)
    assert not report.failed, report.diagnostics
    assert len(list((scratch.output / "pagefind").iterdir())) >= 3
    with served(scratch.output) as running:
        yield running


@pytest.fixture
def page(browser: "Browser", site: Served) -> Iterator["Page"]:
    """Return a page that fails its test if it complains, breaks its policy or asks anybody else."""
    visitor = Visitor(browser=browser, home=site.url)
    yield visitor.new_page(viewport={"width": 1280, "height": 900})
    visitor.close()
    assert visitor.complaints == []


def titles(page: "Page") -> list[str]:
    page.wait_for_selector("#kei-search:not([aria-busy])")
    return [link.inner_text() for link in page.query_selector_all("a.found-title")]


def find(page: "Page", site: Served, query: str) -> list[str]:
    page.goto(site.url + "/search/")
    page.fill("#kei-q", query)
    page.press("#kei-q", "Enter")
    until(page, "document.querySelector('.found-status')?.textContent.match(/[0-9]|found for/)")
    return titles(page)


def address(page: "Page") -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_what_is_typed_is_found_without_a_key_pressed(page: "Page", site: Served) -> None:
    page.goto(site.url + "/search/")
    page.locator("#kei-q").press_sequentially("zircon", delay=20)
    # A slow machine pauses between two letters: what has been typed by then is searched for, too, and found.
    until(page, "location.search === '?q=zircon'")
    assert len(titles(page)) == 1
    assert not page.is_visible("#kei-browse")


def test_an_address_brings_its_words_filters_and_order(page: "Page", site: Served) -> None:
    page.goto(site.url + "/search/?q=tungsten&tag=NATO&sort=date")
    assert titles(page) == ["Sanctions after the summit", "A visit by Yoon Suk-yeol"]
    assert page.input_value("#kei-q") == "tungsten"
    assert page.is_checked("input[name=tag][value=NATO]")
    assert page.input_value("#kei-order") == "date"


def test_filters_have_counts_and_narrow_the_results(page: "Page", site: Served) -> None:
    assert len(find(page, site, "tungsten")) == 3
    page.wait_for_selector("input[name=tag]")
    label = page.locator("label", has=page.locator("input[name=tag][value=NATO]"))
    assert label.locator(".count").inner_text() == "2"
    label.click()
    until(page, "document.querySelectorAll('a.found-title').length === 2")
    assert address(page) == {"q": ["tungsten"], "tag": ["NATO"]}
    page.go_back()
    until(page, "document.querySelectorAll('a.found-title').length === 3")


def test_a_filter_alone_lists_the_newest_first(page: "Page", site: Served) -> None:
    page.goto(site.url + "/search/?tag=NATO")
    assert titles(page) == ["Sanctions after the summit", "A visit by Yoon Suk-yeol"]


def test_values_of_one_filter_add_up(page: "Page", site: Served) -> None:
    page.goto(site.url + "/search/?q=spoke&tag=NATO&tag=Visits")
    assert len(titles(page)) == 3


def test_the_order_of_dates_goes_through_all_segments(page: "Page", site: Served) -> None:
    page.goto(site.url + "/search/?q=tungsten&sort=date")
    assert titles(page) == ["Sanctions after the summit", "A visit by Yoon Suk-yeol", "A quiet year"]


def test_every_word_must_be_there_though_a_segment_lacks_one(page: "Page", site: Served) -> None:
    assert find(page, site, "tungsten ships") == ["Sanctions after the summit"]


def test_a_word_that_nobody_wrote_is_named(page: "Page", site: Served) -> None:
    assert len(find(page, site, "tungsten qqqqx")) == 3
    assert "qqqqx" in page.inner_text(".found-note")


def test_words_that_stand_together_come_first(page: "Page", site: Served) -> None:
    assert find(page, site, "red line")[0] == "Close"


def test_words_are_found_in_other_inflections(page: "Page", site: Served) -> None:
    assert find(page, site, "negotiation") == ["Sanctions after the summit"]


@pytest.mark.parametrize("query", ["Yoon Suk Yeol", "Yoon Suk-yeol", "yoon suk‑yeol", "Suk-yeol"])
def test_a_name_is_found_with_and_without_its_hyphen(page: "Page", site: Served, query: str) -> None:
    assert sorted(find(page, site, query)) == ["A visit by Yoon Suk-yeol", "Another visit"]


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("북한", "북한의 선택"),
        ("북한을", "북한의 선택"),
        ("핵", "북한의 선택"),
        ("제재", "북한의 선택"),
        ("정상회담", "남북정상회담의 뜻"),
        ("회담", "남북정상회담의 뜻"),
        ("판문점", "남북정상회담의 뜻"),
    ],
)
def test_a_korean_noun_is_found_in_every_form(page: "Page", site: Served, query: str, title: str) -> None:
    assert find(page, site, query) == [title]
    assert "^" not in page.inner_text("#kei-search")


def test_authors_and_tags_are_found(page: "Page", site: Served) -> None:
    assert find(page, site, "visits")[0] == "Another visit"


def test_the_words_are_marked_in_the_passages(page: "Page", site: Served) -> None:
    find(page, site, "tungsten exports")
    first = page.locator("ol.found > li").first
    assert [mark.inner_text() for mark in first.locator("mark").all()] == ["tungsten", "exports."]


def test_a_result_leads_to_the_section_and_marks_the_words_there(page: "Page", site: Served) -> None:
    from PIL import Image

    find(page, site, "tungsten exports")
    page.locator("a.found-section", has_text="The negotiating table").first.click()
    page.wait_for_url("**/briefs/2024/sanctions/**")
    assert urlsplit(page.url).fragment.partition(":~:")[0] == "the-negotiating-table"
    until(page, "scrollY > 400")
    words = page.locator("#kei-text p", has_text="tungsten exports")
    seen = Image.open(io.BytesIO(words.screenshot())).convert("RGB")
    before = page.locator("#kei-text p").first
    calm = Image.open(io.BytesIO(before.screenshot())).convert("RGB")
    assert _colors(seen) - _colors(calm), "no word is marked"


def _colors(image: object) -> set[object]:
    """Return the colors that fill more than a few pixels."""
    counts = image.getcolors(1 << 24)  # type: ignore[attr-defined]
    return {color for count, color in counts if count > 120}


def test_what_looks_like_markup_is_shown_as_text(page: "Page", site: Served) -> None:
    assert find(page, site, "zircon") == ["A title with <b onmouseover=alert(1)> & more"]
    assert "<script>" in page.inner_text(".found-passages")
    assert page.query_selector("#kei-search script, #kei-search b") is None


def test_nothing_found_says_what_to_do(page: "Page", site: Served) -> None:
    assert find(page, site, "qqqqx") == []
    assert page.inner_text(".found-status") == "Nothing found for “qqqqx”"
    assert "spelling" in page.inner_text(".found-advice")
    assert page.is_visible("#kei-browse")


def test_the_number_of_results_is_announced_once_typing_has_paused(page: "Page", site: Served) -> None:
    find(page, site, "tungsten")
    status = page.locator(".found-status")
    assert status.get_attribute("role") == "status"
    until(page, "document.querySelector('.found-status').getAttribute('aria-live') === 'polite'")
    until(page, "document.querySelector('.found-status').textContent === '3 results · tungsten'")


def test_the_arrows_walk_through_the_results_and_escape_goes_back(page: "Page", site: Served) -> None:
    find(page, site, "tungsten")
    focused = "document.activeElement.textContent || document.activeElement.id"
    page.keyboard.press("ArrowDown")
    first = page.evaluate(focused)
    page.keyboard.press("ArrowDown")
    assert [first, page.evaluate(focused)] == titles(page)[:2]
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate(focused) == "kei-q"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert page.evaluate(focused) == "kei-q"
    page.keyboard.press("Escape")
    assert page.input_value("#kei-q") == ""
    assert address(page) == {}


def test_a_slash_goes_to_the_field_on_any_page(page: "Page", site: Served) -> None:
    page.goto(site.url + "/briefs/2024/yoon/")
    page.keyboard.press("/")
    page.keyboard.type("zircon/a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=zircon%2Fa")
    page.goto(site.url + "/search/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "kei-q"


def test_the_field_on_every_page_leads_here(page: "Page", site: Served) -> None:
    page.goto(site.url + "/")
    page.fill("input[name=q]", "tungsten")
    page.press("input[name=q]", "Enter")
    page.wait_for_selector("a.found-title")
    assert len(titles(page)) == 3


def test_without_scripts_the_form_leads_to_a_page_that_offers_other_ways(browser: "Browser", site: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.url + "/")
    page.fill("input[name=q]", "tungsten")
    page.press("input[name=q]", "Enter")
    page.wait_for_url("**/search/?q=tungsten")
    assert "JavaScript" in page.inner_text("main")
    ways = [link.get_attribute("href") for link in page.query_selector_all("#kei-browse a")]
    assert {"/tags/", "/archive/", "/archive/2024/", "/archive/2020/"} <= set(ways)
    context.close()


@pytest.mark.parametrize("width", [360, 1440])
def test_without_scripts_the_notice_stands_in_the_column_and_says_where_the_words_are(
    browser: "Browser", site: Served, width: int
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(site.url + "/search/?q=tungsten")
    notice, heading = page.locator("noscript .notice"), page.locator("h1")
    edges = [box["x"] for box in (notice.bounding_box(), heading.bounding_box()) if box]
    assert edges[0] == edges[1] >= 16
    assert "stay in the address" in notice.inner_text()
    assert not page.is_visible("#kei-q"), "an empty field looks as if the words were lost"
    context.close()


def test_an_index_that_cannot_be_loaded_is_said(browser: "Browser", site: Served) -> None:
    page = browser.new_page()
    page.route("**/pagefind.js", lambda route: route.abort())
    page.goto(site.url + "/search/?q=tungsten")
    until(page, "document.querySelector('.found-status')?.textContent.startsWith('The search could not')")
    assert page.is_visible("#kei-browse")
    page.close()


def test_the_page_speaks_the_language_of_the_site(browser: "Browser", tmp_path: Path) -> None:
    scratch = ScratchSite(tmp_path)
    scratch.edit("content/site.yaml", "language: en", "language: ko")
    scratch.write("content/briefs/a.md", brief("북한의 선택", body="북한은 negotiations 를 했다.\n"))
    assert not scratch.build(search=True).failed
    with served(scratch.output) as running:
        page = browser.new_page()
        for query in ("북한", "negotiation"):
            page.goto(f"{running.url}/search/?q={query}")
            page.wait_for_selector("a.found-title")
        until(page, "document.querySelector('.found-status').textContent.startsWith('결과 1건')")
        page.close()


def test_words_as_they_were_typed_are_found_behind_the_first_ten_that_have_their_stems(
    browser: "Browser", tmp_path: Path
) -> None:
    scratch = ScratchSite(tmp_path / "stems")
    for number in range(14):
        body = f"A custom with a difference, a different custom.\n\n{PADDING}"
        scratch.write(f"content/briefs/2024/stems-{number}.md", brief(f"Number {number}", date="2024-05-01", body=body))
    body = f"{PADDING}Their customizations differ.\n\n{PADDING}{PADDING}"
    scratch.write("content/briefs/2023/typed.md", brief("As typed", date="2023-05-01", body=body))
    assert not scratch.build(search=True).failed
    with served(scratch.output) as running:
        visitor = Visitor(browser=browser, home=running.url)
        found = find(visitor.new_page(viewport={"width": 1280, "height": 900}), running, "customizations differ")
        visitor.close()
    assert found[0] == "As typed"
    assert len(found) == 15
    assert visitor.complaints == []
