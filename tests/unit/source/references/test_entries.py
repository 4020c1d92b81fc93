"""Entries that real programs and people write, and what is said of those that would come out wrong."""

import pytest

from kei_site.core.bibliography import Work
from kei_site.core.limits import LIMITS
from kei_site.source.references.files import read_works

REST = "title = {A}, year = 2020"


def read(text: str) -> tuple[dict[str, Work], list[tuple[int, str]]]:
    file, told = read_works(text, "content/references/main.bib")
    assert {found.code for found in told} <= {"REF01"}
    return {work.key: work for work in file.works}, [(found.place.line, found.found) for found in told]


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ("@book{a, title = {A} year = 2020}", "{A} year = 2020"),
        ('@book{a, title = "A "quoted" word", year = 2020}', '"A "quoted" word"'),
        (f"@book{{a, {REST}, publisher = nobody}}", "nobody"),
        (f"@bok{{a, {REST}}}", "@bok"),
        (f"@book{{a, {REST}, author = {{Kim, A.; Lee, B.}}}}", "Kim, A.; Lee, B."),
        (f"@book{{a, {REST}, author = {{John Smith, Jane Doe, Bob Roe}}}}", "John Smith, Jane Doe, Bob Roe"),
        (f"@book{{a, {REST}, author = {{A. Fine, B. Coarse}}}}", "A. Fine, B. Coarse"),
        (f"@book{{a, {REST}, author = {{J.-H. Kim, Sun Y. van Ark}}}}", "J.-H. Kim, Sun Y. van Ark"),
        (f"@book{{a, {REST}, author = {{Kim, A. et al.}}}}", "Kim, A. et al."),
        (f"@book{{a, {REST}, editor = {{Kim and and Lee}}}}", "Kim and and Lee"),
        (f"@book{{a, {REST}, doi = {{see the page}}}}", "see the page"),
        (f"@book{{a, {REST}, url = {{javascript:alert(1)}}}}", "javascript:alert(1)"),
        ("@book{a, title = {A}, year = {forthcoming}}", "forthcoming"),
        ("@book{a, title = {A}, year = 2020, month = 13}", "13"),
        ("@book{a, title = {A}, date = {2020-13-01}}", "2020-13-01"),
        (f"@incollection{{a, {REST}, crossref = {{gone}}}}", "gone"),
    ],
)
def test_what_would_come_out_wrong_is_told_and_the_entry_can_be_cited(entry: str, found: str) -> None:
    works, told = read(f"\n\n{entry}\n")
    assert told == [(3, found)]
    assert works["a"].title.startswith("A")


@pytest.mark.parametrize(
    "field",
    [
        "author = {King, Jr., Martin Luther}",
        "author = {Nye, Joseph S., Jr.}",
        "author = {St. John, A. Lee and García Márquez, Gabriel José and van Ark, J. H. and O. Henry}",
        "author = {{Ministry of Trade, Industry and Energy}}",
        "author = {김민수 and 이영희}",
        "author = {Smith, John and others}",
        "url = {www.example.org/a}",
        "doi = {https://doi.org/10.1234/ABC}",
        "month = jan",
        "month = {Spring}",
        "date = {2020-05/2020-07}",
        "publisher = press # { of } # press",
        "year = {2010--2012}",
        "keywords = {a; b, c}",
    ],
)
def test_usual_ways_of_writing_are_no_fault(field: str) -> None:
    year = "" if field.startswith("year") else "year = 2020, "
    _, told = read(f"@string{{press = {{Press}}}}\n@book{{a, title = {{A}}, {year}{field}}}\n")
    assert told == []


@pytest.mark.parametrize("kind", ["misc", "legal", "jurisdiction", "software", "artwork", "unpublished"])
def test_types_that_references_do_not_tell_apart_are_known(kind: str) -> None:
    works, told = read(f"@{kind}{{a, {REST}}}")
    assert (works["a"].title, told) == ("A", [])


def test_parts_are_joined() -> None:
    works, _ = read(f'@string{{p = "Press"}}\n@book{{a, {REST}, publisher = "The " # p # {{, Inc.}}}}\n')
    assert works["a"].publisher == "The Press, Inc."


def test_a_chapter_takes_over_what_its_book_says() -> None:
    book = "@book{b, title = {The Book}, editor = {Ed, It}, publisher = {P}, year = 2011}"
    works, told = read(f"@incollection{{a, author = {{Child, C}}, title = {{Part}}, crossref = {{b}}}}\n{book}\n")
    chapter = works["a"]
    assert (chapter.title, chapter.container, chapter.publisher) == ("Part", "The Book", "P")
    assert (chapter.issued.year, [name.family for name in chapter.editors]) == (2011, ["Ed"])
    assert told == []


@pytest.mark.parametrize("text", ["Just words.", '{"id": "a"}', "% a comment alone"])
def test_a_file_without_entries_is_told(text: str) -> None:
    assert [line for line, _ in read(text)[1]] == [1]
    assert read("")[1] == []


@pytest.mark.parametrize("field", ["crossref = {key{}x}", "publisher = name{}x"])
def test_of_many_wrong_names_all_are_told_and_the_first_with_the_name_that_was_meant(field: str) -> None:
    """Each is looked up in an index, for so many: all with all would take time by the square."""
    count = 3 * LIMITS.suggestions.most
    strings = [f"@string{{name{number} = {{N}}}}" for number in range(count)]
    entries = [f"@book{{key{number}, {REST}, {field.replace('{}', str(number))}}}" for number in range(count)]
    _, told = read_works("\n".join(strings + entries), "content/references/main.bib")
    assert len(told) == count
    assert 0 < sum("did you mean" in found.fix for found in told) <= LIMITS.suggestions.most
