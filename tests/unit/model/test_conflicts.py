"""Records that get in each other's way."""

import pytest

from kei_site.model.brief import Author
from kei_site.model.conflicts import (
    address_diagnostics,
    distinct_authors,
    long_series_diagnostics,
    nameless_series_diagnostics,
    shared_dois,
    shared_ids,
)
from tests.support.plan_samples import brief, config


def author(name: str) -> Author:
    return Author(id=name, path=f"content/authors/{name}.md", name="A name")


def test_records_that_differ_in_case_or_form_are_one_authors() -> None:
    records, diagnostics = distinct_authors([author("kim"), author("Kim"), author("lee")])
    assert set(records) == {"Kim", "lee"}
    assert [(found.code, found.place.path) for found in diagnostics.values()] == [("AUT03", "content/authors/kim.md")]


def test_the_later_path_of_two_briefs_with_one_address_is_reported() -> None:
    briefs = [brief("b", slug="same"), brief("a", slug="same"), brief("c", "2023-01-01", slug="same")]
    assert [(found.code, found.place.path) for found in address_diagnostics(briefs)] == [
        ("SLG05", "content/briefs/b.md")
    ]


def test_addresses_that_some_systems_fold_are_reported_apart_from_equal_ones() -> None:
    briefs = [brief("a", slug="Straße"), brief("b", slug="strasse")]
    assert [found.code for found in address_diagnostics(briefs)] == ["SLG06"]


def test_a_series_without_letters_has_no_address() -> None:
    found = nameless_series_diagnostics([brief("a", series="…"), brief("b", series="North"), brief("c")])
    assert [(diagnostic.code, diagnostic.found) for diagnostic in found] == [("SLG04", "…")]


SHARED = "tag:example.org,2024:briefs/2024/one"


@pytest.mark.parametrize("is_draft", [False, True])
def test_two_briefs_with_one_permanent_id_are_an_error_on_the_second(is_draft: bool) -> None:
    same = brief("2024/zwei", id=SHARED, draft=is_draft)
    (found,) = shared_ids([same, brief("2024/one")], config())
    assert (found.code, found.severity, found.place.path) == ("FED02", "error", "content/briefs/2024/zwei.md")
    assert "content/briefs/2024/one.md" in found.message
    assert shared_ids([brief("2024/one"), brief("2024/two")], config()) == []


def test_a_series_too_long_for_a_disk_is_told_once() -> None:
    long, short = "가" * 61, "가" * 60
    found = long_series_diagnostics([brief("b", series=long), brief("a", series=long), brief("c", series=short)])
    assert [(told.code, told.place.path, told.found) for told in found] == [("SLG03", "content/briefs/a.md", long)]


def test_two_briefs_with_one_doi_are_told_at_the_second_whatever_its_case() -> None:
    briefs = [brief("b", doi="10.1000/X", draft=True), brief("a", doi="10.1000/x"), brief("c", doi="10.1000/y")]
    assert [(found.code, found.place.path) for found in shared_dois(briefs)] == [("DOI01", "content/briefs/b.md")]
