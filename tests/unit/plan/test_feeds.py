"""Feeds: which there are, where, and what they hold."""

import pytest

from kei_site.config import FeedSettings
from kei_site.core.hashing import NO_DIGEST
from kei_site.plan.feeds import feed_counts, feed_paths, feed_topics
from kei_site.plan.planner import plan_site
from kei_site.plan.targets import Target
from tests.support.plan_samples import brief, inputs

BRIEFS = tuple(brief(f"2024/{at}", f"2024-0{at}-01", tags=("Sea",), series="Notes") for at in range(1, 6))


def feeds_of(*briefs: object, **settings: object) -> dict[str, Target]:
    """Return the targets of all feeds by path."""
    plan = plan_site(inputs(*briefs, feeds=FeedSettings(**settings)), {}, NO_DIGEST)  # type: ignore[arg-type]
    return {path: target for path, target in plan.targets.items() if target.recipe in ("rss", "atom", "json_feed")}


def test_every_group_of_public_briefs_has_a_feed_in_three_formats() -> None:
    folders = {path.rpartition("/")[0] for path in feeds_of(*BRIEFS, archives=False)}
    assert folders == {"", "feeds/types/brief", "series/notes", "tags/sea", "authors/desk"}
    assert len(feeds_of(*BRIEFS, archives=False)) == 3 * len(folders)


def test_a_site_of_two_languages_has_a_feed_for_each() -> None:
    given = inputs(*BRIEFS, brief("2023/ko", "2023-01-01", language="ko"))
    assert [topic.title for topic in feed_topics(given) if topic.kind == "language"] == ["en", "ko"]


def test_the_paths_of_feeds_are_known_before_their_texts() -> None:
    given = inputs(*BRIEFS, feeds=FeedSettings(limit=2))
    assert set(feed_paths(feed_topics(given), given)) == set(feeds_of(*BRIEFS, limit=2))


@pytest.mark.parametrize(("limit", "documents"), [(2, ["1", "2"]), (5, []), (3, ["1"])])
def test_older_entries_are_in_archive_documents(limit: int, documents: list[str]) -> None:
    found = feeds_of(*BRIEFS, limit=limit)
    assert [path for path in found if "archive" in path] == [f"feeds/archive/{number}.xml" for number in documents]


def test_a_feed_holds_the_newest_and_summaries_if_texts_are_not_wanted() -> None:
    view = feeds_of(*BRIEFS, limit=2, full_content=False)["atom.xml"].view
    assert [entry.card.id for entry in view.entries] == ["2024/5", "2024/4"]  # type: ignore[attr-defined]
    assert {entry.text for entry in view.entries} == {None}  # type: ignore[attr-defined]
    assert view.previous_archive == "https://example.org/feeds/archive/2.xml"  # type: ignore[attr-defined]


TEXTS = {"": True, "feeds/types/brief": True, "feeds/archive": True, "tags/sea": False, "series/notes": False}


@pytest.mark.parametrize(("content", "in_groups"), [("summary", False), ("full", True)])
def test_feeds_of_groups_hold_summaries_unless_texts_are_asked_for(content: str, in_groups: bool) -> None:
    found = feeds_of(*BRIEFS, limit=2, group_content=content)
    for path, target in found.items():
        has_texts = TEXTS.get(path.rpartition("/")[0], False) or in_groups
        assert bool(target.texts) is has_texts
        assert {bool(entry.text) for entry in target.view.entries} == {has_texts}  # type: ignore[attr-defined]


def test_without_full_content_no_feed_holds_texts() -> None:
    found = feeds_of(*BRIEFS, full_content=False, group_content="full")
    assert {target.texts for target in found.values()} == {()}


@pytest.mark.parametrize(("count", "minimum", "has_feeds"), [(2, 3, False), (3, 3, True), (1, 1, True), (5, 6, False)])
def test_a_tag_has_feeds_from_so_many_briefs_on(count: int, minimum: int, has_feeds: bool) -> None:
    given = inputs(*BRIEFS[:count], feeds=FeedSettings(tag_minimum=minimum))
    plan = plan_site(given, {}, NO_DIGEST)
    assert ("tags/sea/feed.xml" in plan.targets) is has_feeds
    assert bool(plan.targets["tags/sea/index.html"].view.feeds) is has_feeds  # type: ignore[attr-defined]
    assert any(feed.kind == "tag" for feed in plan.targets["feeds.opml"].view.feeds) is has_feeds  # type: ignore[attr-defined]
    assert any(feed.kind == "tag" for feed in plan.targets["subscribe/index.html"].view.feeds) is has_feeds  # type: ignore[attr-defined]
    assert "tags/sea/feed.xml" not in set(feed_paths(feed_topics(given), given)) or has_feeds


@pytest.mark.parametrize(("count", "minimum", "has_feeds"), [(1, 1, True), (2, 3, False), (3, 3, True)])
def test_an_author_has_feeds_from_so_many_briefs_on(count: int, minimum: int, has_feeds: bool) -> None:
    given = inputs(*BRIEFS[:count], feeds=FeedSettings(author_minimum=minimum))
    plan = plan_site(given, {}, NO_DIGEST)
    assert ("authors/desk/feed.xml" in plan.targets) is has_feeds
    assert bool(plan.targets["authors/desk/index.html"].view.feeds) is has_feeds  # type: ignore[attr-defined]
    for path in ("feeds.opml", "subscribe/index.html"):
        assert any(feed.kind == "author" for feed in plan.targets[path].view.feeds) is has_feeds  # type: ignore[attr-defined]
    assert ("authors/desk/feed.xml" in set(feed_paths(feed_topics(given), given))) is has_feeds


def test_a_topic_is_counted_once_with_its_three_addresses() -> None:
    given = inputs(*BRIEFS, url="https://example.org/sub")
    (tag,) = [count for count in feed_counts(feed_topics(given), given) if count.kind == "tag"]
    assert (tag.title, tag.count, tag.latest, tag.rss) == ("Sea", 5, "2024-05-01", "/sub/tags/sea/feed.xml")
