import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kei_site.core.hashing import NO_DIGEST
from kei_site.core.limits import LIMITS
from kei_site.model.figures import Dataset
from kei_site.source.datasets import read_dataset


def read(text: str | bytes, name: str = "data.csv") -> Dataset:
    return read_dataset(name, text.encode() if isinstance(text, str) else text, NO_DIGEST)


def told(data: Dataset) -> list[tuple[str, int, int]]:
    return [(found.code, found.place.line, found.place.column) for found in data.diagnostics]


def cells(data: Dataset) -> list[tuple[str, ...]]:
    return [row.cells for row in data.rows]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", 'year,a b\n2019,"x, y"\n'),
        ("a.csv", "year;a b\n2019;x, y\n"),
        ("a.csv", '\ufeff# Title\r\n# Source: us\r\nyear,a b\r\n\r\n2019,"x, y"\r\n'),
        ("a.tsv", "year\ta b\n2019\tx, y"),
        ("a.json", '[{"year": 2019, "a b": "x, y"}]'),
        ("a.JSON", '[["year", "a b"],\n\t[2019, "x, y"]]'),
    ],
)
def test_the_forms_of_data_give_the_same_table(name: str, text: str) -> None:
    data = read(text, name)
    assert (data.header.cells, cells(data), told(data)) == (("year", "a b"), [("2019", "x, y")], [])


def test_places_of_cells_count_lines_inside_quotes() -> None:
    data = read('a,b\n"one\ntwo","say ""no"""\nx,y\n')
    assert cells(data) == [("one two", 'say "no"'), ("x", "y")]
    assert [(row.line, row.columns) for row in data.rows] == [(2, (1, 6)), (4, (1, 3))]


def test_json_keeps_digits_as_they_are_written_and_knows_no_data() -> None:
    data = read('[{"a": 2.50, "b": null},\n {"b": "null"}, {"a": "\\ud83d\\ude00"}]', "a.json")
    assert cells(data) == [("2.50", ""), ("", "null"), ("\U0001f600", "")]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.csv", "", [("DAT10", 1, 1)]),
        ("a.csv", "a,b\n", [("DAT10", 1, 1)]),
        ("a.csv", "a,\n1,2\n", [("DAT10", 1, 3)]),
        ("a.csv", "a,a\n1,2\n", [("DAT11", 1, 3)]),
        ("a.csv", "a,b\n1\n", [("DAT12", 2, 1)]),
        ("a.csv", "a,b\n1,2,3\n", [("DAT12", 2, 5)]),
        ("a.csv", 'a,b\n1,"2\n', [("DAT10", 2, 3)]),
        ("a.csv", "a\n" + "1\n" * (LIMITS.data_rows.most + 1), [("DAT17", LIMITS.data_rows.most + 2, 1)]),
        (
            "a.csv",
            ",".join(f"c{at}" for at in range(LIMITS.data_columns.most + 1))
            + "\n"
            + "1," * LIMITS.data_columns.most
            + "1\n",
            [("DAT17", 1, 231)],
        ),
        ("a.csv", "a;b\nx;-1.234\ny;345\nz;2.000\n", [("DAT16", 2, 3)]),
        ("a.csv", "a;b;c\nx;1.234;2,5\n", []),
        ("a.csv", "a|b\nx|1\n", [("DAT10", 1, 1)]),
        ("a.tsv", "a;b\nx;1\n", [("DAT10", 1, 1)]),
        ("a.csv", "sep=|\na|b\nx|1\n", []),
        ("a.csv", "years\n2019~2020\n", []),
        ("a.csv", "a;b;c\nx;0.234;12.345\ny;1.234;1.25\n", []),
        ("a.csv", "a;b\nx;1.2340\n", []),
        ("a.csv", "a,b\nx,1.234\n", []),
        ("a.json", '[{"a": 1},\n {"a" 2}]', [("DAT10", 2, 7)]),
        ("a.json", '{"a": 1}', [("DAT10", 1, 1)]),
        ("a.json", "[1, 2]", [("DAT10", 1, 2)]),
        ("a.json", '[{"a": 1}, [2]]', [("DAT10", 1, 12)]),
        ("a.json", '[{"a": [1]}]', [("DAT10", 1, 8)]),
        ("a.json", '[{"a": NaN}]', [("DAT10", 1, 1)]),
        ("a.json", '[{"a": 1, "a": 2}]', [("DAT11", 1, 1)]),
        ("a.json", "[" * 5000, [("DAT10", 1, 1)]),
    ],
)
def test_what_is_wrong_with_a_file_is_told_with_its_place(
    name: str, text: str, expected: list[tuple[str, int, int]]
) -> None:
    assert told(read(text, name)) == expected


def test_what_excel_saves_in_korea_is_read_and_told() -> None:
    data = read("나라,수\n한국,1\n".encode("cp949"))
    assert [(found.code, found.severity) for found in data.diagnostics] == [("ENC09", "warning")]
    assert cells(data) == [("한국", "1")]


def test_bytes_that_are_no_text_are_told_and_read_all_the_same() -> None:
    data = read("pays,nombre\nNorvège,1\n".encode("cp1252"))
    assert [found.code for found in data.diagnostics] == ["ENC02"]
    assert cells(data) == [("Norvège", "1")]


def test_a_hundred_thousand_rows_are_refused_soon() -> None:
    data = read("year,a\n" + "2019,1\n" * 100_000)
    assert [found.code for found in data.diagnostics] == ["DAT17"]
    assert len(data.rows) == LIMITS.data_rows.most


CELL = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Zs")) | st.sampled_from(' ,;"'), max_size=8
).map(lambda text: " ".join(text.split()))


@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=8))
def test_what_is_quoted_is_read_back(rows: list[tuple[str, str, str]]) -> None:
    quoted = ["a,b,c", *(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)]
    data = read("\n".join(quoted))
    cleaned = [tuple(cell.replace("\ufeff", "") for cell in row) for row in rows]
    if any(found.code.startswith("ENC") for found in data.diagnostics):
        return
    assert cells(data) == [row for row in cleaned if any(row)]
    as_json = read(json.dumps([dict(zip("abc", row, strict=True)) for row in rows]), "a.json")
    assert cells(as_json) == rows


@given(st.binary(max_size=200), st.sampled_from(["a.csv", "a.tsv", "a.json"]))
def test_no_bytes_raise(data: bytes, name: str) -> None:
    found = read(data, name)
    assert all(len(row.cells) == len(found.header.cells) for row in found.rows)
