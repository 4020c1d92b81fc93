"""`kei-site hosts` measures what was built; a build warns only of hosts that the site names."""

from dataclasses import replace
from pathlib import Path

import pytest

from kei_site.build.pipeline import build
from kei_site.cli import main
from kei_site.commands.hosts import over_budget
from kei_site.output.last_build import read_last_build, store_folder
from kei_site.publishing import budgets
from tests.support.scratch import CONFIG, ScratchSite, brief


def test_the_built_site_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = ScratchSite(tmp_path)
    assert main(["hosts", "--site", str(site.site)]) == 2
    site.write("content/briefs/a.md", brief())
    report = build(site.request())
    assert main(["hosts", "--site", str(site.site)]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"{len(report.written)} files, ")
    assert "a build of all files took" in out
    assert "Cloudflare Pages: fits" in out


def test_the_time_of_a_whole_build_is_kept_through_smaller_ones(tmp_path: Path) -> None:
    site = ScratchSite(tmp_path)
    site.write("content/briefs/a.md", brief())
    folder = store_folder(site.request().cache, site.request().output)
    seconds = []
    for words in ("Some words", "Other words"):
        site.edit("content/briefs/a.md", "Some words", words)
        build(site.request())
        last = read_last_build(folder)
        seconds.append(last.whole_seconds if last else 0.0)
    assert seconds[0] == seconds[1] > 0


def test_a_build_warns_of_hosts_that_the_site_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = ScratchSite(tmp_path)
    build(site.request())
    tight = replace(budgets.HOSTS["GitHub Pages"], size=10)
    monkeypatch.setitem(budgets.HOSTS, "GitHub Pages", tight)
    assert over_budget(site.site, site.output) == []
    site.write("content/site.yaml", CONFIG + "publish: {target: git, remote: origin}\n")
    (words,) = over_budget(site.site, site.output)
    assert words.startswith("GitHub Pages: ")
    site.write("content/site.yaml", CONFIG + "publish: {target: folder, path: ../www}\n")
    assert over_budget(site.site, site.output) == []
