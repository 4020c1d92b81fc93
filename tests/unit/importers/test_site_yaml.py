"""The settings of an imported site: read without a diagnostic, and nothing in them is guessed."""

from pathlib import Path
from typing import Any

import pytest

from kei_site.config import Config, read_config
from kei_site.importers.items import Item, ItemAuthor, ItemTag, Site
from kei_site.importers.site_yaml import LOWERED, left_to_decide
from tests.unit.importers.archives import brief_item, run_import

ITEMS = [
    brief_item("a", tags=("Sea & Land",), authors=("1",)),
    brief_item("about", kind="page", addresses=("https://old.example.org/who/we-are/", "/?page_id=7")),
]


def settings(into: Path, items: list[Item] = ITEMS, **values: Any) -> Config:
    facts = {"software": "wordpress", "title": "Institute", "url": "https://old.example.org", **values}
    run_import(into, items, facts=Site(**facts))
    config, told = read_config((into / "content" / "site.yaml").read_text(encoding="utf-8"), "content/site.yaml")
    assert told == ()
    assert config is not None
    return config


def test_what_the_archive_says_is_written(tmp_path: Path) -> None:
    found = settings(tmp_path, title="A: b # c", description="x\ny", language="ko", timezone="Asia/Seoul")
    assert (found.title, found.description, found.language, found.timezone) == ("A: b # c", "x y", "ko", "Asia/Seoul")
    assert (found.url, found.organization.id) == ("https://old.example.org", "a-b-c")


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("http://old.example.org/", "https://old.example.org"),
        ("https://old.example.org/blog/?x=1", "https://old.example.org/blog"),
        ("javascript:alert(1)", "https://example.org"),
        ("", "https://example.org"),
    ],
)
def test_the_address_is_one_of_https(tmp_path: Path, url: str, written: str) -> None:
    assert settings(tmp_path, url=url).url == written


def test_what_is_no_language_and_no_zone_is_not_written(tmp_path: Path) -> None:
    found = settings(tmp_path, language="klingon!", timezone="Mars/Olympus", title="")
    assert (found.language, found.timezone, found.title) == ("en", "UTC", "Our institute")


def test_the_menu_leads_to_what_is_here(tmp_path: Path) -> None:
    menu = (
        ("Who", "https://old.example.org/who/we-are/"),
        ("Shop", "https://shop.example.org/"),
        ("Gone", "/gone/"),
        ("Bad", "javascript:alert(1)"),
    )
    found = settings(tmp_path, menu=menu).menu
    assert [(entry.label, entry.url) for entry in found] == [("Who", "/about/"), ("Shop", "https://shop.example.org/")]


def test_entries_of_the_menu_that_lead_nowhere_are_named(tmp_path: Path) -> None:
    menu = (("Gone", "/gone/"), ("Group", "#"), ("a@b.example", "mailto:a@b.example"), ("Shop", "https://shop.org/"))
    facts = Site(software="wordpress", title="Institute", url="https://old.example.org", menu=menu)
    (row,) = (row for row in run_import(tmp_path, ITEMS, facts=facts).rows if row.file == "content/site.yaml")
    assert row.problems == "an entry of the menu leads nowhere here: Gone"


def test_a_menu_has_eight_entries_of_its_first_level_and_the_rest_is_named(tmp_path: Path) -> None:
    menu = tuple((f"Shop {number}", f"https://shop{number}.example.org/") for number in range(10))
    below = (("Below", "https://below.example.org/"), ("Again", "https://shop1.example.org/"))
    assert [entry.label for entry in settings(tmp_path / "a", menu=menu).menu] == [f"Shop {n}" for n in range(8)]
    facts = Site(software="wordpress", title="I", url="https://old.example.org", menu=menu, lower_menu=below)
    (row,) = (row for row in run_import(tmp_path / "b", ITEMS, facts=facts).rows if row.file == "content/site.yaml")
    assert [line.rpartition(": ")[2].partition(",")[0] for line in row.problems.splitlines()] == [
        *("Shop 8", "Shop 9", "Below", "Again")
    ]


def test_an_entry_that_stands_twice_in_a_menu_is_one(tmp_path: Path) -> None:
    found = settings(tmp_path, menu=(("Shop", "https://shop.example.org/"),) * 2).menu
    assert [entry.label for entry in found] == ["Shop"]


def test_without_a_menu_the_lists_and_the_first_pages_are_in_it(tmp_path: Path) -> None:
    lists = ["/briefs/", "/tags/", "/archive/"]
    assert [entry.url for entry in settings(tmp_path / "a").menu] == [*lists, "/about/"]
    address = "https://old.example.org/services/"
    pages = [
        brief_item("below", kind="page", addresses=("https://old.example.org/services/below/",)),
        brief_item("held", kind="page", addresses=("https://old.example.org/held/",), state="draft"),
        *(brief_item(f"page-{name}", kind="page", title=name, addresses=(f"{address}?x={name}",)) for name in "abcde"),
    ]
    event = brief_item("event", type="event", fields={"event": {"start": "2019-03-04"}})
    found = settings(tmp_path / "b", items=[*pages, event, *ITEMS]).menu
    assert [entry.label for entry in found] == ["Briefs", "Topics", "Archive", "Events", "About", "a", "b", "c"]


def test_old_addresses_of_pages_lists_feeds_and_years_are_redirects(tmp_path: Path) -> None:
    found = settings(
        tmp_path,
        authors={"1": ItemAuthor(key="1", name="A. Kim", slug="kim"), "2": ItemAuthor(key="2", name="X", slug="x")},
        tags=(
            ItemTag(name="Sea & Land", addresses=("/category/sea/", "/category/top/sea/")),
            ItemTag(name="Top", addresses=("/category/top/",)),
            ItemTag(name="Unused", addresses=("/tag/unused/",)),
        ),
    )
    assert dict(found.redirects) == {
        "/who/we-are/": "/about/",
        "/p/7/": "/about/",
        "/category/sea/": "/tags/sea-land/",
        "/category/top/sea/": "/tags/sea-land/",
        "/category/top/": "/tags/",
        "/author/kim/": "/authors/kim/",
        "/feed/": "/feed.xml",
        "/feed/atom/": "/atom.xml",
        "/comments/feed/": "/feed.xml",
        "/2019/": "/archive/2019/",
    }


def test_only_faults_that_archives_have_are_lowered(tmp_path: Path) -> None:
    assert set(settings(tmp_path).diagnostics) == set(LOWERED)


def test_the_editor_is_told_what_is_left(tmp_path: Path) -> None:
    assert "under `url:`" in left_to_decide(Site(software="hugo"))[0]
    assert "nginx" in left_to_decide(Site(software="wordpress", url="https://old.example.org"))[-1]
