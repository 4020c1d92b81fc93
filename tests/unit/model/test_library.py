"""The library: which briefs are public, in which order and which groups."""

from dataclasses import replace

import pytest

from kei_site.model.brief import Author
from kei_site.model.library import Records, assemble
from tests.support.plan_samples import DESK, NOW, brief, day, library

FUTURE = "2030-01-01"


def reasons(**front: object) -> list[str]:
    """Return why a brief with this front matter is not public; empty when it is."""
    return [waiting.reason for waiting in library(brief("2024/a", **front)).unpublished]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ({}, []),
        ({"draft": True}, ["draft"]),
        ({"date": FUTURE}, ["date"]),
        ({"embargo": day(FUTURE)}, ["embargo"]),
        ({"embargo": day("2024-12-31")}, []),
        ({"draft": True, "embargo": day(FUTURE)}, ["draft"]),
        ({"date": FUTURE, "embargo": day("2029-01-01")}, ["date"]),
    ],
)
def test_a_brief_is_public_when_nothing_hides_it(front: dict[str, object], expected: list[str]) -> None:
    assert reasons(**front) == expected


def test_drafts_are_public_in_a_preview_and_broken_briefs_never() -> None:
    draft, broken = brief("2024/a", draft=True), replace(brief("2024/b"), is_broken=True)
    shown = assemble(Records(briefs=(draft, broken), authors=(DESK,)), instant=NOW, drafts=True, prefix="")
    assert [public.id for public in shown.briefs] == ["2024/a"]
    assert [waiting.reason for waiting in shown.unpublished] == ["broken"]


def test_briefs_stand_newest_first_and_those_of_one_day_by_id() -> None:
    found = library(brief("2024/b"), brief("2024/a"), brief("2025/c", "2024-07-22"))
    assert [public.id for public in found.briefs] == ["2025/c", "2024/a", "2024/b"]
    assert found.next_due is None
    assert library(brief("x", FUTURE), brief("y", "2031-01-01")).next_due == day(FUTURE).epoch


def test_groups_hold_public_briefs_alone() -> None:
    found = library(brief("2024/a", tags=("Sea",), series="Notes"), brief("2024/b", tags=("Sea",), draft=True))
    assert {slug: len(briefs) for slug, briefs in found.by_tag.items()} == {"sea": 1}
    assert [(series.slug, series.name, len(series.briefs)) for series in found.series] == [("notes", "Notes", 1)]
    assert list(found.by_year) == [2024]


@pytest.mark.parametrize(
    ("made", "code", "fix"),
    [
        (brief("2024/a", authors=("dsk",)), "AUT01", "did you mean desk? Else add content/authors/dsk.md with `name:`"),
        (
            brief("2024/a", authors=("Given Family",)),
            "AUT01",
            "write `given-family`, and add content/authors/given-family.md with `name: Given Family`",
        ),
        (brief("2024/a", series="!!"), "SLG04", "give the series a name with letters or digits"),
    ],
    ids=["author", "name of an author", "series"],
)
def test_what_a_brief_names_must_be_there(made: object, code: str, fix: str) -> None:
    (found,) = library(made).diagnostics  # type: ignore[arg-type]
    assert (found.code, found.fix) == (code, fix)


def test_an_author_is_known_by_a_record_or_a_brief() -> None:
    kim = Author(id="kim", path="content/authors/kim.md", name="Kim")
    found = assemble(Records(briefs=(brief("2024/a"),), authors=(DESK, kim)), instant=NOW, drafts=False, prefix="")
    assert list(found.authors) == ["desk", "kim"]
    assert list(found.by_author) == ["desk"]
