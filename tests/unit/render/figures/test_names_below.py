import pytest

from kei_site.render.figures.names_below import axis_below, numbers_below
from kei_site.render.figures.sheet import make_sheet
from tests.support.figure_samples import chart

MONTHS = [f"{year}-{month:02d}" for year in range(2014, 2025) for month in range(3, 13)]
DAYS = [f"2024-{month:02d}-{day:02d}" for month in range(1, 13) for day in range(1, 29)]
QUARTERS = [f"{year}-Q{quarter}" for year in range(2019, 2025) for quarter in range(1, 5)]
FEW_MONTHS = ["2024-05", "2024-06", "2024-07"]


def named(x: list[str]) -> list[str]:
    rows = "".join([f"{text},1\n" for text in x])
    sheet = make_sheet(chart("type: line\ntitle: T\n", f"x,y\n{rows}"), is_narrow=False)
    places = [at * 500 / len(x) for at in range(len(x))]
    return [" ".join(name.lines) for name in axis_below(sheet, places, (0, 500), is_banded=False)]


@pytest.mark.parametrize(
    ("x", "names"),
    [
        (MONTHS, [str(year) for year in range(2015, 2025)]),
        (DAYS, ["Jan 2024", "Apr 2024", "Jul 2024", "Oct 2024"]),
        (QUARTERS, ["2019", "2020", "2021", "2022", "2023", "2024"]),
        (QUARTERS[:9], ["Q1 2019", "Q3 2019", "Q1 2020", "Q3 2020", "Q1 2021"]),
        (FEW_MONTHS, ["May 2024", "Jun 2024", "Jul 2024"]),
    ],
)
def test_an_axis_of_time_names_the_beginnings_of_months_or_years(x: list[str], names: list[str]) -> None:
    assert named(x) == names


def test_all_names_of_groups_are_shown_in_lines() -> None:
    groups = ["Under 20 years", "20 to 39 years", "40 to 59 years", "60 years and over"]
    assert named(groups) == groups


def test_numbers_below_a_plot_have_room_beside_each_other() -> None:
    names = numbers_below((0, 40, 80, 120), ("0", "100,000", "200,000", "300,000"), (0, 124))
    assert [name.lines[0] for name in names] == ["0", "300,000"]
    assert names[-1].x < 120
