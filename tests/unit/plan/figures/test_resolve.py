from dataclasses import replace

import pytest

from kei_site.core.hashing import NO_DIGEST, digest_of
from kei_site.model.figures import FigureSpec
from kei_site.plan.figures import resolve
from kei_site.plan.inputs import SourceFiles
from kei_site.plan.planner import plan_pages
from kei_site.source.datasets import read_dataset
from tests.support.lower_limits import lower
from tests.support.plan_samples import brief, inputs

PATH = "content/briefs/2024/data.csv"
CHART = FigureSpec(kind="chart", target="data.csv", id="fig-x", title="Spending", type="bar", alt="Bars", number=1)


def files(data: bytes | None) -> SourceFiles:
    read = {} if data is None else {PATH: read_dataset(PATH, data, NO_DIGEST)}
    return SourceFiles(static={}, content={PATH: digest_of("data")}, datasets=read)


def told(spec: FigureSpec, data: bytes | None) -> list[str]:
    given = inputs(replace(brief("2024/a"), figures=(spec,)), files=files(data))
    return [found.code for found in plan_pages(given).diagnostics]


def test_a_figure_has_its_page_beside_its_text() -> None:
    given = inputs(replace(brief("2024/a"), figures=(CHART,)), files=files(b"a,n\nx,1\n"))
    assert "briefs/2024/a/fig-x/index.html" in plan_pages(given).targets
    assert told(CHART, b"a,n\nx,1\n") == []


def test_data_that_are_not_read_yet_are_no_fault() -> None:
    assert told(CHART, None) == []


def test_data_that_do_not_exist_are_told_with_the_nearest_file() -> None:
    given = inputs(replace(brief("2024/a"), figures=(replace(CHART, target="dta.csv"),)), files=files(None))
    (found,) = plan_pages(given).diagnostics
    assert (found.code, found.fix) == ("FIG03", "did you mean data.csv?")


def test_the_nearest_file_of_another_folder_is_named_as_the_text_would() -> None:
    given = inputs(replace(brief("2023/a"), figures=(replace(CHART, target="dta.csv"),)), files=files(None))
    assert [found.fix for found in plan_pages(given).diagnostics] == ["did you mean ../2024/data.csv?"]
    given = inputs(replace(brief("2023/a"), figures=(replace(CHART, target="../2024/dta.csv"),)), files=files(None))
    assert [found.fix for found in plan_pages(given).diagnostics] == ["did you mean ../2024/data.csv?"]


def test_a_file_of_another_kind_is_not_told_a_second_time() -> None:
    assert told(replace(CHART, target="data.xlsx"), None) == []


def test_faults_of_data_are_told_once_for_several_figures() -> None:
    given = inputs(replace(brief("2024/a"), figures=(CHART, replace(CHART, id="fig-y"))), files=files(b"a,n\nx\n"))
    assert [found.code for found in plan_pages(given).diagnostics] == ["DAT12"]


def test_data_of_an_unpublished_brief_are_not_shown() -> None:
    hidden = replace(brief("2024/hidden", draft=True), path="content/briefs/2024/hidden/index.md")
    path = "content/briefs/2024/hidden/data.csv"
    given = inputs(
        replace(brief("2024/a"), figures=(replace(CHART, target="hidden/data.csv"),)),
        hidden,
        files=SourceFiles(
            static={},
            content={path: digest_of("data")},
            datasets={path: read_dataset(path, b"a,n\nx,1\n", NO_DIGEST)},
        ),
    )
    plan = plan_pages(given)
    assert [found.code for found in plan.diagnostics] == ["LNK03"]
    assert "briefs/2024/a/fig-x/index.html" not in plan.targets


def test_a_text_has_no_more_figures_than_a_page_can_show(monkeypatch: pytest.MonkeyPatch) -> None:
    lower(monkeypatch, resolve, figure_cells=2 * resolve.CELLS_OF_CHART)
    many = tuple(replace(CHART, id=f"fig-{at}") for at in range(4))
    plan = plan_pages(inputs(replace(brief("2024/a"), figures=many), files=files(b"a,n\nx,1\n")))
    assert [found.code for found in plan.diagnostics] == ["LIM08"]
    assert "briefs/2024/a/fig-1/index.html" in plan.targets
    assert "briefs/2024/a/fig-2/index.html" not in plan.targets
