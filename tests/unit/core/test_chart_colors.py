import itertools
import re
from pathlib import Path

import pytest

from kei_site.core.chart_colors import (
    BELOW,
    BELOW_INK,
    NO_DATA,
    OTHERS,
    SERIES,
    SHADE_INK,
    SHADES,
    custom_properties,
    light_palette,
)
from kei_site.core.colors import contrast
from kei_site.core.theme import ACCENT, ACCENT_DARK, PAPER, PAPER_DARK

CSS = (Path(__file__).parents[3] / "static" / "assets" / "figures.css").read_text(encoding="utf-8")
SITE_CSS = (Path(__file__).parents[3] / "static" / "assets" / "site.css").read_text(encoding="utf-8")
SOFT = re.search(r"--soft: light-dark\((#\w+), (#\w+)\)", SITE_CSS)
PAPERS = (PAPER, PAPER_DARK)


def test_the_style_sheet_has_the_same_colors() -> None:
    found = {name: (light, dark) for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#\w+), (#\w+)\);", CSS)}
    assert found == dict(custom_properties())


@pytest.mark.parametrize("scheme", [0, 1])
def test_the_color_of_each_series_can_be_read_on_paper(scheme: int) -> None:
    for pair in (*SERIES, (ACCENT, ACCENT_DARK)):
        assert contrast(pair[scheme], PAPERS[scheme]) >= 4.5, pair[scheme]


@pytest.mark.parametrize("scheme", [0, 1])
def test_marks_that_stand_back_can_be_seen(scheme: int) -> None:
    assert contrast(OTHERS[scheme], PAPERS[scheme]) >= 3


@pytest.mark.parametrize("scheme", [0, 1])
def test_words_can_be_read_on_every_shade(scheme: int) -> None:
    for shade, ink in zip((*SHADES, *BELOW), (*SHADE_INK, *BELOW_INK), strict=True):
        assert contrast(shade[scheme], ink[scheme]) >= 4.5, shade[scheme]
    assert SOFT is not None
    assert contrast(NO_DATA[scheme], SOFT[1 + scheme]) >= 4.5


@pytest.mark.parametrize("scheme", [0, 1])
def test_shades_differ_from_their_neighbours(scheme: int) -> None:
    for before, after in (*itertools.pairwise(SHADES), *itertools.pairwise(BELOW)):
        assert contrast(before[scheme], after[scheme]) >= 1.25


def test_a_picture_on_another_paper_has_colors_that_can_be_read_there() -> None:
    palette = light_palette("#d8d2c4", ACCENT)
    assert min(contrast(color, "#d8d2c4") for color in palette.series) >= 4.5
