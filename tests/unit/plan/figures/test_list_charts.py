"""Lists show the first chart of a brief without an image, if it can be drawn."""

from dataclasses import replace

import pytest

from kei_site.core.hashing import NO_DIGEST, digest_of
from kei_site.model.brief import Brief
from kei_site.model.figures import FigureSpec
from kei_site.plan.inputs import SourceFiles
from kei_site.source.datasets import read_dataset
from tests.support.plan_samples import brief, inputs

PATH = "content/briefs/2024/data.csv"
CHART = FigureSpec(kind="chart", target="data.csv", id="fig-x", title="Spending", type="bar", alt="Bars", number=1)
SOUND = b"a,n\nx,1\n"


def charts(*briefs: Brief, data: bytes = SOUND, path: str = PATH) -> dict[str, str]:
    """Return the addresses of the charts on cards, by the address of the brief."""
    read = {path: read_dataset(path, data, NO_DIGEST)}
    files = SourceFiles(static={}, content={path: digest_of("data")}, datasets=read)
    cards = inputs(*briefs, files=files).library.cards.values()
    return {card.url: card.chart.url for card in cards if card.chart}


def test_a_card_shows_the_first_chart_in_small() -> None:
    table = replace(CHART, kind="table", id="table-x")
    shown = charts(replace(brief("2024/a"), figures=(table, CHART, replace(CHART, id="fig-y"))), brief("2024/b"))
    assert shown == {"/briefs/2024/a/": "/briefs/2024/a/fig-x-small.png"}


@pytest.mark.parametrize(
    ("spec", "data"),
    [
        (CHART, b"a,n\nx\n"),
        (CHART, b"a,n\nx,many\n"),
        (replace(CHART, x="none"), SOUND),
        (replace(CHART, target="other.csv"), SOUND),
        (replace(CHART, type="timeline"), b"a,n\n2019,London\n"),
        (replace(CHART, target="figure:nobody"), SOUND),
    ],
)
def test_what_cannot_be_drawn_is_on_no_card(spec: FigureSpec, data: bytes) -> None:
    assert charts(replace(brief("2024/a"), figures=(spec,)), data=data) == {}


def test_data_of_an_unpublished_brief_are_on_no_card() -> None:
    hidden = replace(brief("2024/hidden", draft=True), path="content/briefs/2024/hidden/index.md")
    spec = replace(CHART, target="hidden/data.csv")
    shown = charts(replace(brief("2024/a"), figures=(spec,)), hidden, path="content/briefs/2024/hidden/data.csv")
    assert shown == {}
