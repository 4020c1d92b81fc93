"""A build with nothing to do loads nothing heavy and writes nothing, not even a timestamp."""

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from kei_site.output import publish
from kei_site.output.ownership import PARTS
from kei_site.output.store import Store
from tests.support.fixture_site import CONFIG, FixtureSite, make_fixture_site, set_key
from tests.support.scratch import NOW

HEAVY = set(
    "jinja2 markdown_it mdit_py_plugins feedgen lxml PIL babel nh3 sqlite3 tqdm pagefind yaml css_inline "
    "multiprocessing concurrent zoneinfo".split()
)
BUILD = """
import json, sys
from kei_site.cli import main
code = main(sys.argv[1:])
print(json.dumps([code, sorted(sys.modules)]))
"""


@pytest.fixture
def site(tmp_path: Path) -> FixtureSite:
    """Return a site that was built by the command, and then again, a while after it was written."""
    fixture = make_fixture_site(tmp_path, briefs=20)
    time.sleep(0.05)
    assert "unchanged" in run(fixture)[0]
    return fixture


def run(
    fixture: FixtureSite, *words: str, command: Sequence[str] = ("build", "--no-search")
) -> tuple[str, int, set[str]]:
    """Run a command in a process of its own: its last line, its exit code, what it loaded."""
    command = [sys.executable, "-c", BUILD, *command, "--site", str(fixture.site.site), *words]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(NOW)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    *lines, last = done.stdout.splitlines()
    code, modules = json.loads(last)
    return lines[-1], code, {name for name in modules if "." not in name or name.startswith("kei_site.")}


def everything(fixture: FixtureSite) -> dict[str, tuple[int, ...]]:
    """Return the stamp of every file and folder of the site: sources, output and cache."""
    found: dict[str, tuple[int, ...]] = {}
    for path in (fixture.site.site, *fixture.site.site.rglob("*")):
        info = path.lstat()
        found[str(path)] = (info.st_mode, info.st_size, info.st_mtime_ns, info.st_ctime_ns, info.st_ino)
    return found


def test_nothing_to_do_loads_no_heavy_library(site: FixtureSite) -> None:
    line, code, modules = run(site)
    assert (code, line.split(",")[0]) == (0, "0 written")
    assert modules & HEAVY == set()
    assert modules.isdisjoint({"kei_site.model.brief", "kei_site.plan.outdated", "kei_site.config", "dateutil"})


def test_a_check_of_texts_that_are_known_loads_no_parser_and_asks_nothing_of_the_web(site: FixtureSite) -> None:
    _, _, modules = run(site, command=["check"])
    assert "kei_site.plan.planner" in modules
    assert modules.isdisjoint({"markdown_it", "kei_site.check.web_answers"})


def test_something_to_do_loads_them(site: FixtureSite) -> None:
    site.site.edit("content/site.yaml", "description: A", "description: Another")
    line, _, modules = run(site, "--jobs=1")
    assert not line.startswith("0 written")
    assert {"jinja2", "sqlite3", "yaml"} <= modules


def test_an_edited_body_loads_no_planner_and_no_worker(site: FixtureSite) -> None:
    brief = next((site.site.site / "content/briefs").rglob("*.md"))
    brief.write_text(brief.read_text(encoding="utf-8") + "\nOne more sentence.\n", encoding="utf-8")
    _, code, modules = run(site)
    assert code == 0
    assert "kei_site.build.body_edits" in modules
    assert modules.isdisjoint({"kei_site.build.plan", "kei_site.plan.planner", "multiprocessing"})


def test_nothing_to_do_writes_nothing_at_all(site: FixtureSite) -> None:
    before = everything(site)
    run(site)
    run(site)
    assert everything(site) == before


def test_what_a_killed_build_left_is_cleared_away_though_all_else_is_as_it_was(site: FixtureSite) -> None:
    """It died after it had made room for its files, and before it named any."""
    room = site.site.output / PARTS
    room.mkdir()
    run(site)
    assert not room.exists()
    assert "unchanged" in run(site)[0]


def test_a_commit_in_the_output_folder_is_nothing_to_do(site: FixtureSite) -> None:
    for number in range(2):
        (site.site.output / ".git").mkdir(exist_ok=True)
        (site.site.output / ".git" / f"object-{number}").write_text("a commit")
        line, _, modules = run(site)
        assert "unchanged" in line
        assert modules & HEAVY == set()
    assert (site.site.output / ".git" / "object-1").exists()


@pytest.mark.parametrize("option", ["--jobs=1", "--explain", "--timings", "--format=json"])
def test_options_that_do_not_matter_are_nothing_to_do(site: FixtureSite, option: str) -> None:
    before = everything(site)
    assert run(site, option)[1] == 0
    assert everything(site) == before


def test_touched_sources_rewrite_no_output_and_are_remembered(site: FixtureSite) -> None:
    before = {path: stamp for path, stamp in everything(site).items() if "/public" in path}
    for path in site.briefs():
        os.utime(site.site.site / path)
    time.sleep(0.05)
    line, _, modules = run(site)
    assert line.startswith("0 written")
    assert "jinja2" not in modules
    assert {path: stamp for path, stamp in everything(site).items() if "/public" in path} == before
    after = everything(site)
    assert run(site)[2] & HEAVY == set()
    assert everything(site) == after


def test_a_site_restored_from_elsewhere_rewrites_no_output(site: FixtureSite) -> None:
    sources = site.sources()
    for path in sources:
        (site.site.site / path).unlink()
    site.restore(sources)
    line, _, _ = run(site)
    assert line.startswith("0 written")


def test_a_published_file_that_was_only_touched_is_compared_once(
    site: FixtureSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[Path] = []
    real = publish._digest_of_file
    monkeypatch.setattr(publish, "_digest_of_file", lambda path: [compared.append(path), real(path)][1])
    site.build()
    os.utime(site.output / "404.html")
    for title in ("Another", "A third"):
        set_key(site, "content/briefs/2021/b01.md", "title", title)
        assert "404.html" not in site.build().written
    assert compared == [site.output / "404.html"]


def test_rows_in_an_older_form_go_with_the_files_that_they_are_about(site: FixtureSite) -> None:
    tables = ("files", "records", "images", "traces")
    (folder,) = (path.parent for path in site.site.cache.rglob("memory.sqlite"))
    with contextlib.closing(Store(folder)) as store:
        for table in tables:
            store.put(table, {"gone": [1, 2], "content/gone.md": {"old": "form"}})
    set_key(site, "content/briefs/2021/b01.md", "title", "Another")
    site.build()
    with contextlib.closing(Store(folder)) as store:
        for table in tables:
            assert not store.keys(table) & {"gone", "content/gone.md"}, table


def test_a_change_that_no_output_shows_rewrites_no_output(site: FixtureSite) -> None:
    before = {path: stamp for path, stamp in everything(site).items() if "/public" in path}
    site.site.write("content/site.yaml", "# A comment.\n" + CONFIG)
    line, _, _ = run(site)
    assert line.startswith("0 written")
    assert {path: stamp for path, stamp in everything(site).items() if "/public" in path} == before


def test_warnings_are_told_again_though_nothing_is_read(site: FixtureSite) -> None:
    site.site.edit("content/briefs/2021/b01.md", "\n---\n\n", "\n---\n\n[Nowhere](nowhere.md)\n\n")
    reports = [site.build(), site.build()]
    assert [report.idle for report in reports] == [False, True]
    assert reports[0].diagnostics == reports[1].diagnostics
    assert "LNK02" in {diagnostic.code for diagnostic in reports[1].diagnostics}
