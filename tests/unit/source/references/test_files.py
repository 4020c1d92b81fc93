"""Files of references: all good entries are read, and each broken one is told with its line."""

import json
from pathlib import Path

import pytest

from kei_site.core.bibliography import STYLES
from kei_site.core.characters import FORBIDDEN
from kei_site.render.citations.styles import reference
from kei_site.source.references.files import read_works


def columns(text: str, path: str) -> list[tuple[int, int]]:
    return [(found.place.line, found.place.column) for found in read_works(text, path)[1]]


BIB = """@book{good, title = {Good}, year = 2024}
@book{broken,
  title = {No end,
  author = {X}

@book{twice, title = {A}, title = {B}}
@book{good, title = {Again}}
@book{untitled, year = 2024}
@book{a b, title = {Blank}}
@string{wp = "World Politics"}
@article{late, title = {Late}, journal = wp, month = jul, year = 2024}
"""


def told(text: str, path: str) -> list[tuple[int, str, str]]:
    return [(found.place.line, found.code, found.found) for found in read_works(text, path)[1]]


def test_a_broken_entry_hides_no_other() -> None:
    file, _ = read_works(BIB, "content/references/a.bib")
    assert [(work.key, place) for work, place in zip(file.works, file.places, strict=True)] == [
        ("good", (1, 7)),
        ("late", (11, 10)),
    ]
    assert (file.works[1].container, file.works[1].issued.iso) == ("World Politics", "2024-07")


def test_each_fault_has_its_line() -> None:
    assert told(BIB, "a.bib") == [
        (2, "REF01", "broken"),
        (6, "REF01", "twice"),
        (7, "REF03", "good"),
        (8, "REF01", "untitled"),
        (9, "REF01", "a b"),
    ]


def test_an_entry_without_its_brace_is_told_and_no_comment_is() -> None:
    text = "@book{a, title = {A}, year = 2020}\n\nWrite to x@article.org.\n@article b, title = {B}}\n@todo later\n"
    assert told(text, "a.bib") == [(4, "REF01", "@article b, title = {B}}")]


def test_entries_that_are_no_works_are_kept_with_their_lines() -> None:
    assert set(read_works(BIB, "a.bib")[0].unread) == {("broken", 2), ("twice", 6), ("untitled", 8)}


def test_a_month_of_json_that_no_year_has_is_told() -> None:
    months = [
        f'{{"id": "a{month}", "title": "A", "issued": {{"date-parts": [[2020,{month}]]}}}}' for month in (13, 12, 21)
    ]
    assert told(f"[{','.join(months)}]", "a.json") == [(1, "REF01", "13")]


def test_names_of_json_that_are_no_list_are_told() -> None:
    text = (
        '[{"id": "a", "title": "A", "author": "Kim Min-su"}, {"id": "b", "title": "B", "author": [{"literal": "UN"}]}]'
    )
    assert told(text, "a.json") == [(1, "REF01", '"Kim Min-su"')]


def test_each_fault_has_its_column() -> None:
    lines = [
        "@article{a,",
        "\ttitle = {A}, year = {soon},",
        " author = {Kim, A.; Lee, B.}}",
        " @article{a, title = {B}}",
    ]
    assert columns("\n".join(lines), "a.bib") == [(2, 23), (3, 12), (4, 11)]
    entries = [
        '[ {"id": "a", "title": "A"}, {"id": "a", "title": "B"},',
        ' {"id": "b", "title": "B", "URL": "soon"}, 7, {"id": }]',
    ]
    assert columns("\n".join(entries), "a.json") == [(1, 38), (2, 36), (2, 44), (2, 54)]


def test_a_broken_entry_is_sought_in_its_lines() -> None:
    for text, lines in ((BIB, "lines 2 to 4"), ("@book{open, title = {A, year = 2024\n", "line 1")):
        assert read_works(text, "a.bib")[1][0].fix.endswith(f"missing in {lines}")


def test_faults_of_json_have_their_lines() -> None:
    text = '[\n{"id": "a", "title": "A"},\n{"id": "a", "title": "B"},\n7,\n{"id": "b", "title": }\n]'
    file, _ = read_works(text, "a.json")
    assert [work.key for work in file.works] == ["a"]
    assert told(text, "a.json") == [(3, "REF03", "a"), (4, "REF01", "7"), (5, "REF01", '{"id": "b", "title": }')]
    assert told('{"a": 1}', "a.json") == [(1, "REF01", '{"a": 1}')]


def test_an_unknown_type_and_a_lost_date_of_json_are_told() -> None:
    entries = (
        '{"id": "a", "type": "book", "title": "A", "issued": {"date-parts": [[2024]]}}',
        '{"id": "b", "type": "bok", "title": "B", "issued": {"raw": "2024-05"}}',
        '{"id": "c", "type": "thing-of-our-own", "title": "C", "issued": {"date-parts": [["soon"]]}}',
        '{"id": "d", "title": "D"}',
    )
    _, faults = read_works(f"[{','.join(entries)}]".replace("},{", "},\n{"), "a.json")
    assert [(fault.place.line, fault.message, fault.found) for fault in faults] == [
        (2, "an unknown type", "bok"),
        (3, "a date that cannot be read", '{"date-parts": [["soon"]]}'),
    ]
    assert faults[0].fix == "did you mean book?"


LONG = "9" * 5000
"""More digits than Python makes a number of."""


@pytest.mark.parametrize(
    "fields",
    [
        '"issued": {"date-parts": [["²", 7]]}',
        '"issued": {"date-parts": [["--5", null, 1.5]]}',
        f'"issued": {{"date-parts": [["{LONG}", "{LONG}"]]}}',
        f'"edition": "{LONG}", "page": "{LONG}-5"',
        r'"edition": "²", "publisher": "\u0000A\ud800\ufffe"',
        r'"URL": "javascript:alert(1)"',
    ],
)
def test_no_value_of_json_stops_a_build_or_reaches_a_page_that_cannot_hold_it(fields: str) -> None:
    file, _ = read_works(f'[{{"id": "a", "type": "book", "title": "A", {fields}}}]', "a.json")
    (work,) = file.works
    for style in STYLES:
        shown = reference(style, work)
        assert not FORBIDDEN.search(shown)
        assert "javascript" not in shown


@pytest.mark.parametrize("field", ["month", "day", "edition", "year"])
@pytest.mark.parametrize("number", ["²", LONG])
def test_no_number_of_bibtex_stops_a_build(field: str, number: str) -> None:
    fields = {"year": "2024", "month": "may"} | {field: number}
    written = ", ".join(f"{name} = {{{words}}}" for name, words in fields.items())
    (work,) = read_works(f"@book{{a, title = {{A}}, {written}}}", "a.bib")[0].works
    for style in STYLES:
        assert "A" in reference(style, work)


def test_an_address_of_json_that_is_none_is_told() -> None:
    assert told('[{"id": "a", "title": "A", "URL": "javascript:x"}]', "a.json") == [(1, "REF01", "javascript:x")]
    assert told(r'["\ud800"]', "a.json") == [(1, "REF01", "")]
    assert told(f"[{LONG}]", "a.json")[0][1] == "REF01"


def test_an_empty_file_has_no_works() -> None:
    assert read_works("", "a.bib")[0].works == ()
    assert told("[]", "a.json") == []


def test_bibtex_and_json_of_one_entry_give_one_work() -> None:
    entries = Path(__file__).resolve().parents[3] / "citations" / "entries.json"
    file, diagnostics = read_works(entries.read_text(encoding="utf-8"), "entries.json")
    assert diagnostics == ()
    assert len(file.works) == len(json.loads(entries.read_text(encoding="utf-8")))
    bib = "@article{putnam1988, author={Putnam, Robert D.}, title={Diplomacy and Domestic Politics: The Logic of "
    bib += "Two-Level Games}, journal={International Organization}, volume=42, number=3, pages={427--460}, year=1988, "
    bib += "month=jun, doi={10.1017/S0020818300027697}}"
    assert read_works(bib, "a.bib")[0].works == (file.works[0],)
