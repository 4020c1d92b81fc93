"""Texts with errors are left out of a site that keeps going: all others are published as if these were not there."""

import json
import os
from pathlib import Path
from urllib.parse import quote

import pytest

from kei_site.build.report import BuildReport
from kei_site.cli import main
from kei_site.core.characters import shown
from kei_site.core.diagnostic_codes import CODES
from kei_site.source.file_kinds import Kind, kind_of
from tests.support.cases import all_cases, plant_all
from tests.support.scratch import CONFIG, NOW, ScratchSite, brief, tree
from tests.support.sound_site import sound_site

BAD, GOOD = "content/briefs/bad.md", "content/briefs/good.md"
ERROR = "[x](nowhere.md)\n"
TEXTS = (Kind.BRIEF, Kind.PAGE, Kind.AUTHOR)


@pytest.fixture
def site(tmp_path: Path) -> ScratchSite:
    return sound_site(tmp_path)


def build(site: ScratchSite, **options: object) -> BuildReport:
    return site.build(**{"keep_going": True, **options})


def codes(report: BuildReport) -> set[tuple[str, str, str]]:
    return {(found.place.path, found.code, str(found.severity)) for found in report.diagnostics}


def test_the_site_is_what_it_is_without_the_text(site: ScratchSite) -> None:
    site.write(GOOD, brief("Good", tags="[Sea]"))
    wanted = site.clean_tree()
    site.write(BAD, brief("Bad", body=ERROR, tags="[Sea, Only bad]", series="A series", aliases="[/old/]"))
    site.write("content/pages/about.md", f"---\ntitle: About\n---\n\n{ERROR}")
    report = build(site)
    assert (report.failed, report.left_out) == (False, (BAD, "content/pages/about.md"))
    assert tree(site.output) == wanted
    assert {(BAD, "LNK02", "error"), (BAD, "OUT01", "warning")} <= codes(report)


def test_without_being_asked_nothing_is_published(site: ScratchSite) -> None:
    site.write(BAD, brief("Bad", body=ERROR))
    assert site.build().failed
    assert not site.output.exists()


def test_links_to_it_are_words_and_are_told(site: ScratchSite) -> None:
    site.write(BAD, brief("Bad", body=ERROR, tags="[Only bad]"))
    links = "[by path](bad.md) [by slug](brief:bad) [by address](/briefs/2024/bad/) [its tag](/tags/only-bad/)\n"
    site.write(GOOD, brief("Good", body=links, related="[bad.md]"))
    menu = "menu: [{label: Bad, url: /briefs/2024/bad/}, {label: Its tag, url: /tags/only-bad/}]\n"
    site.write("content/site.yaml", f"{CONFIG}{menu}redirects: {{/a/: /briefs/2024/bad/, /b/: /tags/only-bad/}}\n")
    report = build(site)
    told = [(found.place.path, found.place.line) for found in report.diagnostics if found.code == "OUT02"]
    assert told == [(GOOD, 5), *[(GOOD, 8)] * 4, *[("content/site.yaml", 9)] * 2, *[("content/site.yaml", 10)] * 2]
    page = site.published("briefs/2024/good/index.html")
    assert "<p>by path by slug by address its tag</p>" in page
    published = tree(site.output)
    assert [path for path, data in published.items() if b"/bad/" in data or b"only-bad" in data] == []
    assert not {"a/index.html", "b/index.html"} & published.keys()


def test_a_published_brief_is_named_when_it_goes_and_comes_back(site: ScratchSite) -> None:
    site.write(BAD, brief("Bad"))
    build(site)
    before = tree(site.output)
    site.write(BAD, brief("Bad", body=ERROR))
    report = build(site)
    assert report.gone == ("/briefs/2024/bad/",)
    assert "briefs/2024/bad/index.html" in report.pruned
    site.write(BAD, brief("Bad"))
    assert build(site).left_out == ()
    assert tree(site.output) == before


def test_a_brief_without_a_day_is_named_when_it_goes(site: ScratchSite) -> None:
    site.write(BAD, brief("Bad"))
    build(site)
    site.write(BAD, brief("Bad", date="2024-02-30"))
    assert build(site).gone == ("/briefs/2024/bad/",)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("content/site.yaml", f"{CONFIG}page_size: many\n"),
        ("content/tags.yaml", "NATO: [\n"),
        ("static/briefs/2024/bad/index.html", "words\n"),
        ("templates/brief.html", "{% if %}"),
    ],
)
def test_an_error_elsewhere_stops_the_build(site: ScratchSite, path: str, text: str) -> None:
    site.write(path, text)
    site.write(BAD, brief("Bad", body=ERROR))
    report = build(site)
    assert (report.failed, report.left_out) == (True, ())
    assert {path, BAD} <= {found.place.path for found in report.diagnostics}
    assert not site.output.exists()


def test_of_files_that_several_texts_need_only_what_has_an_error_is_ignored(site: ScratchSite) -> None:
    site.write("content/tags.yaml", "Sea: {description: Waters}\nLand: {slug: a/b, descripton: x}\n")
    site.write("content/words/fr.yaml", "home: [\n")
    site.write("content/briefs/rows.csv", "a,b\n1,2\n3\n")
    site.write("content/figures/shared.yaml", "type: nothing\n")
    site.write(GOOD, brief("Good", body="::: table rows.csv\ntitle: Rows\n:::\n\nWords.\n", tags="[Sea, Land]"))
    site.write(BAD, brief("Bad", body="::: chart shared\n:::\n"))
    report = build(site)
    faulty = {
        "content/tags.yaml", "content/words/fr.yaml", "content/briefs/rows.csv", "content/figures/shared.yaml"
    }  # fmt: skip
    assert (report.failed, set(report.left_out)) == (False, {BAD, *faulty})
    told = {found.place.path: found.message for found in report.diagnostics if found.code == "OUT01"}
    assert {told[path].partition(" ")[0] for path in faulty} == {"values", "words", "figures"}
    assert "Waters" in site.published("tags/sea/index.html")
    assert "tags/land/index.html" in tree(site.output)
    page = site.published("briefs/2024/good/index.html")
    assert "<p>Words.</p>" in page
    assert "<table" not in page
    assert tree(site.output) == site.clean_tree(keep_going=True)


@pytest.mark.parametrize("record", ["kind: thing\n---\n", "role: [\n---\n", "role: Fellow\n---\n\n![A](missing.png)\n"])
def test_the_briefs_of_an_author_whose_record_has_errors_stay_and_keep_the_name(site: ScratchSite, record: str) -> None:
    site.write(GOOD, brief("Good", body="[The desk](/authors/desk/)\n"))
    site.write("content/authors/desk.md", "---\nname: The Desk\n---\n")
    build(site)
    site.write("content/authors/desk.md", f"---\nname: The Desk\n{record}")
    report = build(site)
    assert (report.failed, report.left_out) == (False, ("content/authors/desk.md",))
    assert report.gone == ("/authors/desk/",)
    assert (GOOD, "OUT02", "warning") in codes(report)
    page = site.published("briefs/2024/good/index.html")
    assert "The Desk" in page
    assert "/authors/desk/" not in page
    assert tree(site.output) == site.clean_tree(keep_going=True)
    site.write("content/authors/desk.md", "---\nname: The Desk\n---\n")
    assert build(site).left_out == ()
    assert "/authors/desk/" in site.published("briefs/2024/good/index.html")


def test_a_file_that_must_not_be_published_is_left_out(site: ScratchSite) -> None:
    site.write("static/aux.txt", "words\n")
    report = build(site)
    assert (report.failed, report.left_out) == (False, ("static/aux.txt",))
    assert "aux.txt" not in tree(site.output)


def test_a_text_that_a_template_fails_for_stops_the_build_as_the_template_is_to_blame(site: ScratchSite) -> None:
    site.write("templates/brief.html", "{{ view.nothing.more }}")
    assert build(site).failed


def test_a_file_at_the_address_of_a_held_brief_stops_the_build_though_that_has_errors(site: ScratchSite) -> None:
    site.write("static/briefs/2024/bad/data.csv", "a,b\n")
    site.write(BAD, brief("Bad", body=ERROR))
    assert not build(site).failed
    for held in ({"draft": "true"}, {"embargo": "2031-01-01T00:00:00Z"}, {"date": "2024-07-21", "draft": "maybe"}):
        site.write(BAD, brief("Bad", body=ERROR, **held))
        assert "URL05" in {found.code for found in build(site).diagnostics}, held
        assert build(site).failed


def test_the_second_of_two_briefs_with_one_address_is_left_out(site: ScratchSite) -> None:
    site.write(GOOD, brief("Good", slug="same"))
    site.write("content/briefs/z.md", brief("Other", slug="same"))
    report = build(site)
    assert report.left_out == ("content/briefs/z.md",)
    assert "Good" in site.published("briefs/2024/same/index.html")


def test_a_translation_whose_original_is_left_out_is_published_alone(site: ScratchSite) -> None:
    site.write(BAD, brief("Bad", body=ERROR))
    site.write(GOOD, brief("Gut", language="de", translation_of="bad.md"))
    assert build(site).left_out == (BAD,)
    assert "hreflang" not in site.published("briefs/2024/good/index.html")


def test_nothing_to_do_is_told_like_the_build_before(site: ScratchSite) -> None:
    site.write(BAD, brief("Bad", body=ERROR))
    site.write(GOOD, brief("Good"))
    first = build(site)
    again = build(site)
    assert (again.idle, again.left_out, again.diagnostics) == (True, first.left_out, first.diagnostics)
    site.write(GOOD, brief("Good", body="Other words.\n"))
    edited = build(site)
    assert (edited.left_out, edited.diagnostics) == (first.left_out, first.diagnostics)
    assert tree(site.output) == site.clean_tree(keep_going=True)
    assert site.build().failed


def test_strict_leaves_out_texts_with_warnings_but_not_what_links_to_them(site: ScratchSite) -> None:
    site.write(BAD, brief("Bad", body="# A heading\n"))
    site.write(GOOD, brief("Good", body="[x](bad.md)\n"))
    assert build(site, strict=True).left_out == (BAD,)


def test_the_site_may_say_so_itself(site: ScratchSite, capsys: pytest.CaptureFixture[str]) -> None:
    site.write("content/site.yaml", f"{CONFIG}on_error: leave_out\ndiagnostics: {{CFG08: ignore}}\n")
    site.write(BAD, brief("Bad", body=ERROR))
    assert site.build(keep_going=None).left_out == (BAD,)
    assert site.build(keep_going=False).failed
    assert main(["check", "--site", str(site.site), "--jobs", "1"]) == 1
    capsys.readouterr()


def test_the_command_lists_what_is_left_out_and_gone_and_exits_with_three(
    site: ScratchSite, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(os.environ, "SOURCE_DATE_EPOCH", str(NOW))
    words = ["build", "--site", str(site.site), "--no-search", "--jobs", "1", "--keep-going"]
    site.write(BAD, brief("Bad"))
    assert main(words) == 0
    site.write(BAD, brief("Bad", body=ERROR))
    capsys.readouterr()
    assert main(words) == 3
    printed = capsys.readouterr().out
    assert f"\nleft out: {BAD}\ngone: /briefs/2024/bad/ was published until now\n" in printed
    assert "1 left out" in printed.splitlines()[-1]
    assert main([*words, "--format", "json"]) == 3
    found = json.loads(capsys.readouterr().out)
    assert (found["left_out"], found["failed"], found["gone"]) == ([BAD], False, [])


SHARED = [case for case in all_cases() if not case.apart]


def test_of_all_bad_input_in_texts_exactly_the_texts_with_errors_are_left_out(site: ScratchSite) -> None:
    cases = [
        case for case in SHARED if case.diagnostics and all(kind_of(found.path) in TEXTS for found in case.diagnostics)
    ]
    wanted = plant_all(site, cases)
    report = build(site)
    assert not report.failed
    assert {found.path for found in wanted if found.severity == "error"} <= set(map(shown, report.left_out))
    errors = {found.place.path for found in report.diagnostics if found.severity == "error"}
    assert errors == set(report.left_out)
    assert "briefs/2024/sound/index.html" in tree(site.output)


def test_every_diagnostic_of_a_text_can_be_lowered_unless_it_guards_safety(site: ScratchSite) -> None:
    lowered = "".join(f"  {code}: warning\n" for code, rule in CODES.items() if not rule.guards_safety)
    site.edit("content/site.yaml", CONFIG[:6], f"diagnostics:\n{lowered}{CONFIG[:6]}")
    unsafe = {code for code, rule in CODES.items() if rule.guards_safety}
    cases = [
        case
        for case in SHARED
        if case.diagnostics
        and all(kind_of(found.path) in TEXTS and found.code not in unsafe for found in case.diagnostics)
    ]
    plant_all(site, cases)
    report = site.build()
    assert [found for found in report.diagnostics if found.severity == "error"] == []
    told = {found.place.path for found in report.diagnostics if found.code == "OUT01"}
    assert told == set(report.left_out)


def test_names_too_long_for_a_disk_have_pages_to_which_their_links_lead(site: ScratchSite) -> None:
    site.write("content/site.yaml", CONFIG + "diagnostics: {SLG03: warning}\n")
    site.write("content/briefs/a.md", brief("A", series="가나다라마 " * 20, tags=f"[{'바사아자차 ' * 20}]"))
    assert not site.build().failed
    for section in ("series", "tags"):
        page = next(
            path
            for path in tree(site.output)
            if path.startswith(f"{section}/") and path.endswith("/index.html") and path.count("/") == 2
        )
        link = f'href="/{quote(page.removesuffix("index.html"))}"'
        assert link in site.published("briefs/2024/a/index.html")
