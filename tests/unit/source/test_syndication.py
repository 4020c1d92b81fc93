"""Outlets in front matter: several of them, and those that contradict each other."""

import pytest

from kei_site.source.fences import split
from kei_site.source.front_matter import FrontRead, read_front_matter

PATH = "content/briefs/a.md"


def read(outlets: str) -> FrontRead:
    text = f"---\ntitle: A\ndate: 2024-05-01\nauthors: [kim]\npublished_in: {outlets}\n---\n"
    return read_front_matter(split(text, PATH), PATH, timezone="UTC", language="en")


def told(outlets: str) -> list[tuple[str, int]]:
    return [(found.code, found.place.column) for found in read(outlets).diagnostics]


def test_the_original_stands_first() -> None:
    found = read("[{outlet: A, role: reprint}, {outlet: B}, {outlet: C, role: excerpt}]").front.published_in
    assert found
    assert [there.outlet for there in found.all] == ["B", "A", "C"]


def test_each_outlet_of_a_list_knows_where_it_is_written() -> None:
    found = read("[{outlet: A, role: reprint}, {outlet: B, url: https://b.example/}]")
    assert found.front.published_in
    assert [there.key for there in found.front.published_in.all] == ["published_in.1", "published_in.0"]
    assert (found.places["published_in.1.url"], found.places["published_in.0.role"]) == ((5, 61), (5, 34))
    single = read("{outlet: A}")
    assert single.front.published_in
    assert single.places[f"{single.front.published_in.key}.outlet"] == (5, 24)


@pytest.mark.parametrize(
    ("outlets", "expected"),
    [
        ("[{outlet: A}, {outlet: B, role: reprint}, {outlet: C, role: reprint}]", []),
        ("[{outlet: A}, {outlet: A, role: translation}]", []),
        ("[{outlet: A, role: original}, {outlet: B, role: original}]", [("SYN01", 63)]),
        ("[{outlet: A}, {outlet: B}]", [("SYN01", 29)]),
        ("[{outlet: A, role: reprint}, {outlet: a, role: reprint}]", [("SYN01", 53)]),
        ("[{outlet: A}, {outlet: B, role: reprint}, {outlet: A}]", [("SYN01", 66)]),
        (
            "[{outlet: A, url: https://a.b/1}, {outlet: B, role: reprint, url: https://a.b/1}]",
            [("SYN01", 81)],
        ),
        ("[{outlet: A}, {outlet: 2}, {role: reprint}]", [("FM09", 42)]),
    ],
)
def test_outlets_that_contradict_each_other_are_told(outlets: str, expected: list[tuple[str, int]]) -> None:
    assert told(outlets) == expected


def test_search_engines_are_sent_to_one_place() -> None:
    there = "url: https://{}.example/, canonical: there"
    outlets = f"[{{outlet: A, {there.format('a')}}}, {{outlet: B, role: reprint, {there.format('b')}}}]"
    assert [code for code, _ in told(outlets)] == ["SYN01"]


@pytest.mark.parametrize(
    ("role", "expected"),
    [("original", []), ("reprint", []), ("translation", [("SYN01", 82)]), ("excerpt", [("SYN01", 78)])],
)
def test_search_engines_are_not_sent_to_another_text(role: str, expected: list[tuple[str, int]]) -> None:
    assert told(f"{{outlet: A, url: https://a.example/, role: {role}, canonical: there}}") == expected
