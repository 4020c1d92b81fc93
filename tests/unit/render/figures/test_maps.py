"""The shades of maps, and what their legends say."""

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kei_site.model.views.figures import ChartView, FigureText, Series
from kei_site.render.figures.chart import chart_svg
from kei_site.render.figures.maps import shading

NUMBERS = st.lists(st.integers(-999, 999).map(lambda number: number / 10), min_size=1, max_size=50)


def map_of(numbers: dict[str, float | None], name: str = "korea", language: str = "en") -> ChartView:
    return ChartView(
        text=FigureText(id="f", number=1, title="T", language=language),
        type="tile-map",
        x_name="province",
        x_form="region",
        x=tuple(numbers),
        series=(Series(name="change", values=tuple(numbers.values())),),
        decimals=1,
        map=name,
    )


@given(NUMBERS)
def test_each_number_lies_in_its_shade_and_shades_part_at_zero(numbers: list[float]) -> None:
    shades = shading(numbers)
    assert len(shades.looks) == len(set(shades.looks)) == len(shades.edges) - 1
    assert list(shades.edges) == sorted(shades.edges)
    for number in numbers:
        at = shades.looks.index(shades.look(number))
        assert shades.edges[at] <= number <= shades.edges[at + 1]
        assert shades.look(number)[0] == ("n" if number < 0 or max(numbers) <= 0 > min(numbers) else "q")


@pytest.mark.parametrize(
    ("numbers", "looks"),
    [
        ((-1, 1), ("n1", "q2")),
        ((-9, -8, -7, -1, 1), ("n3", "n2", "n1", "q2")),
        ((-1, 1, 7, 8, 9), ("n1", "q2", "q3", "q4")),
        ((-3, -2, -1), ("n3", "n2", "n1")),
        ((-3, 0), ("n2", "n1")),
        ((0, 0), ("q1",)),
        ((4,), ("q1",)),
    ],
)
def test_what_is_equally_far_from_zero_is_equally_dark(numbers: tuple[float, ...], looks: tuple[str, ...]) -> None:
    assert shading(numbers).looks == looks


@pytest.mark.parametrize("is_narrow", [False, True])
@pytest.mark.parametrize("name", ["korea", "usa"])
def test_the_legend_of_a_map_around_zero_marks_it(name: str, *, is_narrow: bool) -> None:
    codes = ("SEL", "BSN", "DGU", "ICN") if name == "korea" else ("AL", "AK", "AZ", "AR")
    drawn = chart_svg(map_of(dict(zip(codes, (-12.5, -0.3, 0.4, 18.0), strict=True)), name), is_narrow=is_narrow)
    (mark,) = re.findall(r'<path class="ze" d="M([0-9.]+) ', drawn)
    (zero,) = re.findall(r'<text x="([0-9]+)" y="[0-9]+">0</text>', drawn.replace("0.0<", "0<"))
    assert float(mark) == pytest.approx(float(zero), abs=0.6)


def test_numbers_of_a_legend_stand_apart() -> None:
    drawn = chart_svg(map_of({"SEL": -1234567.5, "BSN": 1234567.5, "DGU": 3.0, "ICN": -8.0}), is_narrow=True)
    places = [
        float(x) for x in re.findall(r'x="([-0-9.]+)"', drawn.partition('<g class="q m">')[2].partition("</g>")[0])
    ]
    assert len(places) == 3
    assert all(after - before > 60 for before, after in itertools.pairwise(places))


def test_a_number_without_room_is_rounded() -> None:
    drawn = chart_svg(map_of({"WA": -17.9, "TX": 4.2}, "usa"), is_narrow=True)
    assert re.findall(r'class="nr"[^>]*>([^<]*\d[^<]*)<', drawn) == ["\u221218", "4.2"]


def test_a_name_that_is_too_long_for_its_square_is_smaller() -> None:
    numbers: dict[str, float | None] = {"GSN": 1.0, "SEL": 2.0}
    drawn = chart_svg(map_of(numbers), is_narrow=True)
    assert re.search('class="sm"[^>]*>Gyeongnam<', drawn)
    assert re.search('<text x="[0-9]+" y="[0-9]+">Seoul<', drawn)
    assert 'class="sm"' not in chart_svg(map_of(numbers, language="ko"), is_narrow=True)
