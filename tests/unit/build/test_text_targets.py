"""What is saved of targets gives the same targets again, through the codec, and with another text another key."""

from dataclasses import replace
from typing import Any

import pytest

from kei_site.build.text_targets import (
    SavedBrief,
    SavedFeed,
    SavedSegment,
    briefs_in,
    briefs_on,
    list_of,
    page_of,
    saved_brief,
    saved_list,
    targets_by_brief,
    text_lists,
    with_text,
)
from kei_site.core.codec import decode, encode
from kei_site.core.hashing import NO_DIGEST
from kei_site.plan.inputs import Inputs
from kei_site.plan.planner import plan_site
from kei_site.plan.search_index import plan_segments
from kei_site.plan.targets import Plan, Target, view_digest
from tests.support.plan_samples import brief, inputs

BRIEFS = tuple(brief(f"2024/{name}", f"2024-0{at}-01", series="Notes") for at, name in enumerate("abc", 1))
INPUTS = inputs(*BRIEFS)


def plan_of(given: Inputs) -> Plan:
    segments = plan_segments(given.library, given.site.language)
    return plan_site(replace(given, segments=segments), {}, NO_DIGEST)


PLAN = plan_of(INPUTS)
PAGES = {page.content.card.id: page for target in PLAN.targets.values() if (page := saved_brief(target))}
LISTS = {path: saved for path in text_lists(PLAN.targets) if (saved := saved_list(PLAN.targets[path]))}
CARDS = INPUTS.library.cards


def again(value: Any) -> Any:
    """Return a value as it comes back from the cache."""
    return decode(type(value), encode(value))


def test_every_page_of_a_brief_and_every_list_with_texts_is_kept() -> None:
    assert PAGES.keys() == {brief.id for brief in BRIEFS}
    assert {"feed.xml", "atom.xml", "feed.json", "feeds/types/brief/atom.xml", "pagefind/2024-01/"} <= LISTS.keys()
    assert {type(target) for target in LISTS.values()} == {SavedFeed, SavedSegment}


def test_an_entry_is_named_by_the_seal_of_what_it_is_made_of() -> None:
    feed = PLAN.targets["feed.xml"]
    hashes = [entry.content_hash for entry in feed.view.entries]  # type: ignore[attr-defined]
    assert len(set(hashes) - {NO_DIGEST}) == len(BRIEFS)


@pytest.mark.parametrize("id_", PAGES)
def test_a_page_is_made_again_from_what_is_kept(id_: str) -> None:
    saved: SavedBrief = again(PAGES[id_])
    made = page_of(saved, {other: CARDS[other] for other in briefs_on(saved)}, INPUTS.site)
    assert made == PLAN.targets[saved.path]


@pytest.mark.parametrize("path", LISTS)
def test_a_list_is_made_again_from_what_is_kept(path: str) -> None:
    saved = again(LISTS[path])
    made = list_of(path, saved, {id_: again(PAGES[id_]) for id_ in briefs_in(saved)}, INPUTS.site)
    assert made == PLAN.targets[path]


def test_with_another_text_they_are_those_of_a_new_plan() -> None:
    edited = brief("2024/b", "2024-02-01", series="Notes", body="another text")
    new = plan_of(inputs(BRIEFS[0], edited, BRIEFS[2]))
    pages = PAGES | {edited.id: with_text(PAGES[edited.id], edited)}
    made = page_of(pages[edited.id], CARDS, INPUTS.site)
    assert view_digest(made) == new.keys[made.path].view != PLAN.keys[made.path].view
    for path, saved in LISTS.items():
        assert view_digest(list_of(path, saved, pages, INPUTS.site)) == new.keys[path].view != PLAN.keys[path].view


def test_a_target_names_the_briefs_whose_texts_it_shows() -> None:
    for target in PLAN.targets.values():
        shown = {brief.id for brief in BRIEFS if brief.body in repr(target.view)}
        assert set(target.texts) == shown, target.path


def test_of_a_target_of_another_kind_nothing_is_kept() -> None:
    other = Target(path="export.txt", recipe="export", view=BRIEFS[0], texts=(BRIEFS[0].id,))
    assert text_lists({other.path: other}) == {other.path: other.texts}
    assert saved_list(other) is None


def test_feeds_without_texts_are_not_kept() -> None:
    from kei_site.config import FeedSettings

    bare = inputs(*BRIEFS, feeds=FeedSettings(full_content=False))
    assert {plan_of(bare).targets[path].recipe for path in text_lists(plan_of(bare).targets)} == {"segment"}


def test_every_public_brief_has_its_targets_by_brief() -> None:
    found = targets_by_brief(text_lists(PLAN.targets), (*PAGES, "2024/unlisted"))
    paths = list(LISTS)
    assert {paths[at] for at in found["2024/a"]} == LISTS.keys()
    assert found["2024/unlisted"] == ()
