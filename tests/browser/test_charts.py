"""Charts and tables from data in a browser: nothing breaks the policy, and nobody is shut out."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

import pytest

from tests.browser.test_policy import DESKTOP, PHONE, axe, settled
from tests.support.chromium import Visitor, until
from tests.support.figure_samples import SAMPLES
from tests.support.scratch import ScratchSite, brief
from tests.support.web_server import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ViewportSize

pytestmark = pytest.mark.browser

NUMBERS = "country,share,note\nPoland,4.1,b\nKorea,,a\nGermany,2.1,c\nJapan,11,d\n"
TABLE = "::: table numbers.csv\ntitle: Numbers\nheat: [share]\nunits: {share: percent}\n:::\n"


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a brief with a chart of every type in two languages."""
    site = ScratchSite(tmp_path_factory.mktemp("charts"))
    site.write("content/briefs/2024/numbers.csv", NUMBERS)
    for language in ("en", "ko"):
        body = "".join(f"Words.\n\n::: chart {name}.csv\n{keys}:::\n\n" for name, (keys, _) in SAMPLES.items())
        site.write(f"content/briefs/2024/{language}.md", brief("Charts", body=f"{body}{TABLE}", language=language))
    for name, (_, data) in SAMPLES.items():
        site.write(f"content/briefs/2024/{name}.csv", data)
    assert not site.build().failed
    with served(site.output) as running:
        yield running.url


@pytest.fixture
def reader(browser: "Browser", figures: str) -> Iterator[Visitor]:
    """Return who reads; the test fails if a page complains, breaks its policy or asks anybody else."""
    visiting = Visitor(browser=browser, home=figures)
    yield visiting
    visiting.close()
    assert visiting.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("address", ["/briefs/2024/en/", "/briefs/2024/ko/", "/briefs/2024/en/fig-line/", "/figures/"])
def test_nobody_is_shut_out(
    reader: Visitor, address: str, viewport: "ViewportSize", scheme: Literal["light", "dark"]
) -> None:
    page = reader.open(address, viewport=viewport, color_scheme=scheme)
    settled(page)
    for fold in page.locator("details.numbers").all():
        fold.evaluate("(fold) => { fold.open = true; }")
    page.evaluate(axe())
    found = page.evaluate("axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes[0].html]))")
    assert found == []
    width = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width <= 0


def test_the_reference_of_a_figure_is_copied(reader: Visitor) -> None:
    page = reader.open("/briefs/2024/en/fig-line/", permissions=["clipboard-read", "clipboard-write"])
    page.locator(".reference .copy").click()
    until(page, "document.querySelector('.reference .said').textContent !== ''")
    assert page.evaluate("navigator.clipboard.readText()") == page.locator(".reference > span").first.inner_text()


def test_phones_get_a_drawing_of_their_own(reader: Visitor) -> None:
    for viewport, shown, hidden in ((DESKTOP, "broad", "narrow"), (PHONE, "narrow", "broad")):
        plot = reader.open("/briefs/2024/en/", viewport=viewport).locator("#fig-line .plot")
        assert plot.locator(f".{shown}").is_visible()
        assert plot.locator(f".{hidden}").is_hidden()


def test_letters_are_large_enough_on_phones(reader: Visitor) -> None:
    page = reader.open("/briefs/2024/en/", viewport=PHONE)
    sizes = page.evaluate(
        "() => [...document.querySelectorAll('.plot .narrow')].map((svg) => svg.getBoundingClientRect().width /"
        " svg.viewBox.baseVal.width)"
    )
    assert min(sizes) >= 0.9


def test_a_table_is_sorted_by_numbers_and_back(reader: Visitor) -> None:
    page = reader.open("/briefs/2024/en/")
    table = page.locator("#table-numbers table")
    names = table.locator("tbody th")
    button = table.get_by_role("button", name="share")
    button.click()
    assert names.all_inner_texts() == ["Germany", "Poland", "Japan", "Korea"]
    assert table.locator("th[aria-sort]").get_attribute("aria-sort") == "ascending"
    button.press("Enter")
    assert names.all_inner_texts() == ["Japan", "Poland", "Germany", "Korea"]
    table.get_by_role("button", name="note").click()
    assert names.all_inner_texts() == ["Korea", "Poland", "Germany", "Japan"]


def test_a_table_is_whole_without_scripts(browser: "Browser", figures: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{figures}/briefs/2024/en/")
    assert page.locator("#table-numbers tbody th").all_inner_texts() == ["Poland", "Korea", "Germany", "Japan"]
    assert page.locator("#table-numbers button").count() == 0
    assert page.locator("#fig-line .plot .broad").is_visible()
    context.close()


def test_paper_shows_the_wide_drawing_and_no_links(reader: Visitor) -> None:
    page = reader.open("/briefs/2024/en/", viewport=PHONE)
    page.emulate_media(media="print")
    assert page.locator("#fig-line .plot .broad").is_visible()
    assert page.locator("#fig-line .plot .narrow").is_hidden()
    assert page.locator("#fig-line .links").is_hidden()
