"""Charts as large as they may be, with long names: both drawings of each are small, and few names are not cut."""

import re

from hypothesis import given
from hypothesis import strategies as st

from kei_site.core.regions import MAPS
from kei_site.model.figures import CHART_TYPES
from kei_site.model.views.figures import ChartView
from kei_site.plan.figures.limits import LIMITS, MOST_MARKS, MOST_NAMED, NOT_NEGATIVE
from kei_site.render.figures import budget
from kei_site.render.figures.chart import chart_svg
from kei_site.render.figures.svg import escaped
from tests.support.examples import examples
from tests.support.figure_samples import chart

LONG = (
    "The Organization for Security and Co-operation in Europe and its partners across the Mediterranean",
    "한미일 안보협력과 인도태평양 지역의 억제력 강화를 위한 공동 성명의 이행 점검 회의 결과 보고서 및 후속 조치 계획",
    "R&D <a> & M&A & D&D & Q&A & S&P & T&E & O&M & P&L & A&E & B&B & C&C & F&B",
    "ililil jijiji " * 12,
)
FACTORS = (1, 0.001, 12_345.678, 9_876_543_210.5)
"""Of numbers: few digits, many, and large ones."""


@st.composite
def largest(draw: st.DrawFn) -> ChartView:
    """Return a chart of as many numbers as its type may show, with long names."""
    type_ = draw(st.sampled_from(CHART_TYPES))
    limit, long = LIMITS[type_], draw(st.sampled_from(LONG))
    series = draw(st.sampled_from(sorted({1, 2, limit.series // 2 or 1, limit.series})))
    most = min(limit.values, limit.numbers // series)
    count = draw(st.sampled_from(sorted({max(min(most, at), limit.fewest) for at in (12, 24, 40, 48 // series, most)})))
    is_named = draw(st.booleans()) and count <= limit.names and type_ != "timeline"
    axis = [f"{at} {long}" if is_named else f"{1900 + at // 12}-{at % 12 + 1:02d}" for at in range(count)]
    names, unit = [f"{at} {long}" for at in range(series)], draw(st.sampled_from(("", "%", long)))
    factor, keys = draw(st.sampled_from(FACTORS)), f"type: {type_}\ntitle: T\nalt: A\nunit: '{unit}'\n"
    numbers = [number_of(at, factor, is_negative=type_ not in NOT_NEGATIVE and draw(st.booleans())) for at in range(99)]
    if type_ == "tile-map":
        rows = [[code, numbers[at]] for at, code in enumerate(MAPS["usa"])]
        return made(keys, ["state", "n"], rows, draw)
    if type_ in ("scatter", "timeline"):
        keys += "series: g\n" + ("x: a\ny: b\n" if type_ == "scatter" else "")
        marked = [f"{at} {long}" for at in range(MOST_NAMED)]
        keys += f"highlight: {marked}\n" if type_ == "scatter" and draw(st.booleans()) else ""
        rows = [
            [axis[at], f"{at} {long}", numbers[at % 99], numbers[at * 7 % 99], names[at % series]]
            for at in range(count)
        ]
        if type_ == "timeline" and draw(st.booleans()):
            spans = [[f"{1900 + at}-09-17", f"{1950 + at}-12-24", *row[1:]] for at, row in enumerate(rows)]
            return made(keys, ["start", "end", "c", "a", "b", "g"], spans, draw)
        return made(keys, ["when", "c", "a", "b", "g"], rows, draw)
    if series > 8:
        keys += f"highlight: {names[:8]}\n"
    if type_ not in ("slope", "small-multiples"):
        notes = [f"{{x: '{axis[at % count]}', text: '{long}'}}" for at in range(MOST_MARKS)]
        notes = (
            [f"{{y: {number}, text: '{long}'}}" for number in numbers[:MOST_MARKS]] if draw(st.booleans()) else notes
        )
        keys += f"annotate: [{', '.join(notes)}]\n"
    rows = [[x, *(numbers[(at * 7 + row * 31) % 99] for at in range(series))] for row, x in enumerate(axis)]
    return made(keys, ["x", *names], rows, draw)


def number_of(at: int, factor: float, *, is_negative: bool) -> str:
    return f"{(at * 37 % 100 - (50 if is_negative else -1)) * factor:.4f}"


def made(keys: str, head: list[str], rows: list[list[str]], draw: st.DrawFn) -> ChartView:
    """Return the chart of some rows, in a language and in one of the widths of its drawing."""
    csv = "\n".join([",".join([f'"{cell}"' for cell in row]) for row in (head, *rows)]) + "\n"
    return chart(keys, csv, language=draw(st.sampled_from(("en", "ko"))), is_wide=draw(st.booleans()))


@examples(times=2)
@given(largest())
def test_no_chart_that_is_taken_is_large(view: ChartView) -> None:
    drawings = [chart_svg(view, is_narrow=is_narrow) for is_narrow in (False, True)]
    assert sum(len(drawing.encode()) for drawing in drawings) <= budget.MOST_BYTES


def test_the_names_of_few_bars_stand_whole_and_those_of_many_are_cut() -> None:
    name = "Agreement on the mutual acceptance of airworthiness certificates"
    for count, has_whole in ((20, True), (60, False)):
        rows = "".join([f"{name} {at},{at + 1}\n" for at in range(count)])
        drawn = chart_svg(chart("type: bar\ntitle: T\n", f"name,n\n{rows}"), is_narrow=True)
        words = re.findall(r"<text[^>]*>([^<]*)</text>", drawn)
        assert (escaped(f"{name} 7") in " ".join(words)) == has_whole
