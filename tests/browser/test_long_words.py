"""Long words in every place that an editor fills, more years than a screen is wide, and notes in tables."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.chromium import Visitor
from tests.support.scratch import ScratchSite, brief
from tests.support.web_server import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser

WORD = "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft"
KOREAN = "한미동맹방위비분담금특별협정비준동의안처리과정검토보고서" * 3
ADDRESS = f"https://example.org/{WORD * 3}?{WORD}"
SETTINGS = f"""
title: Title{WORD}
url: https://example.org
description: Words {WORD}
license: {WORD}
contact: mailto:{"a" * 60}@example.org
organization: {{name: "Institute{WORD}", url: "https://example.org/"}}
menu:
  - {{label: "Briefs{WORD}", url: /briefs/}}
mailing_list: {{action: "https://lists.example.org/join", promise: "Promise {WORD}"}}
diagnostics: {{CFG08: warning}}
"""
BRIEF = f"""---
title: "{{title}}"
date: 2024-0{{number}}-01
language: {{language}}
authors: [somebody]
tags: ["{WORD[:77]}", "{KOREAN[:60]}"]
summary: "Summary{WORD} {ADDRESS}"
series: "Series{WORD}"
number: "No{WORD}"
doi: "10.1234/{WORD}"
keywords: ["{WORD}"]
funding: "{WORD}"
disclosure: "{WORD}"
published_in: {{{{outlet: "Outlet{WORD}", url: "{ADDRESS}"}}}}
corrections:
  - {{{{date: 2024-05-01, kind: correction, note: "Note{WORD}"}}}}
---

Words {WORD} `{WORD}` <{ADDRESS}>[^1]

## Heading{WORD}

| One{WORD} | Two[^2] |
| --- | --- |
| a[^3] | {WORD} |
| b | `{WORD}` |

<table><caption>

Caption{WORD}[^4]

</caption><tr><td rowspan="2">

a[^5]

</td><td>b</td></tr><tr><td>c</td></tr><tr><td>d</td><td>e</td></tr></table>

## Another

> {WORD}

- {WORD}
    - {WORD}
        - {WORD}

```
{WORD} {WORD}
```

### A third{WORD}

::: aside {WORD}
{WORD}
:::

{KOREAN}

[^1]: {WORD} {ADDRESS}
[^2]: Of the head {WORD}
[^3]: Of the row.
[^4]: Of the caption.
[^5]: Of both rows.
"""


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    scratch = ScratchSite(tmp_path_factory.mktemp("long"))
    scratch.write("content/site.yaml", SETTINGS)
    scratch.write("content/authors/somebody.md", f"---\nname: Family{WORD}\nkind: organization\n---\n\nWords {WORD}\n")
    scratch.write("content/pages/about.md", f"---\ntitle: About{WORD}\n---\n\n{ADDRESS}\n\n1. {WORD}\n")
    for number, (title, language) in enumerate([(WORD, "en"), (KOREAN, "ko"), (f"Title{WORD}", "en")], 1):
        scratch.write(
            f"content/briefs/{number}.md", BRIEF.format(number=number, title=title + str(number), language=language)
        )
    for year in range(2005, 2021):
        scratch.write(f"content/briefs/{year}.md", brief(f"Of {year}", date=f"{year}-03-01", authors="[somebody]"))
    report = scratch.build(search=True)
    assert not report.failed, report.diagnostics
    return scratch.output


@pytest.fixture
def visitor(browser: "Browser", output: Path) -> Iterator[Visitor]:
    with served(output) as host:
        visiting = Visitor(browser=browser, home=host.url)
        yield visiting
        visiting.close()
    assert visiting.complaints == []


def overflow(page: "Page") -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def test_no_page_scrolls_sideways(visitor: Visitor, output: Path) -> None:
    pages = sorted(file.relative_to(output).as_posix() for file in output.rglob("*.html"))
    assert len(pages) > 12
    page = visitor.new_page()
    found = {}
    for path in pages:
        page.goto(f"{visitor.home}/{path.removesuffix('index.html')}")
        for width in (320, 360, 768, 1024, 1440):
            page.set_viewport_size({"width": width, "height": 700})
            found[path, width] = overflow(page)
    assert {place: pixels for place, pixels in found.items() if pixels > 0} == {}


def test_a_word_that_does_not_break_would_be_seen(visitor: Visitor) -> None:
    page = visitor.open("/briefs/2024/1/", viewport={"width": 360, "height": 700})
    page.evaluate("document.body.style.overflowWrap = 'normal'")
    assert overflow(page) > 0


def mark(page: "Page", number: int) -> "Locator":
    return page.locator(f"#fnref-{number}")


@pytest.mark.parametrize(("number", "row"), [(2, "thead tr"), (3, "tbody tr:first-child")])
def test_a_note_in_a_table_unfolds_below_its_row_on_a_phone(visitor: Visitor, number: int, row: str) -> None:
    page = visitor.open("/briefs/2024/1/", viewport={"width": 360, "height": 700})
    mark(page, number).click()
    below = page.locator(f".table-box >> nth=0 >> {row} + .note-row")
    fold = below.locator(".note-fold")
    assert below.count() == 1
    box = fold.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    assert overflow(page) <= 0
    assert "#" not in page.url
    mark(page, number).click()
    assert below.count() == 0
    assert mark(page, number).get_attribute("aria-expanded") == "false"


def test_a_note_does_not_cut_a_cell_of_several_rows(visitor: Visitor) -> None:
    page = visitor.open("/briefs/2024/1/", viewport={"width": 360, "height": 700})
    mark(page, 5).click()
    rows = page.locator(".table-box >> nth=1 >> tr").evaluate_all("(rows) => rows.map((row) => row.className)")
    assert rows == ["", "", "note-row", ""]
    mark(page, 4).click()
    assert page.locator("caption .note-fold").is_visible()
    page.keyboard.press("Escape")
    assert page.locator(".note-fold, .note-row").count() == 0


def test_a_click_on_a_mark_chooses_the_note_beside_it_and_scrolls_nowhere(visitor: Visitor) -> None:
    page = visitor.open("/briefs/2024/1/")
    for number in (1, 3):
        mark(page, number).scroll_into_view_if_needed()
        before = page.evaluate("scrollY")
        mark(page, number).click()
        assert page.evaluate("scrollY") == before
        assert "#" not in page.url
        chosen = page.locator(".sidenote.chosen")
        assert chosen.locator(".mark").inner_text() == str(number)
        assert page.locator(".note-fold").count() == 0
    mark(page, 3).focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#fn-3")


def test_a_note_far_from_its_mark_is_brought_into_view(visitor: Visitor) -> None:
    page = visitor.open("/briefs/2024/1/")
    mark(page, 1).scroll_into_view_if_needed()
    page.evaluate("document.querySelector('.sidenote').style.translate = '0 3000px'")
    mark(page, 1).click()
    assert page.evaluate("document.querySelector('.sidenote').getBoundingClientRect().top < innerHeight")
