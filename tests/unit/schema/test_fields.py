"""Nodes become typed values; all diagnostics of a mapping are told together."""

from typing import Any

import pytest

from kei_site.core.limits import LIMITS
from kei_site.schema.fields import (
    Codes,
    Problems,
    Readers,
    boolean,
    choice,
    fields,
    group,
    list_of,
    places_of,
    read_mapping,
    text,
    text_by_key,
    texts,
    whole_number,
)


def read(source: str, readers: Readers, required: tuple[str, ...] = ()) -> tuple[dict[str, Any], Problems]:
    problems = Problems(path="x.yaml")
    mapping = read_mapping(source, problems)
    assert mapping is not None
    return fields(mapping, readers, problems, required=required), problems


def told(problems: Problems) -> list[tuple[str, int, int]]:
    return [(diagnostic.code, diagnostic.place.line, diagnostic.place.column) for diagnostic in problems.diagnostics]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("NO", "NO"),
        ("  a  ", "a"),
        ("'a\n\n  b'", "a b"),
        ('"a\\tb\\nc"', "a b c"),
        ("\u1112\u1161\u11ab", "한"),
        ("'a\u00a0b'", "a\u00a0b"),
        ("null", "null"),
    ],
)
def test_a_text_is_on_one_line_and_in_nfc(written: str, value: str) -> None:
    values, problems = read(f"a: {written}\n", {"a": text})
    assert values == {"a": value}
    assert problems.diagnostics == []


@pytest.mark.parametrize(
    ("reader", "source", "code", "column"),
    [
        (text, "a: [b]\n", "FM17", 4),
        (text, "a: {b: c}\n", "FM17", 4),
        (texts("a"), "a: b, c\n", "FM17", 4),
        (texts("a"), "a: {b: c}\n", "FM17", 4),
        (texts("a"), "a: [b, [c]]\n", "FM17", 8),
        (text, "a: " + "b" * (LIMITS.value.most + 1) + "\n", "LIM06", 4),
        (choice("yes", "no"), "a: maybe\n", "FM18", 4),
        (boolean, "a: yes\n", "FM17", 4),
        (boolean, "a: [true]\n", "FM17", 4),
        (whole_number(1, 9), "a: abc\n", "FM15", 4),
        (whole_number(1, 9), "a: 10\n", "FM15", 4),
        (whole_number(1, 9), "a: 0\n", "FM15", 4),
        (whole_number(1, 9), "a: 1.5\n", "FM15", 4),
        (whole_number(1, 9), "a: ٣\n", "FM15", 4),
        (whole_number(1, 9), "a: " + "9" * 5000 + "\n", "FM15", 4),
        (whole_number(1, 9), "a: [1]\n", "FM15", 4),
        (text_by_key("a: {b: c}"), "a: b\n", "FM17", 4),
        (text_by_key("a: {b: c}"), "a: {b: [c]}\n", "FM17", 8),
        (group(dict, {"b": text}, form="a: {b: c}"), "a: b\n", "FM17", 4),
        (group(dict, {"b": text}, required=("b",), form="a: {b: c}"), "a: {b: }\n", "FM09", 5),
        (list_of(text, form="a: [b]"), "a: b\n", "FM17", 4),
    ],
)
def test_a_faulty_value_is_told_at_its_place(reader: Any, source: str, code: str, column: int) -> None:
    _, problems = read(source, {"a": reader})
    assert told(problems) == [(code, 1, column)]
    assert problems.diagnostics[0].fix


@pytest.mark.parametrize(
    ("reader", "source", "value"),
    [
        (texts("a"), "a: [b, '', c, b]\n", ("b", "c")),
        (text, "a: " + "b" * LIMITS.value.most + "\n", "b" * LIMITS.value.most),
        (choice("yes", "no"), "a: no\n", "no"),
        (boolean, "a: True\n", True),
        (boolean, "a: false\n", False),
        (whole_number(1, 9), "a: 9\n", 9),
        (whole_number(-5, 9), "a: '-5'\n", -5),
        (text_by_key("a: {b: c}"), "a: {b: c}\n", {"b": "c"}),
        (group(dict, {"b": text, "c": text}, required=("b",), form=""), "a: {b: x}\n", {"b": "x"}),
        (list_of(whole_number(1, 9), form=""), "a: [1, 2]\n", (1, 2)),
    ],
)
def test_a_good_value_comes_out_typed(reader: Any, source: str, value: object) -> None:
    values, problems = read(source, {"a": reader})
    assert values == {"a": value}
    assert problems.diagnostics == []


def test_a_list_in_the_form_of_text_is_shown_as_a_list() -> None:
    _, problems = read("authors: kim, lee\n", {"authors": texts("authors")})
    assert "authors: [kim, lee]" in problems.diagnostics[0].fix


def test_an_unknown_key_names_the_nearest_known_one() -> None:
    _, problems = read("title: a\ntitel: b\n", {"title": text, "date": text})
    assert told(problems) == [("FM08", 2, 1)]
    assert "`title`" in problems.diagnostics[0].fix


def test_an_unknown_key_like_no_other_names_all_known_ones() -> None:
    _, problems = read("zzz: b\n", {"title": text, "date": text})
    assert "date, title" in problems.diagnostics[0].fix


def test_all_required_keys_that_are_missing_are_told_together() -> None:
    _, problems = read("b: x\n", {"a": text, "b": text, "c": text, "d": text}, required=("a", "b", "c", "d"))
    assert [(diagnostic.code, diagnostic.found) for diagnostic in problems.diagnostics] == [
        ("FM09", "a"),
        ("FM09", "c"),
        ("FM09", "d"),
    ]


def test_a_misspelt_required_key_is_not_called_missing_as_well() -> None:
    _, problems = read("titel: x\n", {"title": text}, required=("title",))
    assert [diagnostic.code for diagnostic in problems.diagnostics] == ["FM08"]


@pytest.mark.parametrize("written", ["", "''", "[]", " # none"])
def test_a_required_key_without_a_value_is_missing_at_its_key(written: str) -> None:
    readers = {"b": text, "a": texts("a") if written == "[]" else text}
    values, problems = read(f"b: x\na: {written}\n", readers, required=("a",))
    assert told(problems) == [("FM09", 2, 1)]
    assert "a" not in values


def test_a_faulty_required_value_is_told_once() -> None:
    _, problems = read("a: [b]\n", {"a": text}, required=("a",))
    assert [diagnostic.code for diagnostic in problems.diagnostics] == ["FM17"]


def test_an_optional_key_without_a_value_is_as_if_not_written() -> None:
    values, problems = read("a:\nb: x\n", {"a": whole_number(1, 2), "b": text})
    assert values == {"b": "x"}
    assert problems.diagnostics == []


@pytest.mark.parametrize("source", ["- a\n- b\n", "just text\n", "'text'\n", "[a] b\n"])
def test_a_root_that_is_no_mapping_is_told(source: str) -> None:
    problems = Problems(path="x.yaml")
    assert read_mapping(source, problems, first_line=2) is None
    assert told(problems) == [("FM05", 2, 1)]


def test_the_codes_of_a_kind_of_file_are_used() -> None:
    codes = Codes(kind="CFG02", choice="CFG02", number="CFG02", unknown="CFG03", missing="CFG07")
    problems = Problems(path="x.yaml", codes=codes)
    mapping = read_mapping("a: [b]\nb: x\nc: x\nzz: x\n", problems)
    assert mapping is not None
    readers = {"a": text, "b": choice("y"), "c": whole_number(1, 2), "d": text}
    fields(mapping, readers, problems, required=("d",))
    assert [diagnostic.code for diagnostic in problems.diagnostics] == ["CFG02", "CFG02", "CFG02", "CFG03", "CFG07"]


def test_places_are_those_of_values_items_and_parts() -> None:
    problems = Problems(path="x.yaml")
    mapping = read_mapping("a: x\nb: [y, z]\nc:\n  d: e\n", problems, first_line=2)
    assert mapping is not None
    assert places_of(mapping) == {
        "a": (2, 4),
        "b": (3, 4),
        "b.0": (3, 5),
        "b.1": (3, 8),
        "c": (5, 3),
        "c.d": (5, 6),
    }


def test_a_file_with_very_many_diagnostics_does_not_flood_the_list() -> None:
    _, problems = read("".join(f"key{n}: x\n" for n in range(2000)), {"title": text})
    assert len(problems.diagnostics) == LIMITS.diagnostics_of_yaml.most
