"""A first build in several processes writes what one process writes, and an error leaves nothing behind."""

from pathlib import Path

import pytest

from kei_site.build import plan, publish
from kei_site.model import search_segments as segments
from kei_site.plan.inputs import Inputs
from tests.support.scratch import ScratchSite, brief, tree


@pytest.fixture
def site(tmp_path: Path) -> ScratchSite:
    """Return a site with more briefs than one worker reads at once."""
    made = ScratchSite(tmp_path)
    for number in range(60):
        made.write(f"content/briefs/b{number}.md", brief(f"Brief {number}", body=f"Words of number {number}.\n"))
    return made


def published(files: dict[str, bytes]) -> dict[str, bytes]:
    return {path: data for path, data in files.items() if not path.startswith(".kei-site")}


def test_several_processes_write_what_one_process_writes(site: ScratchSite) -> None:
    assert not site.build(jobs=2, search=True).failed
    assert published(tree(site.output)) == published(site.clean_tree(jobs=1, search=True))
    assert (site.output / "pagefind").exists()


def test_an_error_that_the_plan_finds_leaves_nothing_behind(site: ScratchSite) -> None:
    site.edit("content/briefs/b7.md", "Words", "[Words](b999.md)")
    report = site.build(jobs=2, search=True)
    assert [diagnostic.code for diagnostic in report.diagnostics] == ["LNK02"]
    assert not site.output.exists()
    assert not list(site.cache.rglob("staging"))
    site.edit("content/briefs/b7.md", "[Words](b999.md)", "Words")
    assert not site.build(jobs=2, search=True).failed
    assert (site.output / "pagefind").exists()


def test_a_plan_that_fails_leaves_nothing_behind(site: ScratchSite, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(inputs: Inputs, *others: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(plan, "plan_site", failing)
    with pytest.raises(OSError, match="No space left"):
        site.build(jobs=2, search=True)
    assert not site.output.exists()
    assert not list(site.cache.rglob("staging"))


def test_a_build_that_publishes_nothing_encodes_no_rows(site: ScratchSite, monkeypatch: pytest.MonkeyPatch) -> None:
    encoded: list[str] = []
    edition_of = publish.edition_of
    monkeypatch.setattr(publish, "edition_of", lambda *given: (encoded.append("x"), edition_of(*given))[1])
    assert not site.build(publish=False).failed
    assert encoded == []
    assert not site.build().failed
    assert encoded == ["x"]


MONTHS = [(year, month) for year in range(2012, 2024) for month in range(1, 13)]


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ScratchSite:
    """Return a site with a brief for each month of twelve years, which fill three segments and more."""
    made = ScratchSite(tmp_path)
    for year, month in MONTHS:
        made.write(f"content/briefs/{year}/b{month:02}.md", brief(f"{year}, {month}", date=f"{year}-{month:02}-03"))
    monkeypatch.setattr(segments, "CAPACITY", 40 * 250)
    monkeypatch.setattr(segments, "SMALL", 0)
    monkeypatch.setattr(segments, "FRONT", 0)
    return made


def test_several_segments_are_those_that_one_process_writes(shelf: ScratchSite) -> None:
    shelf.write("content/briefs/2023/old.md", brief("An old one", date="2012-01-15"))
    shelf.edit("content/briefs/2012/b05.md", "authors:", "draft: true\nauthors:")
    assert not shelf.build(jobs=2, search=True).failed
    assert published(tree(shelf.output)) == published(shelf.clean_tree(jobs=1, search=True))
    assert len(list((shelf.output / "pagefind").iterdir())) == 6


def test_an_index_has_as_many_parts_as_were_asked_for(shelf: ScratchSite) -> None:
    shelf.edit("content/site.yaml", "language: en", "language: en\nsearch: {segments: 3}")
    assert not shelf.build(jobs=2, search=True).failed
    page = shelf.published("search/index.html")
    parts = list((shelf.output / "pagefind").iterdir())
    assert len(parts) == 3
    assert all(f"/pagefind/{part.name}/" in page for part in parts)
