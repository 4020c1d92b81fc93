"""Front-matter keys of a site's own: their values, and what is told of those of another type."""

import pytest

from kei_site.core.clock import Moment
from kei_site.source.fences import split
from kei_site.source.front_matter import FrontRead, read_front_matter

PATH = "content/briefs/x.md"
DECLARED = (
    *(("study_area", "text"), ("sample", "number"), ("fieldwork", "date"), ("dataset", "url"), ("countries", "list")),
    ("status", "text"),
)


def read(lines: str) -> FrontRead:
    front = f"title: A text\ndate: 2024-05-01\nauthors: [kei]\n{lines}"
    parts = split(f"---\n{front}---\nText\n", PATH)
    return read_front_matter(parts, PATH, timezone="Asia/Seoul", language="en", extra=DECLARED)


def told(line: str) -> list[tuple[str, int, int, str]]:
    return [(found.code, found.place.line, found.place.column, found.fix) for found in read(f"{line}\n").diagnostics]


def test_values_are_read_by_their_types() -> None:
    found = read(
        "study_area: Busan &amp; Seoul\nsample: 1204\nfieldwork: 2024-06-30\n"
        "dataset: https://data.example.org/\ncountries: [Korea, '', Japan, Korea]\n"
    )
    assert found.diagnostics == ()
    fieldwork = found.front.extra["fieldwork"]
    assert isinstance(fieldwork, Moment)
    assert fieldwork.iso == "2024-06-30T00:00:00+09:00"
    assert {key: value for key, value in found.front.extra.items() if key != "fieldwork"} == {
        "study_area": "Busan & Seoul",
        "sample": "1204",
        "dataset": "https://data.example.org/",
        "countries": ("Korea", "Japan"),
    }


def test_without_a_value_there_is_none() -> None:
    assert read("study_area:\n").front.extra == {}
    assert read("").front.extra == {}


@pytest.mark.parametrize(
    ("line", "code", "fix"),
    [
        ("sample: 1,204", "FM15", "write digits alone, with a point before decimals: 1200.5"),
        ("sample: [1]", "FM17", "write a text"),
        ("fieldwork: 30.6.2024", "DAT02", "write 2024-06-30"),
        ("fieldwork: {a: b}", "FM17", "write `YYYY-MM-DD`"),
        ("dataset: data.example.org/a", "FM17", "write https:// and the rest of the address"),
        ("dataset: javascript:alert(1)", "LNK01", "write https:// and the rest of the address"),
        ("countries: Korea", "FM17", "write `countries: [Korea]`"),
        ("study_aera: Busan", "FM08", "did you mean `study_area`?"),
    ],
)
def test_a_value_of_another_type_is_told_at_its_place(line: str, code: str, fix: str) -> None:
    _, value = line.split(": ", 1)
    column = 1 if code == "FM08" else line.index(value) + 1
    assert told(line) == [(code, 5, column, fix)]


@pytest.mark.parametrize("value", ["1204", "-3", "+3", "0.5", "1204.25"])
def test_a_number_may_have_a_sign_and_decimals(value: str) -> None:
    assert read(f"sample: {value}\n").front.extra["sample"] == value


def test_a_declared_key_that_may_mean_a_draft_still_holds_the_text_back() -> None:
    found = read("status: draft\n")
    assert {diagnostic.code for diagnostic in found.diagnostics} == {"FM19"}
    assert not found.is_complete
    assert read("status: draft\ndraft: false\n").is_complete
