"""Charts as they are drawn: golden drawings of every type, and what holds for all of them."""

import re
from dataclasses import replace
from itertools import accumulate, combinations
from pathlib import Path

import lxml.etree
import pytest

from kei_site.core.chart_colors import SERIES
from kei_site.model.figures import CHART_TYPES
from kei_site.model.views.figures import ChartView
from kei_site.plan.figures.limits import TOLD_APART
from kei_site.render.figures import svg
from kei_site.render.figures.chart import DRAWERS, chart_svg
from kei_site.render.figures.style import DASHES
from kei_site.render.figures.svg import SHAPES
from kei_site.render.figures.widths import width_of
from tests.support.figure_samples import SAMPLES, chart

GOLDEN = Path(__file__).resolve().parents[3] / "figures"
MOST_BYTES = 15_000
HOSTILE = '"><script>alert(1)</script><a href="javascript:alert(1)" style="x" onload=\'y\'>&amp; ]]> 안녕'


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("is_narrow", [False, True], ids=["broad", "narrow"])
def test_a_chart_is_drawn_as_expected(name: str, is_narrow: bool, request: pytest.FixtureRequest) -> None:
    drawn = chart_svg(chart(*SAMPLES[name]), is_narrow=is_narrow).replace("><", ">\n<") + "\n"
    golden = GOLDEN / f"{name}.{'narrow' if is_narrow else 'broad'}.svg"
    if request.config.getoption("--update-golden"):
        golden.write_text(drawn, encoding="utf-8")
    assert drawn == golden.read_text(encoding="utf-8")


def test_every_type_has_a_sample_and_a_drawing() -> None:
    assert {chart(*sample).type for sample in SAMPLES.values()} == set(CHART_TYPES) == set(DRAWERS)


def test_no_drawing_is_left_over() -> None:
    assert {path.name.split(".")[0] for path in GOLDEN.iterdir()} == set(SAMPLES)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_chart_is_small_and_has_no_style_and_no_script(name: str) -> None:
    drawings = [chart_svg(chart(*SAMPLES[name]), is_narrow=is_narrow) for is_narrow in (False, True)]
    assert sum(len(drawing.encode()) for drawing in drawings) <= MOST_BYTES
    for drawing in drawings:
        assert not re.search(
            r"<(?:script|style|foreignObject|image|a)\b| (?:style|on\w+)=| href=(?!\"#fig-x-)", drawing
        )


def test_the_points_of_many_lines_are_not_all_marked() -> None:
    rows = [f"{2000 + at}{f',{at * 7919 % 1000}.5' * 8}\n" for at in range(24)]
    drawn = chart_svg(chart("type: line\ntitle: T\n", f"y,{','.join('abcdefgh')}\n{''.join(rows)}"), is_narrow=False)
    marks = [path.get("d", "") for path in lxml.etree.fromstring(drawn).iter("path") if "mk" in path.get("class", "")]
    marks[5] = marks[5].replace("z", "", 1)  # a plus is of two boxes
    assert [mark.count("z") for mark in marks] == [1] * 8


def test_outlines_after_a_closed_one_begin_with_the_way_from_it() -> None:
    boxes = [svg.box(100.5, 20, 30, 12), svg.box(100.5, 62.3, 40, 12)]
    assert svg.joined(boxes) == "M100.5 20h30v12H100.5zm0 42.3h40v12H100.5z"
    points = [svg.point(100, 20, 0), svg.point(110.4, 17, 2)]
    assert svg.joined(points) == "M100 24a4 4 0 1 1 .1 0zm10-11.6l4.6 8h-9.2z"
    assert svg.joined([svg.stretch(1, y, 9, y) for y in (2, 7)]) == "M1 2H9M1 7H9"


def test_the_way_along_a_line_ends_where_its_places_do() -> None:
    line = svg.trail([(100.04, 50), (100.4, 40.25), (98, 40.27), (99.06, 41)])
    assert svg.joined([line]) == "M100 50l.4-9.8-2.4 .1 1.1 .7"


def test_texts_and_points_that_look_alike_are_a_group() -> None:
    texts = [svg.label(1, 2, "a", "q", anchor="e"), svg.label(1, 18.5, "b", "q", anchor="e"), svg.label(0, 3, "c", "q")]
    assert svg.grouped("".join(texts)) == (
        '<g class="q e"><text x="1" y="2">a</text><text x="1" y="19">b</text></g><text class="q" y="3">c</text>'
    )
    points = [("mk s0", svg.point(x, 10, 0), f"Title {x}", "") for x in (5, 9)]
    (group,) = svg.merged(points)
    assert re.sub(' d="[^"]*"', "", group) == (
        '<g class="mk s0"><path><title>Title 5</title></path><path><title>Title 9</title></path></g>'
    )


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("is_narrow", [False, True], ids=["broad", "narrow"])
def test_words_stand_inside_the_drawing(name: str, is_narrow: bool) -> None:
    root = lxml.etree.fromstring(chart_svg(chart(*SAMPLES[name]), is_narrow=is_narrow))
    width, height = float(root.get("width", "")), float(root.get("height", ""))
    for text in root.iter("text"):
        x, y = float(text.get("x", "0")), float(text.get("y", ""))
        assert -2 <= x <= width, text.text
        assert 0 <= y <= height, text.text


NAMES = ("Korea", "United States of America", "United Kingdom of Great Britain and Northern Ireland", "Côte d'Ivoire",
         "Bolivia (Plurinational State of)", "Iran", "대한민국", "Germany")  # fmt: skip
HARD = {
    "line": ("type: line\nannotate: [{y: 3, text: One}, {y: 3.05, text: Two}]\n", ("2019", "2020", "2021"), 0.05),
    "line-of-names": ("type: line\n", ("Under 20 years", "20 to 39 years", "40 to 59 years", "60 years and over"), 7),
    "line-by-month": ("type: line\n", tuple([f"{year}-{m:02d}" for year in (2019, 2020) for m in range(1, 13)]), 1e12),
    "slope": ("type: slope\n", ("Before the reform of 2019", "After the reform of 2019"), 0.001),
    "small-multiples": ("type: small-multiples\n", ("2019", "2020", "2021"), -1e12),
    "bar": ("type: bar\n", ("2019", "2020", "2021"), -123_456_789.5),
    "dot": ("type: dot\n", ("A name that is rather long", "Another one", "그리고 또 하나"), 100_000),
    "area": ("type: area\n", ("2019", "2020", "2021"), 0.01),
}  # fmt: skip
"""Keys, the axis below, and the step between the numbers of charts whose labels have little room."""


@pytest.mark.parametrize("name", HARD)
@pytest.mark.parametrize("is_narrow", [False, True], ids=["broad", "narrow"])
def test_no_label_covers_another_or_leaves_the_drawing(name: str, is_narrow: bool) -> None:
    keys, x, step = HARD[name]
    names = NAMES[:6] if name in ("bar", "dot") else NAMES
    rows = [
        ",".join((text, *[f"{3 + step * (at + row):.4f}" for at in range(len(names))])) for row, text in enumerate(x)
    ]
    view = chart(f"{keys}title: T\n", "\n".join((f"x,{','.join(names)}", *rows)) + "\n")
    root = lxml.etree.fromstring(chart_svg(view, is_narrow=is_narrow))
    boxes = [box_of(text) for text in root.iter("text")]
    assert all(left >= -2 and right <= float(root.get("width", "")) for left, right, _, _ in boxes)
    for (left, right, y, words), (other_left, other_right, other_y, other) in combinations(boxes, 2):
        assert abs(y - other_y) > 11 or right <= other_left or other_right <= left, (words, other)


def box_of(text: lxml.etree._Element) -> tuple[float, float, float, str]:
    """Return (left, right, base line, words) of a text, as wide as its letters are."""
    words, x, classes = str(text.text), float(text.get("x", "0")), classes_of(text)
    width = width_of(words, 13) / 1.14
    left = x - (width if "e" in classes else width / 2 if "m" in classes else 0)
    return left, left + width, float(text.get("y", "")), words


def classes_of(text: lxml.etree._Element) -> set[str]:
    """Return the classes of a text and of the group that it stands in."""
    parent = text.getparent()
    assert parent is not None
    return {*parent.get("class", "").split(), *text.get("class", "").split()}


def test_what_stands_on_a_missing_number_is_left_out() -> None:
    shares = "year,a,b\n2019,1,2\n2020,1,2\n2021,,2\n2022,1,\n2023,1,2\n"
    drawn = chart_svg(chart("type: area\ntitle: T\n", shares), is_narrow=False)
    root = lxml.etree.fromstring(drawn)
    bands = [path.get("d", "") for path in root.iter("path") if path.get("fill") or path.get("class") == "ar s0"]
    assert [band.count("z") for band in bands if "l" in band] == [2, 2]
    sums = chart_svg(chart("type: stacked\ntitle: T\n", shares.replace("20", "In 20")), is_narrow=False)
    texts = [text for text in lxml.etree.fromstring(sums).iter("text") if "in" not in classes_of(text)]
    assert [text.text for text in texts if str(text.text).isdigit()] == ["3", "3", "3"]
    gap = chart_svg(chart("type: bar\ntitle: T\n", "name,n\na,\nb,2\n"), is_narrow=False)
    assert gap.count(">no data</text>") == 1


def test_as_many_lines_as_are_taken_look_different() -> None:
    csv = f"y,{','.join('abcdefgh')}\n" + "".join([f"{year}{',1' * 8}\n" for year in (2019, 2020)])
    root = lxml.etree.fromstring(chart_svg(chart("type: line\ntitle: T\n", csv), is_narrow=False))
    looks = [path.get("class") for path in root.iter("path") if path.get("class", "").startswith("ln ")]
    assert len(set(looks)) == len(looks) == TOLD_APART == len(set(DASHES)) == len(set(SHAPES)) == len(SERIES)


def test_lines_that_stand_back_have_no_names_when_there_are_many() -> None:
    names = [f"Name {at}" for at in range(9)]
    csv = f"y,{','.join(names)}\n" + "".join([f"{year}{',1.5' * 9}\n" for year in (2019, 2020)])
    drawn = chart_svg(chart("type: line\ntitle: T\nhighlight: Name 3\n", csv), is_narrow=False)
    assert re.findall(r">(Name \d) 1.5</text>", drawn) == ["Name 3"]


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("is_narrow", [False, True], ids=["broad", "narrow"])
def test_hostile_words_stay_words(name: str, is_narrow: bool) -> None:
    drawn = chart_svg(hostile(chart(*SAMPLES[name])), is_narrow=is_narrow)
    root = lxml.etree.fromstring(drawn)
    elements = [element.tag.rpartition("}")[2] for element in root.iter()]
    assert set(elements) <= {"svg", "g", "path", "text", "title", "defs", "pattern"}
    names = {name for element in root.iter() for name in element.attrib}
    assert names <= set("class d x y width height viewBox aria-hidden id fill patternUnits".split())


def hostile(view: ChartView) -> ChartView:
    """Return a chart whose every word from an editor is hostile."""
    return replace(
        view,
        x=tuple([HOSTILE if view.x_form == "category" else x for x in view.x]),
        x_name=HOSTILE,
        labels=(HOSTILE,) * len(view.labels),
        series=tuple([replace(series, name=HOSTILE) for series in view.series]),
        unit=HOSTILE,
        highlight=(HOSTILE,),
        marks=tuple([replace(mark, text=HOSTILE) for mark in view.marks]),
    )


SHARES = "age,yes,no\nyoung,40,60\nold,99,1\n"


def test_parts_of_stacked_bars_say_their_numbers_where_there_is_room() -> None:
    drawn = chart_svg(chart("type: stacked\ntitle: T\n", SHARES), is_narrow=True)
    texts = [text for text in lxml.etree.fromstring(drawn).iter("text") if {"in", "m"} <= classes_of(text)]
    assert sorted(str(text.text) for text in texts) == ["40", "60", "99"]
    assert drawn.count(">100<") == 2


def test_shares_have_no_sum() -> None:
    drawn = chart_svg(chart("type: stacked\ntitle: T\nunit: '%'\n", SHARES), is_narrow=False)
    assert ">100<" not in drawn
    more = SHARES.replace("99,1", "99,2")
    assert ">101<" in chart_svg(chart("type: stacked\ntitle: T\nunit: '%'\n", more), is_narrow=False)


@pytest.mark.parametrize(
    "names", ["FY2023,FY2024", "1990s,2000s", "2022/23,2023/24", "1990년대,2000년대", "2024 H1,2024 H2"]
)
def test_periods_stand_side_by_side_with_their_whole_names(names: str) -> None:
    first, last = names.split(",")
    drawn = chart_svg(chart("type: bar\ntitle: T\n", f"when,n\n{first},1\n{last},2\n"), is_narrow=True)
    assert f">{first}</text>" in drawn
    assert f">{last}</text>" in drawn


def test_long_names_have_two_lines_on_phones() -> None:
    name = "Agreement on the mutual acceptance of airworthiness certificates"
    drawn = chart_svg(chart("type: bar\ntitle: T\n", f"name,n\n{name},1\nb,2\n"), is_narrow=True)
    words = re.findall(r'<text y="[^"]*">([^<]*)</text>', drawn)
    assert " ".join(words[:2]) == name


@pytest.mark.parametrize("is_narrow", [False, True])
def test_an_axis_of_many_years_names_round_ones(*, is_narrow: bool) -> None:
    rows = "".join([f"{year},{year - 1900}\n" for year in range(1913, 2025)])
    drawn = chart_svg(chart("type: line\ntitle: T\n", f"year,n\n{rows}"), is_narrow=is_narrow)
    years = [int(year) for year in re.findall(r">((?:19|20)\d\d)</text>", drawn)]
    assert len(years) > 3
    assert all(year % 10 == 0 for year in years)


def test_lines_that_nothing_names_have_no_points() -> None:
    csv = f"y,{','.join('abcdefghij')}\n" + "".join([f"{year}{',1' * 10}\n" for year in (2019, 2020)])
    for is_narrow in (False, True):
        drawn = chart_svg(chart("type: line\ntitle: T\nhighlight: [a]\n", csv), is_narrow=is_narrow)
        assert drawn.count('class="ln lo"') == 9
        assert 'class="mk lo"' not in drawn
        assert ">b</text>" not in drawn


def test_a_line_alone_says_its_last_number_and_a_point_alone_its_number() -> None:
    line = chart_svg(chart("type: line\ntitle: T\n", "year,n\n2019,1\n2020,7.25\n"), is_narrow=False)
    assert re.findall(r'class="lb s0"[^>]*>([^<]*)<', line) == ["7.25"]
    for is_narrow in (False, True):
        point = chart_svg(chart("type: line\ntitle: T\n", "year,n\n2020,7.25\n"), is_narrow=is_narrow)
        assert re.findall(r'class="lb s0 m"[^>]*>([^<]*)<', point) == ["7.25"]


def test_places_count_from_the_left_on_pages_written_from_the_right() -> None:
    sheet = (Path(__file__).resolve().parents[4] / "static" / "assets" / "figures.css").read_text(encoding="utf-8")
    assert re.search(r"\.plot svg \{[^}]*direction: ltr;", sheet)


@pytest.mark.parametrize(
    "numbers", [(9, 9, 9, 8, 8, 2.25), (9, 1, 9, 1, 9, 1.25), (1, 2, 3, 4, 5, 9.25), (3, 9, 9, 6.25)]
)
def test_the_last_number_of_a_panel_lies_on_no_line(numbers: tuple[float, ...]) -> None:
    csv = "year,a\n" + "".join([f"{2019 + at},{number}\n" for at, number in enumerate(numbers)])
    drawn = chart_svg(chart("type: small-multiples\ntitle: T\n", csv), is_narrow=True)
    ((right, base, text),) = re.findall(r'<text class="lb[^>]* x="([0-9]+)" y="([0-9]+)">([^<]+)', drawn)
    (trail,) = re.findall(r'<path class="ln [^>]* d="M([^"]+)"', drawn)
    first, steps = trail.split("l")
    moves = list(map(int, re.findall("-?[0-9]+", f"{first} {steps}")))
    x, y = list(accumulate(moves[::2])), list(accumulate(moves[1::2]))
    spots = [float(right) - width_of(text, 13) * part / 8 for part in range(9)]
    heights = [
        y[at] + (y[at + 1] - y[at]) * (spot - x[at]) / (x[at + 1] - x[at])
        for spot in spots
        for at in range(len(x) - 1)
        if x[at] <= spot <= x[at + 1]
    ]
    assert heights
    assert not [height for height in heights if int(base) - 10 < height < int(base) + 2]
