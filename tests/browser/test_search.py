"""The search page in Chromium: what a reader types, chooses and is shown."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from kei_site.model import search_segments as segments
from kei_site.render.search import canonical_index, frequent_words
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
    scratch.edit("content/site.yaml", "language: en", "language: en\ntypes: {report: {plural: Studies}}")
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
    until(page, "document.querySelector('.found-status')?.textContent.match(/[0-9]|No results/)")
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
    assert page.inner_text(".found-status") == "No results for “qqqqx”"
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
    until(page, "document.querySelector('.found-status')?.textContent.startsWith('Search could not')")
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


def test_numbers_and_dates_are_those_of_the_pages_in_every_language(browser: "Browser", tmp_path: Path) -> None:
    scratch = ScratchSite(tmp_path)
    # In Saudi Arabia browsers write other digits and count in lunar years.
    scratch.edit("content/site.yaml", "language: en", "language: ar-SA")
    for name in "abc":
        scratch.write(f"content/briefs/{name}.md", brief(name, date="2024-07-21", body="Negotiations.\n"))
    assert not scratch.build(search=True).failed
    with served(scratch.output) as running:
        page = browser.new_page()
        page.goto(f"{running.url}/search/?q=negotiations")
        page.wait_for_selector("a.found-title")
        until(page, "document.querySelector('.found-status').textContent.startsWith('3 نتائج')")
        assert page.locator(".found time").first.inner_text() == "21 يوليو 2024"
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


KOREAN = {
    "2024/one": brief("모델의 미래", date="2024-05-01", language="ko", body="새 모델은 서버에서는 돌지 않는다.\n"),
    "2024/two": brief(
        "서버 이야기", date="2024-04-01", language="ko", body="모델을 서버에 올린다. 모델이 크다. 모델의 값이다.\n"
    ),
    "2024/three": brief("다른 글", date="2024-03-01", language="ko", body="모델링 결과가 나왔다. 결정은 아니다.\n"),
    "2024/four": brief("회의와 회담", date="2024-02-01", language="ko", body="정상회의에서 만났다. 국가와 국민.\n"),
    "2024/five": brief("회담", date="2024-01-01", language="ko", body="정상회담은 없었다. 국기를 걸었다.\n"),
}


@pytest.fixture(scope="module")
def korean(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    scratch = ScratchSite(tmp_path_factory.mktemp("korean"))
    scratch.edit("content/site.yaml", "language: en", "language: ko")
    for name, text in KOREAN.items():
        scratch.write(f"content/briefs/{name}.md", text)
    assert not scratch.build(search=True).failed
    with served(scratch.output) as running:
        yield running


@pytest.fixture
def korean_page(browser: "Browser", korean: Served) -> Iterator["Page"]:
    visitor = Visitor(browser=browser, home=korean.url)
    yield visitor.new_page(viewport={"width": 1280, "height": 900})
    visitor.close()
    assert visitor.complaints == []


def at(page: "Page", site: Served, query: str) -> list[str]:
    """Return the titles that the address of a query shows."""
    page.goto(f"{site.url}/search/?{query}")
    until(page, "document.querySelector('.found-status')?.textContent.match(/[0-9]|No (results|publication)|없습니다/)")
    return titles(page)


@pytest.mark.parametrize(
    "form", ["모델은", "모델을", "모델이", "모델의", "모델에서는", "모델로부터", "모델이라는", "모델들"]
)
def test_a_noun_with_any_particle_finds_what_the_noun_finds(korean_page: "Page", korean: Served, form: str) -> None:
    assert sorted(at(korean_page, korean, f"q={form}")) == sorted(at(korean_page, korean, "q=모델"))


def test_the_form_as_it_was_typed_comes_first(korean_page: "Page", korean: Served) -> None:
    assert set(at(korean_page, korean, "q=서버에서는")) == {"모델의 미래", "서버 이야기"}
    assert titles(korean_page)[0] == "모델의 미래"
    assert at(korean_page, korean, "q=모델을")[0] == "서버 이야기"


@pytest.mark.parametrize(
    ("word", "found"), [("정상회의", {"회의와 회담"}), ("국가", {"회의와 회담"}), ("결과", {"다른 글"})]
)
def test_a_noun_that_ends_like_a_particle_stays_whole(
    korean_page: "Page", korean: Served, word: str, found: set[str]
) -> None:
    assert set(at(korean_page, korean, f"q={word}")) == found


def test_a_mistyped_korean_noun_leads_to_the_one_that_was_meant(korean_page: "Page", korean: Served) -> None:
    assert at(korean_page, korean, "q=정상회딤은") == []
    korean_page.click("a.found-meant")
    until(korean_page, "document.querySelectorAll('a.found-title').length > 0")
    assert titles(korean_page) == ["회담"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tungstn", "tungsten"),
        ("tunsgten", "tungsten"),
        ("tungstten", "tungsten"),
        ("sancti0ns zircn", "sancti0ns zircon"),
    ],
)
def test_a_mistyped_word_leads_to_the_one_that_was_meant(page: "Page", site: Served, typed: str, meant: str) -> None:
    assert at(page, site, f"q={typed.replace(' ', '+')}") == []
    assert page.inner_text("a.found-meant") == meant
    assert page.locator(".found-note", has=page.locator("a.found-meant")).inner_text() == f"Did you mean “{meant}”?"


def test_who_follows_the_word_that_was_meant_keeps_the_filters(page: "Page", site: Served) -> None:
    assert at(page, site, "q=tungstn&tag=NATO") == []
    page.click("a.found-meant")
    until(page, "document.querySelectorAll('a.found-title').length === 2")
    assert page.input_value("#kei-q") == "tungsten"
    assert address(page) == {"q": ["tungsten"], "tag": ["NATO"]}
    assert not page.is_visible("a.found-meant")


def test_one_mistyped_word_of_several_is_named_and_the_others_are_found(page: "Page", site: Served) -> None:
    assert len(at(page, site, "q=spoke+tungstn")) == 3
    assert "tungstn" in page.inner_text(".found-note >> nth=0")
    assert page.inner_text("a.found-meant") == "spoke tungsten"


@pytest.mark.parametrize("word", ["aqqqx", "redqqqqq", "tqqqqsten"])
def test_a_word_that_nobody_wrote_marks_nothing_that_it_begins_with(page: "Page", site: Served, word: str) -> None:
    """Pagefind answers with the longest word that an unknown one begins with: with every `a`."""
    assert at(page, site, f"q={word}") == []
    assert page.locator("mark").count() == 0
    assert len(at(page, site, f"q=tungsten+{word}")) == 3
    assert {mark.lower().strip(".") for mark in page.locator("mark").all_inner_texts()} == {"tungsten"}


@pytest.mark.parametrize("part", ["tungst", "negotiat", "negotiato", "zirc"])
def test_half_a_word_is_found_while_it_is_typed(page: "Page", site: Served, part: str) -> None:
    assert at(page, site, f"q={part}")
    assert not page.is_visible("a.found-meant")


def test_a_stop_word_alone_lists_the_newest_and_says_so(page: "Page", site: Served) -> None:
    assert at(page, site, "q=the")[0] == "Sanctions after the summit"
    assert "nearly every publication" in page.inner_text(".found-note")
    assert page.inner_text(".found-status") == "9 results"
    assert at(page, site, "q=The&tag=NATO") == ["Sanctions after the summit", "A visit by Yoon Suk-yeol"]
    assert at(page, site, "q=“the+red+line”") == ["Close"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("year=2024", ["Sanctions after the summit", "A visit by Yoon Suk-yeol"]),
        ("year=2024&year=2020", ["Sanctions after the summit", "A visit by Yoon Suk-yeol", "Close"]),
        ("type=report", ["Sanctions after the summit"]),
        ("language=ko", ["북한의 선택", "남북정상회담의 뜻"]),
        ("series=Spotlight", ["Sanctions after the summit"]),
        ("tag=NATO&type=brief", ["A visit by Yoon Suk-yeol"]),
        ("tag=NATO&q=%20a", ["Sanctions after the summit", "A visit by Yoon Suk-yeol"]),
    ],
)
def test_filters_without_words_need_no_index(page: "Page", site: Served, query: str, found: list[str]) -> None:
    site.traffic.clear()
    assert at(page, site, query) == found
    assert not [path for path in site.traffic.paths if "/pagefind/" in path]


def test_a_cleared_field_leaves_the_filters(page: "Page", site: Served) -> None:
    assert len(at(page, site, "q=tungsten&tag=NATO")) == 2
    site.traffic.clear()
    page.fill("#kei-q", "")
    until(page, "location.search === '?tag=NATO'")
    until(page, "document.querySelector('.found-status').textContent === '2 results'")
    assert not [path for path in site.traffic.paths if ".pf_" in path]


def test_filters_that_leave_nothing_say_so(page: "Page", site: Served) -> None:
    assert at(page, site, "year=1999") == []
    assert page.inner_text(".found-status") == "No publication matches all of these filters"
    assert page.inner_text(".found-advice") == "Remove a filter."
    assert page.is_checked("input[name=year][value='1999']")


def test_the_counts_beside_filters_are_those_of_what_they_would_leave(page: "Page", site: Served) -> None:
    at(page, site, "q=tungsten&tag=NATO")
    counts = {
        name: dict(
            zip(
                page.eval_on_selector_all(f"input[name={name}]", "found => found.map((input) => input.value)"),
                page.eval_on_selector_all(
                    f"label:has(input[name={name}]) .count", "found => found.map((x) => x.textContent)"
                ),
                strict=True,
            )
        )
        for name in ("tag", "type")
    }
    assert counts == {"tag": {"NATO": "2", "Sanctions": "1"}, "type": {"brief": "1", "report": "1"}}
    names = page.eval_on_selector_all("label:has(input[name=type]) bdi", "found => found.map((x) => x.textContent)")
    assert {"Briefs", "Studies"} <= set(names)


def test_results_come_as_readers_come_near_them(browser: "Browser", tmp_path: Path) -> None:
    scratch = ScratchSite(tmp_path)
    for number in range(34):
        body = f"A word about ships.\n\n{PADDING}"
        scratch.write(f"content/briefs/2024/n{number}.md", brief(f"Number {number}", date="2024-05-01", body=body))
    assert not scratch.build(search=True).failed
    with served(scratch.output) as running:
        visitor = Visitor(browser=browser, home=running.url)
        page = visitor.new_page(viewport={"width": 1280, "height": 600})
        assert (
            len(at(page, running, "q=ships"))
            == len([path for path in running.traffic.paths if "_fragment" in path])
            == 4
        )
        for shown in (8, 10):
            page.mouse.wheel(0, 4_000)
            until(page, f"document.querySelectorAll('a.found-title').length === {shown}")
        assert not [path for path in running.traffic.paths if "_fragment" in path][10:]
        page.click(".found-more")
        until(page, "document.querySelectorAll('a.found-title').length >= 14")
        assert page.evaluate("document.activeElement === document.querySelectorAll('a.found-title')[10]")
        visitor.close()
    assert visitor.complaints == []


def test_a_quoted_phrase_of_frequent_words_is_found_wherever_it_stands(
    browser: "Browser", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A query loads a few places of a frequent word; a phrase needs all of them."""
    monkeypatch.setattr(canonical_index, "_LARGE", 0)
    monkeypatch.setattr(frequent_words, "_MOST", 40)
    scratch = ScratchSite(tmp_path)
    for number in range(12):
        body = (
            f"{'Ships went. Harbours slept. ' * 50} {'Ships slept.' if number == 7 else ''} {'Harbours went. ' * 50}\n"
        )
        scratch.write(f"content/briefs/2024/n{number}.md", brief(f"Number {number}", date="2024-05-01", body=body))
    assert not scratch.build(search=True, jobs=1).failed
    with served(scratch.output) as running:
        visitor = Visitor(browser=browser, home=running.url)
        page = visitor.new_page()
        at(page, running, "q=ships+slept")
        assert page.inner_text(".found-status").startswith("12 results")
        assert at(page, running, "q=“ships+slept”") == ["Number 7"]
        visitor.close()
    assert visitor.complaints == []
