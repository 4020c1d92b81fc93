"""`kei-site list`: what there is, and what is held back until when."""

import json

import pytest

from kei_site.cli import main
from tests.support.scratch import NOW, ScratchSite, brief


@pytest.fixture
def site(scratch_site: ScratchSite, monkeypatch: pytest.MonkeyPatch) -> ScratchSite:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOW))
    scratch_site.write("content/briefs/out.md", brief("Out", tags="[Sea]"))
    scratch_site.write("content/briefs/later.md", brief("Later", date="2025-02-01"))
    scratch_site.write("content/briefs/secret.md", brief("Secret", embargo="2025-01-15T09:00+09:00"))
    scratch_site.write("content/briefs/raw.md", brief("Raw", draft="true"))
    return scratch_site


def titles(site: ScratchSite, capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    assert main(["list", "--site", str(site.site), "--format", "json", *words]) == 0
    return [str(brief["title"]) for brief in json.loads(capsys.readouterr().out)["briefs"]]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ((), {"Out", "Later", "Secret", "Raw"}),
        (("--due",), {"Later", "Secret"}),
        (("--drafts",), {"Raw"}),
        (("--tag", "sea"), {"Out"}),
        (("--tag", "land"), set()),
    ],
)
def test_the_options_choose(
    site: ScratchSite, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], wanted: set[str]
) -> None:
    assert set(titles(site, capsys, *words)) == wanted


def printed(site: ScratchSite, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["list", "--site", str(site.site), *words]) == 0
    return capsys.readouterr().out


def test_it_says_why_a_brief_is_hidden_and_when_to_build(site: ScratchSite, capsys: pytest.CaptureFixture[str]) -> None:
    shown = printed(site, capsys)
    assert "Out\n" in shown
    assert "Later  [hidden until its date, 2025-02-01T00:00:00+00:00]" in shown
    assert "Secret  [hidden until its embargo ends, 2025-01-15T09:00:00+09:00]" in shown
    assert "Raw  [draft: take `draft: true` out to publish it]" in shown
    assert shown.endswith("4 briefs\nnext build needed at 2025-01-15T00:00:00Z\n")


def test_it_says_what_is_retracted(scratch_site: ScratchSite, capsys: pytest.CaptureFixture[str]) -> None:
    scratch_site.write("content/briefs/a.md", brief("Old", withdrawn="{date: 2024-08-01, reason: Wrong}"))
    assert "Old  [retracted: it keeps its page, and is in no list there]" in printed(scratch_site, capsys)
    assert printed(scratch_site, capsys, "--format", "csv").endswith(",retracted,\n")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--due",), "nothing waits for its time"),
        (("--drafts",), "there are no drafts"),
        (("--tag", "x"), "there are no such briefs"),
        ((), "no briefs yet"),
    ],
)
def test_nothing_to_list_is_said_in_words(
    scratch_site: ScratchSite, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
) -> None:
    assert printed(scratch_site, capsys, *words) == f"{told}\n"


def test_errors_are_told_behind_the_list(site: ScratchSite, capsys: pytest.CaptureFixture[str]) -> None:
    site.write("content/briefs/broken.md", brief("Broken", date="2024-02-30"))
    assert main(["list", "--site", str(site.site)]) == 1
    shown = capsys.readouterr().out
    assert shown.index("5 briefs") < shown.index("DAT01")
    assert "Broken  [not published: fix the errors below]" in shown


def test_the_lock_of_an_editor_is_no_brief(site: ScratchSite, capsys: pytest.CaptureFixture[str]) -> None:
    (site.site / "content" / "briefs" / ".#out.md").symlink_to("editor@host.1:2")
    assert ".#out.md" not in printed(site, capsys)


def test_a_title_neither_moves_the_cursor_nor_commands_a_runner(
    site: ScratchSite, capsys: pytest.CaptureFixture[str]
) -> None:
    site.write("content/briefs/a.md", brief('"A\\e[2Jb ##[stop-commands]c"'))
    main(["list", "--site", str(site.site)])
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "##[" not in out
    assert "<U+0023>#[stop-commands]c" in out


def test_outlets_are_a_table_for_a_report(site: ScratchSite, capsys: pytest.CaptureFixture[str]) -> None:
    outlet = "{outlet: '=Weekly', url: 'https://w.example/a', date: 2024-01-02}"
    site.write("content/briefs/there.md", brief("There, too", published_in=outlet))
    assert main(["list", "--site", str(site.site), "--outlets", "--format", "csv"]) == 0
    head, line = capsys.readouterr().out.splitlines()
    assert head == "outlet,year,date,role,title,address_there,address_here,authors"
    assert line.startswith('\'=Weekly,2024,2024-01-02,original,"There, too",https://w.example/a,https://')
    assert line.endswith(",The Desk")
    assert main(["list", "--site", str(site.site), "--outlets"]) == 0
    assert "1 appearance" in capsys.readouterr().out


def test_briefs_are_a_table_too(site: ScratchSite, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--site", str(site.site), "--tag", "sea", "--format", "csv"]) == 0
    head, line = capsys.readouterr().out.splitlines()
    assert head.startswith("date,type,title,path,url,tags,")
    assert ",Out,content/briefs/out.md," in line
