"""Plain pages in folders: their addresses, and the pages above and below each."""

from dataclasses import replace
from typing import Any

from kei_site.core.hashing import NO_DIGEST
from kei_site.plan.planner import plan_site
from tests.support.plan_samples import brief, inputs, page

NAMES = ("about", "about/history", "about/team/jobs", "contact", "lost/and/found")


def views(*names: str) -> dict[str, Any]:
    plan = plan_site(inputs(brief("2024/a"), pages=tuple(map(page, names))), {}, NO_DIGEST)
    return {path: target.view for path, target in plan.targets.items() if target.recipe == "page"}


def names_of(links: Any) -> list[tuple[str, str]]:
    return [(link.name, link.url) for link in links]


def test_a_page_stands_at_its_folders() -> None:
    assert set(views(*NAMES)) == {f"{name}/index.html" for name in NAMES}


def test_a_page_leads_to_those_in_whose_folders_it_stands() -> None:
    found = views(*NAMES, "about/team")
    assert names_of(found["about/team/jobs/index.html"].trail) == [
        ("about", "/about/"),
        ("about/team", "/about/team/"),
    ]
    assert names_of(found["about/index.html"].trail) == []


def test_a_folder_without_a_page_is_passed_over() -> None:
    found = views(*NAMES)
    assert names_of(found["about/team/jobs/index.html"].trail) == [("about", "/about/")]
    assert names_of(found["lost/and/found/index.html"].trail) == []


def test_a_page_leads_to_those_in_its_folder() -> None:
    found = views(*NAMES)
    assert [name for name, _ in names_of(found["about/index.html"].below)] == ["about/history", "about/team/jobs"]
    with_team = views(*NAMES, "about/team")
    assert [name for name, _ in names_of(with_team["about/index.html"].below)] == ["about/history", "about/team"]
    assert names_of(with_team["contact/index.html"].below) == []


def test_two_pages_of_one_address_are_told() -> None:
    other = replace(page("us"), slug="about", url="/about/")
    plan = plan_site(inputs(brief("2024/a"), pages=(page("about"), other)), {}, NO_DIGEST)
    assert "URL01" in {found.code for found in plan.diagnostics}
