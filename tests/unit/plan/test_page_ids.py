"""The ids that the plan knows of a generated page are those that stand in it."""

from pathlib import Path

import pytest

from kei_site.build.pipeline import read_site
from kei_site.model.routes import address_of
from kei_site.plan.page_ids import PageIds
from tests.support.output_links import Page
from tests.support.scratch import CONFIG, ScratchSite, brief
from tests.support.sound_site import sound_site

TEXTS = ("brief", "page", "author", "redirect")
"""Recipes of pages with ids of their texts, and of pages without any."""


@pytest.fixture
def site(tmp_path: Path) -> ScratchSite:
    made = sound_site(tmp_path)
    for number, month in enumerate(("2023-03", "2023-11", "2024-02", "2024-12"), 1):
        made.write(
            f"content/briefs/b{number}.md", brief(f"B {number}", date=f"{month}-05", tags="[Sea]", series="A row")
        )
    made.write("content/briefs/report.md", brief("R", type="report", tags="[Sea, Land]"))
    for name, day in (("past", "2024-03-01"), ("coming", "2026-03-01")):
        made.write(f"content/briefs/{name}.md", brief(name, type="event", event=f"{{start: {day}}}"))
    made.write(
        "content/authors/desk.md", "---\nname: The Desk\nkind: organization\n---\n\n## Its history\n\nThe desk.\n"
    )
    return made


@pytest.mark.parametrize(
    "more",
    [
        "",
        "mailing_list: {action: https://l.institute.kr/s, honeypot: trap}\n",
        "mailing_list: {action: https://l.institute.kr/s, promise: Each new brief.}\n",
        "page_size: 2\n",
    ],
)
def test_the_ids_known_are_the_ids_in_the_page(site: ScratchSite, more: str) -> None:
    site.write("content/site.yaml", CONFIG + more)
    assert not site.build().failed
    plan = read_site(site.request())
    pages = {address_of(path): target for path, target in plan.plan.targets.items()}
    known = PageIds(inputs=plan.inputs, pages=pages)
    compared = 0
    for address, target in pages.items():
        if not target.path.endswith(".html") or target.recipe in TEXTS:
            continue
        page = Page()
        page.feed(site.published(target.path))
        assert known.of(address) == frozenset(page.ids), address
        compared += 1
    assert compared > 12


def test_the_ids_of_an_author_are_years_and_the_headings_of_the_biography(site: ScratchSite) -> None:
    plan = read_site(site.request())
    site.build()
    page = Page()
    page.feed(site.published("authors/desk/index.html"))
    assert PageIds(inputs=plan.inputs, pages={}).of("/authors/desk/") == frozenset(page.ids)
    assert {"y2023", "its-history"} <= page.ids


@pytest.mark.parametrize(
    ("link", "is_dead"),
    [
        ("/#subscribe", True),
        ("/#kei-latest", False),
        ("/tags/#zz", True),
        ("/tags/#kei-all", False),
        ("/archive/2024/#q", True),
        ("/archive/2023/#m2023-11", False),
        ("/archive/2023/#m2023-12", True),
        ("/tags/sea/#y2023", False),
        ("/tags/sea/#y1999", True),
        ("/authors/desk/#nobody", True),
        ("/authors/desk/#its-history", False),
        ("/subscribe/#kei-by-feed", False),
        ("/search/?q=a#kei-q", False),
        ("/search/#x", True),
        ("/feed.xml#x", False),
        ("/tags/#", False),
    ],
)
def test_a_link_to_an_id_that_is_not_there_is_dead(site: ScratchSite, link: str, is_dead: bool) -> None:
    site.write("content/briefs/links.md", brief("Links", body=f"[x]({link})\n"))
    found = [each.code for each in site.build().diagnostics if each.place.path == "content/briefs/links.md"]
    assert found == (["LNK02"] if is_dead else [])


def test_nothing_is_known_of_pages_of_own_templates(site: ScratchSite) -> None:
    site.write("templates/tags.html", '<p id="zz">')
    site.write("content/briefs/links.md", brief("Links", body="[x](/tags/#zz)\n"))
    assert not site.build().failed
