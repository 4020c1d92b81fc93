"""`kei-site check`: what it finds, in which form, and that it leaves the published folder alone."""

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from kei_site.check.web_answers import WebAnswer
from kei_site.cli import main
from kei_site.core.diagnostic_codes import CODES
from tests.support.cases import all_cases, plant_all, printed_diagnostics
from tests.support.scratch import NOW, ScratchSite, brief, tree
from tests.support.sound_site import sound_site

Check = Callable[..., tuple[int, str]]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ScratchSite:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOW))
    made = sound_site(tmp_path)
    with (made.site / "content" / "site.yaml").open("a", encoding="utf-8") as opened:
        opened.write("\ndiagnostics: {CFG08: ignore}\n")
    return made


@pytest.fixture
def check(site: ScratchSite, capsys: pytest.CaptureFixture[str]) -> Check:
    def run(*options: str) -> tuple[int, str]:
        capsys.readouterr()
        code = main(["check", "--site", str(site.site), "--jobs", "1", *options])
        return code, capsys.readouterr().out

    return run


def codes(printed: str) -> list[str]:
    return [diagnostic.code for diagnostic in printed_diagnostics(printed)]


def test_a_good_site_has_nothing_to_fix(check: Check) -> None:
    assert check() == (0, "nothing to fix\n")


def test_nothing_is_published(site: ScratchSite, check: Check) -> None:
    check()
    assert not site.output.exists()
    site.build()
    before = tree(site.output)
    site.write("content/briefs/new.md", brief("New"))
    assert check()[0] == 0
    assert tree(site.output) == before
    assert "briefs/2024/new/index.html" in site.build().written


def test_it_tells_what_a_build_tells(site: ScratchSite, check: Check, capsys: pytest.CaptureFixture[str]) -> None:
    plant_all(site, [case for case in all_cases() if not case.apart])
    code, printed = check()
    main(["build", "--site", str(site.site), "--no-search", "--jobs", "1"])
    built = printed_diagnostics(capsys.readouterr().out)
    found = printed_diagnostics(printed)
    assert code == 1
    assert set(built) <= set(found)
    assert {diagnostic.code for diagnostic in set(found) - set(built)} <= {
        "TXT01",
        "ENC08",
        "TXT02",
        "TXT03",
        "TAG06",
        "TAG07",
        "DAT09",
        "POD04",
        "POD06",
    }


def test_templates_are_tried_as_well(site: ScratchSite, check: Check) -> None:
    site.write("templates/brief.html", "<p>\n{{ view.nobody }}</p>\n")
    site.write("content/briefs/second.md", brief("Second"))
    code, printed = check()
    assert code == 1
    assert codes(printed) == ["TPL03"]
    assert "templates/brief.html:2:1" in printed
    assert "and 1 more" in printed


def test_advice_is_for_check_alone(site: ScratchSite, check: Check) -> None:
    site.write("content/briefs/long.md", brief("Long " * 20, tags="[Seas]"))
    site.write("content/briefs/tagged.md", brief("Tagged", tags="[sea]"))
    site.write("content/briefs/early.md", brief("Early", embargo="2024-01-01T00:00:00Z"))
    site.write("content/briefs/parts.md", brief("Parts", body="\u1100\u1161 \u202e\n"))
    assert site.build().diagnostics == ()
    code, printed = check()
    assert code == 0
    assert sorted(codes(printed)) == ["DAT09", "ENC08", "TAG07", "TXT01", "TXT02"]
    assert check("--strict")[0] == 1


def test_a_tag_of_one_brief_alone_is_told(site: ScratchSite, check: Check) -> None:
    for number in range(20):
        site.write(f"content/briefs/b{number}.md", brief(f"B{number}", tags="[sea]"))
    site.write("content/briefs/lonely.md", brief("Lonely", tags="[lonely]"))
    assert codes(check()[1]) == ["TAG06"]


def test_a_site_may_mute_advice(site: ScratchSite, check: Check) -> None:
    site.write("content/briefs/long.md", brief("Long " * 20))
    site.edit("content/site.yaml", "{CFG08: ignore}", "{CFG08: ignore, TXT02: ignore}")
    assert check() == (0, "nothing to fix\n")


def test_a_published_entry_that_vanished_is_told(site: ScratchSite, check: Check) -> None:
    site.write("content/briefs/moved.md", brief("Moved", slug="same"))
    site.build()
    site.rename("content/briefs/moved.md", "content/briefs/elsewhere.md")
    code, printed = check()
    assert (code, codes(printed)) == (0, ["FED01"])
    assert "id: tag:example.org,2024:briefs/moved" in printed


def test_drafts_are_checked_as_if_published(site: ScratchSite, check: Check) -> None:
    site.write("content/briefs/draft.md", brief("Draft", draft="true"))
    site.write("content/briefs/linking.md", brief("Linking", body="[x](draft.md)\n"))
    assert codes(check()[1]) == ["LNK03"]
    assert check("--drafts") == (0, "nothing to fix\n")


def test_all_forms_say_the_same(site: ScratchSite, check: Check) -> None:
    plant_all(site, [case for case in all_cases() if not case.apart])
    text = [
        (diagnostic.path, diagnostic.line, diagnostic.column, diagnostic.severity, diagnostic.code)
        for diagnostic in printed_diagnostics(check()[1])
    ]
    data = json.loads(check("--format", "json")[1])
    found = [(row["path"], row["line"], row["column"], row["severity"], row["code"]) for row in data["diagnostics"]]
    assert [(path.replace("\n", "<U+000A>"), *rest) for path, *rest in found] == [tuple(row) for row in text]
    assert data["errors"] + data["warnings"] == len(found)
    assert sarif_rows(json.loads(check("--format", "sarif")[1])) == found
    assert annotation_rows(check("--format", "github")[1], site) == found


Row = tuple[str, int, int, str, str]


def sarif_rows(log: dict[str, Any]) -> list[Row]:
    """Check what SARIF 2.1.0 (sections 3.13, 3.14, 3.19, 3.27 to 3.30) asks for, and return the results."""
    assert log["version"] == "2.1.0"
    assert str(log["$schema"]).endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    rows = []
    for result in run["results"]:
        (location,) = result["locations"]
        artifact, region = (location["physicalLocation"][key] for key in ("artifactLocation", "region"))
        assert artifact["uriBaseId"] in run["originalUriBaseIds"]
        assert re.fullmatch(r"[\x21-\x7e]+", artifact["uri"])
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"]
        place = (unquote(artifact["uri"]), region["startLine"], region["startColumn"])
        rows.append((*place, result["level"], result["ruleId"]))
    return rows


_ANNOTATION = re.compile(r"::(error|warning) file=([^,]+),line=(\d+),col=(\d+),title=([A-Z]+\d+)::(.+)")


def annotation_rows(printed: str, site: ScratchSite) -> list[Row]:
    found = [_ANNOTATION.fullmatch(line) for line in printed.splitlines()]
    rows: list[Row] = []
    for parts in found:
        assert parts
        path = Path(os.path.abspath(unquote(parts[2]))).relative_to(site.site).as_posix()
        rows.append((path, int(parts[3]), int(parts[4]), parts[1], parts[5]))
    return rows


def test_a_source_line_is_no_command_to_a_runner(site: ScratchSite, check: Check) -> None:
    site.write("content/briefs/a.md", brief(body="::stop-commands::x [y](no.md)\n\n##[group]z [y](no.md)\n"))
    for words in ((), ("--format", "github")):
        printed = check(*words)[1]
        commands = [line for line in printed.splitlines() if line.strip().startswith("::") or "##[" in line]
        assert commands == [line for line in commands if line.startswith(("::error file=", "::warning file="))]
        assert all("##[" not in line for line in commands)


def test_every_rule_of_a_log_says_what_it_means(site: ScratchSite, check: Check) -> None:
    site.write("content/briefs/a.md", brief(date="2024-02-30"))
    (run,) = json.loads(check("--format", "sarif")[1])["runs"]
    (rule,) = run["tool"]["driver"]["rules"]
    assert rule["shortDescription"]["text"] == CODES["DAT01"].meaning
    assert rule["defaultConfiguration"]["level"] == "error"


def test_annotations_escape_what_would_end_them(site: ScratchSite, check: Check) -> None:
    site.write("content/briefs/a,b.md", brief(body="[x](100%,\u00a0a.md)\n"))
    printed = check("--format", "github")[1]
    assert "file=" in printed
    assert "a%2Cb.md," in printed
    assert "100%25" in printed
    assert printed.count("\n") == 1


@pytest.mark.parametrize("options", [(), ("--fix",)])
def test_without_being_told_to_it_changes_no_file(site: ScratchSite, check: Check, options: tuple[str, ...]) -> None:
    site.write("content/briefs/a.md", brief(date="2024/5/13").replace("\n", "\r\n"))
    before = tree(site.site / "content")
    assert check(*options)[0] == 1
    assert tree(site.site / "content") == before


def test_it_fixes_what_is_safe_after_showing_it(site: ScratchSite, check: Check) -> None:
    site.write("content/tags.yaml", "NATO: {also: [OTAN]}\n")
    path = site.write("content/briefs/a.md", brief(date="2024/5/13", tags="[OTAN]").replace("\n", "\r\n"))
    path.chmod(0o640)
    code, printed = check("--fix", "--yes")
    assert code == 0
    for line in ("  -date: 2024/5/13", "  +date: 2024-05-13", "  -tags: [OTAN]", "  +tags: [NATO]"):
        assert f"{line}\n" in printed
    assert printed.endswith("1 of 1 files fixed\nnothing to fix\n")
    assert site.read("content/briefs/a.md") == brief(date="2024-05-13", tags="[NATO]")
    assert path.stat().st_mode & 0o777 == 0o640


def test_what_another_program_reads_is_not_mixed_with_what_was_fixed(site: ScratchSite, check: Check) -> None:
    site.write("content/briefs/a.md", brief().replace("\n", "\r"))
    assert json.loads(check("--fix", "--yes", "--format", "json")[1])["diagnostics"] == []
    assert "\r" not in site.read("content/briefs/a.md")


def test_what_hides_behind_a_fault_is_fixed_with_it(site: ScratchSite, check: Check) -> None:
    site.write("content/briefs/a.md", brief(date='"2024/5/13\\x01"'))
    code, printed = check("--fix", "--yes")
    assert code == 0, printed
    assert printed.count("1 of 1 files fixed\n") == 2
    assert 'date: "2024-05-13"' in site.read("content/briefs/a.md")
    assert check("--fix", "--yes") == (0, "nothing that could be fixed safely\nnothing to fix\n")


def test_fixing_again_finds_nothing(site: ScratchSite, check: Check) -> None:
    site.write("content/briefs/a.md", brief().replace("\n", "\r"))
    check("--fix", "--yes")
    assert check("--fix", "--yes") == (0, "nothing that could be fixed safely\nnothing to fix\n")


@pytest.mark.parametrize(("answer", "is_fixed"), [("y", True), ("yes", True), ("", False), ("n", False)])
def test_on_a_terminal_it_asks(
    site: ScratchSite, check: Check, monkeypatch: pytest.MonkeyPatch, answer: str, is_fixed: bool
) -> None:
    site.write("content/briefs/a.md", brief().replace("\n", "\r"))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda question: answer)
    check("--fix")
    assert (b"\r" not in (site.site / "content/briefs/a.md").read_bytes()) == is_fixed


def test_the_text_of_a_hidden_file_is_not_printed(site: ScratchSite, check: Check) -> None:
    site.write("static/.env", "KEY=secret\n")
    printed = check()[1]
    assert "static/.env:1:1" in printed
    assert "secret" not in printed


def test_a_summary_counts_by_code_and_has_the_exit_code_of_the_check(
    site: ScratchSite, check: Check, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check("--summary") == (0, "nothing to fix\n")
    for number in range(3):
        site.write(f"content/briefs/b{number}.md", brief(f"B {number}", body="[x](nowhere.md)\n\n# A heading\n"))
    code, printed = check("--summary")
    assert code == 1
    assert printed.startswith("LNK02  error         3 in 3 files: a broken link\n")
    assert "MD04   warning       3 in 3 files" in printed
    assert printed.endswith("3 errors, 3 warnings in 3 files\n")
    assert [row["code"] for row in json.loads(check("--summary", "--format", "json")[1])] == ["LNK02", "MD04"]
    assert check("--summary", "--format", "sarif")[0] == 2


def test_outlets_are_asked_when_that_is_wanted_and_remembered(
    scratch_site: ScratchSite, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[str] = []

    def ask(address: str) -> WebAnswer:
        asked.append(address)
        return WebAnswer(status=404, url=address)

    monkeypatch.setattr("kei_site.check.web_answers.ask", ask)
    there = "{outlet: Paper, url: 'https://paper.example/a'}"
    scratch_site.write("content/briefs/a.md", brief("A", published_in=there))
    words = ["check", "--site", str(scratch_site.site), "--strict"]
    main(words)
    assert asked == []
    for _ in range(2):
        assert main([*words, "--links", "outlets"]) == 1
        assert "LNK08" in capsys.readouterr().out
    assert asked == ["https://paper.example/a"]
