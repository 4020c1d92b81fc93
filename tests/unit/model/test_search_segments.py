"""How briefs are divided into search segments."""

import random
from dataclasses import replace

import pytest

from kei_site.core.clock import Moment
from kei_site.core.hashing import NO_DIGEST
from kei_site.model.brief import Brief, FrontMatter
from kei_site.model.search_segments import CAPACITY, FRONT, SMALL, segments_of, weight_of


def brief(day: str, words: int = 1_800, name: str = "x") -> Brief:
    front = FrontMatter(title=name, date=Moment(iso=f"{day}T00:00:00+00:00", epoch=0), authors=("desk",))
    id_ = f"{day[:4]}/{name}"
    return Brief(
        id=id_,
        path=f"content/briefs/{id_}.md",
        front=front,
        slug=name,
        url=f"/briefs/{id_}/",
        body=NO_DIGEST,
        word_count=words,
    )


def shelf(first: int, last: int, by_year: int = 168, words: int = 1_800) -> list[Brief]:
    """Return briefs of some years, newest first."""
    days = [f"{year}-{n % 12 + 1:02}-{n % 28 + 1:02}" for year in range(first, last + 1) for n in range(by_year)]
    return [brief(day, words, f"b{n}") for n, day in sorted(enumerate(days), key=lambda pair: pair[1], reverse=True)]


def test_no_briefs_make_no_segment() -> None:
    assert segments_of([]) == {}


def test_a_small_site_is_one_segment_in_the_order_given() -> None:
    briefs = shelf(2019, 2024, by_year=40)
    assert segments_of(briefs) == {"2019-01": tuple(briefs)}


def test_forty_years_make_six_segments_that_hold_every_brief_once_and_in_order() -> None:
    briefs = shelf(1986, 2025)
    assert len(briefs) == 6_720
    segments = segments_of(briefs)
    assert len(segments) == 6
    assert [post for part in segments.values() for post in part] == briefs


def test_no_segment_is_longer_than_the_indexer_has_memory_for() -> None:
    for part in segments_of(shelf(1986, 2025)).values():
        assert sum(post.word_count for post in part) <= CAPACITY


def test_the_halves_of_the_newest_year_stand_alone_and_first() -> None:
    segments = segments_of(shelf(1986, 2025))
    newest, before, *_ = segments
    assert (newest, before) == ("2025-07", "2025-01")
    assert {post.front.date.day[:7] for post in segments[newest]} == {f"2025-{month:02}" for month in range(7, 13)}
    assert {post.front.date.day[:7] for post in segments[before]} == {f"2025-{month:02}" for month in range(1, 7)}


def test_a_half_of_the_newest_year_that_is_short_does_not_stand_alone() -> None:
    briefs = [post for post in shelf(1986, 2025) if post.front.date.day < "2025-08"]
    newest = next(iter(segments_of(briefs).items()))
    assert newest == ("2025-01", tuple(post for post in briefs if post.front.date.year == 2025))


def test_a_site_of_one_long_year_is_divided_into_its_halves() -> None:
    briefs = shelf(2025, 2025, by_year=300)
    assert list(segments_of(briefs)) == ["2025-07", "2025-01"]


def test_a_year_that_has_just_begun_shares_its_segment_with_what_came_before() -> None:
    begun = [brief("2026-01-02", name="new"), *shelf(1986, 2025)]
    newest = next(iter(segments_of(begun).values()))
    words = sum(post.word_count for post in newest)
    assert {post.front.date.year for post in newest} == {2025, 2026}
    assert FRONT <= words + 60 * len(newest) <= SMALL


@pytest.mark.parametrize("seed", range(20))
def test_another_body_leaves_every_other_segment_as_it_was(seed: int) -> None:
    briefs = shelf(1986, 2025)
    at = random.Random(seed).randrange(len(briefs))
    edited = [*briefs]
    edited[at] = replace(briefs[at], word_count=briefs[at].word_count + 5)
    before, after = segments_of(briefs), segments_of(edited)
    assert list(before) == list(after)
    assert [briefs[at] in part for part in before.values()] == [before[name] != after[name] for name in before]


def test_a_brief_added_to_the_newest_year_changes_the_newest_segment_only() -> None:
    briefs = shelf(1986, 2025)
    before, after = segments_of(briefs), segments_of([brief("2025-12-30", name="new"), *briefs])
    assert list(before) == list(after)
    assert [name for name in before if before[name] != after[name]] == ["2025-07"]


def test_a_new_year_leaves_the_full_segments_as_they_are() -> None:
    before, after = segments_of(shelf(1986, 2024)), segments_of(shelf(1986, 2025))
    changed = [name for name in after if before.get(name) != after[name]]
    assert changed == list(after)[:3]


def test_a_month_too_long_for_one_segment_is_divided_from_its_oldest_brief() -> None:
    briefs = [brief("2020-03-01", 500_000, f"b{n}") for n in range(15)]
    segments = segments_of(briefs)
    assert list(segments) == ["2020-03-3", "2020-03-2", "2020-03"]
    assert segments["2020-03"] == tuple(briefs[-6:])


def test_a_newest_year_too_long_for_one_segment_is_divided_by_months() -> None:
    segments = segments_of(shelf(2024, 2024, by_year=3_000))
    assert next(iter(segments)) == "2024-12"
    assert max(sum(post.word_count for post in part) for part in segments.values()) <= CAPACITY


def test_briefs_of_one_month_stay_together_when_zones_mix_their_order() -> None:
    days = ["2024-02-01", "2024-01-31", "2024-02-01", "2024-01-31"]
    briefs = [brief(day, 300_000, f"b{n}") for n, day in enumerate(days)]
    assert sorted(post.id for part in segments_of(briefs).values() for post in part) == sorted(
        post.id for post in briefs
    )


def test_a_sentence_more_or_less_moves_no_brief_to_another_segment() -> None:
    text = brief("2024-01-01", words=1_800)
    assert weight_of(text) == weight_of(replace(text, word_count=1_830)) < weight_of(replace(text, word_count=2_400))
    assert weight_of(text) >= text.word_count


@pytest.mark.parametrize("wanted", [1, 2, 3, 5, 8, 20])
def test_there_are_at_most_as_many_segments_as_are_wanted(wanted: int) -> None:
    briefs = shelf(1986, 2025)
    segments = segments_of(briefs, wanted)
    assert wanted / 2 <= len(segments) <= wanted
    assert [post for part in segments.values() for post in part] == briefs


def test_where_many_segments_are_wanted_every_month_stands_alone() -> None:
    briefs = shelf(2024, 2025)
    assert list(segments_of(briefs, 1000)) == sorted({post.front.date.day[:7] for post in briefs}, reverse=True)
    assert len(segments_of(briefs)) == 3


def test_a_brief_more_leaves_the_older_segments_that_are_wanted_as_they_are() -> None:
    before = segments_of(shelf(1986, 2025), 12)
    after = segments_of([brief("2025-12-30", name="new"), *shelf(1986, 2025)], 12)
    assert list(after.values())[1:] == list(before.values())[1:]
