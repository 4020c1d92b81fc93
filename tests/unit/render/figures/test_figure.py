"""A figure as readers get it: the drawing, the table and the data file agree, whatever the data are."""

import csv
import io
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import lxml.etree
import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kei_site.core.hashing import NO_DIGEST
from kei_site.core.theme import ACCENT
from kei_site.model.figures import CHART_TYPES
from kei_site.model.views.figures import ChartView, DataFileView, FigureView, Series
from kei_site.plan.figures.chart import make_chart
from kei_site.plan.figures.columns import NotDrawable, Table
from kei_site.plan.figures.table import make_table
from kei_site.render.figures.alternative import alternative
from kei_site.render.figures.chart import chart_svg
from kei_site.render.figures.data_file import render_data_file
from kei_site.render.figures.figure import feed_figure, figure_html
from kei_site.render.figures.paper import paper_chart, paper_figure
from kei_site.render.figures.svg import SHAPES
from kei_site.source.datasets import read_dataset
from tests.support.examples import examples
from tests.support.figure_samples import SAMPLES, chart, spec_of, text_of

HOSTILE = "\"><script>alert(1)</script><img src=x onerror='y'> &lt; ]]>"
AMOUNTS = ("stacked", "area")
"""Types that show no number below zero."""
TYPES = ("line", "bar", "dot", "slope", "scatter", "small-multiples", *AMOUNTS)


def page(view: FigureView) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(figure_html(view))


def data_file(view: FigureView) -> DataFileView:
    return DataFileView(figure=view, permalink="https://example.org/f/", publisher="P", license="L")


def file_of(view: FigureView) -> list[list[str]]:
    text = render_data_file(data_file(view)).decode("utf-8-sig")
    assert "\n# Published by: P, https://example.org/f/\r\n" in text
    return list(csv.reader(io.StringIO("".join(line for line in text.splitlines(keepends=True) if line[0] != "#"))))


def cells_of(view: FigureView) -> list[list[str]]:
    rows = page(view).xpath(".//tr[not(@class)]")
    return [[" ".join(cell.text_content().split()) for cell in row.xpath("./td|./th")] for row in rows]


def plain(cell: str) -> str:
    """Return a number of a page as a data file has it."""
    if cell == "no data":
        return ""
    number = cell.replace(",", "").replace("\u2212", "-")
    return repr(float(number)) if re.fullmatch(r"-?[0-9.]+", number) else cell


def numeric(cell: str) -> str:
    return repr(float(cell)) if re.fullmatch(r"-?[0-9.]+", cell) else cell


def numbers(least: int) -> st.SearchStrategy[float]:
    """Return whole numbers, amounts of money, and shares of a millionth."""
    whole, tiny = st.integers(least, 10**9), st.integers(max(least, -999), 999).map(lambda number: number / 1e6)
    return whole | st.decimals(max(least, -(10**4)), 10**4, places=2, allow_nan=False).map(float) | tiny


@st.composite
def data_sets(draw: st.DrawFn) -> tuple[str, str]:
    type_ = draw(st.sampled_from(TYPES))
    years = draw(st.lists(st.integers(1950, 2050), min_size=2, max_size=2 if type_ == "slope" else 8, unique=True))
    most = 1 if type_ == "scatter" else 4
    names = draw(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=most, unique=True))
    values = numbers(0 if type_ in AMOUNTS else -(10**9))
    rows = [[draw(values | st.none()) for _ in names] for _ in years]
    rows[0] = [5] * len(names)
    head = ",".join(("year", *names))
    lines = [
        ",".join(
            (str(year), *("" if cell is None else f"{cell:.6f}" if 0 < abs(cell) < 0.01 else str(cell) for cell in row))
        )
        for year, row in zip(years, rows, strict=True)
    ]
    return f"type: {type_}\ntitle: T\n", "\n".join((head, *lines)) + "\n"


@examples(times=3)
@given(data_sets())
def test_drawing_table_and_data_file_agree(sample: tuple[str, str]) -> None:
    view = chart(*sample)
    file, cells = file_of(view), cells_of(view)
    assert [list(map(plain, row)) for row in cells] == [list(map(numeric, row)) for row in file]
    given_rows = sorted(row.split(",") for row in sample[1].splitlines()[1:])
    assert [list(map(numeric, row)) for row in sorted(file[1:])] == [list(map(numeric, row)) for row in given_rows]
    drawn = chart_svg(view, is_narrow=False)
    if view.type not in ("area", "small-multiples"):
        # A label has two digits at least, a title all.
        share = 0.05 if view.type == "dot" and len(view.series) == 1 else 1e-12
        assert numbers_in_titles(drawn, view) == pytest.approx(numbers_of(view), rel=share, abs=0)
    if view.type in ("line", "bar"):
        assert_places_agree(drawn, view)


def numbers_of(view: ChartView) -> list[float]:
    return sorted(value for series in view.series for value in series.values if value is not None)


def numbers_in_titles(drawn: str, view: ChartView) -> list[float]:
    """Return the numbers that the points of a drawing say, or else that stand beside its bars."""
    root = lxml.etree.fromstring(drawn)
    titles = [str(title.text) for title in root.iter("title")]
    if not titles:
        assert (view.type, len(view.series)) == ("dot", 1)
        texts = [text.text for text in root if text.tag.endswith("text") and not text.get("class")]
        return sorted(said(str(text)) for text in texts)
    return sorted(said(re.split(": |, ", title)[-1]) for title in titles)


def said(text: str) -> float:
    """Return the number that a drawing writes, in short or in full."""
    factor = {"M": 1e6, "B": 1e9}.get(text[-1], 1.0)
    return float(text.rstrip("MB").replace(",", "").replace("\u2212", "-")) * factor


def assert_places_agree(drawn: str, view: ChartView) -> None:
    """Check that larger numbers stand higher: points of lines, ends of columns."""
    root = lxml.etree.fromstring(drawn)
    found = []
    for path in root.iter("path"):
        titles = [str(title.text) for title in path.iter("title")]
        if titles:
            start = re.match(r"M-?[\d.]+[ -]?(-?[\d.]+)", path.get("d", "").replace("-", " -"))
            assert start is not None
            look = path.get("class") or path.getparent().get("class")
            down = SHAPES[int(look[-1])][1] / 10 if view.type == "line" else 0
            found.append((said(titles[0].rpartition(": ")[2]), float(start[1]) - down))
    if view.type == "line" or all(value >= 0 for value, _ in found):
        ordered = sorted(found)
        assert all(after[1] <= before[1] + 0.6 for before, after in pairwise(ordered))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_figure_says_everything_around_the_chart(name: str) -> None:
    keys, data = SAMPLES[name]
    view = chart(
        f"{keys}notes: A note\nsource: A source\nsource_url: https://example.org/x\n".replace("source: NATO\n", ""),
        data,
    )
    html = page(view)
    assert html.get("id") == "fig-x"
    assert html.xpath("string(.//figcaption/p)").startswith(f"Figure 2. {view.text.title}")
    assert html.xpath(".//*[@role='img']/@aria-label")[0].endswith(".")
    assert html.xpath("string(.//p[@class='source'])") == "Source: A source"
    assert html.xpath(".//p[@class='source']/a/@href") == ["https://example.org/x"]
    assert len(html.xpath(".//details//tbody/tr")) == len(view.x)
    assert not re.search(r"\sstyle=|<script", figure_html(view))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_feed_has_the_picture_and_its_alternative(name: str) -> None:
    (image,) = lxml.html.fromstring(feed_figure(chart(*SAMPLES[name]))).xpath(".//img")
    assert image.get("src") == "/briefs/2024/a/fig-x.png"
    assert int(image.get("width")) > int(image.get("height")) / 4
    assert image.get("alt").endswith(".")


def test_words_around_a_figure_are_marked_on_pages_and_plain_in_files() -> None:
    keys = (
        "type: bar\ntitle: The *Cheonan* case\nsubtitle: In `km`\nnotes: '**Not** all & [more](https://e.org/?a=1&b=2)'\n"
        "source: '[SIPRI](https://sipri.org)'\nsource_url: https://other.org\nlicense: '*CC* BY'\n"
    )
    view = chart(keys, "a,b\nx,1\n")
    for html in (figure_html(view), feed_figure(view), paper_figure(view)):
        for words in ("<em>Cheonan</em>", "<code>km</code>", "<strong>Not</strong> all &amp; <a", "<em>CC</em> BY"):
            assert words in html
        assert 'href="https://sipri.org">SIPRI</a>' in html
        assert "other.org" not in html
    assert "Cheonan case" in alternative(view)
    assert "The Cheonan case" in render_data_file(data_file(view)).decode()


def test_a_figure_is_written_in_the_language_of_its_text() -> None:
    html = figure_html(chart(*SAMPLES["line"], language="ko"))
    assert "그림 2." in html
    assert "자료: NATO" in html
    german = figure_html(chart("type: bar\ntitle: T\n", "a,n\nx,1234.5\n", language="de"))
    assert "1.234,5" in german


@pytest.mark.parametrize("write", [figure_html, feed_figure])
@pytest.mark.parametrize("name", SAMPLES)
def test_hostile_words_stay_words(name: str, write: type[str]) -> None:
    view = chart(*SAMPLES[name])
    words: dict[str, Any] = dict.fromkeys(("title", "subtitle", "source", "notes", "license", "alt"), HOSTILE)
    text = replace(view.text, source_url="https://example.org/?a=%22%3E&b='", **words)
    hostile = replace(
        view,
        text=text,
        unit=HOSTILE,
        x_name=HOSTILE,
        label_name=HOSTILE,
        labels=(HOSTILE,) * len(view.labels),
        series=tuple([replace(series, name=HOSTILE) for series in view.series]),
    )
    assert_tame(str(write(hostile)))


INJECTIONS = (
    HOSTILE,
    "[x](javascript:alert(1)) [y](https://e.org/\"onmouseover=alert(1)) <https://e.org/'x>",
    "**a**`<b>`<svg onload=x> ![i](data:text/html,x) \u202e\u0085",
    "{{ 7*7 }} {% raw %} ${x} kei-figure:0 kei-link:1 \\0 ]]> --> url(#x)",
)


@pytest.mark.parametrize("type_", CHART_TYPES)
@pytest.mark.parametrize("injection", INJECTIONS)
def test_whatever_stands_in_keys_and_cells_stays_words(type_: str, injection: str) -> None:
    quoted, cell = json.dumps(injection), '"' + injection.replace('"', '""') + '"'
    given: tuple[str, ...] = (
        "title",
        "subtitle",
        "source",
        "notes",
        "license",
        "alt",
        "unit",
        "x",
        "y",
        "series",
        "label",
        "highlight",
    )
    given += () if type_ == "tile-map" else ("map", "source_url", "log", "range")
    x = {"tile-map": ("Seoul", "Busan"), "scatter": ("1", "2")}.get(type_, ("2019", "2020"))
    for keys in (given[:7], given):
        text = (
            "".join([f"{key}: {quoted}\n" for key in keys])
            + f"annotate: [{{x: {x[0]}, text: {quoted}}}, {{y: {quoted}, text: a}}]\n"
        )
        csv = f"x,{cell},n\n{x[0]},{cell},1\n{x[1]},{cell},2\n"
        named = text.replace(f"\nx: {quoted}", "\nx: x").replace(f"\ny: {quoted}", "\ny: n")
        view = drawn_or_none(f"type: {type_}\n{named}", csv)
        for html in (figure_html(view), feed_figure(view), paper_figure(view)) if view else ():
            assert_tame(html, "em", "code", "s")
            addresses = lxml.html.fromstring(f"<div>{html}</div>").xpath(".//@href|.//@src")
            assert all(re.match("https://e.org/|/briefs/|kei-figure:fig-x", str(address)) for address in addresses)


@pytest.mark.parametrize("injection", INJECTIONS)
def test_whatever_stands_in_keys_and_cells_of_tables_stays_words(injection: str) -> None:
    quoted, cell = json.dumps(injection), '"' + injection.replace('"', '""') + '"'
    keys = "".join([f"{key}: {quoted}\n" for key in ("title", "subtitle", "source", "notes", "license", "sort")])
    spec = spec_of(
        f"{keys}heads: {{{quoted}: [a, n]}}\ncolumns: [a, n, m]\nunits: {{n: {quoted}}}\nheat: [n]\n", kind="table"
    )
    data = read_dataset("data.csv", f"a,n,m\n{cell},1,{cell}\n{cell},2,\n".encode(), NO_DIGEST)
    view = make_table(Table(data=data, spec=spec, path="text.md", diagnostics=[]), text_of(spec))
    for html in (figure_html(view), feed_figure(view), paper_figure(view)):
        assert " ".join(data.rows[0].cells[0].split()) in lxml.html.fromstring(f"<div>{html}</div>").text_content()
        assert_tame(html, "em", "code", "s")
    columns = f"columns: [{quoted}, n]\nunits: {{{quoted}: {quoted}}}\nheat: [n]\nheads: {{{quoted}: [{quoted}, n]}}\n"
    named = read_dataset("data.csv", f"{cell},n\n{cell},1\n".encode(), NO_DIGEST)
    spec = spec_of(f"title: T\n{columns}", kind="table")
    assert_tame(figure_html(make_table(Table(data=named, spec=spec, path="t", diagnostics=[]), text_of(spec))), "em")


def drawn_or_none(keys: str, csv: str) -> ChartView | None:
    """Return a chart whose keys may be wrong, or None if it is refused."""
    spec = spec_of(keys)
    data = read_dataset("data.csv", csv.encode(), NO_DIGEST)
    try:
        return make_chart(Table(data=data, spec=spec, path="text.md", diagnostics=[]), text_of(spec))
    except NotDrawable:
        return None


def assert_tame(html: str, *more: str) -> None:
    seen: set[str] = set()

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
            seen.add(tag)
            seen.update(name for name, _ in attrs if name.startswith("on") or name == "style")

    Reader().feed(html)
    seen -= {"svg", "g", "path", "text", "title", "defs", "pattern"}
    usual = "figure figcaption p span div a details summary table thead tbody tr th td img strong"
    assert seen <= {*usual.split(), *more}


def test_the_data_file_has_every_digit_and_every_row() -> None:
    view = chart("type: scatter\ntitle: T\n", "p,a,b\nx,0.00001234,2.615430123456\ny,3,\n")
    assert file_of(view) == [["p", "a", "b"], ["x", "0.00001234", "2.615430123456"], ["y", "3", ""]]


def test_cells_are_no_formulas_of_spreadsheets() -> None:
    view = chart("type: bar\ntitle: T\n", 'a,=n\n"=HYPERLINK(""x"")",1\n-5,2\n@x,3\n+1 more,4\n')
    assert [row[0] for row in file_of(view)] == ["a", '\'=HYPERLINK("x")', "-5", "'@x", "'+1 more"]
    assert file_of(view)[0][1] == "'=n"


def test_a_column_without_a_number_says_so() -> None:
    view = chart("type: line\ntitle: T\n", "year,a,b\n2019,1,\n2020,2,3\n")
    assert view.series[1] == Series(name="b", values=(None, 3))
    assert cells_of(view)[1] == ["2019", "1", "no data"]


@pytest.mark.parametrize("name", ["stacked", "area"])
def test_on_paper_the_color_of_each_texture_lies_under_it(name: str) -> None:
    drawn = paper_chart(chart(*SAMPLES[name]), ACCENT)[0].decode()
    plain = r'<(?:path|g) class="(br s\d)"((?:(?!</g>|/>).)+)(?:/>|</g>)'
    textured = re.findall(rf'{plain}<(?:path|g) class="tx" fill="url\(#[^"]*(\d)\)"((?:(?!</g>|/>).)+)', drawn)
    assert len(textured) == drawn.count('class="tx"') > 0
    assert all(under == over and look.endswith(at) for look, under, at, over in textured)


@pytest.mark.parametrize(("language", "name"), [("en", "Seoul"), ("ko", "서울")])
def test_the_file_of_a_map_names_regions_as_its_table_does(language: str, name: str) -> None:
    view = chart("type: tile-map\ntitle: T\n", "시도,n\nSEL,1\n", language=language)
    assert file_of(view)[1] == cells_of(view)[1] == [name, "1"]


def test_points_in_groups_keep_the_names_of_their_columns() -> None:
    view = chart("type: scatter\ntitle: T\nseries: bloc\nunit: percent\n", "c,gdp,share,bloc\na,1,2,x\nb,3,4,y\n")
    assert file_of(view)[0] == ["c", "gdp", "share", "bloc"]
    assert ">share · percent</text>" in figure_html(view)
    events = chart("type: timeline\ntitle: T\nseries: kind\n", "when,what,kind\n2019,a,x\n2020,b,y\n")
    assert file_of(events)[0] == cells_of(events)[0] == ["when", "what", "kind"]
