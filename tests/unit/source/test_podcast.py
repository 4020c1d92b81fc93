"""The details of an episode: what is read, and what is told at its place."""

import pytest

from kei_site.core.podcast import Chapter, Podcast
from kei_site.schema.fields import Problems, read_mapping
from kei_site.source.podcast import podcast


def read(text: str) -> tuple[Podcast | None, list[tuple[str, int, int]]]:
    problems = Problems(path="content/briefs/a.md")
    mapping = read_mapping(text, problems)
    assert mapping is not None
    found = podcast(mapping.entries["podcast"], problems)
    return found, [(told.code, told.place.line, told.place.column) for told in problems.diagnostics]


def test_every_detail_is_read() -> None:
    found, told = read(
        "podcast:\n  audio: talk.mp3\n  duration: 54:32\n  length: 51200000\n  transcript: talk.vtt\n  season: 2\n"
        "  episode: 7\n  explicit: true\n  chapters:\n  - 0:00 Opening\n  - 1:05 – What it buys\n"
        '  - {start: "12:30", title: Questions, url: https://example.org/q}\n'
    )
    assert told == []
    assert found == Podcast(
        audio="talk.mp3",
        duration=3272,
        length=51_200_000,
        transcript="talk.vtt",
        season=2,
        episode=7,
        explicit=True,
        chapters=(
            Chapter(start=0, title="Opening"),
            Chapter(start=65, title="What it buys"),
            Chapter(start=750, title="Questions", url="https://example.org/q"),
        ),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("podcast: talk.mp3", [("FM17", 1, 10)]),
        ("podcast: {audio: a.mp3, lenght: 5}", [("FM08", 1, 25)]),
        ("podcast: {audio: a.mp3, duration: an hour}", [("FM17", 1, 35)]),
        ("podcast: {audio: a.mp3, season: 0}", [("FM15", 1, 33)]),
        ("podcast:\n  chapters: [Opening, 1:00]", [("FM17", 2, 14), ("FM17", 2, 23)]),
        ("podcast:\n  chapters:\n  - 2:00 B\n  - 1:00 A\n  - 2:00 C\n", [("POD02", 4, 5), ("POD02", 5, 5)]),
        ("podcast:\n  duration: 1:00\n  chapters:\n  - 0:00 A\n  - 1:00 B\n", [("POD02", 5, 5)]),
    ],
)
def test_a_wrong_detail_is_told_where_it_stands(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert read(text)[1] == expected
