from dataclasses import replace

from kei_site.core.hashing import NO_DIGEST
from kei_site.model.figures import FigureSpec, SharedFigure
from kei_site.plan.figures.words import figure_words
from kei_site.plan.inputs import SourceFiles
from kei_site.source.datasets import read_dataset
from tests.support.plan_samples import brief, inputs

PATH = "content/briefs/2024/data.csv"
FILES = SourceFiles(
    static={}, content={}, datasets={PATH: read_dataset(PATH, b"year,Korea,note\n2019,1,a peak\n", NO_DIGEST)}
)
CHART = FigureSpec(kind="chart", target="data.csv", title="Spending", source="SIPRI")


def test_a_figure_is_found_by_its_title_its_source_and_the_names_in_its_data() -> None:
    given = inputs(replace(brief("2024/a"), figures=(CHART,)), brief("2024/b"), files=FILES)
    assert figure_words(given) == {"2024/a": "Spending SIPRI year Korea note a peak"}


def test_a_shared_figure_is_found_in_every_brief_that_shows_it() -> None:
    shown = FigureSpec(kind="chart", target="figure:shared")
    given = inputs(replace(brief("2024/a"), figures=(shown,)), files=FILES)
    shared = SharedFigure(name="shared", path="content/figures/shared.yaml", spec=replace(CHART, title="Shared"))
    given = replace(given, records=replace(given.records, figures=(shared,)))
    assert figure_words(given) == {"2024/a": "Shared SIPRI"}
