"""A site in Arabic: what stands at one edge of a page in English stands at the other."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.test_policy import DESKTOP, PHONE, axe, broken_rules
from tests.support.chromium import Visitor
from tests.support.scratch import ScratchSite, brief
from tests.support.web_server import Served, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ViewportSize

pytestmark = pytest.mark.browser

TEXT = """\
## الأول

كلام.[^a]

[^a]: حاشية

> قول

- بند

::: table
عنوان

| أ | ب |
| - | - |
| ج | د |

المصدر
:::

## الثاني

كلام

## الثالث

كلام
"""
TABLET: "ViewportSize" = {"width": 768, "height": 1024}
FOREIGN = {"en": "Who holds it!?", "ar": "من يحمي الخط!?"}
CITED = {"references": "[r.bib]", "tags": "[تونس, NATO]"}
_RUNS = """
() => [".entry-title", ".entry-summary"].map((part) => {
  const block = document.querySelector(`.entry[lang] ${part}`);
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  let text = walker.nextNode();
  while (!text.data.trim()) text = walker.nextNode();
  const at = (from) => {
    const range = document.createRange();
    range.setStart(text, from);
    range.setEnd(text, from + 1);
    return range.getBoundingClientRect();
  };
  const last = text.data.trimEnd().length - 1;
  const [first, end, edge] = [at(text.data.search(/\\S/)), at(last), block.getBoundingClientRect()];
  const gap = Math.min(first.left, end.left) - edge.left - (edge.right - Math.max(first.right, end.right));
  return { runsLeft: end.left < first.left, startsRight: gap > 0 };
})
"""
_SIDES = """
() => {
  const lean = (selector, name) => {
    const style = getComputedStyle(document.querySelector(selector));
    return parseFloat(style[name.replace("*", "Right")]) - parseFloat(style[name.replace("*", "Left")]);
  };
  return {
    quote: lean(".text blockquote", "border*Width"),
    list: lean(".text ul", "padding*"),
    contents: lean(".contents li a", "border*Width"),
  };
}
"""


REFERENCE = """\
@article{r, author = {خالد, منى}, title = {حدود الردع}, journal = {دراسات}, volume = {12}, pages = {3-9}, year = {2020}}
@article{s, author = {Doe, Jan}, title = {Limits}, journal = {Studies}, volume = {12}, pages = {3-9}, year = {2020}}
"""


_EDGES = """
  const left = (text, at) => {
    const range = document.createRange();
    range.setStart(text, at);
    range.setEnd(text, at + 1);
    return range.getBoundingClientRect().left;
  };
"""
_ENDS = f"""
() => {{{_EDGES}
  const entry = [...document.querySelectorAll(".references li")].find((item) => item.textContent.includes("Doe"));
  const text = [...entry.childNodes].findLast((node) => node.nodeType === 3 && node.data.includes("9."));
  return [left(text, text.data.indexOf("9.")), left(text, text.data.indexOf("9.") + 1)];
}}
"""
_LIFE = f"""
() => {{{_EDGES}
  const text = document.querySelector(".biographies p").firstChild;
  return [left(text, 0), left(text, text.data.trimEnd().length - 1)];
}}
"""
LIFE = {"en": "باحثة في الأمن.", "ar": "A researcher."}


@pytest.fixture(scope="module", params=["ar", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def site_host(tmp_path_factory: pytest.TempPathFactory, language: str) -> Iterator[Served]:
    site = ScratchSite(tmp_path_factory.mktemp(language))
    site.edit("content/site.yaml", "language: en", f"language: {language}")
    site.write("content/briefs/2024/a.md", brief("عنوان", body=TEXT, summary="ملخص", language=language))
    for other, question in FOREIGN.items():
        if other != language:
            site.write("content/briefs/2024/b.md", brief(question, summary=question, language=other))
    site.edit("content/site.yaml", f"language: {language}", f"language: {language}\nreferences: {{style: apa}}")
    site.write("content/briefs/2024/c/index.md", brief("Cited", body="One.[@r; @s]", **CITED))
    site.write("content/briefs/2024/c/r.bib", REFERENCE)
    site.write("content/authors/guest.md", f"---\nname: A Guest\n---\n\n{LIFE[language]}\n")
    site.write("content/briefs/2024/d.md", brief("Guest", authors="[guest]"))
    assert site.build().diagnostics == ()
    with served(site.output) as running:
        yield running


@pytest.fixture
def reader(browser: "Browser", site_host: Served) -> Iterator[Visitor]:
    visiting = Visitor(browser=browser, home=site_host.url)
    yield visiting
    visiting.close()
    assert visiting.complaints == []


def test_the_edges_follow_the_direction(reader: Visitor, language: str) -> None:
    sides = reader.open("/briefs/2024/a/").evaluate(_SIDES)
    assert {name: side > 0 for name, side in sides.items()} == dict.fromkeys(sides, language == "ar")


@pytest.mark.parametrize("address", ["/", "/briefs/2024/a/", "/archive/"])
def test_no_rule_of_accessibility_is_broken_and_nothing_scrolls_sideways(reader: Visitor, address: str) -> None:
    page = reader.open(address, reduced_motion="reduce")
    page.evaluate(axe())
    for viewport in (DESKTOP, TABLET, PHONE):
        page.set_viewport_size(viewport)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            assert broken_rules(page) == [], f"{scheme}, {viewport['width']} pixels"
        assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]


def test_arrows_point_where_the_pages_of_their_links_lie(reader: Visitor, language: str) -> None:
    page = reader.open("/briefs/2024/a/")
    assert page.locator(".previous .way").inner_text()[0] == ("→" if language == "ar" else "←")
    turned = "getComputedStyle(document.querySelector('.backref')).scale"
    assert page.evaluate(turned) == ("-1 1" if language == "ar" else "none")


def test_notes_stand_in_the_margin_where_lines_end(reader: Visitor, language: str) -> None:
    page = reader.open("/briefs/2024/a/", viewport=DESKTOP)
    note, text = (page.locator(part).first.bounding_box() for part in (".sidenote", ".text p"))
    assert note
    assert text
    assert (note["x"] < text["x"]) == (language == "ar")


def test_a_title_in_another_language_runs_its_own_way_from_the_edge_of_the_page(reader: Visitor, language: str) -> None:
    runs = reader.open("/").evaluate(_RUNS)
    assert runs == [{"runsLeft": language == "en", "startsRight": language == "ar"}] * 2


@pytest.mark.parametrize("topic", ["تونس", "NATO"])
def test_the_number_of_a_topic_stands_behind_its_name(reader: Visitor, language: str, topic: str) -> None:
    row = reader.open("/tags/").locator("li", has_text=topic).last
    name, count = (row.locator(part).bounding_box() for part in ("a", ".count"))
    assert name
    assert count
    assert (count["x"] < name["x"]) == (language == "ar")


def test_the_parts_of_a_reference_keep_their_order(reader: Visitor, language: str) -> None:
    page = reader.open("/briefs/2024/c/")
    entry = page.locator(".references li", has_text="حدود")
    parts = [entry.locator("bdi").nth(at).bounding_box() for at in range(3)]
    edges = [part["x"] for part in parts if part]
    assert len(edges) == 3
    assert edges == sorted(edges, reverse=language == "ar"), "names, title, periodical"


def test_a_reference_ends_where_its_own_direction_does(reader: Visitor) -> None:
    page = reader.open("/briefs/2024/c/")
    first, last = page.evaluate(_ENDS)
    assert first < last, "the full stop stands behind the pages"


def test_a_life_in_another_language_runs_its_own_way(reader: Visitor, language: str) -> None:
    words, stop = reader.open("/briefs/2024/d/").evaluate(_LIFE)
    assert (stop < words) == (language == "en")
