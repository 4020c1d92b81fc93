"""Files of references: all good entries are read, and each broken one is told with its line."""

import json
from pathlib import Path

from kei_site.source.references.files import read_works

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
    assert [(work.key, line) for work, line in zip(file.works, file.lines, strict=True)] == [("good", 1), ("late", 11)]
    assert (file.works[1].container, file.works[1].issued.iso) == ("World Politics", "2024-07")


def test_each_fault_has_its_line() -> None:
    assert told(BIB, "a.bib") == [
        (2, "REF01", "broken"),
        (6, "REF01", "twice"),
        (7, "REF03", "good"),
        (8, "REF01", "untitled"),
        (9, "REF01", "a b"),
    ]


def test_a_broken_entry_is_sought_in_its_lines() -> None:
    for text, lines in ((BIB, "lines 2 to 4"), ("@book{open, title = {A, year = 2024\n", "line 1")):
        assert read_works(text, "a.bib")[1][0].fix.endswith(f"missing in {lines}")


def test_faults_of_json_have_their_lines() -> None:
    text = '[\n{"id": "a", "title": "A"},\n{"id": "a", "title": "B"},\n7,\n{"id": "b", "title": }\n]'
    file, _ = read_works(text, "a.json")
    assert [work.key for work in file.works] == ["a"]
    assert told(text, "a.json") == [(3, "REF03", "a"), (4, "REF01", "7"), (5, "REF01", '{"id": "b", "title": }')]
    assert told('{"a": 1}', "a.json") == [(1, "REF01", '{"a": 1}')]


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
