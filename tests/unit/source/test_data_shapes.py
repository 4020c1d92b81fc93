"""Tables as programs and offices of statistics export them."""

import pytest

from kei_site.core.hashing import NO_DIGEST
from kei_site.source.datasets import read_dataset

WORLD_BANK = (
    '\ufeff"Data Source","World Development Indicators",\r\n\r\n"Last Updated Date","2024-10-24",\r\n\r\n'
    '"Country Name","Country Code","2022","2023",\r\n"Korea, Rep.","KOR","2.7","1.4",\r\n'
)
TITLES = "Table 1. Spending,,\n(in millions),,\ncountry,2022,2023\nKorea,1,2\n"
KOSIS = '"시도별","2022","2022","2023"\n"시도별","남자","여자","남자"\n"서울","1","2","3"\n'
MERGED = ",2022,,2023\ncountry,men,women,men\nKorea,1,2,3\n"
EXCEL = "sep=;\r\nLand;Anteil;Wert\r\nFrance;1,5;1.234,5\r\nItaly;-0,25;12.345\r\n;;\r\n"
MERGED_DOWN = "year,Exports,,Imports,\n,China,USA,China,USA\n2019,1,2,3,4\n"
EMPTY = "a,b,,\nx,1,,\n,,,\ny,2,,\n"
TABS = "Land\tAnteil\r\nFrance\t1,5\r\n"


@pytest.mark.parametrize(
    ("text", "header", "rows"),
    [
        (WORLD_BANK, ("Country Name", "Country Code", "2022", "2023"), [("Korea, Rep.", "KOR", "2.7", "1.4")]),
        (TITLES, ("country", "2022", "2023"), [("Korea", "1", "2")]),
        (KOSIS, ("시도별", "2022 남자", "2022 여자", "2023 남자"), [("서울", "1", "2", "3")]),
        (MERGED, ("country", "2022 men", "2022 women", "2023 men"), [("Korea", "1", "2", "3")]),
        (
            MERGED_DOWN,
            ("year", "Exports China", "Exports USA", "Imports China", "Imports USA"),
            [("2019", "1", "2", "3", "4")],
        ),
        (EXCEL, ("Land", "Anteil", "Wert"), [("France", "1.5", "1234.5"), ("Italy", "-0.25", "12345")]),
        (EMPTY, ("a", "b"), [("x", "1"), ("y", "2")]),
        (TABS, ("Land", "Anteil"), [("France", "1.5")]),
    ],
    ids=["World Bank", "titles", "KOSIS", "merged", "merged down", "Excel", "empty columns", "tabs"],
)
def test_an_export_is_read_as_it_is(text: str, header: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    data = read_dataset("data.csv", text.encode(), NO_DIGEST)
    assert (data.diagnostics, data.header.cells) == ((), header)
    assert [row.cells for row in data.rows] == rows


def test_places_are_those_of_the_file() -> None:
    data = read_dataset("data.csv", WORLD_BANK.encode(), NO_DIGEST)
    place = data.place(data.rows[0], 2)
    assert (place.line, place.column) == (6, 21)


@pytest.mark.parametrize(
    "text",
    [
        'a,b\nx,"1,234"\ny,"5,67"\n',  # a group of thousands, or a decimal comma
        'a,b\nx,1.5\ny,"5,67"\n',
        "a,b\nx,1.234\n",
        "a,b\n1,2\n3,4\n",
    ],
)
def test_what_could_be_meant_otherwise_is_kept(text: str) -> None:
    data = read_dataset("data.csv", text.encode(), NO_DIGEST)
    assert [cell for row in data.rows for cell in row.cells] == [
        cell.strip('"') for line in text.splitlines()[1:] for cell in line.split(",", 1)
    ]


@pytest.mark.parametrize("text", ["a\nx,1\ny,2\n", "a,b,\nx,1,2\n", "a,a\nx,1\n"])
def test_no_row_of_values_becomes_names(text: str) -> None:
    data = read_dataset("data.csv", text.encode(), NO_DIGEST)
    assert data.diagnostics
    assert data.header.cells[0] == "a"


@pytest.mark.parametrize(
    "line",
    [
        "Source: Bank of Korea",
        "* provisional,",
        "자료: 통계청",
        "Figures of last year are estimates.,",
        "Last Updated: 06/28/2024,",
    ],
)
def test_words_below_the_data_are_told(line: str) -> None:
    data = read_dataset("data.csv", f"a,b\nx,1\nNotes of debt,2\n\n{line}\n".encode(), NO_DIGEST)
    assert [(found.code, found.place.line, found.place.column) for found in data.diagnostics] == [("DAT12", 5, 1)]
    assert len(data.rows) == 2
