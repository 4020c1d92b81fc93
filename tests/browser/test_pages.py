"""What readers do with a page: walk it by keyboard, choose its colors, read its notes, copy a reference, print it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.chromium import Visitor, until
from tests.support.page_kinds import KINDS, address_of
from tests.support.web_server import Served

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page, ViewportSize

pytestmark = pytest.mark.browser

WIDE = {"width": 1440, "height": 900}
PHONE: "ViewportSize" = {"width": 360, "height": 740}
_FOCUSED = """
() => {
  const { body } = document;
  const one = document.activeElement;
  const box = one.getBoundingClientRect();
  const style = getComputedStyle(one);
  const within = (at, end) => Math.min(Math.max(at, 0), end - 1);
  const middle = document.elementFromPoint(within(box.x + box.width / 2, innerWidth), within(box.y + 2, innerHeight));
  return {
    name: one === body ? "" : `${one.tagName} ${one.id} ${one.getAttribute("href")} ${one.textContent.slice(0, 30)}`,
    is_ringed: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    is_on_screen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0
      && box.left < innerWidth,
    is_covered: !(one.contains(middle) || middle?.contains(one) || middle?.getBoundingClientRect().width === 0),
    is_hidden: one.closest("[aria-hidden=true]") !== null,
  };
}
"""
_MARKED = """
[...document.querySelectorAll("a[href], button, input, summary, [tabindex='0']")]
  .filter((one) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility({ visibilityProperty: true }))
  .filter((one) => one.type !== "radio" || one.checked).length
"""
_KEEP_FIRST_THEME = """
new MutationObserver((_, watch) => {
  if (!document.body) return;
  window.atFirst = document.documentElement.dataset.theme;
  watch.disconnect();
}).observe(document, { childList: true, subtree: true });
"""
_BACKGROUND = "getComputedStyle(document.body).backgroundColor"
_DARKNESS = "getComputedStyle(document.body).backgroundColor.match(/[0-9.]+/g).slice(0, 3).reduce((a, b) => a + +b, 0)"


@pytest.fixture
def long_brief(published: Path) -> str:
    """Return the address of a brief with headings and notes."""
    return address_of("long brief", published)


def steps(page: "Page") -> Iterator[dict[str, Any]]:
    """Yield what has the focus after each press of Tab, until it leaves the page."""
    for _ in range(400):
        page.keyboard.press("Tab")
        found = page.evaluate(_FOCUSED)
        if not found["name"]:
            return
        yield found
    raise AssertionError("the focus never leaves the page")


def test_the_first_step_leads_past_the_head(visitor: Visitor, long_brief: str) -> None:
    page = visitor.open(long_brief)
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    assert skip.evaluate("(one) => one === document.activeElement")
    until(page, "document.querySelector('.skip').getBoundingClientRect().top >= 0")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize(
    ("kind", "size"),
    [
        *((kind, "wide") for kind in KINDS if kind != "moved"),
        *((kind, "phone") for kind in ("home", "long brief", "tags", "archive", "search", "subscribe")),
    ],
)
def test_every_step_of_the_keyboard_can_be_seen_from_the_skip_link_to_the_end(
    visitor: Visitor, published: Path, kind: str, size: str
) -> None:
    viewport = WIDE if size == "wide" else PHONE
    page = visitor.open(address_of(kind, published), viewport=viewport, reduced_motion="reduce")
    walked = list(steps(page))
    assert walked[0]["name"].startswith("A  #kei-content ")
    assert len(walked) >= page.evaluate(_MARKED) > 8
    assert [stop["name"] for stop in walked if not stop["is_ringed"]] == []
    assert [stop["name"] for stop in walked if not stop["is_on_screen"] or stop["is_covered"]] == []
    assert [stop["name"] for stop in walked if stop["is_hidden"]] == []


def test_a_step_that_cannot_be_seen_would_be_found(visitor: Visitor) -> None:
    page = visitor.open("/about/")
    page.evaluate("document.querySelector('.skip').style.outline = 'none'")
    page.keyboard.press("Tab")
    assert not page.evaluate(_FOCUSED)["is_ringed"]


def test_a_stroke_leads_to_the_search_field(visitor: Visitor) -> None:
    page = visitor.open("/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("a/b")
    assert page.input_value("input[name=q]") == "a/b"


def test_the_search_field_says_how_much_there_is(visitor: Visitor, published: Path) -> None:
    count = json.loads((published / "count.json").read_text())["publications"]
    page = visitor.open("/")
    until(page, f"document.querySelector('input[name=q]').placeholder.includes('{count}')")


def test_the_search_field_works_without_scripts(visitor: Visitor, host: Served) -> None:
    page = visitor.open("/", java_script_enabled=False)
    page.fill("input[name=q]", "alliance")
    page.press("input[name=q]", "Enter")
    page.wait_for_url("**/search/?q=alliance")
    assert page.locator("noscript, .browse").first.is_visible()


def choose_theme(page: "Page") -> str:
    button = page.locator("#kei-theme")
    button.click()
    return button.get_attribute("aria-label") or ""


def test_the_choice_of_colors_is_remembered(visitor: Visitor, long_brief: str) -> None:
    page = visitor.open(long_brief, color_scheme="light")
    paper = page.evaluate(_BACKGROUND)
    assert choose_theme(page).endswith("Light")
    assert page.evaluate(_BACKGROUND) == paper
    assert choose_theme(page).endswith("Dark")
    until(page, f"{_DARKNESS} < 200")
    page.goto(visitor.home + "/")
    assert page.evaluate(_DARKNESS) < 200
    assert page.locator("#kei-theme").get_attribute("aria-label") == "Color theme: Dark"
    assert choose_theme(page).endswith("System")
    page.reload()
    assert page.evaluate(_BACKGROUND) == paper
    assert page.evaluate("localStorage.length") == 0


def test_the_chosen_colors_are_there_before_anything_is_drawn(visitor: Visitor) -> None:
    page = visitor.open("/", color_scheme="light")
    page.evaluate("localStorage.setItem('theme', 'dark')")
    page.context.add_init_script(_KEEP_FIRST_THEME)
    page.reload()
    assert page.evaluate("window.atFirst") == "dark"


def test_colors_follow_the_system_by_themselves(visitor: Visitor) -> None:
    page = visitor.open("/", color_scheme="dark", java_script_enabled=False)
    dark = page.evaluate(_DARKNESS)
    page.emulate_media(color_scheme="light")
    assert dark < 200
    assert page.evaluate(_DARKNESS) > 600


def test_references_and_addresses_are_copied(visitor: Visitor, long_brief: str) -> None:
    page = visitor.open(long_brief, permissions=["clipboard-read", "clipboard-write"])
    for name, place in (("kei-reference", ".reference"), ("kei-permalink", "#kei-share")):
        page.locator(f"{place} .copy").first.click()
        said = f"{place} .copy + [role=status]"
        until(page, f"document.querySelector('{said}').textContent !== ''")
        assert page.locator(said).first.inner_text() == "Copied"
        assert page.evaluate("navigator.clipboard.readText()") == page.locator(f"#{name}").inner_text().strip()


@pytest.mark.parametrize(("ending", "start"), [(".bib", "@"), (".ris", "TY  - ")])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_references_can_be_saved(visitor: Visitor, long_brief: str, ending: str, start: str, scripts: bool) -> None:
    page = visitor.open(long_brief, java_script_enabled=scripts)
    with page.expect_download() as waiting:
        page.locator(f'[download$="{ending}"]').click()
    assert waiting.value.suggested_filename.endswith(ending)
    assert Path(waiting.value.path()).read_text(encoding="utf-8").startswith(start)


def first_reference(page: "Page") -> "Locator":
    return page.locator(".fnref a").first


def test_notes_stand_beside_the_text_on_wide_screens(visitor: Visitor, long_brief: str) -> None:
    page = visitor.open(long_brief)
    references = page.locator(".fnref a").count()
    assert references > 1
    assert page.locator(".sidenote").count() == references
    note, text = page.locator(".sidenote").first.bounding_box(), page.locator("#kei-text > p").first.bounding_box()
    assert note
    assert text
    assert note["x"] >= text["x"] + text["width"]
    assert page.locator(".sidenotes").get_attribute("aria-hidden") == "true"


def test_a_note_unfolds_on_a_phone_and_escape_folds_it(visitor: Visitor, long_brief: str) -> None:
    page = visitor.open(long_brief, viewport=PHONE)
    assert not page.locator(".sidenotes").is_visible()
    reference = first_reference(page)
    reference.focus()
    page.keyboard.press("Enter")
    fold = page.locator(".note-fold")
    assert fold.is_visible()
    assert reference.get_attribute("aria-expanded") == "true"
    assert "#" not in page.url
    page.keyboard.press("Escape")
    assert fold.count() == 0
    assert reference.evaluate("(one) => one === document.activeElement")
    assert reference.get_attribute("aria-expanded") == "false"


def test_a_note_shows_under_the_pointer_stays_for_it_and_goes_with_escape(visitor: Visitor, long_brief: str) -> None:
    page = visitor.open(long_brief, viewport={"width": 900, "height": 700})
    preview = page.locator(".note-preview")
    reference = first_reference(page)
    reference.hover()
    preview.wait_for()
    box, mark = preview.bounding_box(), reference.bounding_box()
    assert box
    assert mark
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 900
    assert box["y"] + box["height"] <= mark["y"] + 2 or box["y"] >= mark["y"]
    preview.hover()
    page.wait_for_timeout(400)
    assert preview.is_visible()
    page.keyboard.press("Escape")
    assert preview.count() == 0
    reference.hover()
    preview.wait_for()
    page.mouse.move(5, 5)
    preview.wait_for(state="detached")


def test_a_note_shows_for_the_focus_of_the_keyboard_and_unfolds_instead(visitor: Visitor, long_brief: str) -> None:
    page = visitor.open(long_brief, viewport=PHONE)
    first_reference(page).evaluate("(one) => one.closest('p').insertAdjacentHTML('afterbegin', '<a href=#x>x</a>')")
    page.evaluate("document.querySelector('a[href=\"#x\"]').focus()")
    while not first_reference(page).evaluate("(one) => one === document.activeElement"):
        page.keyboard.press("Tab")
    preview = page.locator(".note-preview")
    assert preview.is_visible()
    assert preview.get_attribute("aria-hidden") == "true"
    page.keyboard.press("Enter")
    assert preview.count() == 0
    assert page.locator(".note-fold").is_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('.note-fold') === null")


def test_no_note_hovers_on_a_wide_screen_or_under_a_finger(visitor: Visitor, long_brief: str) -> None:
    page = visitor.open(long_brief)
    first_reference(page).hover()
    until(page, "document.querySelector('.sidenote.near') !== null")
    assert page.locator(".note-preview").count() == 0
    phone = visitor.open(long_brief, viewport=PHONE, has_touch=True, is_mobile=True)
    first_reference(phone).tap()
    assert phone.locator(".note-fold").is_visible()
    assert phone.locator(".note-preview").count() == 0


def test_notes_lead_to_the_end_and_back_without_scripts(visitor: Visitor, long_brief: str) -> None:
    page = visitor.open(long_brief, viewport=PHONE, java_script_enabled=False)
    first_reference(page).click()
    target = re.sub(".*#", "", page.url)
    assert page.locator(f"#{target}").is_visible()
    page.locator(f"#{target} .backref").first.click()
    assert page.url != page.url.replace("#fnref", "")


def test_contents_lead_to_headings_and_follow_the_reader(visitor: Visitor, long_brief: str) -> None:
    page = visitor.open(long_brief)
    links = page.locator("#kei-contents a")
    assert links.count() > 2
    last = links.last
    last.click()
    until(page, "document.querySelector('#kei-contents [aria-current]') !== null")
    heading = page.locator(f"[id='{re.sub('.*#', '', page.url)}']")
    box = heading.bounding_box()
    assert box
    assert 0 <= box["y"] < WIDE["height"]
    page.evaluate("scrollTo(0, 0)")
    until(page, "![...document.querySelectorAll('#kei-contents a')].at(-1).hasAttribute('aria-current')")
    assert last.get_attribute("aria-current") is None


def test_contents_fold_on_a_phone_and_open_by_keyboard(visitor: Visitor, long_brief: str) -> None:
    page = visitor.open(long_brief, viewport=PHONE)
    contents = page.locator("#kei-contents")
    until(page, "!document.querySelector('#kei-contents').open")
    contents.locator("summary").focus()
    page.keyboard.press("Enter")
    assert contents.locator("a").first.is_visible()


def test_the_masthead_of_a_phone_has_two_rows_and_opens_its_search_by_touch(visitor: Visitor) -> None:
    page = visitor.open("/", viewport=PHONE, has_touch=True, java_script_enabled=False)
    assert page.locator(".masthead").evaluate("masthead => masthead.offsetHeight") <= 112
    width = "field => field.getBoundingClientRect().width"
    field = page.locator("#kei-finder")
    folded = field.evaluate(width)
    field.tap()
    assert field.evaluate(width) > 5 * folded >= 5 * 24
    page.keyboard.type("NATO")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=NATO")


def test_paper_carries_the_text_and_not_the_controls(visitor: Visitor, long_brief: str) -> None:
    page = visitor.open(long_brief)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("#kei-text").is_visible()
    assert page.locator("#kei-reference").is_visible()
    for control in (".menu", "#kei-theme", ".colophon", ".sidenotes", ".copy", "#kei-share"):
        assert not page.locator(control).first.is_visible()
    assert page.pdf()[:5] == b"%PDF-"


def test_paper_tells_each_address_once_and_never_that_of_an_outlet(visitor: Visitor, long_brief: str) -> None:
    page = visitor.open(long_brief)
    page.evaluate(
        """() => {
          document.querySelector("link[rel=canonical]").href = "https://outlet.example.net/a";
          const address = "https://example.org/x";
          const links = `<a href="${address}">${address}</a><a href="${address}">words</a><a href="/briefs/">here</a>`;
          document.querySelector("#kei-text").insertAdjacentHTML("beforeend", `<p id="links">${links}</p>`);
          dispatchEvent(new Event("beforeprint"));
        }"""
    )
    page.emulate_media(media="print")
    links = page.locator("#links a")
    told = links.evaluate_all("links => links.map(link => getComputedStyle(link, '::after').content !== 'none')")
    assert told == [False, True, True]
    assert links.last.get_attribute("data-address") == page.evaluate("location.origin") + "/briefs/"


@pytest.mark.parametrize("kind", ["search", "subscribe"])
def test_paper_has_no_fields_to_fill_in(visitor: Visitor, published: Path, kind: str) -> None:
    page = visitor.open(address_of(kind, published))
    assert page.locator("main button").first.is_visible()
    page.emulate_media(media="print")
    assert page.locator("main h1").is_visible()
    assert not any(field.is_visible() for field in page.locator("input, button").all())


def test_a_korean_brief_speaks_korean(visitor: Visitor, published: Path) -> None:
    page = visitor.open(address_of("Korean brief", published))
    assert page.evaluate("document.documentElement.lang") == "ko"
    assert page.evaluate("getComputedStyle(document.querySelector('#kei-text p')).wordBreak") == "keep-all"
    assert re.search("[가-힣]", page.locator("#kei-cite").inner_text())


def test_an_address_that_leads_nowhere_shows_a_page_of_the_site(visitor: Visitor) -> None:
    page = visitor.new_page()
    refused: list[str] = []
    page.on("response", lambda answer: refused.append(answer.url) if answer.status >= 400 else None)
    answer = page.goto(visitor.home + "/no/such/page/")
    visitor.excuse(page, "404")
    assert answer
    assert answer.status == 404
    assert page.locator("main h1").is_visible()
    page.wait_for_load_state("networkidle")
    assert refused == [answer.url]
    assert visitor.complaints == []


def test_an_old_address_leads_to_the_new_one_without_scripts(visitor: Visitor) -> None:
    page = visitor.open("/old-address/", java_script_enabled=False)
    page.wait_for_url("**/briefs/")
    assert page.locator("main h1").is_visible()
