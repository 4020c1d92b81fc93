"""The page of the people, and a page for each."""

from dataclasses import replace
from typing import Any

import pytest

from kei_site.core.event import Event
from kei_site.core.hashing import NO_DIGEST
from kei_site.core.vocabulary import People
from kei_site.model.brief import Author
from kei_site.plan.feeds import feed_topics
from kei_site.plan.inputs import Inputs
from kei_site.plan.people import people_diagnostics, people_groups, people_paths, people_targets
from kei_site.plan.planner import link_index, plan_site
from kei_site.plan.texts import resolve_texts
from tests.support.plan_samples import DESK, brief, day, inputs

NO_GROUPS = People()


def author(name: str, **given: Any) -> Author:
    return Author(**{"id": name, "path": f"content/authors/{name}.md", "name": name.title(), **given})


PEOPLE = (
    DESK,
    author("zoe", group="Leadership", order=1),
    author("abe", group="Leadership", order=2),
    author("bea", group="Leadership"),
    author("cal", family="Cal", given="Zora", group="Fellows"),
    author("ann", family="Dan", given="Ann", group="Fellows"),
    author("old", group="Fellows", former=True),
    author("guest", page=False),
)


def made(*authors: Author, people: People = NO_GROUPS, briefs: Any = None) -> Inputs:
    texts = (brief("2024/a", authors=("desk", "guest")),) if briefs is None else briefs
    return inputs(*texts, authors=authors or PEOPLE, people=people, page_size=2)


def named(given: Inputs) -> list[tuple[str, list[str]]]:
    return [(group, [person.id for person in people]) for group, people in people_groups(given)]


def test_groups_stand_as_the_site_lists_them_and_people_by_order_then_by_family_name() -> None:
    assert named(made(people=People(groups=("Leadership", "Staff", "Fellows")))) == [
        ("Leadership", ["zoe", "abe", "bea"]),
        ("Fellows", ["cal", "ann"]),
        ("", ["desk"]),
    ]


def test_groups_that_are_not_listed_stand_by_name() -> None:
    assert [name for name, _ in named(made())] == ["Fellows", "Leadership", ""]


def test_without_groups_all_stand_together() -> None:
    assert named(made(DESK, author("abe"))) == [("", ["abe", "desk"])]


def test_pages_are_known_before_their_texts() -> None:
    given = made(briefs=tuple(brief(f"2024/{at}", f"2024-0{at}-01") for at in range(1, 7)))
    texts = resolve_texts(given, link_index(given, feed_topics(given), ()))
    paths = sorted(target.path for target in people_targets(given, texts))
    assert paths == sorted(people_paths(given))
    assert {"authors/index.html", "authors/desk/page/2/index.html", "authors/zoe/index.html"} <= set(paths)


def test_who_has_left_is_listed_apart_and_has_a_page() -> None:
    targets = plan_site(made(), {}, NO_DIGEST).targets
    index: Any = targets["authors/index.html"].view
    assert [card.author.id for card in index.former] == ["old"]
    page: Any = targets["authors/old/index.html"].view
    assert (page.is_former, page.group, page.listing.total, page.feeds) == (True, "Fellows", 0, ())


def test_a_guest_stands_in_the_byline_and_nowhere_else() -> None:
    targets = plan_site(made(), {}, NO_DIGEST).targets
    assert not [path for path in targets if "guest" in path]
    page: Any = targets["briefs/2024/a/index.html"].view
    assert [(link.name, link.url) for link in page.card.authors] == [("The Desk", "/authors/desk/"), ("Guest", "")]


def test_counts_are_of_public_briefs() -> None:
    texts = (brief("2024/a"), brief("2024/b", draft=True), brief("2030/c", "2030-01-01"))
    index: Any = plan_site(made(briefs=texts), {}, NO_DIGEST).targets["authors/index.html"].view
    counts = {card.author.id: (card.count, card.latest) for group in index.groups for card in group.people}
    assert counts["desk"] == (1, "2024-07-21")
    assert counts["zoe"] == (0, "")


@pytest.mark.parametrize("held", [{"draft": True}, {"embargo": day("2030-01-01")}])
def test_whom_only_held_briefs_name_stands_nowhere(held: Any) -> None:
    talk = brief("2024/t", type="event", event=Event(start=day("2024-08-01"), speakers=("speaker",)), **held)
    texts = (brief("2024/a"), brief("2024/b", authors=("new",), **held), talk)
    targets = plan_site(made(DESK, author("new"), author("speaker"), briefs=texts), {}, NO_DIGEST).targets
    assert not [path for path, target in targets.items() if "new" in path or "speaker" in path]
    index: Any = targets["authors/index.html"].view
    assert [card.author.id for group in index.groups for card in group.people] == ["desk"]


def test_a_speaker_has_a_link_to_the_page() -> None:
    talk = brief("2024/t", type="event", event=Event(start=day("2024-08-01"), speakers=("zoe", "guest", "A Name")))
    view: Any = plan_site(made(briefs=(talk,)), {}, NO_DIGEST).targets["briefs/2024/t/index.html"].view
    assert [(link.name, link.url) for link in view.event.speakers] == [
        ("Zoe", "/authors/zoe/"),
        ("Guest", ""),
        ("A Name", ""),
    ]


def test_a_group_that_the_site_does_not_list_is_told_with_the_nearest() -> None:
    def told(*groups: str) -> list[tuple[str, str, str]]:
        found = plan_site(made(people=People(groups=groups)), {}, NO_DIGEST).diagnostics
        return [(each.code, each.found, each.fix) for each in found if each.code == "AUT05"]

    assert told() == told("Leadership", "Fellows") == []
    assert set(told("Leadership", "Felows")) == {("AUT05", "Fellows", "did you mean Felows?")}
    assert {fix for _, _, fix in told("Leadership")} == {"add it to `people: {groups: ...}` in content/site.yaml"}


def test_a_biography_of_nobody_is_told() -> None:
    def told(*authors: Author) -> list[tuple[str, str]]:
        found = people_diagnostics(made(*authors, briefs=()))
        return [(each.found, each.fix) for each in found if each.code == "AUT01"]

    person, korean = author("kimm"), replace(author("kim.ko"), name="kim.ko")
    assert told(person, korean) == [("kim", "did you mean kimm.ko.md?")]
    assert told(korean) == [("kim", "add content/authors/kim.md, or a `name:`")]
    assert told(author("kim"), korean) == told(replace(korean, name="J. Ko")) == []
