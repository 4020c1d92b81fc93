import pytest

from tests.support.figure_samples import data_table, faults_of

DATA = "country,2022,2023,note\nPoland,1.5,2,a\nKorea,n/a,-3.25,b\n"


def test_columns_of_numbers_know_their_digits_and_gaps() -> None:
    view = data_table("title: T\nunits: {'2023': percent}\nheat: ['2022']\nheads: {Years: ['2022', '2023']}\n", DATA)
    assert [
        (column.name, column.is_number, column.unit, column.decimals, column.is_heat) for column in view.columns
    ] == [
        ("country", False, "", 0, False),
        ("2022", True, "", 1, True),
        ("2023", True, "percent", 2, False),
        ("note", False, "", 0, False),
    ]
    assert view.columns[1].numbers == (1.5, None)
    assert view.columns[1].cells == ("", "n/a")
    assert view.heads == (("Years", 1, 2),)


def test_columns_may_be_chosen_and_ordered() -> None:
    assert [column.name for column in data_table("title: T\ncolumns: [note, country]\n", DATA).columns] == [
        "note",
        "country",
    ]


def test_years_are_names_and_no_amounts() -> None:
    assert not data_table("title: T\n", "year,n\n2019,1\n2020,2\n").columns[0].is_number


@pytest.mark.parametrize(("keys", "numbers"), [("", "1100 2300"), ("units: {n: cars}\n", "1900 2050")])
def test_amounts_like_years_are_amounts(keys: str, numbers: str) -> None:
    first, last = numbers.split()
    assert data_table(f"title: T\n{keys}", f"a,n\nx,{first}\ny,{last}\n").columns[1].is_number


def test_codes_keep_the_zeros_before_them() -> None:
    view = data_table("title: T\n", "code,n\n0402,0\n8542,0.5\n")
    assert view.columns[0].cells == ("0402", "8542")
    assert [column.is_number for column in view.columns] == [False, True]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("title: T\ncolumns: [nota]\n", ["DAT13"]),
        ("title: T\ncolumns: [note, country, note]\n", ["FIG01"]),
        ("title: T\nheat: [note]\n", ["DAT14", "DAT14"]),
        ("title: T\nheads: {A: [country, '2023']}\n", ["FIG01"]),
    ],
)
def test_faults_are_told(keys: str, expected: list[str]) -> None:
    assert [found.code for found in faults_of(keys, DATA, kind="table")] == expected


def test_a_column_below_two_heads_is_told() -> None:
    faults = faults_of("title: T\nheads: {B: [m, o], A: [n, m]}\n", "a,n,m,o\nx,1,2,3\n", kind="table")
    assert [(fault.code, fault.found, fault.fix) for fault in faults] == [
        ("FIG01", "B", "leave it out there, or under A")
    ]


def test_keys_of_charts_are_told_in_a_table() -> None:
    faults = faults_of("title: T\nunit: percent\ntype: bar\n", "a,n\nx,1\n", kind="table")
    assert [(fault.code, fault.found) for fault in faults] == [("FIG05", "type"), ("FIG05", "unit")]


def test_a_table_of_many_rows_is_refused() -> None:
    csv = "a\n" + "x\n" * 501
    assert [found.code for found in faults_of("title: T\n", csv, kind="table")] == ["DAT17"]
