import pytest

from kei_site.markdown.document import read_markdown
from kei_site.model.figures import Annotation, FigureBlock, FigureSpec, without_places
from kei_site.source.figures import FiguresRead, read_figures, read_shared_figure


def read(body: str) -> FiguresRead:
    text = read_markdown(body, path="text.md", first_line=10, language="en")
    assert text.diagnostics == ()
    return read_figures(text.figures, "text.md")


def figure(body: str) -> FigureSpec:
    found = read(body)
    assert found.diagnostics == ()
    return found.figures[0]


def told(body: str) -> list[tuple[str, int, int]]:
    return [(found.code, found.place.line, found.place.column) for found in read(body).diagnostics]


def test_keys_are_typed() -> None:
    spec = figure(
        "::: chart a.csv .wide #own\ntype: bar\ntitle: A & B\ny: [a, b]\nhighlight: a\nrange: [-1, 2.5]\nlog: true\n"
        "annotate: [{x: 2022, text: War}, {at: 2023, text: Peace}, {y: 2, text: Line}]\n:::\n"
    )
    assert (spec.id, spec.number, spec.is_wide, spec.target, spec.kind) == ("own", 1, True, "a.csv", "chart")
    assert (spec.type, spec.title, spec.y, spec.highlight, spec.range, spec.log) == (
        "bar",
        "A & B",
        ("a", "b"),
        ("a",),
        (-1, 2.5),
        True,
    )
    assert spec.annotate == (
        Annotation(text="War", x="2022"),
        Annotation(text="Peace", x="2023"),
        Annotation(text="Line", y="2"),
    )


def test_data_may_stand_in_the_text() -> None:
    spec = figure("- in a list\n\n  ::: chart\n  title: T\n  data: |\n    a,b\n    x,1\n  :::\n")
    assert spec.inline is not None
    assert [row.cells for row in spec.inline.rows] == [("x", "1")]
    assert spec.inline.rows[0].line == 16
    mapped = figure("::: chart\ntitle: T\ndata:\n  - {a: x, b: 1}\n  - {a: y, b: 2}\n:::\n")
    assert mapped.inline is not None
    assert mapped.inline.header.cells == ("a", "b")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("::: chart a.csv\ntype: lien\ntitle: T\n:::\n", [("FM18", 11, 7)]),
        ("::: chart a.csv\ntitel: T\n:::\n", [("FM08", 11, 1)]),
        ("::: chart a.csv\n:::\n", [("FM09", 11, 1)]),
        ("::: chart a.csv\ntitle: T\nrange: [3, 1]\n:::\n", [("FM17", 12, 8)]),
        ("::: chart a.csv\ntitle: T\nrange: 3\n:::\n", [("FM17", 12, 8)]),
        ("::: chart a.csv\ntitle: T\nrange: [x, 1, 2]\n:::\n", [("FM17", 12, 8)]),
        ("::: chart a.csv\ntitle: T\nsource_url: javascript:alert(1)\n:::\n", [("LNK01", 12, 1)]),
        ("::: chart a.csv\ntitle: [T\n:::\n", [("FM16", 11, 1)]),
        ("::: chart a.csv\ntitle: T\nannotate: [{x: 1}]\n:::\n", [("FM09", 12, 12)]),
        ("::: chart a.csv\ntitle: T\nheads: [a]\n:::\n", [("FM17", 12, 8)]),
        ("::: chart\ntitle: T\n:::\n", [("FIG03", 10, 1)]),
        ("::: chart a.xlsx\ntitle: T\n:::\n", [("FIG03", 10, 11)]),
        ("::: chart figure:a\ntitle: T\n:::\n", [("FIG01", 10, 11)]),
        ("::: chart\ntitle: T\ndata: |\n  a,b\n  1\n:::\n", []),
    ],
)
def test_faults_of_keys_have_a_place(body: str, expected: list[tuple[str, int, int]]) -> None:
    found = told(body)
    assert [(code, line) for code, line, _ in found] == [(code, line) for code, line, _ in expected]


def test_a_mistyped_ending_of_a_data_file_is_corrected() -> None:
    faults = [read(f"::: chart {name}\ntitle: T\n:::\n").diagnostics for name in ("a/b.cvs", "b.jsn", "b.txt")]
    fixes = [fault.fix for (fault,) in faults]
    assert fixes == ["write a/b.csv", "write b.json", "name a .csv, .tsv or .json file"]


def test_faults_of_data_in_a_text_have_the_place_in_the_text() -> None:
    spec = read("::: chart\ntitle: T\ndata: |\n  a,b\n  1\n:::\n").figures[0]
    assert spec.inline is not None
    (found,) = spec.inline.diagnostics
    assert (found.code, found.place.path, found.place.line, found.place.column) == ("DAT12", "text.md", 14, 3)


def test_a_shared_figure_names_its_data() -> None:
    spec, diagnostics = read_shared_figure("title: T\nkind: table\ndata: a.csv\n", "content/figures/a.yaml")
    assert (spec.kind, spec.target, diagnostics) == ("table", "a.csv", ())


def test_a_file_that_a_key_names_has_the_place_of_the_key() -> None:
    spec, told_ = read_shared_figure("title: T\ndata: a.xlsx\n", "content/figures/a.yaml")
    assert (spec.line, spec.column) == (2, 7)
    assert [(found.code, found.place.line, found.place.column) for found in told_] == [("FIG03", 2, 7)]


@pytest.mark.parametrize("data", ["b.csv", "|\n  a,b\n  x,1", "[[a, b], [x, 1]]"])
def test_data_given_twice_are_told(data: str) -> None:
    assert told(f"::: chart a.csv\ntitle: T\ndata: {data}\n:::\n")[0] == ("FIG01", 12, 7)


def test_a_figure_without_places_is_the_same_wherever_its_text_stands() -> None:
    body = "::: chart\ntitle: T\ndata: |\n  a,b\n  x,1\n:::\n"
    assert without_places(figure(body)) == without_places(figure(f"Words.\n\n{body}"))
    assert figure(body) != figure(f"Words.\n\n{body}")


@pytest.mark.parametrize(
    ("before", "inside", "column"),
    [("- ", "  ", 5), ("1. Text\n\n   ", "   ", 6), ("> ", "> ", 5), ("- > ", "  > ", 7), ("", "", 3)],
)
def test_places_inside_lists_and_quotes_are_those_of_the_file(before: str, inside: str, column: int) -> None:
    keys = ("::: chart a.csv", "tilte: A", "title: B", ":::")
    body = before + f"\n{inside}".join(keys) + "\n"
    line = 11 + before.count("\n")
    assert told(body) == [("FM08", line, column - 2)]
    inline = ("::: chart", "title: A", "data: |", "  year,n", "  2019,1,2", ":::")
    (spec,) = read(before + f"\n{inside}".join(inline) + "\n").figures
    assert spec.inline is not None
    (found,) = spec.inline.diagnostics
    assert (found.place.line, found.place.column) == (line + 3, column + 7)


def test_a_quote_with_and_without_a_blank_is_read() -> None:
    assert figure("> ::: chart a.csv\n>title: A\n> unit: km\n> :::\n").unit == "km"


def test_words_around_a_figure_have_marks_as_html_and_none_in_their_words() -> None:
    spec = figure(
        "::: chart a.csv\ntitle: The *Cheonan* case\nnotes: '* provisional, see [SIPRI](https://sipri.org)'\n"
        "source: Bank of Korea\n:::\n"
    )
    assert (spec.title, spec.notes, spec.source) == ("The Cheonan case", "* provisional, see SIPRI", "Bank of Korea")
    assert spec.marked == (
        ("title", "The <em>Cheonan</em> case"),
        ("notes", '* provisional, see <a href="https://sipri.org">SIPRI</a>'),
    )


def test_an_alternative_text_has_no_marks() -> None:
    assert told("::: chart a.csv\ntitle: A\nalt: It *rises*.\n:::\n") == [("MD11", 12, 6)]


def test_a_text_that_shows_a_shared_figure_says_nothing_of_it() -> None:
    spec = figure("::: chart figure:a\n:::\n")
    assert (spec.target, spec.marked) == ("figure:a", ())


@pytest.mark.parametrize(
    ("written", "meant"), [("column", "bar"), ("Pie chart", "bar"), ("stacked-bar", "stacked"), ("map", "tile-map")]
)
def test_a_type_of_another_program_leads_to_one_of_ours(written: str, meant: str) -> None:
    block = FigureBlock(
        kind="chart", target="a.csv", body=f"title: T\ntype: {written}\n", id="f", line=1, column=1, body_line=2
    )
    (found,) = read_figures([block], "a.md").diagnostics
    assert (found.code, found.fix) == ("FM18", f"write `type: {meant}`")
