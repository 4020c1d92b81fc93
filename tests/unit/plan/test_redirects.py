"""Old addresses: where they lead, and what is wrong with them."""

from dataclasses import replace

import pytest

from kei_site.config import Config, Organization
from kei_site.core.hashing import NO_DIGEST
from kei_site.plan.inputs import Inputs
from kei_site.plan.redirects import page_at, redirect_diagnostics, redirect_targets
from kei_site.plan.targets import Target, make_plan
from tests.support.plan_samples import brief, inputs


def site(*redirects: tuple[str, str], **aliases: tuple[str, ...]) -> Inputs:
    """Return a site with redirects, and briefs by their names with their aliases."""
    made = inputs(*(brief(name, aliases=old) for name, old in aliases.items()))
    places = {f"redirects.{old}": (number, 3) for number, (old, _) in enumerate(redirects, 5)}
    return replace(made, config=replace(made.config, redirects=redirects, places=places))


def reported(found: Inputs, *present: str) -> list[tuple[str, str, int]]:
    targets = [Target(path=path, recipe="page", view=NO_DIGEST) for path in present]
    return [
        (diagnostic.code, diagnostic.found, diagnostic.place.line)
        for diagnostic in redirect_diagnostics(found, targets)
    ]


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/old/", "old/index.html"),
        ("/old", "old/index.html"),
        ("/a/b.html", "a/b.html"),
        ("/a.htm", "a.htm"),
        ("/feed/old.xml", "feed/old.xml/index.html"),
        ("/", "index.html"),
    ],
)
def test_the_page_of_an_old_address(address: str, path: str) -> None:
    assert page_at(address) == path


def test_good_old_addresses_are_published_and_not_reported() -> None:
    found = site(("/a/", "/about/"), ("/b/", "https://example.com/"), one=("/old/",), two=("/older/",))
    assert reported(found, "about/index.html") == []
    assert {target.path for target in redirect_targets(found)} == {
        "old/index.html", "older/index.html", "a/index.html", "b/index.html",
    }  # fmt: skip


def test_a_site_without_old_addresses_has_nothing_to_tell() -> None:
    assert reported(site(one=())) == []


@pytest.mark.parametrize("old", ["/about/", "/about", "/ABOUT/", "/about/index.html"])
def test_a_present_address_is_no_old_one(old: str) -> None:
    assert reported(site(one=(old,)), "about/index.html") == [("URL02", old, 1)]


@pytest.mark.parametrize("old", ["/feed.json", "/feed.json/", "/FEED.json/old/"])
def test_an_old_address_below_a_file_is_reported_at_the_alias(old: str) -> None:
    assert reported(site(mine=(old,)), "feed.json") == [("URL02", old, 1)]
    made = [
        Target(path=path, recipe=recipe, view=None)
        for path, recipe in (("feed.json", "json_feed"), ("feed.json/index.html", "redirect"))
    ]
    assert make_plan(made, {}, NO_DIGEST).diagnostics == ()


def test_the_address_of_a_held_brief_is_taken_already() -> None:
    found = inputs(brief("held", "2030-01-01"), brief("one", aliases=("/briefs/2030/held/",)))
    assert reported(found) == [("URL02", "/briefs/2030/held/", 1)]


@pytest.mark.parametrize(
    "old",
    [
        "/assets/site.css",
        "/pagefind/old/",
        "/audio/2024/talk.html",
        "/Cards/2024/a.html",
        "/briefs/2024/other/data.html",
        "/briefs/2024/OTHER/deep/old/",
    ],
)
def test_a_folder_of_the_program_or_of_another_brief_is_taken(old: str) -> None:
    assert reported(site(mine=(old,), other=())) == [("URL02", old, 1)]
    assert reported(site((old, "https://example.com/"), other=())) == [("URL02", old, 5)]


@pytest.mark.parametrize(
    "old", ["/briefs/2024/mine/old.html", "/briefs/2024/former/", "/tags/former/", "/feeds/all.xml"]
)
def test_a_former_place_of_a_brief_may_stay(old: str) -> None:
    assert reported(site(mine=(old,), other=())) == []


def test_one_old_address_leads_to_one_place() -> None:
    assert reported(site(("/Old/", "/about/"), one=("/old/",)), "about/index.html") == [("URL03", "/Old/", 5)]


def test_a_circle_is_reported_once_where_it_begins() -> None:
    found = site(("/x/", "/a/"), ("/a/", "/b/"), ("/b/", "/c/"), ("/c/", "/a/"))
    assert reported(found) == [("URL03", "/b/", 6)]


def test_a_redirect_to_itself_is_a_circle() -> None:
    assert reported(site(("/a/", "/a/"))) == [("URL03", "/a/", 5)]


def test_redirects_may_follow_each_other_to_something_that_is_there() -> None:
    assert reported(site(("/a/", "/b/"), ("/b/", "/about/#part")), "about/index.html") == []


@pytest.mark.parametrize("new", ["/nowhere/", "/nowhere.pdf", "/abou/"])
def test_a_redirect_to_nothing_is_reported(new: str) -> None:
    assert reported(site(("/a/", new)), "about/index.html", "file.pdf") == [("LNK02", new, 5)]


def test_a_redirect_may_lead_to_a_file() -> None:
    assert reported(site(("/a/", "/file%20one.pdf")), "file one.pdf") == []


def test_settings_without_a_place_are_reported_in_the_first_line() -> None:
    config = Config(title="T", url="https://example.org", organization=Organization(name="T"))
    assert (config.place("menu.3.url").path, config.place("menu.3.url").line) == ("content/site.yaml", 1)
