"""Redirects from old addresses: each leads to one place, and none hides a page."""

from kei_site.importers.aliases import Aliases, AliasPlanner
from kei_site.importers.items import Item, Site
from kei_site.importers.names import plan_names
from kei_site.importers.old_addresses import OldAddresses
from kei_site.importers.spool import Spool


def planned(*items: Item) -> Aliases:
    with Spool() as spool:
        entries = [spool.add(item) for item in items]
    names = plan_names(entries, Site(software="wordpress"), {})
    return AliasPlanner(names.items, OldAddresses("https://old.example.org")).plan(entries)


def item(key: str, *addresses: str, state: str = "published", kind: str = "brief") -> Item:
    return Item(source="", key=key, kind=kind, slug=key, title=key, date="2019-03-04", addresses=addresses, state=state)


def test_old_addresses_are_redirects() -> None:
    found = planned(item("a", "https://old.example.org/2019/03/a/", "https://old.example.org/?p=12", "/old/%ED%95%9C/"))
    assert found.by_key["a"] == ("/2019/03/a/", "/p/12/", "/old/한/")
    assert found.problems["a"] == ()


def test_the_present_address_and_repetitions_are_none() -> None:
    assert planned(item("a", "/briefs/2019/a/", "/x/", "/x", "/x/index.html")).by_key["a"] == ("/x/",)


def test_the_first_public_item_has_an_address_of_two() -> None:
    found = planned(item("a", "/x/", state="draft"), item("b", "/x/"))
    assert (found.by_key["a"], found.by_key["b"]) == ((), ("/x/",))
    assert found.problems["a"] == ("/x/: b is there",)


def test_no_redirect_hides_a_page_or_stands_in_the_folder_of_a_brief() -> None:
    found = planned(
        item("a", "/about/", "/briefs/2019/b/old/", "/archive/", "/assets/x/"), item("b"), item("about", kind="page")
    )
    assert found.by_key["a"] == ()
    assert [problem.split(":")[0] for problem in found.problems["a"]] == [
        "/about/",
        "/briefs/2019/b/old/",
        "/archive/",
        "/assets/x/",
    ]


def test_an_address_that_the_program_keeps_for_itself_is_named_as_such() -> None:
    words = "no redirect can stand there: the name is kept for a page of the program"
    assert planned(item("a", "/page/")).problems["a"] == (f"/page/: {words}",)


def test_an_address_that_is_a_query_is_named() -> None:
    assert planned(item("a", "/?faq=locks", "/?p=3")).problems["a"] == ("/?faq=locks: no redirect can stand there",)


def test_an_address_that_only_a_host_can_answer_is_named() -> None:
    words = "no redirect can stand there, only a rule of the host (static/_redirects)"
    assert planned(item("a", "/audio/")).problems["a"] == (f"/audio/: {words}",)


def test_the_root_is_no_problem() -> None:
    assert planned(item("a", "https://old.example.org/")).problems["a"] == ()
