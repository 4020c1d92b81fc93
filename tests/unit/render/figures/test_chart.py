"""Charts as they are drawn: golden drawings of every type, and what holds for all of them."""

import re
from dataclasses import replace
from pathlib import Path

import lxml.etree
import pytest

from kei_site.model.figures import CHART_TYPES
from kei_site.model.views.figures import ChartView
from kei_site.render.figures.chart import DRAWERS, chart_svg
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
        assert not re.search(r"<(?:script|style|foreignObject|image|a)\b| (?:style|on\w+|href)=", drawing)


LONGEST = {
    "line": "year," + ",".join(f"Series {at}" for at in range(4)) + "\n"
    + "".join(f"{1900 + at},{at % 17},{at % 13}.5,{at % 11},{at}\n" for at in range(100)),
    "bar": "name,n\n" + "".join(f"A rather long name {at},{at * 1234.5}\n" for at in range(60)),
    "scatter": "name,x,y\n" + "".join(f"Point {at},{at * 7 % 100},{at * 13 % 90}\n" for at in range(200)),
    "tile-map": SAMPLES["tile-map-usa"][1],
    "small-multiples": "year," + ",".join(f"Series {at}" for at in range(12)) + "\n"
    + "".join(f"{2000 + at}" + f",{at % 7}" * 12 + "\n" for at in range(20)),
}  # fmt: skip


@pytest.mark.parametrize("type_", LONGEST)
def test_a_chart_of_much_data_is_small_too(type_: str) -> None:
    view = chart(f"type: {type_}\ntitle: T\n", LONGEST[type_])
    assert sum(len(chart_svg(view, is_narrow=is_narrow).encode()) for is_narrow in (False, True)) <= MOST_BYTES


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("is_narrow", [False, True], ids=["broad", "narrow"])
def test_words_stand_inside_the_drawing(name: str, is_narrow: bool) -> None:
    root = lxml.etree.fromstring(chart_svg(chart(*SAMPLES[name]), is_narrow=is_narrow))
    width, height = float(root.get("width", "")), float(root.get("height", ""))
    for text in root.iter("text"):
        x, y = float(text.get("x", "")), float(text.get("y", ""))
        assert -2 <= x <= width, text.text
        assert 0 <= y <= height, text.text


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
