import pytest

from kei_site.render.figures.alternative import alternative
from tests.support.figure_samples import SAMPLES, chart


def test_a_given_alternative_is_kept() -> None:
    assert alternative(chart("type: bar\ntitle: T\nalt: Bars rise\n", "a,n\nx,1\n")) == "Bars rise"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "en",
            "Line chart: Spending. n: 3 % in 2019 and 2 % in 2021; lowest 1 % (2020), highest 3 % (2019).",
        ),
        ("ko", "꺾은선 그래프: Spending. n: 2019 3 %, 2021 2 %; 최저 1 %(2020), 최고 3 %(2019)."),
    ],
)
def test_a_sentence_is_made_from_the_numbers(language: str, expected: str) -> None:
    view = chart("type: line\ntitle: Spending.\nunit: percent\n", "year,n\n2019,3\n2020,1\n2021,2\n", language=language)
    assert alternative(view).replace("percent", "%") == expected


def test_series_beyond_three_are_counted() -> None:
    view = chart("type: line\ntitle: T\n", "year,a,b,c,d,e\n2019,1,2,3,4,5\n2020,1,2,3,4,5\n")
    assert alternative(view).endswith("Further series: 2.")


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_chart_has_sentences(name: str, language: str) -> None:
    words = alternative(chart(*SAMPLES[name], language=language))
    assert words.endswith(".")
    assert "{" not in words
