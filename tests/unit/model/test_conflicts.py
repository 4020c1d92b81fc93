"""Records that get in each other's way."""

from kei_site.model.brief import Author
from kei_site.model.conflicts import address_diagnostics, distinct_authors, nameless_series_diagnostics
from tests.support.plan_samples import brief


def author(name: str) -> Author:
    return Author(id=name, path=f"content/authors/{name}.md", name="A name")


def test_records_that_differ_in_case_or_form_are_one_authors() -> None:
    records, diagnostics = distinct_authors([author("kim"), author("Kim"), author("lee")])
    assert set(records) == {"Kim", "lee"}
    assert [(one.code, one.place.path) for one in diagnostics.values()] == [("AUT03", "content/authors/kim.md")]


def test_the_later_path_of_two_briefs_with_one_address_is_told() -> None:
    briefs = [brief("b", slug="same"), brief("a", slug="same"), brief("c", "2023-01-01", slug="same")]
    assert [(one.code, one.place.path) for one in address_diagnostics(briefs)] == [("SLG05", "content/briefs/b.md")]


def test_addresses_that_some_systems_fold_are_told_apart_from_equal_ones() -> None:
    briefs = [brief("a", slug="Straße"), brief("b", slug="strasse")]
    assert [one.code for one in address_diagnostics(briefs)] == ["SLG06"]


def test_a_series_without_letters_has_no_address() -> None:
    found = nameless_series_diagnostics([brief("a", series="…"), brief("b", series="North"), brief("c")])
    assert [(one.code, one.found) for one in found] == [("SLG04", "…")]
