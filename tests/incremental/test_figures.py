"""Data files are inputs: edited, renamed, removed or spoilt data rewrite what shows them, and nothing else."""

from pathlib import Path

import pytest

from tests.support.scratch import ScratchSite, brief, tree

DATA = "year,Korea,Poland\n2019,1,2\n2020,2,3\n"
CHART = "::: chart spending.csv\ntitle: Spending\nalt: Lines rise\n:::\n"
SHARED = "::: chart figure:shared\n:::\n"
OF_THE_FIGURE = {
    "briefs/2024/a/index.html",
    "briefs/2024/a/fig-spending/index.html",
    "briefs/2024/a/fig-spending.csv",
    "briefs/2024/a/fig-spending.png",
    "briefs/2024/a/fig-spending-small.png",
}
FEEDS = {"feed.xml", "atom.xml", "feed.json"}


@pytest.fixture
def site(tmp_path: Path) -> ScratchSite:
    """Return a published site: a brief with a chart, one with a shared figure, one with neither."""
    scratch = ScratchSite(tmp_path)
    scratch.write("content/briefs/2024/spending.csv", DATA)
    scratch.write("content/briefs/2024/a.md", brief("A", date="2024-03-01", body=f"Words.\n\n{CHART}"))
    scratch.write("content/figures/shared.yaml", "title: Shared\ntype: bar\ndata: shared.csv\nalt: Bars\n")
    scratch.write("content/figures/shared.csv", "name,n\na,1\nb,2\n")
    scratch.write("content/briefs/2024/b.md", brief("B", date="2024-02-01", body=f"Words.\n\n{SHARED}"))
    scratch.write("content/briefs/2024/c.md", brief("C", date="2024-01-01"))
    assert not scratch.build().failed
    return scratch


def written(site: ScratchSite) -> set[str]:
    """Build; return the output paths whose bytes changed, and compare the whole with a clean build."""
    before = tree(site.output)
    report = site.build()
    assert not report.failed, report.diagnostics
    after = tree(site.output)
    assert after == site.clean_tree()
    assert site.build().outdated == ()
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)} - {".kei-site"}


def test_an_edited_number_rewrites_exactly_what_shows_it(site: ScratchSite) -> None:
    site.edit("content/briefs/2024/spending.csv", "2020,2,3", "2020,2,4")
    # The alternative text is given, so no feed says the number; its picture is a file of its own.
    assert written(site) == OF_THE_FIGURE


def test_an_edited_number_reaches_feeds_that_say_it(site: ScratchSite) -> None:
    site.edit("content/briefs/2024/a.md", "alt: Lines rise\n", "")
    written(site)
    site.edit("content/briefs/2024/spending.csv", "2020,2,3", "2020,2,4")
    feeds = {f"{folder}{name}" for folder in ("", "feeds/types/briefs/") for name in FEEDS}
    changed = written(site)
    assert changed - feeds - {path for path in changed if path.startswith("feeds/")} == OF_THE_FIGURE
    assert changed & feeds


def test_data_of_a_shared_figure_rewrite_every_text_that_shows_it(site: ScratchSite) -> None:
    site.edit("content/briefs/2024/a.md", CHART, f"{CHART}\n{SHARED}")
    written(site)
    site.edit("content/figures/shared.csv", "b,2", "b,3")
    assert written(site) == {
        "briefs/2024/a/index.html",
        "briefs/2024/b/index.html",
        "figures/shared/index.html",
        "figures/shared.csv",
        "figures/shared.png",
        "figures/shared-small.png",
    }


def test_data_under_another_name_are_other_files(site: ScratchSite) -> None:
    site.rename("content/briefs/2024/spending.csv", "content/briefs/2024/money.csv")
    assert site.build().failed
    site.edit("content/briefs/2024/a.md", "spending.csv", "money.csv")
    changed = written(site)
    assert {"briefs/2024/a/fig-money.csv", "briefs/2024/a/fig-spending.csv", "figures/index.html"} <= changed
    assert not (site.output / "briefs/2024/a/fig-spending.csv").exists()


@pytest.mark.parametrize("path", ["content/briefs/2024/spending.csv", "content/figures/shared.csv"])
def test_data_that_go_stop_the_build_until_they_come_back(site: ScratchSite, path: str) -> None:
    data, before = site.read(path), tree(site.output)
    site.remove(path)
    report = site.build()
    assert [found.code for found in report.diagnostics if found.code.startswith("FIG")] == ["FIG03"]
    assert tree(site.output) == before
    site.write(path, data)
    assert written(site) == set()


def test_spoilt_data_stop_the_build_with_their_place(site: ScratchSite) -> None:
    site.edit("content/briefs/2024/spending.csv", "2020,2,3", "2020,many,3")
    (found,) = (found for found in site.build().diagnostics if found.code == "DAT14")
    assert (found.place.path, found.place.line, found.place.column, found.found) == (
        "content/briefs/2024/spending.csv", 3, 6, "many",
    )  # fmt: skip


def test_data_that_no_text_names_are_not_read(site: ScratchSite) -> None:
    site.write("content/briefs/2024/other.csv", "a,a\n1\n")
    assert written(site) == set()


def test_words_around_a_figure_are_edited_without_a_plan(site: ScratchSite) -> None:
    site.edit("content/briefs/2024/a.md", "Words.", "Other words.\n\nAnd more.")
    changed = written(site)
    assert "briefs/2024/a/index.html" in changed
    assert not {path for path in changed if "fig-spending" in path}


def test_a_shared_figure_is_published_when_a_public_text_shows_it(site: ScratchSite) -> None:
    site.write("content/briefs/2024/b.md", brief("B", date="2024-02-01", draft="true", body=SHARED))
    changed = written(site)
    assert {"figures/shared.csv", "figures/shared.png", "figures/shared/index.html"} <= changed
    assert not (site.output / "figures/shared.csv").exists()


def test_an_edited_title_reaches_the_index(site: ScratchSite) -> None:
    site.edit("content/briefs/2024/a.md", "title: Spending", "title: Money")
    without_words = {"briefs/2024/a/fig-spending-small.png"}
    assert OF_THE_FIGURE - without_words | {"figures/index.html"} <= written(site)
