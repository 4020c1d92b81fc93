"""A first build begins the search index before all is planned; what it gives is what any build gives."""

import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from kei_site import planning
from kei_site.plan.inputs import Inputs
from kei_site.workers import Crew
from tests.scratch import ScratchSite, brief, tree


@pytest.fixture
def site(tmp_path: Path) -> ScratchSite:
    """Return a site with more pages than one worker makes at once."""
    made = ScratchSite(tmp_path)
    for number in range(60):
        made.write(f"content/briefs/b{number}.md", brief(f"Brief {number}", body=f"Words of number {number}.\n"))
    return made


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return the number of errands of each beginning."""
    found: list[int] = []
    begin = Crew.begin

    def noted(crew: Crew, work: object, errands: Sequence[Sequence[object]]) -> None:
        found.append(len(errands))
        begin(crew, work, errands)  # type: ignore[arg-type]

    monkeypatch.setattr(Crew, "begin", noted)
    return found


def test_the_first_build_begins_the_index_early_and_writes_what_one_process_writes(
    site: ScratchSite, begun: list[int]
) -> None:
    assert not site.build(jobs=2, search=True).failed
    assert begun == [1]
    early = {path: data for path, data in tree(site.output).items() if not path.startswith(".kei-site")}
    alone = site.clean_tree(jobs=1, search=True)
    assert early == {path: data for path, data in alone.items() if not path.startswith(".kei-site")}
    assert any(path.startswith("pagefind/") for path in early)


def test_a_later_build_begins_nothing_early(site: ScratchSite, begun: list[int]) -> None:
    site.build(jobs=2, search=True)
    site.edit("content/briefs/b7.md", "title: Brief 7", "title: Another")
    assert not site.build(jobs=2, search=True).failed
    assert begun == [1]


def test_a_build_without_search_begins_nothing_early(site: ScratchSite, begun: list[int]) -> None:
    assert not site.build(jobs=2).failed
    assert begun == []


def test_errors_in_front_matter_begin_nothing(site: ScratchSite, begun: list[int]) -> None:
    site.edit("content/briefs/b7.md", "date: 2024-07-21", "date: soon")
    assert site.build(jobs=2, search=True).failed
    assert begun == []


def test_an_error_that_the_plan_finds_gives_the_index_up(site: ScratchSite, begun: list[int]) -> None:
    site.edit("content/briefs/b7.md", "Words", "[Words](b999.md)")
    began = time.monotonic()
    report = site.build(jobs=2, search=True)
    assert [one.code for one in report.diagnostics] == ["LNK02"]
    assert begun == [1]
    assert time.monotonic() - began < 60
    assert not site.output.exists()
    assert not list(site.memo.rglob("staging"))
    site.edit("content/briefs/b7.md", "[Words](b999.md)", "Words")
    assert not site.build(jobs=2, search=True).failed
    assert (site.output / "pagefind").exists()


def test_a_plan_that_fails_gives_the_index_up(site: ScratchSite, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(inputs: Inputs, *others: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(planning, "plan_site", failing)
    with pytest.raises(OSError, match="No space left"):
        site.build(jobs=2, search=True)
    assert not site.output.exists()
    assert not list(site.memo.rglob("staging"))


def test_who_only_looks_begins_nothing(site: ScratchSite, begun: list[int]) -> None:
    site.build(jobs=2, search=True, publish=False)
    site.build(jobs=2, search=True, postponed=frozenset({"segment"}))
    assert begun == []
