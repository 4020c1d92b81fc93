"""What readers do with a text: link to a heading, enlarge an image, take a table along, find how to cite and share."""

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.chromium import Visitor, until

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

TABLE = "/briefs/2024/nato-words-on-china/"
IMAGE = "/briefs/2024/rok-nato-higher-expectations-starker-choices/"
_BRIGHTNESS = """
(images) => images.map((image) => getComputedStyle(image).backgroundColor.match(/[0-9.]+/g).slice(0, 3)
  .reduce((sum, part) => sum + Number(part), 0))
"""


def names(page: "Page", role: str) -> list[str]:
    """Return the names of the elements with a role, as they are read aloud."""
    client = page.context.new_cdp_session(page)
    nodes = client.send("Accessibility.getFullAXTree")["nodes"]
    return [node["name"]["value"] for node in nodes if node.get("role", {}).get("value") == role and "name" in node]


def test_a_heading_leads_to_itself_and_is_read_as_its_words_alone(visitor: Visitor) -> None:
    page = visitor.open(TABLE)
    heading = page.locator(".text h2").nth(1)
    words = heading.inner_text()
    heading.locator("a").focus()
    page.keyboard.press("Enter")
    until(page, "location.hash !== ''")
    assert page.evaluate("document.querySelector(':target').textContent") == words
    assert words in names(page, "heading")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_an_image_can_be_enlarged(visitor: Visitor, scripts: bool) -> None:
    page = visitor.open(IMAGE, java_script_enabled=scripts, viewport={"width": 360, "height": 740})
    page.locator(".lead .enlarge").click()
    page.wait_for_url("**/assets/*")
    assert page.url.endswith((".png", ".jpg", ".webp"))


def test_the_link_to_an_image_says_what_it_shows_and_does(visitor: Visitor) -> None:
    links = [name for name in names(visitor.open(IMAGE), "link") if name.endswith("Enlarge image")]
    assert links
    assert all(len(name) > len("Enlarge image ") for name in links)


def test_a_table_is_taken_along(visitor: Visitor, tmp_path: Path) -> None:
    page = visitor.open(TABLE)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download as CSV").click()
    assert download.value.suggested_filename.endswith("-table-1.csv")
    download.value.save_as(tmp_path / "table.csv")
    data = (tmp_path / "table.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfYear,")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows[1][:2] == ["2019", "London Declaration"]
    assert {len(row) for row in rows} == {3}


def test_a_table_has_its_number_and_its_sources(visitor: Visitor) -> None:
    figure = visitor.open(TABLE).locator(".data-table")
    assert figure.locator("figcaption").inner_text().startswith("Table 1. ")
    assert figure.locator("> p").first.inner_text().startswith("Sources: ")


@pytest.mark.parametrize("place", ["cite", "share"])
def test_citing_and_sharing_can_be_reached_from_the_head(visitor: Visitor, place: str) -> None:
    page = visitor.open(TABLE, viewport={"width": 360, "height": 740})
    link = page.locator(f".opening a[href='#kei-{place}']")
    assert link.bounding_box()["y"] < 740  # type: ignore[index]
    link.click()
    until(page, f"document.querySelector('#kei-{place}').getBoundingClientRect().top < innerHeight")
    assert page.locator(f"#kei-{place}").is_visible()


def test_images_with_clear_grounds_stand_on_paper_in_the_dark(visitor: Visitor) -> None:
    page = visitor.open(IMAGE, color_scheme="dark")
    found = page.locator("main img").evaluate_all(_BRIGHTNESS)
    assert found
    assert min(found) > 600


def test_what_only_a_screen_can_do_is_not_printed(visitor: Visitor) -> None:
    page = visitor.open(TABLE)
    page.emulate_media(media="print")
    for shown in (".data-table figcaption", ".data-table table", ".text h2"):
        assert page.locator(shown).first.is_visible()
    for hidden in (".download", ".reach"):
        assert not page.locator(hidden).first.is_visible()


def test_titles_of_related_briefs_stand_on_one_line_whatever_leads_to_them(visitor: Visitor) -> None:
    page = visitor.open("/briefs/2024/reading-the-declaration-aloud/", viewport={"width": 1440, "height": 900})
    tops = page.locator(".related ul").evaluate(
        """(list) => {
            list.lastElementChild.querySelector(".why").style.maxWidth = "4rem";
            return [...list.children].map((entry) =>
                [...entry.children].map((part) => part.getBoundingClientRect().top));
        }"""
    )
    assert tops == tops[:1] * 3
