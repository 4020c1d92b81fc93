"""Permanent ids, times of entries and archive documents."""

import dataclasses
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kei_site.config import Config, FeedSettings, Organization
from kei_site.core.clock import Moment, moment_of
from kei_site.core.correction import Correction
from kei_site.core.hashing import NO_DIGEST
from kei_site.model.brief import Brief, FrontMatter
from kei_site.model.permanent_ids import archive_documents, entry_times, feed_id, last_change, permanent_id

CONFIG = Config(title="Institute", url="https://Example.org/site", organization=Organization(name="Institute"))


def day(text: str) -> Moment:
    return moment_of(datetime.fromisoformat(f"{text}T00:00:00-04:00"), has_time=False)


def instant(text: str) -> Moment:
    return moment_of(datetime.fromisoformat(f"{text}-04:00"), has_time=True)


def brief(brief_id: str, date: Moment, **front: object) -> Brief:
    matter = FrontMatter(title="T", date=date, authors=("kei",), **front)  # type: ignore[arg-type]
    return Brief(
        id=brief_id,
        path=f"content/briefs/{brief_id}.md",
        front=matter,
        slug="t",
        url="/briefs/2024/t/",
        body=NO_DIGEST,
        word_count=1,
    )


def correction(date: Moment) -> Correction:
    return Correction(date=date, kind="correction", note="n")


def test_the_id_is_a_tag_uri_of_the_file_and_not_of_title_slug_or_address() -> None:
    made = brief("2024/the-rok-and-nato", day("2024-07-21"))
    front = dataclasses.replace(made.front, title="Other", slug="other")
    moved = dataclasses.replace(made, slug="other", url="/briefs/2025/other/", front=front)
    assert permanent_id(made, CONFIG) == "tag:example.org,2024:briefs/2024/the-rok-and-nato"
    assert permanent_id(moved, CONFIG) == permanent_id(made, CONFIG)


def test_an_id_that_the_editor_fixed_wins() -> None:
    made = brief("2024/a", day("2024-07-21"), id="urn:uuid:60a76c80-d399-11d9-b93c-0003939e0af6")
    assert permanent_id(made, CONFIG) == "urn:uuid:60a76c80-d399-11d9-b93c-0003939e0af6"


def test_a_fixed_authority_outlives_the_host() -> None:
    config = dataclasses.replace(CONFIG, feeds=FeedSettings(authority="old.example,2019"))
    assert permanent_id(brief("a", day("2024-07-21")), config) == "tag:old.example,2019:briefs/a"
    assert feed_id(config, "tags", "nato") == "tag:old.example,2019:feeds/tags/nato"


def test_ids_of_files_in_other_scripts_are_ascii() -> None:
    assert permanent_id(brief("2024/한미동맹", day("2024-07-21")), CONFIG) == (
        "tag:example.org,2024:briefs/2024/%ED%95%9C%EB%AF%B8%EB%8F%99%EB%A7%B9"
    )


def test_the_feed_of_the_site_has_an_id_of_its_own() -> None:
    assert feed_id(CONFIG) == "tag:example.org,2024:feeds"
    assert feed_id(CONFIG, "tags", "nato") == "tag:example.org,2024:feeds/tags/nato"


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ({}, "2024-07-21"),
        ({"updated": day("2024-08-01")}, "2024-08-01"),
        ({"corrections": (correction(day("2024-09-02")), correction(day("2024-08-02")))}, "2024-09-02"),
        ({"updated": day("2024-10-01"), "corrections": (correction(day("2024-09-02")),)}, "2024-10-01"),
        ({"updated": day("2024-07-01")}, "2024-07-21"),
    ],
)
def test_the_latest_significant_change_counts(front: dict[str, object], expected: str) -> None:
    assert last_change(brief("a", day("2024-07-21"), **front).front) == day(expected)


def test_a_correction_on_the_day_of_publication_still_counts() -> None:
    morning = brief("a", instant("2024-07-21T09:00:00"), corrections=(correction(day("2024-07-21")),))
    same_day = brief("a", day("2024-07-21"), corrections=(correction(day("2024-07-21")),))
    assert last_change(morning.front) == instant("2024-07-21T10:00:00")
    assert last_change(same_day.front).epoch == day("2024-07-21").epoch + 3600


def test_one_change_noted_twice_counts_once() -> None:
    noted = (correction(day("2024-08-01")),)
    made = brief("a", day("2024-07-21"), updated=day("2024-08-01"), corrections=noted)
    assert last_change(made.front) == day("2024-08-01")


def test_briefs_of_one_day_get_distinct_times_within_its_first_hour() -> None:
    briefs = [brief(f"2024/{n}", day("2024-07-21")) for n in range(20)]
    times = entry_times(briefs)
    start = day("2024-07-21").epoch
    assert len({moment.epoch for moment in times.values()}) == 20
    assert all(start <= moment.epoch < start + 3700 for moment in times.values())
    assert all(moment.day == "2024-07-21" for moment in times.values())


def test_a_time_depends_on_the_brief_alone() -> None:
    made = brief("2024/a", day("2024-07-21"))
    others = [brief(f"2024/{n}", day("2024-07-21")) for n in range(5)]
    assert entry_times([made])["2024/a"] == entry_times([*others, made])["2024/a"]


def test_a_time_with_seconds_is_kept_and_a_full_minute_stays_in_its_minute() -> None:
    exact = brief("exact", instant("2024-07-21T09:00:05"))
    minute = brief("minute", instant("2024-07-21T09:30:00"))
    times = entry_times([exact, minute])
    assert times["exact"] == exact.front.date
    assert times["minute"].iso.startswith("2024-07-21T09:30:")


def test_equal_instants_are_parted_in_the_order_of_ids() -> None:
    briefs = [brief(name, instant("2024-07-21T09:00:05")) for name in "cab"]
    times = entry_times(briefs)
    assert [times[name].iso[17:19] for name in "abc"] == ["05", "06", "07"]


@given(st.dictionaries(st.text("ab0", min_size=1, max_size=5), st.integers(0, 40)))
def test_times_are_distinct_and_do_not_depend_on_the_order_of_reading(seconds: dict[str, int]) -> None:
    briefs = [brief(name, instant(f"2024-07-21T09:00:{second:02}")) for name, second in seconds.items()]
    times = entry_times(briefs)
    assert len({moment.epoch for moment in times.values()}) == len(briefs)
    assert times == entry_times(briefs[::-1])
    assert all(times[brief.id].epoch >= brief.front.date.epoch for brief in briefs)


@given(st.integers(0, 60), st.integers(1, 9))
def test_a_new_brief_never_changes_an_archive_document(count: int, size: int) -> None:
    entries = tuple(range(count, 0, -1))
    before, after = archive_documents(entries, size), archive_documents((count + 1, *entries), size)
    assert after[: len(before)] == before
    assert all(len(document) == size for document in after)


@given(st.integers(0, 60), st.integers(1, 9))
def test_archives_and_the_subscription_feed_hold_everything(count: int, size: int) -> None:
    entries = tuple(range(count, 0, -1))
    archived = {entry for document in archive_documents(entries, size) for entry in document}
    assert archived | set(entries[:size]) == set(entries)


def test_documents_are_newest_first_and_the_oldest_document_comes_first() -> None:
    assert archive_documents((5, 4, 3, 2, 1), 2) == ((2, 1), (4, 3))
