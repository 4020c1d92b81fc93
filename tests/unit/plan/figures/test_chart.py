import pytest

from kei_site.model.views.figures import LeftOut, Mark, Series
from kei_site.plan.figures.chart import make_chart
from tests.support.figure_samples import (
    ECONOMIES,
    EVENTS,
    PROVINCES,
    SAMPLES,
    SPENDING,
    chart,
    faults_of,
    spec_of,
    table_of,
    text_of,
)


def told(keys: str, csv: str) -> list[tuple[str, str, int, int]]:
    return [(found.code, found.place.path, found.place.line, found.place.column) for found in faults_of(keys, csv)]


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_have_no_faults(name: str) -> None:
    assert faults_of(*SAMPLES[name]) == []


def test_a_column_for_each_series_and_a_row_for_each_number_give_the_same_chart() -> None:
    wide = chart("type: line\ntitle: T\n", "year,a,b\n2020,1,2\n2019,3,\n")
    long = chart("type: line\ntitle: T\nseries: s\n", "year,s,n\n2019,a,3\n2020,a,1\n2020,b,2\n")
    assert wide.x == long.x == ("2019", "2020")
    assert wide.series == long.series == (Series(name="a", values=(3, 1)), Series(name="b", values=(None, 2)))


YEARS_ACROSS = "지역,코드,2021 년,2020 년\n서울,11,0.63,0.64\n부산,26,,0.75\n"


@pytest.mark.parametrize("type_", ["line", "slope", "small-multiples"])
def test_a_column_for_each_year_makes_a_line_for_each_row(type_: str) -> None:
    view = chart(f"type: {type_}\ntitle: T\n", YEARS_ACROSS)
    assert (view.x_name, view.x_form, view.x) == ("", "year", ("2020", "2021"))
    assert view.series == (Series(name="서울", values=(0.64, 0.63)), Series(name="부산", values=(0.75, None)))
    named = chart(f"type: {type_}\ntitle: T\nseries: 코드\n", YEARS_ACROSS)
    assert [series.name for series in named.series] == ["11", "26"]


def test_bars_of_names_keep_their_columns_of_years() -> None:
    assert chart("type: bar\ntitle: T\ny: [2021 년]\n", YEARS_ACROSS).x == ("서울", "부산")


def test_a_series_across_given_twice_is_told() -> None:
    assert told("type: line\ntitle: T\n", "a,2020,2021\nx,1,2\nx,3,4\n") == [("DAT11", "data.csv", 3, 1)]


def test_words_at_a_date_may_write_it_as_the_data_do() -> None:
    keys = "type: line\ntitle: T\nannotate: [{x: 2024.5, text: a}]\nhighlight: 2024년 6월\n"
    view = chart(keys, "월,n\n2024.5,1\n2024.6,2\n")
    assert (view.marks, view.highlight) == ((Mark(text="a", x=0),), ("2024-06",))


@pytest.mark.parametrize(("keys", "expected"), [("title: T\n", ["FIG02"]), ("title: T\nalt: A\nunit: %\n", [])])
def test_an_alternative_text_in_keys_that_cannot_be_read_is_not_missed(keys: str, expected: list[str]) -> None:
    spec = spec_of(keys)
    table = table_of(spec, SPENDING)
    _ = make_chart(table, text_of(spec))
    assert [found.code for found in table.diagnostics] == expected


def test_names_keep_the_order_of_the_file() -> None:
    assert chart("type: bar\ntitle: T\n", "c,n\nb,1\na,2\n").x == ("b", "a")


def test_columns_of_texts_are_no_series() -> None:
    view = chart("type: line\ntitle: T\n", "year,note,n\n2019,x,1\n2020,,2\n")
    assert [series.name for series in view.series] == ["n"]


def test_a_second_column_of_dates_ends_the_events() -> None:
    keys, csv = "type: timeline\ntitle: T\n", "start,end,event\n2018-06-12,2018-06-13,Talks\n2017,,A year\n"
    view = chart(keys, csv)
    assert told(keys, csv) == []
    assert (view.x, view.ends, view.end_name) == (("2017", "2018-06-12"), ("", "2018-06-13"), "end")
    assert view.labels == ("A year", "Talks")
    assert chart(f"{keys}label: end\n", csv.replace("2017,,", "2017,2020,")).ends == ()
    assert told(keys, "when,what\n2018,March 2019\n2019,A book\n") == []


def test_an_end_before_its_beginning_and_a_third_date_are_told() -> None:
    keys, csv = "type: timeline\ntitle: T\n", "start,end,event\n2018-06,2018,Talks\n2019,2018,A year\n"
    assert told(keys, csv) == [("FIG01", "data.csv", 3, 6)]
    assert told(keys, "start,end,said,event\n2018,2019,2020,A\n") == [("FIG05", "data.csv", 1, 11)]


@pytest.mark.parametrize(
    ("keys", "csv", "found"),
    [
        ("type: bar\nheat: n\n", "a,n\nx,1\n", ["heat"]),
        ("type: bar\nmap: usa\nlabel: a\n", "a,n\nx,1\n", ["label", "map"]),
        ("type: slope\nannotate: [{y: 1, text: a}]\n", "y,n\n2019,1\n2020,2\n", ["annotate"]),
        ("type: timeline\nrange: [0, 1]\n", "when,what\n2019,a\n", ["range"]),
        ("type: tile-map\nseries: a\n", "a,n\nTexas,1\n", ["series"]),
        ("type: scatter\nlabel: a\nlog: true\n", "a,n,m\nx,1,2\n", []),
    ],
)
def test_keys_that_a_type_does_not_use_are_told(keys: str, csv: str, found: list[str]) -> None:
    faults = [(fault.code, fault.found) for fault in faults_of(f"title: T\n{keys}", csv)]
    assert faults == [("FIG05", key) for key in found]


@pytest.mark.parametrize(
    ("type_", "x", "codes"), [("dot", "a", ["FIG05"]), ("bar", "a", ["FIG05"]), ("bar", "2019", [])]
)
def test_words_at_a_name_below_others_are_told(type_: str, x: str, codes: list[str]) -> None:
    keys = f"type: {type_}\ntitle: T\nannotate: [{{x: {x}, text: Here}}]\n"
    assert [fault.code for fault in faults_of(keys, f"w,n\n{x},1\n2020,2\n")] == codes


@pytest.mark.parametrize(("count", "codes"), [(24, []), (25, ["FIG05"])])
def test_words_at_one_of_many_dates_whose_bars_lie_below_each_other_are_told(count: int, codes: list[str]) -> None:
    csv = "year,n\n" + "".join([f"{2000 + at},1\n" for at in range(count)])
    assert [found.code for found in faults_of("type: bar\ntitle: T\nannotate: [{x: 2003, text: Here}]\n", csv)] == codes


def test_an_event_without_words_is_told() -> None:
    assert told("type: timeline\ntitle: T\n", "when,what\n2019,\n2020,x\n") == [("DAT12", "data.csv", 2, 6)]


def test_annotations_stand_at_values_and_at_numbers() -> None:
    keys = "type: line\ntitle: T\nannotate: [{x: 2022, text: War}, {y: 2, text: Line}]\n"
    assert chart(keys, SPENDING).marks == (Mark(text="War", x=3), Mark(text="Line", y=2))


def test_a_scatter_plot_leaves_out_points_without_a_number() -> None:
    csv = "country,gdp,share\nKorea,,2\nPoland,800,4.1\nJapan,4200,\n"
    view = chart("type: scatter\ntitle: T\n", csv)
    assert (view.x, view.labels, view.series) == (("800",), ("Poland",), (Series(name="share", values=(4.1,)),))
    assert view.left_out == (LeftOut(at=0, label="Korea", y=2.0), LeftOut(at=1, label="Japan", x=4200.0))
    assert told("type: scatter\ntitle: T\n", csv) == []


def test_events_are_put_in_order() -> None:
    view = chart("type: timeline\ntitle: T\n", EVENTS)
    assert view.x == ("2019", "2020", "2022")


def test_events_may_be_dated_to_the_year_and_to_the_day() -> None:
    view = chart("type: timeline\ntitle: T\n", "when,what\n2024-06-19,treaty\n2019,Hanoi\n2024-03,veto\n")
    assert (view.x_form, view.x) == ("mixed", ("2019", "2024-03", "2024-06-19"))


def test_many_lines_need_one_that_stands_out() -> None:
    names = "abcdefghi"
    csv = f"y,{','.join(names)}\n" + "".join([f"{year}{',1' * len(names)}\n" for year in (2019, 2020)])
    assert told("type: line\ntitle: T\n", csv) == [("DAT17", "text.md", 2, 7)]
    assert told("type: line\ntitle: T\nhighlight: c\n", csv) == []


@pytest.mark.parametrize(
    ("cell", "decimals"), [("1e-7", 7), ("2.5e-3", 4), ("0.00000012", 8), ("2.61543012345678", 14), ("0.00001234", 8)]
)
def test_every_digit_of_a_number_is_kept(cell: str, decimals: int) -> None:
    assert chart("type: bar\ntitle: T\n", f"a,n\nx,{cell}\n").decimals == decimals


def test_a_map_is_chosen_by_the_names() -> None:
    assert chart("type: tile-map\ntitle: T\n", PROVINCES).map == "korea"


@pytest.mark.parametrize(
    ("keys", "csv", "expected"),
    [
        ("type: line\nx: yaer\ntitle: T\n", SPENDING, [("DAT13", "text.md", 3, 4)]),
        ("type: line\ny: [Poland, Franse]\ntitle: T\n", SPENDING, [("DAT13", "text.md", 3, 13)]),
        ("type: line\ntitle: T\n", "year,n\n2019,1\n2020,many\n", [("DAT14", "data.csv", 3, 6)]),
        ("type: line\ntitle: T\n", 'year,n\n2019,"1,000"\n2020,2\n', [("DAT16", "data.csv", 2, 6)]),
        ("type: line\ntitle: T\n", "year,n\n2019,1%\n2020,2%\n", [("DAT16", "data.csv", 2, 6)]),
        ("type: line\ntitle: T\n", "d,n\n2024-01-01 13:00,1\n2024-01-01 14:00,2\n", [("DAT15", "data.csv", 2, 1)]),
        ("type: bar\ntitle: T\n", "d,n\n2024-01-01 13:00,1\n2024-01-01 14:00,2\n", []),
        ("type: line\ntitle: T\n", "m,n\n2019-01,1\n2019-02,2\n2019-03-01,3\n", [("DAT15", "data.csv", 4, 1)]),
        ("type: line\ntitle: T\n", "m,n\n2019,1\n2020,2\n2021,1\n2022,1\nlater,3\n", [("DAT15", "data.csv", 6, 1)]),
        ("type: line\ntitle: T\n", "m,n\n2019,1\n,2\n", [("DAT12", "data.csv", 3, 1)]),
        ("type: line\ntitle: T\n", "d,n\n1/2/2024,1\n2/2/2024,2\n", [("DAT15", "data.csv", 2, 1)]),
        ("type: line\ntitle: T\n", "Date,n\n45292,1\n45323,2\n", [("DAT15", "data.csv", 2, 1)]),
        ("type: line\ntitle: T\n", "zone,n\n45292,1\n45323,2\n", []),
        ("type: line\ntitle: T\n", "d,n\n2024-02-01,1\n3.4.2024,2\n", [("DAT15", "data.csv", 3, 1)]),
        ("type: line\ntitle: T\n", "d,n\n2024-02-01,1\n2024-02-30,2\n", [("DAT15", "data.csv", 3, 1)]),
        ("type: bar\ntitle: T\n", "a,n\nx,-\ny,$5\n", [("FIG01", "data.csv", 3, 3)]),
        ("type: line\ntitle: T\n", "year,n\n2019,1\n2019,2\n", [("DAT11", "data.csv", 3, 1)]),
        ("type: line\ntitle: T\nseries: s\n", "year,s,n\n2019,a,1\n2019,a,2\n", [("DAT11", "data.csv", 3, 1)]),
        ("type: line\ntitle: T\n", "year,n\n2019,\n2020,x\n", [("FIG01", "data.csv", 3, 6)]),
        ("type: bar\ntitle: T\nlog: true\n", "a,n\nx,1\n", [("FIG01", "text.md", 4, 6)]),
        ("type: line\ntitle: T\nlog: true\n", "year,n\n2019,0\n2020,1\n", [("FIG01", "text.md", 4, 6)]),
        ("type: bar\ntitle: T\nrange: [1, 3]\n", "a,n\nx,2\n", [("FIG01", "text.md", 4, 8)]),
        ("type: line\ntitle: T\nrange: [0, 3]\n", "year,n\n2019,4\n2020,1\n", [("FIG01", "text.md", 4, 8)]),
        ("type: stacked\ntitle: T\n", "year,n\n2019,-4\n2020,1\n", [("FIG01", "text.md", 2, 7)]),
        ("type: slope\ntitle: T\n", SPENDING, [("DAT17", "text.md", 2, 7)]),
        ("type: area\ntitle: T\n", "year,n\n2019,4\n", [("FIG01", "text.md", 2, 7)]),
        ("type: area\ntitle: T\n", "year,n,m\n2019,4,\n2020,,5\n", [("FIG01", "text.md", 2, 7)]),
        ("type: scatter\ntitle: T\n", "a,n\nx,4\n", [("FIG01", "text.md", 2, 7)]),
        ("type: timeline\ntitle: T\n", "a,n\nx,4\n", [("FIG01", "text.md", 1, 11)]),
        ("type: timeline\ntitle: T\n", "a,n\n2019,4\n", [("FIG01", "text.md", 2, 7)]),
        ("type: line\ntitle: T\nseries: s\n", "year,s,n\n2019,a,1\n2019,,2\n", [("DAT12", "data.csv", 3, 6)]),
        ("type: line\ntitle: T\ny: [year, Korea]\n", SPENDING, [("FIG01", "text.md", 4, 5)]),
        ("type: line\ntitle: T\ny: [Korea, Korea]\n", SPENDING, [("FIG01", "text.md", 4, 12)]),
        ("type: timeline\ntitle: T\n", "a,e,b\n2019,t,2020\n2020,u,present\n", [("DAT15", "data.csv", 3, 8)]),
        ("type: tile-map\ntitle: T\n", "p,n\nSeoul,1\nSoul,2\n", [("FIG04", "data.csv", 3, 1)]),
        ("type: tile-map\ntitle: T\n", "p,n\nSeoul,1\n서울,2\n", [("DAT11", "data.csv", 3, 1)]),
        ("type: line\ntitle: T\nhighlight: [Korae]\n", SPENDING, [("FIG04", "text.md", 4, 13)]),
        ("type: line\ntitle: T\nannotate: [{x: 2023, text: a}]\n", SPENDING, [("FIG04", "text.md", 4, 12)]),
        (
            "type: line\ntitle: T\n",
            "y," + ",".join("abcdefghijklmnopq") + "\n2019" + ",1" * 17 + "\n2020" + ",2" * 17,
            [("DAT17", "text.md", 2, 7)],
        ),
        ("title: T\nx: y\n", "y,n\n" + "".join([f"a{at},1\n" for at in range(121)]), [("DAT17", "text.md", 3, 4)]),
        (
            "title: T\nhighlight: [a, b, c, d, e, f, g, h, i]\n",
            "y,a,b,c,d,e,f,g,h,i\n2019" + ",1" * 9 + "\n2020" + ",2" * 9,
            [("DAT17", "text.md", 3, 12)],
        ),
        (
            "title: T\ntype: small-multiples\n",
            "y,a,b\n" + "".join([f"{1900 + at},{at if at % 2 else ''},{'' if at % 2 else at}\n" for at in range(61)]),
            [("DAT17", "text.md", 3, 7)],
        ),
        (
            "title: T\nannotate: [" + ", ".join([f"{{y: {at}, text: a}}" for at in range(11)]) + "]\n",
            SPENDING,
            [("DAT17", "text.md", 3, 11)],
        ),
        (
            "title: T\ntype: scatter\nhighlight: [" + ", ".join([f"p{at}" for at in range(17)]) + "]\n",
            "p,a,b\n" + "".join([f"p{at},{at},{at}\n" for at in range(17)]),
            [("DAT17", "text.md", 4, 12)],
        ),
    ],
)
def test_what_cannot_be_drawn_is_told_with_its_place(
    keys: str, csv: str, expected: list[tuple[str, str, int, int]]
) -> None:
    assert told(keys, csv) == expected


@pytest.mark.parametrize(
    ("keys", "csv", "expected"),
    [
        ("type: tile-map\ntitle: T\n", "p,2022,2023\nSeoul,1,2\n", [("FIG05", "data.csv", 1, 8)]),
        ("type: tile-map\ntitle: T\ny: ['2023', '2022']\n", "p,2022,2023\nSeoul,1,2\n", [("FIG05", "text.md", 4, 13)]),
        ("type: tile-map\ntitle: T\ny: ['2023']\n", "p,2022,2023\nSeoul,1,2\n", []),
        ("type: scatter\ntitle: T\n", "p,a,b,c\nx,1,2,3\n", [("FIG05", "data.csv", 1, 7)]),
        ("type: line\ntitle: T\nseries: s\n", "year,s,n,m\n2019,a,1,2\n", [("FIG05", "data.csv", 1, 10)]),
    ],
)
def test_columns_of_numbers_that_a_chart_leaves_out_are_told(
    keys: str, csv: str, expected: list[tuple[str, str, int, int]]
) -> None:
    assert told(keys, csv) == expected


def test_an_unknown_column_has_the_nearest_beside_it() -> None:
    (found,) = faults_of("type: line\nx: yaer\ntitle: T\n", SPENDING)
    assert (found.found, found.fix) == ("yaer", "did you mean `year`?")


def test_the_number_that_is_meant_is_suggested() -> None:
    (found,) = faults_of("type: bar\ntitle: T\n", 'a,n\nx,1\ny,"59조 4,244억"\n')
    assert (found.code, found.fix.partition(";")[0]) == ("DAT14", "write 59424400000000")


def test_a_column_of_percent_and_of_parts_is_told_at_both() -> None:
    csv = "a,n\nx,4%\ny,0.06\nz,0\n"
    assert told("type: bar\ntitle: T\n", csv) == [("DAT16", "data.csv", 2, 3), ("DAT16", "data.csv", 3, 3)]
    found = faults_of("type: bar\ntitle: T\n", csv)[1]
    assert (found.found, found.fix.partition(";")[0]) == ("0.06", "write 6 if it is a part of 1")
    assert len(told("type: bar\ntitle: T\n", csv.replace("0.06", "6%"))) == 1


def test_a_value_is_told_as_the_file_has_it() -> None:
    (found,) = faults_of("type: bar\ntitle: T\n", "a;n\nx;1,5%\ny;2,5%\n")
    assert (found.code, found.found) == ("DAT16", "1,5%")


@pytest.mark.parametrize(
    ("before", "cell", "meant"),
    [("2020,2021,2022,2023", "2024p", "2024"), ("2020-01,2020-02,2020-03,2020-04", "2020-05-31", "2020-05")],
)
def test_a_date_is_corrected_to_the_form_of_the_others(before: str, cell: str, meant: str) -> None:
    csv = "y,n\n" + "".join([f"{date},1\n" for date in (*before.split(","), cell)])
    (found,) = faults_of("type: line\ntitle: T\n", csv)
    assert (found.code, found.fix) == ("DAT15", f"write it as the others are written: {meant}")


def test_every_text_among_numbers_is_told_up_to_a_limit() -> None:
    csv = "c,n\n" + "".join(f"a{at},x{at}\n" for at in range(30)) + "b,1\n"
    assert [found.code for found in faults_of("type: bar\ntitle: T\n", csv)] == ["DAT14"] * 8


def test_a_point_stands_out_by_its_name() -> None:
    keys = "type: scatter\ntitle: T\nx: gdp\ny: share\nhighlight: Korea\n"
    assert chart(keys, ECONOMIES).highlight == ("Korea",)


@pytest.mark.parametrize(
    ("keys", "csv", "codes"),
    [
        ("title: T\ntype: bar", "a,n,m\nx,1,2\ny,2,3.5\n합계,3,5.5\n", ["DAT18"]),
        ("title: T\ntype: bar", "a,n\nx,1\ny,2\nTotal,4\n", []),
        ("title: T\ntype: bar", "a,n\nx,1\nTotal,1\n", []),
        ("title: T\ntype: stacked", "a,n,m,Total\nx,1,2,3\ny,2,2,4\n", ["DAT18"]),
        ("title: T\ntype: bar", "a,n,m,Total\nx,1,2,3\ny,2,2,4\n", []),
        ("title: T\ntype: line", "year,n\n2019,1\n2020,2\nTotal,3\n", ["DAT15"]),
        ("title: T\ny: n, m", "year,n,m\n2019,1,1\n2020,2,2\n", ["DAT13"]),
    ],
)
def test_totals_and_lists_written_as_texts_are_told(keys: str, csv: str, codes: list[str]) -> None:
    assert [found.code for found in faults_of(f"{keys}\nalt: A\n", csv)] == codes
