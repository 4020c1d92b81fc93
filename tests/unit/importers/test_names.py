"""Names of items, authors and tags: valid, given once, and the same in a later import."""

from typing import Any

import pytest

from kei_site.importers.items import Item, ItemAuthor, ItemTag, Site
from kei_site.importers.names import Names, plan_names, year_of
from kei_site.importers.spool import Spool
from kei_site.model.routes import invalid_slug


def names(items: list[Item], recorded: dict[str, str] | None = None, **site: Any) -> Names:
    with Spool() as spool:
        entries = [spool.add(item) for item in items]
    return plan_names(entries, Site(software="markdown", **site), recorded or {})


def item(key: str, **values: Any) -> Item:
    return Item(source=f"{key}:1", key=key, **{"date": "2019-03-04", "title": key, **values})


@pytest.mark.parametrize(
    ("slug", "path"),
    [
        ("The Summit", "content/briefs/2019/the-summit.md"),
        ("한국과-나토", "content/briefs/2019/한국과-나토.md"),
        ("index", "content/briefs/2019/index-brief.md"),
        ("page", "content/briefs/2019/page-brief.md"),
        ("CON", "content/briefs/2019/con-brief.md"),
        ("../../etc/passwd", "content/briefs/2019/etc-passwd.md"),
        ("a\u202eb", "content/briefs/2019/ab.md"),
        ("x" * 300, f"content/briefs/2019/{'x' * 80}.md"),
    ],
)
def test_every_slug_becomes_valid(slug: str, path: str) -> None:
    found = names([item("k", slug=slug)]).items["k"]
    assert found.path == path
    assert invalid_slug(found.slug) is None


def test_an_item_without_words_for_a_slug_has_that_of_its_key() -> None:
    assert names([item("post-12", slug="…", title="!")]).items["post-12"].slug == "brief-post-12"


def test_items_with_one_slug_get_others() -> None:
    found = names(
        [
            item("a", slug="x"),
            item("b", slug="X"),
            item("c", slug="x", language="ko"),
            item("d", slug="x", date="2020-01-01"),
        ]
    )
    assert [name.slug for name in found.items.values()] == ["x", "x-2", "x-ko", "x"]


def test_a_long_slug_is_cut_for_its_number() -> None:
    found = names([item("a", slug="x" * 80), item("b", slug="x" * 80)]).items["b"].slug
    assert (len(found), found[-2:]) == (80, "-2")


def test_a_draft_does_not_take_the_name_of_a_public_item() -> None:
    found = names([item("a", slug="x", state="draft"), item("b", slug="x")]).items
    assert (found["a"].slug, found["b"].slug) == ("x-2", "x")


def test_a_translation_does_not_take_the_name_of_its_original() -> None:
    found = names([item("a", slug="x", language="ko", translation_of="b"), item("b", slug="x")]).items
    assert (found["a"].slug, found["b"].slug) == ("x-ko", "x")


def test_what_was_named_keeps_its_name() -> None:
    recorded = {"brief b": "content/briefs/2018/old-name.md"}
    found = names(
        [item("a", slug="old-name", date="2018-01-01"), item("b", slug="x", date="2018-02-02")], recorded
    ).items
    assert (found["b"].path, found["a"].slug) == ("content/briefs/2018/old-name.md", "old-name-2")


def test_pages_and_drafts_of_pages_stand_apart() -> None:
    pages = [item("a", kind="page", slug="about"), item("b", kind="page", slug="about", state="draft")]
    found = names(pages).items
    assert (found["a"].path, found["a"].url) == ("content/pages/about.md", "/about/")
    assert (found["b"].path, found["b"].url) == ("drafts/pages/about.md", "")


def test_pages_that_wait_have_names_of_their_own() -> None:
    found = names([item(key, kind="page", slug="about", state="draft") for key in "abc"]).items
    assert [name.path for name in found.values()] == [
        "drafts/pages/about.md",
        "drafts/pages/about-2.md",
        "drafts/pages/about-3.md",
    ]


def test_a_name_that_begins_with_that_of_another_file_is_known() -> None:
    found = names(
        [item("1", slug="news"), item("2", slug="news-spring"), item("3", slug="newsroom"), item("4", slug="a-b")]
    )
    assert found.beside == {"2"}


def test_thousands_of_one_name_are_named_in_time() -> None:
    found = names([item(str(number), slug="x") for number in range(20_000)]).items
    assert len({name.path for name in found.values()}) == 20_000
    authors = {str(number): ItemAuthor(key=str(number), name=f"{number}", slug="kim") for number in range(10_000)}
    assert len(set(names([], authors=authors).authors.values())) == 10_000


def test_refused_items_have_no_name() -> None:
    assert names([item("a", state="refused")]).items == {}


def test_authors_of_one_name_are_one_and_ids_are_unique() -> None:
    authors = {
        "1": ItemAuthor(key="1", name="A. Kim", slug="kim"),
        "2": ItemAuthor(key="2", name="a. kim"),
        "3": ItemAuthor(key="3", name="B. Kim", slug="kim"),
    }
    found = names([], authors=authors, title="Institute")
    assert found.authors == {"1": "kim", "2": "kim", "3": "kim-2"}
    assert found.nobody == "institute"


def test_the_desk_is_nobody_else() -> None:
    assert names([], authors={"1": ItemAuthor(key="1", name="Institute")}, title="Institute").nobody == "institute-2"


def test_tags_of_one_address_are_one_tag_if_only_their_case_differs() -> None:
    tags = (ItemTag(name="NATO"), ItemTag(name="nato"), ItemTag(name="C"), ItemTag(name="C++"), ItemTag(name="…"))
    assert names([], tags=tags).tags == {"NATO": "nato", "nato": "nato", "C": "c", "C++": "c-2", "…": "tag"}


@pytest.mark.parametrize(("date", "year"), [("2019-03-04", 2019), ("", 1970), ("1803-01-01", 1970), ("soon", 1970)])
def test_years(date: str, year: int) -> None:
    assert year_of(date) == year
