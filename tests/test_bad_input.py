"""Bad input gets a diagnostic with its exact place, the right exit code and no traceback, and nothing is published.

The cases are data: one file each in tests/sites_invalid (see tests/support/cases.py). Here they run one by one, several
together, and all at once.
"""

import os
import re
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kei_site.cli import main
from kei_site.core.diagnostic_codes import CODES
from tests.support.cases import Case, Diagnostic, all_cases, plant, plant_all, printed_diagnostics, printed_form
from tests.support.scratch import NOW, ScratchSite, tree
from tests.support.sound_site import sound_site

SECONDS = 60
"""How long a case may take before it counts as hanging, on a busy machine."""
ELSEWHERE = {
    "CFG08": "tests/unit/check/test_advice.py",
    "CFG09": "tests/unit/check/test_published_site.py",
    "EVT03": "tests/unit/check/test_advice.py",
    "THM01": "tests/unit/schema/test_theme.py",
    "THM02": "tests/unit/plan/test_theme.py",
    "THM03": "tests/unit/commands/test_theme.py",
    "THM05": "tests/unit/commands/test_theme.py",
    "THM06": "tests/unit/check/test_style_sheets.py",
    "THM07": "tests/unit/check/test_style_sheets.py",
    "AUT04": "tests/unit/check/test_advice.py",
    "DAT09": "tests/unit/check/test_dates.py",
    "ENC08": "tests/unit/check/test_invisible_characters.py",
    "FED01": "tests/unit/commands/test_check.py",
    "FIL05": "tests/incremental/test_races.py",
    "LIM05": "tests/unit/markdown/test_document.py",
    "OUT01": "tests/test_keep_going.py",
    "OUT02": "tests/test_keep_going.py",
    "PDF01": "tests/unit/plan/test_pdf.py",
    "PDF03": "tests/unit/check/test_advice.py",
    "TXT05": "tests/test_pdf.py",
    "SCH01": "tests/unit/render/test_errors.py",
    "LNK08": "tests/unit/check/test_outlet_links.py",
    "VER02": "tests/unit/check/test_versions.py",
    "VER03": "tests/unit/check/test_versions.py",
    "LNG01": "tests/test_languages.py",
    "POD04": "tests/unit/check/test_podcasts.py",
    "POD05": "tests/unit/check/test_podcasts.py",
    "POD06": "tests/unit/check/test_podcasts.py",
    "TAG06": "tests/unit/check/test_advice.py",
    "TAG07": "tests/unit/check/test_advice.py",
    "TXT02": "tests/unit/check/test_advice.py",
    "TXT03": "tests/unit/check/test_advice.py",
}
"""Codes that no file can provoke in a build, and where they are tested."""
CASES = all_cases()
SHARED = tuple(case for case in CASES if not case.apart)
IS_ADMINISTRATOR = hasattr(os, "geteuid") and os.geteuid() == 0


@pytest.fixture(autouse=True)
def _guarded(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fix the clock; let nothing hang; put back what the program does to signals."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOW))
    names = (signal.SIGTERM, signal.SIGHUP, signal.SIGALRM)
    before = {name: signal.getsignal(name) for name in names}
    signal.signal(signal.SIGALRM, _too_long)
    signal.alarm(SECONDS)
    yield
    signal.alarm(0)
    for name, handler in before.items():
        signal.signal(name, handler)


def _too_long(number: int, frame: object) -> None:
    pytest.fail(f"took more than {SECONDS} seconds")


@pytest.fixture
def site(tmp_path: Path) -> ScratchSite:
    return sound_site(tmp_path)


@pytest.fixture
def run(site: ScratchSite, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Return a function that builds the site as an editor does, and gives the exit code and what was printed."""

    def run_build(*options: str) -> tuple[int, str]:
        capsys.readouterr()
        code = main(["build", "--site", str(site.site), "--no-search", "--jobs", "1", *options])
        printed = capsys.readouterr()
        assert printed.err == ""
        return code, printed.out

    return run_build


def _was_published(site: ScratchSite) -> dict[str, bytes]:
    """Write an output folder as an earlier build may have left it."""
    site.write("public/.kei-site", "index.html\n")
    site.write("public/index.html", "<p>Before.</p>\n")
    return tree(site.output)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_says_exactly_what_is_wrong(
    case: Case, site: ScratchSite, run: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    if IS_ADMINISTRATOR and any(file.form == "locked" for file in case.files):
        pytest.skip("an administrator may read every file")
    before = _was_published(site)
    plant(site, case)
    code, printed = run()
    assert tuple(printed_diagnostics(printed)) == case.diagnostics
    assert code == int(case.fails)
    assert (tree(site.output) == before) == case.fails
    assert all("\n  fix: " in printed_form(printed, diagnostic) for diagnostic in case.diagnostics)
    for wanted, words in case.words.items():
        assert words in printed_form(printed, wanted)
    for path, words in case.shows:
        assert words in site.published(path)
    assert str(tmp_path) not in printed
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u0085\u2028\u202e]", printed)


def test_several_diagnostics_of_a_site_are_told_in_one_run(
    site: ScratchSite, run: Callable[..., tuple[int, str]]
) -> None:
    site.write("content/briefs/a.md", "---\ntitel: A\ndate: 2024-02-30\ntags: a, b\n---\n\n[x](nowhere.md)\n")
    site.write("content/briefs/b.md", "no front matter")
    site.write("content/site.yaml", "title: T\nurl: https://example.org\nmenu: x\n")
    code, printed = run()
    found = [
        (diagnostic.path, diagnostic.line, diagnostic.column, diagnostic.code)
        for diagnostic in printed_diagnostics(printed)
    ]
    assert code == 1
    assert found == [
        ("content/briefs/a.md", 2, 1, "FM08"),
        ("content/briefs/a.md", 2, 1, "FM09"),
        ("content/briefs/a.md", 3, 7, "DAT01"),
        ("content/briefs/a.md", 4, 7, "TAG01"),
        ("content/briefs/a.md", 7, 1, "LNK02"),
        ("content/briefs/b.md", 1, 1, "FM02"),
        ("content/site.yaml", 3, 7, "CFG02"),
    ]
    assert "7 errors, 0 warnings in 3 files" in printed


def test_all_cases_in_one_site_are_told_once_each_and_sorted(
    site: ScratchSite, run: Callable[..., tuple[int, str]]
) -> None:
    assert run()[0] == 0
    before = tree(site.output)
    wanted = plant_all(site, SHARED)
    code, printed = run()
    found = printed_diagnostics(printed)
    assert code == 1
    assert tree(site.output) == before
    assert Counter(wanted) - Counter(found) == Counter()
    noise = Counter(found) - Counter(wanted)
    print(f"{len(SHARED)} of {len(CASES)} cases, {len(wanted)} diagnostics, {noise.total()} more: {noise}")
    assert noise.total() <= len(wanted) // 10, noise
    assert found == sorted(
        found, key=lambda diagnostic: (diagnostic.path, diagnostic.line, diagnostic.column, diagnostic.code)
    )
    errors = sum(diagnostic.severity == "error" for diagnostic in found)
    assert (
        f"{errors} errors, {len(found) - errors} warnings in {len({diagnostic.path for diagnostic in found})} files"
        in printed
    )


def test_fixing_all_cases_publishes_again(site: ScratchSite, run: Callable[..., tuple[int, str]]) -> None:
    run()
    before = tree(site.output)
    plant_all(site, [case for case in SHARED if case.fails])
    assert run()[0] == 1
    for folder in ("content", "static", "templates"):
        if (site.site / folder).exists():
            site.remove(folder)
    sound_site(site.root)
    assert run()[0] == 0
    assert tree(site.output) == before


def test_strict_makes_every_warning_an_error(site: ScratchSite, run: Callable[..., tuple[int, str]]) -> None:
    plant_all(site, [case for case in SHARED if case.diagnostics and not case.fails])
    assert run()[0] == 0
    code, printed = run("--strict")
    assert code == 1
    assert {diagnostic.severity for diagnostic in printed_diagnostics(printed)} == {"error"}


def test_there_are_enough_cases_and_they_cover_the_table() -> None:
    assert len(CASES) >= 120
    assert {case.row for case in CASES} == set(range(1, 91))
    assert len(SHARED) >= 0.8 * len(CASES)


def test_every_code_has_a_case_or_a_test_of_its_own() -> None:
    told = {diagnostic.code for case in CASES for diagnostic in case.diagnostics}
    assert told | ELSEWHERE.keys() == CODES.keys()
    assert not told & ELSEWHERE.keys()
    for code, path in ELSEWHERE.items():
        assert code in (Path(__file__).parent.parent / path).read_text(encoding="utf-8")


def test_a_case_that_says_nothing_would_be_seen() -> None:
    printed = "content/briefs/a.md:1:2: error DAT01: no such day: x\n    date: x\n  fix: correct the day\n1 error"
    wanted = Diagnostic(path="content/briefs/a.md", line=1, column=2, severity="error", code="DAT01")
    assert printed_diagnostics(printed) == [wanted]
    assert printed_form(printed, wanted).endswith("fix: correct the day")
    assert printed_diagnostics(printed.replace("1:2", "1:3")) != [wanted]
