"""Authors of texts and data files: found by key or name, and without addresses of mail."""

from typing import Any

import pytest

from kei_site.importers.folder.authors import (
    Authors,
    author_file_key,
    is_author_data,
    records_in,
)


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Mina Kim", ["Mina Kim"]),
        (["Mina Kim", "Ana Ruiz"], ["Mina Kim", "Ana Ruiz"]),
        ("Mina Kim; Ana Ruiz", ["Mina Kim", "Ana Ruiz"]),
        ("Kim, Mina", ["Kim, Mina"]),
        ("Department of Health and Human Services", ["Department of Health and Human Services"]),
        ({"name": "Mina Kim", "email": "a@b.example"}, ["Mina Kim"]),
        ([{"name": {"given": "Mina", "family": "Kim"}}], ["Mina Kim"]),
        ("Mina Kim <mina@old.example.org>", ["Mina Kim"]),
        ("mina@old.example.org", []),
        ("kim", ["Mina K."]),
        (None, []),
    ],
)
def test_authors_are_read(written: Any, names: list[str]) -> None:
    authors = Authors()
    authors.add_record(
        "kim", {"name": "Mina K.", "email": "mina@old.example.org", "website": "https://kim.example.org"}
    )
    assert [authors.by_key[key].name for key in authors.keys_of(written)] == names


def test_pelican_parts_names_by_commas() -> None:
    assert Authors().keys_of("Mina Kim, Ana Ruiz", parts=",;") == ["mina-kim", "ana-ruiz"]


def test_a_later_text_may_say_more_of_an_author() -> None:
    authors = Authors()
    authors.keys_of("Mina Kim")
    authors.keys_of({"name": "Mina Kim", "orcid": "0000-0002-1825-0097", "url": "https://kim.example.org"})
    found = authors.by_key["mina-kim"]
    assert (found.orcid, found.url) == ("0000-0002-1825-0097", "https://kim.example.org")


def test_pages_that_are_no_addresses_are_left_out() -> None:
    authors = Authors()
    authors.add_record("kim", {"name": "Kim", "url": "javascript:alert(1)", "orcid": "1"})
    assert (authors.by_key["kim"].url, authors.by_key["kim"].orcid) == ("", "")


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("content/authors/kim.md", "kim"),
        ("content/authors/kim/_index.md", "kim"),
        ("_authors/kim.md", "kim"),
        ("content/authors/_index.md", ""),
        ("posts/authors.md", ""),
        ("content/authors/kim/posts/a.md", ""),
    ],
)
def test_files_of_authors(path: str, key: str) -> None:
    assert author_file_key(path) == key


def test_data_files_of_authors() -> None:
    paths = ("_data/authors.yml", "data/authors/kim.toml", "src/_data/people.json", "_data/ports.yml")
    assert [is_author_data(path) for path in paths] == [True, True, True, False]
    assert list(records_in("_data/authors.yml", {"kim": {"name": "Kim"}})) == [("kim", {"name": "Kim"})]
    assert list(records_in("data/authors/kim.toml", {"name": "Kim"})) == [("kim", {"name": "Kim"})]
    assert list(records_in("_data/authors.yml", [{"name": "Mina Kim"}])) == [("mina-kim", {"name": "Mina Kim"})]
    assert is_author_data("docs/blog/.authors.yml")
    assert list(records_in("blog/.authors.yml", {"authors": {"kim": {"name": "Kim"}}})) == [("kim", {"name": "Kim"})]
    assert list(records_in("_data/authors.yml", ["x"])) == []


def test_the_role_of_an_author_is_kept() -> None:
    authors = Authors()
    authors.add_record("kim", {"name": "Mina Kim", "job_title": "Fellow, mina@old.example.org"})
    assert authors.by_key["kim"].role.startswith("Fellow")
    assert "@" not in authors.by_key["kim"].role
