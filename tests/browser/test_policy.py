"""Every kind of page in a browser: nothing breaks the policy, asks elsewhere, is stored, or shuts anybody out."""

import functools
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest

from tests.support.chromium import Visitor, until
from tests.support.node_modules import node_file
from tests.support.page_kinds import FURTHER_KINDS, KINDS, address_of
from tests.support.web_server import Served, headers_for, read_headers

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route, ViewportSize

pytestmark = pytest.mark.browser

DESKTOP: "ViewportSize" = {"width": 1440, "height": 900}
PHONE: "ViewportSize" = {"width": 360, "height": 740}
MOVED = "/old-address/"
NARROWEST: "ViewportSize" = {"width": 320, "height": 640}
_WIDER_THAN_THE_SCREEN = """
() => document.documentElement.scrollWidth - document.documentElement.clientWidth
"""
_RULES = """
() => axe.run().then(({ violations, incomplete }) => {
  const reasons = (node) => [...node.any, ...node.all, ...node.none].map((one) => one.data?.messageKey ?? one.id);
  const within = (target, around) => document.querySelector(target[0])?.closest(around);
  const place = ({ target }) =>
    [[".plot", "in a chart"], [".table-box", "in a table's box"], [".chart.years", "in a row of years"]]
      .find(([around]) => within(target, around))?.[1] ?? "";
  const open = incomplete.flatMap(({ id, nodes }) => nodes.map((node) => [id, ...reasons(node), place(node), node]));
  return {
    broken: violations.flatMap(
      ({ id, nodes }) => nodes.map((node) => `${id}: ${node.target} ${node.failureSummary}`)),
    undecided: open.map((found) => [found.slice(0, -1).filter(Boolean).join(", "), String(found.at(-1).target)]),
  };
})
"""
_LOOKED_AT = {
    "color-contrast, imgNode, in a chart": "the words of a chart, which stand on the ground of the page in its colors",
    "color-contrast, bgGradient, in a table's box": "the shade at the edge of a table: `--shade` leaves 4.5:1",
    "color-contrast, shortTextContent, in a table's box": "a number of one digit, in the color of the other numbers",
    "color-contrast, elmPartiallyObscured, in a row of years": "a year that is cut at the edge of a row that scrolls",
    "color-contrast, shortTextContent, in a row of years": "a number of one digit, in the color of the other numbers",
    "color-contrast, shortTextContent": "a number of one digit, in the color of the other numbers",
}
"""What the rules leave to people (`incomplete`), and what people saw."""
_CONTRAST_ON_SHADE = """
(name) => {
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const box = document.querySelector(".table-box");
  const light = (color) => {
    box.style.color = color;
    pen.fillStyle = getComputedStyle(box).color;
    pen.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...pen.getImageData(0, 0, 1, 1).data].map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  const [low, high] = [light(`var(${name})`), light("var(--shade)")].sort((a, b) => a - b);
  return high / low;
}
"""


@pytest.fixture(params=KINDS)
def address(request: pytest.FixtureRequest, published: Path) -> str:
    """Return the address of each kind of page in turn."""
    return address_of(request.param, published)


@functools.cache
def axe() -> str:
    """Return the rules of accessibility, as a script."""
    return node_file("axe-core/axe.min.js").read_text(encoding="utf-8")


def visit(visitor: Visitor, address: str, **options: Any) -> "Page":
    """Open a page; one that has moved is kept from leading on, because a host that answers 204 ends the journey."""
    page = visitor.new_page(**options)
    page.route("**/briefs/", lambda route: route.fulfill(status=204) if address == MOVED else route.continue_())
    page.goto(visitor.home + address)
    return page


def settled(page: "Page") -> None:
    """Wait until the scripts of a page have done what they do at the start."""
    page.wait_for_load_state("networkidle")
    rested(page)


def rested(page: "Page") -> None:
    """Wait until nothing on a page moves."""
    until(page, "document.getAnimations().every((one) => one.playState !== 'running')")


def broken_rules(page: "Page") -> list[str]:
    """Return what the rules, which the page has loaded, find on it, without what people have looked at."""
    seen = page.evaluate(_RULES)
    undecided = [f"{finding[0]}: {finding[1]}" for finding in seen["undecided"] if finding[0] not in _LOOKED_AT]
    return [*seen["broken"], *undecided]


def test_nothing_breaks_the_policy_asks_elsewhere_or_is_stored(visitor: Visitor, address: str) -> None:
    page = visit(visitor, address)
    settled(page)
    page.mouse.wheel(0, 20_000)
    page.wait_for_timeout(100)
    assert page.context.cookies() == []
    assert page.evaluate("document.cookie + localStorage.length + sessionStorage.length") == "00"


@pytest.mark.parametrize("kind", [*KINDS, *FURTHER_KINDS])
def test_no_rule_of_accessibility_is_broken(visitor: Visitor, published: Path, kind: str) -> None:
    page = visit(visitor, address_of(kind, published))
    settled(page)
    page.evaluate(axe())
    for scheme in ("light", "dark"):
        for viewport in (DESKTOP, PHONE):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.set_viewport_size(viewport)
            rested(page)
            seen = page.evaluate(_RULES)
            assert seen["broken"] == [], f"{scheme}, {viewport['width']} pixels"
            assert [finding for finding in seen["undecided"] if finding[0] not in _LOOKED_AT] == []
            assert page.evaluate(_WIDER_THAN_THE_SCREEN) <= 0


def test_no_rule_of_accessibility_is_broken_by_results_of_a_search(visitor: Visitor) -> None:
    page = visitor.open("/search/?q=alliance", reduced_motion="reduce")
    page.locator(".found li").first.wait_for()
    page.evaluate(axe())
    for viewport in (DESKTOP, PHONE):
        page.set_viewport_size(viewport)
        seen = page.evaluate(_RULES)
        assert seen["broken"] == []
        assert [finding for finding in seen["undecided"] if finding[0] not in _LOOKED_AT] == []
        assert page.evaluate(_WIDER_THAN_THE_SCREEN) <= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_color_of_text_can_be_read_on_the_shade_at_the_edge_of_a_table(
    visitor: Visitor, published: Path, scheme: Literal["light", "dark"]
) -> None:
    page = visitor.open(address_of("subscribe", published), color_scheme=scheme)
    for color in ("--ink", "--soft", "--seal"):
        assert page.evaluate(_CONTRAST_ON_SHADE, color) >= 4.5, color
    assert page.evaluate(_CONTRAST_ON_SHADE, "--hair") < 4.5


def test_the_rules_of_accessibility_would_be_seen_broken(visitor: Visitor) -> None:
    page = visitor.open("/")
    page.evaluate(axe())
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"/favicon.ico\">')")
    assert any(found.startswith("image-alt") for found in page.evaluate(_RULES)["broken"])


def test_what_the_rules_leave_to_people_would_be_seen(visitor: Visitor) -> None:
    page = visitor.open("/")
    page.evaluate(axe())
    page.evaluate("document.querySelector('main p').style.backgroundImage = 'linear-gradient(red, blue)'")
    seen = [found for found, _ in page.evaluate(_RULES)["undecided"]]
    assert set(seen) - _LOOKED_AT.keys() == {"color-contrast, bgGradient"}


def test_no_page_scrolls_sideways(visitor: Visitor, address: str) -> None:
    page = visit(visitor, address)
    settled(page)
    for viewport in (DESKTOP, PHONE, NARROWEST):
        page.set_viewport_size(viewport)
        rested(page)
        assert page.evaluate(_WIDER_THAN_THE_SCREEN) <= 0, viewport


def test_a_page_that_scrolls_sideways_would_be_seen(visitor: Visitor) -> None:
    page = visitor.open("/", viewport=NARROWEST)
    page.evaluate("document.querySelector('main').append('-'.repeat(200))")
    page.evaluate("document.querySelector('main').style.whiteSpace = 'nowrap'")
    assert page.evaluate(_WIDER_THAN_THE_SCREEN) > 0


def test_text_of_twice_the_size_fits(visitor: Visitor, address: str) -> None:
    """WCAG 1.4.4: at 200 % a window of 1280 pixels has room for 640."""
    page = visit(visitor, address, viewport={"width": 640, "height": 512}, device_scale_factor=2)
    settled(page)
    assert page.evaluate(_WIDER_THAN_THE_SCREEN) <= 0
    page.set_viewport_size({"width": 1280, "height": 1024})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate(_WIDER_THAN_THE_SCREEN) <= 0


def test_pages_show_their_content_without_scripts(visitor: Visitor, address: str) -> None:
    page = visit(visitor, address, java_script_enabled=False)
    assert page.locator("main").is_visible()
    assert page.locator("main h1").count() == 1
    assert len(page.locator("main").inner_text().strip()) > 20
    assert page.locator("#kei-theme").is_hidden()


def test_every_page_is_sent_a_strict_policy(host: Served, published: Path, address: str) -> None:
    blocks = read_headers((published / "_headers").read_text(encoding="utf-8"))
    sent = headers_for(address, blocks)
    if address == MOVED:
        assert "Content-Security-Policy" not in sent
        return
    policy = sent["Content-Security-Policy"]
    assert policy.startswith("default-src 'none';")
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy.replace("'wasm-unsafe-eval'", "")
    assert ("wasm-unsafe-eval" in policy) == (address == "/search/")
    assert "," not in policy, "two blocks met"
    assert sent["X-Content-Type-Options"] == "nosniff"


def test_recordings_may_be_played_on_other_sites_and_pages_may_not_be_shown_there(published: Path) -> None:
    blocks = read_headers((published / "_headers").read_text(encoding="utf-8"))
    assert "Cross-Origin-Resource-Policy" not in headers_for("/audio/2024/a/talk.mp3", blocks)
    assert headers_for("/briefs/2024/a/", blocks)["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_broken_policy_would_be_seen(visitor: Visitor) -> None:
    page = visitor.open("/about/")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">red</p>')")
    until(page, "document.body.lastChild.textContent === 'red'")
    page.evaluate("fetch('https://elsewhere.example.org/').catch(() => null)")
    visitor.excuse(page, "style-src", "connect-src", "elsewhere.example.org")


def test_scripts_that_a_page_would_run_inline_are_refused(visitor: Visitor) -> None:
    page = visitor.open("/about/")
    page.evaluate(
        "() => { const made = document.createElement('script'); made.textContent = 'document.title = 1';"
        " document.head.append(made); }"
    )
    visitor.excuse(page, "script-src")
    assert page.title() != "1"


def test_only_the_scripts_of_the_site_are_named(host: Served, published: Path, address: str) -> None:
    if address == MOVED:
        return
    sent = headers_for(address, read_headers((published / "_headers").read_text(encoding="utf-8")))
    for policy in (sent["Content-Security-Policy"], (published / file_at(address)).read_text(encoding="utf-8")):
        allowed = re.findall(r"script-src ([^;\"]*)", policy)
        assert len(allowed) == 1
        digests = re.findall(r"'sha256-[\w+/]{43}='", allowed[0])
        folders = {f"https://keia.example.org/{name}/" for name in ("assets", *["pagefind"] * (address == "/search/"))}
        assert set(allowed[0].split()) - {"'wasm-unsafe-eval'"} == {*folders, *digests}


def file_at(address: str) -> str:
    """Return the path of the page at an address."""
    return address.lstrip("/") + ("index.html" if address.endswith("/") else "")


@pytest.mark.parametrize("place", ["/evil.js", "/briefs/evil.js", "/assets/evil.js", "/pagefind/evil.js"])
@pytest.mark.parametrize("kind", ["long brief", "search"])
def test_a_script_that_came_in_by_another_way_does_not_run(
    visitor: Visitor, published: Path, place: str, kind: str
) -> None:
    """A file beside a text, or one put into the published folder, and tags for it in a page."""
    page = visitor.new_page()
    open_with_tags(page, visitor.home + address_of(kind, published), published / place.lstrip("/"), place)
    visitor.excuse(page, "script-src")
    assert page.evaluate("document.documentElement.dataset.evil") is None
    assert page.locator("#kei-theme").is_visible()


def test_a_script_that_runs_would_be_seen(visitor: Visitor, published: Path) -> None:
    page = visitor.new_page(bypass_csp=True)
    open_with_tags(page, visitor.home + "/about/", published / "evil.js", "/evil.js")
    assert page.evaluate("document.documentElement.dataset.evil") == "ran"


def test_browsers_that_compare_no_digests_go_by_the_address_of_the_site(visitor: Visitor) -> None:
    home = "https://keia.example.org"
    page = visitor.new_page()

    def without_digests(route: "Route") -> None:
        answer = route.fetch(url=route.request.url.replace(home, visitor.home))
        headers = {key: re.sub(r"'sha256-[^']+' ?", "", text) for key, text in answer.headers.items()}
        body = answer.body()
        if "text/html" in headers["content-type"]:
            body = re.sub(rb" integrity=\"[^\"]+\"|'sha256-[^']+' ?|sha256-[^\"]+", b"", body)
        route.fulfill(response=answer, headers=headers, body=body)

    page.route(f"{home}/**", without_digests)
    page.goto(f"{home}/search/?q=alliance")
    page.locator(".found li").first.wait_for()
    assert page.locator("#kei-theme").is_visible()
    complaints = [words for words in visitor.complaints if not words.startswith(f"asked {home}/")]
    visitor.complaints.clear()
    assert complaints == []


def open_with_tags(page: "Page", address: str, file: Path, place: str) -> None:
    """Put a script into the published folder, and open a page that has gained two tags for it."""
    tags = f'<script src="{place}"></script><script type="module" src="{place}"></script></body>'

    def with_tags(route: "Route") -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("</body>", tags))

    file.write_text("document.documentElement.dataset.evil = 'ran';", encoding="utf-8")
    page.route(address, with_tags)
    page.goto(address)
    settled(page)
    file.unlink()


def data_of(page: "Page") -> Any:
    """Return what the JSON-LD block of a page says."""
    return page.evaluate("JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)")


def test_data_blocks_can_be_read_under_the_policy(visitor: Visitor, published: Path) -> None:
    page = visitor.open(address_of("long brief", published))
    assert data_of(page)["@context"] == "https://schema.org"
