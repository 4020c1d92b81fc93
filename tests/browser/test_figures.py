"""Where figures and tables stand that editors ask to be wide, narrow or beside the text, and what makes way."""

import itertools
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.support.chromium import Visitor
from tests.support.scratch import ScratchSite, brief
from tests.support.web_server import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

ADDRESS = "/briefs/2024/wide-figures/"
BODY = """\
First words with a note.[^1] And another note.[^2]

![Wide](a.png "A wide one."){.wide}

Words after it with a note.[^3]

![Narrow](a.png "A narrow one."){.narrow}

![Asked](a.png "As wide as asked."){width=240}

![Right](a.png "On the right."){.right}

Words beside an image.

![Left](a.png "On the left."){.left}

Words beside another image.

## A heading below both

    a line of code that is so long that it has to scroll in its own box on every screen, and that paper has to break

<table class="wide"><tr><th>Of raw HTML</th><td>A cell</td></tr></table>

The end.

[^1]: A note of some length, so that it would stand beside the image if the image did not need the margin that it
    stands in. It goes on for a few lines: one, two, three, and a fourth to be sure that it reaches far enough down.
[^2]: A second note of some length, which is pushed down by the first and so would lie over the image in the margin.
[^3]: A third.
"""
_BOX = "(one) => { const { x, y, width, height } = one.getBoundingClientRect(); return [x, y, x + width, y + height]; }"
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a brief with an image in every place that editors may ask for; returns the address of the site."""
    site = ScratchSite(tmp_path_factory.mktemp("gallery"))
    image = BytesIO()
    Image.new("RGB", (1400, 700), "#456").save(image, "PNG")
    site.write("content/briefs/wide-figures/index.md", brief("Figures", body=BODY))
    site.write("content/briefs/wide-figures/a.png", image.getvalue())
    report = site.build()
    assert not report.failed, report.diagnostics
    with served(Path(site.output)) as running:
        yield running.url


@pytest.fixture
def visitor(browser: "Browser", gallery: str) -> Iterator[Visitor]:
    """Return who opens pages of the gallery."""
    visiting = Visitor(browser=browser, home=gallery)
    yield visiting
    visiting.close()
    assert visiting.complaints == []


def opened(visitor: Visitor, width: int) -> "Page":
    page = visitor.open(ADDRESS, viewport={"width": width, "height": 800})
    page.evaluate("Promise.all([...document.images].map((one) => { one.loading = 'eager'; return one.decode(); }))")
    return page


def box(page: "Page", selector: str) -> Box:
    left, top, right, bottom = page.locator(selector).first.evaluate(_BOX)
    return left, top, right, bottom


def overlap(box: Box, other: Box) -> bool:
    return box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]


WIDE = ("figure.wide", ".table-box:has(.wide)")


@pytest.mark.parametrize("selector", WIDE)
@pytest.mark.parametrize("width", [1440, 1200])
def test_what_is_wide_uses_the_margin_of_the_notes(visitor: Visitor, selector: str, width: int) -> None:
    page = opened(visitor, width)
    figure, text, margin = box(page, selector), box(page, "#kei-text"), box(page, ".sidenotes")
    assert figure[0] == pytest.approx(text[0], abs=1)
    assert figure[2] == pytest.approx(margin[2], abs=1)


@pytest.mark.parametrize("selector", WIDE)
def test_what_is_wide_uses_both_margins_of_a_tablet(visitor: Visitor, selector: str) -> None:
    page = opened(visitor, 900)
    figure, text = box(page, selector), box(page, "#kei-text")
    assert figure[0] < text[0]
    assert figure[2] > text[2]
    assert figure[0] + figure[2] == pytest.approx(text[0] + text[2], abs=2)


def test_a_wide_figure_goes_from_edge_to_edge_of_a_phone_and_its_caption_does_not(visitor: Visitor) -> None:
    page = opened(visitor, 360)
    image, words = box(page, "figure.wide img"), box(page, "#kei-text > p")
    assert (image[0], image[2]) == (0, 360)
    caption = page.locator("figure.wide figcaption")
    inset = caption.evaluate("(one) => parseFloat(getComputedStyle(one).paddingLeft)")
    assert inset == pytest.approx(words[0], abs=0.5)


@pytest.mark.parametrize("width", [1440, 1200, 900, 640, 360, 320])
def test_no_figure_makes_a_page_scroll_sideways(visitor: Visitor, width: int) -> None:
    page = opened(visitor, width)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


@pytest.mark.parametrize("width", [1440, 1200])
def test_notes_make_way_for_what_is_wide(visitor: Visitor, width: int) -> None:
    page = opened(visitor, width)
    notes = [box(page, f".sidenote:nth-child({at})") for at in (1, 2, 3)]
    for selector in WIDE:
        wall = box(page, selector)
        assert not [note for note in notes if overlap(note, wall)]
    assert all(upper[3] < lower[1] for upper, lower in itertools.pairwise(notes))


def test_a_note_that_lies_over_a_figure_would_be_found(visitor: Visitor) -> None:
    page = opened(visitor, 1440)
    page.evaluate("document.querySelector('.sidenote').style.transform = ''")
    top = box(page, "figure.wide")[1] - box(page, ".sidenotes")[1]
    page.evaluate(f"document.querySelector('.sidenote').style.top = '{top}px'")
    assert overlap(box(page, ".sidenote"), box(page, "figure.wide"))


def test_narrow_figures_and_asked_widths_are_kept(visitor: Visitor) -> None:
    page = opened(visitor, 1440)
    narrow, asked = box(page, "figure.narrow img"), box(page, "img[width='240']")
    assert narrow[2] - narrow[0] == pytest.approx(24 * 16, abs=1)
    assert asked[2] - asked[0] == pytest.approx(240, abs=1)
    assert asked[3] - asked[1] == pytest.approx(120, abs=1)


def test_text_runs_beside_what_stands_left_or_right_and_headings_below(visitor: Visitor) -> None:
    page = opened(visitor, 1440)
    text = box(page, "#kei-text")
    for name, edge in (("right", 2), ("left", 0)):
        figure = box(page, f"figure.{name}")
        assert figure[edge] == pytest.approx(text[edge], abs=1)
        words = page.locator(f"figure.{name} + p").bounding_box()
        assert words
        assert words["y"] < figure[3]
    assert box(page, "#kei-text h2")[1] >= max(box(page, "figure.left")[3], box(page, "figure.right")[3])
    phone = opened(visitor, 360)
    assert box(phone, "figure.right")[2] == pytest.approx(box(phone, "#kei-text")[2], abs=1)


def test_wide_figures_keep_to_the_paper(visitor: Visitor) -> None:
    page = opened(visitor, 1200)
    page.emulate_media(media="print")
    text = box(page, "#kei-text")
    for selector in WIDE:
        figure = box(page, selector)
        assert (figure[0], figure[2]) == pytest.approx((text[0], text[2]), abs=1)


def test_paper_breaks_the_lines_that_scroll_on_a_screen(visitor: Visitor) -> None:
    page = opened(visitor, 640)
    hidden = "(one) => one.scrollWidth - one.clientWidth"
    assert page.locator("#kei-text pre").evaluate(hidden) > 0
    page.emulate_media(media="print")
    assert page.locator("#kei-text pre").evaluate(hidden) == 0


def test_a_wide_image_is_sent_as_large_as_it_is_shown(visitor: Visitor) -> None:
    page = opened(visitor, 1440)
    chosen = "(one) => one.currentSrc.match(/-([0-9]+)\\.webp$/)[1]"
    assert page.locator("figure.wide img").evaluate(chosen) == "1200"
    assert page.locator("figure.narrow img").evaluate(chosen) == "800"
