import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kei_site.render.figures.alternative import alternative
from tests.support.figure_samples import SAMPLES, chart


def test_a_given_alternative_is_kept() -> None:
    assert alternative(chart("type: bar\ntitle: T\nalt: Bars rise\n", "a,n\nx,1\n")) == "Bars rise"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "en",
            "Line chart: Spending. n: from 3 % (2019) to 2 % (2021); lowest 1 % (2020), highest 3 % (2019).",
        ),
        ("ko", "꺾은선 그래프: Spending. n: 2019 3 %, 2021 2 %; 최저 1 %(2020), 최고 3 %(2019)."),
    ],
)
def test_a_sentence_is_made_from_the_numbers(language: str, expected: str) -> None:
    view = chart("type: line\ntitle: Spending.\nunit: percent\n", "year,n\n2019,3\n2020,1\n2021,2\n", language=language)
    assert alternative(view).replace("percent", "%") == expected


def test_points_are_told_by_their_names_or_by_their_places() -> None:
    keys, csv = "type: scatter\ntitle: T\nunit: percent\n", "c,gdp,share\nKorea,1.5,2.7\nJapan,4.25,1.2\nChina,9,1.7\n"
    assert alternative(chart(keys, csv)).endswith(
        "3 points along gdp. share: from 1.2 percent (Japan) to 2.7 percent (Korea)."
    )
    without = chart(keys, "gdp,share\n1.5,2.7\n4.25,1.2\n9,1.7\n")
    assert alternative(without).endswith("3 points along gdp. share: from 1.2 percent (4.25) to 2.7 percent (1.5).")


def test_series_beyond_three_are_counted() -> None:
    view = chart("type: line\ntitle: T\n", "year,a,b,c,d,e\n2019,1,2,3,4,5\n2020,1,2,3,4,5\n")
    assert alternative(view).endswith("Further series: 2.")


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_chart_has_sentences(name: str, language: str) -> None:
    words = alternative(chart(*SAMPLES[name], language=language))
    assert words.endswith(".")
    assert "{" not in words


@given(st.lists(st.none() | st.integers(-999, 999), min_size=2, max_size=12).filter(any), st.booleans())
def test_sentences_are_true(numbers: list[int | None], is_dated: bool) -> None:
    names = [f"{'20' if is_dated else 'N'}{at + 10}" for at in range(len(numbers))]
    rows = [f"{name},{'' if number is None else number}" for name, number in zip(names, numbers, strict=True)]
    told = alternative(chart("type: bar\ntitle: T\n", "\n".join(["x,S", *rows]))).replace("\u2212", "-")
    known = [number for number in numbers if number is not None]
    found = [(int(number), name) for number, name in re.findall(r"(-?\d+) \(([^)]*)\)", told)]
    assert all(numbers[names.index(name)] == number for number, name in found)
    if len(set(known)) == 1:
        assert told.endswith(f"S: {known[0]} throughout." if len(known) > 1 else f"S: {known[0]} ({found[0][1]}).")
        return
    assert [number for number, _ in found[-2:]] == [min(known), max(known)]
    assert [number for number, _ in found[:-2]] == ([known[0], known[-1]] if is_dated else [])
