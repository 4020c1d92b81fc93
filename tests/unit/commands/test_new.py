"""`kei-site new`: the file of a new brief."""

from pathlib import Path

import pytest

from kei_site.cli import main
from kei_site.commands.new import completion
from tests.support.scratch import NOW, ScratchSite, brief, tree
from tests.support.sound_site import sound_site

PATH = "content/briefs/2024/2024-12-31-what-is-left.md"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ScratchSite:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOW))
    made = sound_site(tmp_path)
    made.write("content/authors/kim.md", "---\nname: A name\n---\n")
    made.write("content/briefs/used.md", brief("Used", tags="[NATO, Sea]", series="North"))
    made.write("content/briefs/again.md", brief("Again", tags="[Sea]", authors="[kim]"))
    return made


def new(site: ScratchSite, *words: str) -> int:
    return main(["new", *words, "--site", str(site.site)])


def test_the_file_has_the_day_of_the_site_and_what_exists(site: ScratchSite) -> None:
    assert new(site, "What is left") == 0
    assert site.read(PATH) == (
        "---\n"
        "title: What is left\n"
        "date: 2024-12-31\n"
        "authors: [desk]  # there are: kim\n"
        "type: brief\n"
        "summary:\n"
        "tags: []  # there are: Sea, NATO\n"
        "draft: true\n"
        "---\n\nBegin with the finding.\n"
    )


def test_what_it_writes_is_a_brief_without_a_diagnostic(site: ScratchSite) -> None:
    new(site, "What is left", "--type", "report", "--author", "kim", "--tag", "Sea", "--series", "North: a series")
    assert site.build(drafts=True).diagnostics == ()
    assert "North: a series" in site.published("briefs/2024/what-is-left/index.html")


@pytest.mark.parametrize(
    "title", ["Kim: a study", "'Quoted' and \"double\"", "# 1", "한국과 나토", "a\nb", "{x}", "- y", "2024"]
)
def test_any_title_is_written_so_that_it_is_read_again(site: ScratchSite, title: str) -> None:
    assert new(site, title, "--slug", "given") == 0
    told = [found.code for found in site.build(drafts=True).diagnostics]
    assert told == ["MD11"] * title.startswith(("# ", "- "))
    library = __import__("json").loads(site.published("feed.json"))
    assert " ".join(title.split()) in [item["title"] for item in library["items"]]


def test_a_file_that_is_there_is_never_touched(site: ScratchSite, capsys: pytest.CaptureFixture[str]) -> None:
    site.write(PATH, "not a brief yet")
    before = tree(site.site / "content")
    assert new(site, "What is left") == 2
    assert tree(site.site / "content") == before
    assert "is there already" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("A title", "--tag", "…"), "no slug can be made from the tag …"),
        (("A title", "--series", "…"), "no slug can be made from the series …"),
        (("A title", "--author", "Given Family"), "write `given-family`, and add content/authors/given-family.md"),
        (("Used",), "has the address used already"),
        (("  ",), "a brief needs a title"),
        (("…",), "give another one with --slug"),
        (("A title", "--slug", "a/b"), "letters, digits and single hyphens"),
        (("A title", "--author", "kin"), "did you mean kim?"),
    ],
)
def test_what_cannot_be_a_brief_is_refused(
    site: ScratchSite, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], message: str
) -> None:
    before = tree(site.site / "content")
    assert new(site, *words) == 2
    printed = capsys.readouterr()
    assert message in printed.err
    assert printed.out == ""
    assert tree(site.site / "content") == before


def test_it_says_where_to_go_on(site: ScratchSite, capsys: pytest.CaptureFixture[str]) -> None:
    new(site, "What is left")
    printed = capsys.readouterr().out
    assert f"{PATH}: write the text here" in printed
    assert "kei-site serve --drafts" in printed
    assert "Enter alone" not in printed


def test_a_new_tag_is_noted_with_the_nearest(site: ScratchSite, capsys: pytest.CaptureFixture[str]) -> None:
    assert new(site, "What is left", "--tag", "NATOO") == 0
    assert "note: NATOO is a new tag; did you mean NATO?" in capsys.readouterr().out


def test_on_a_terminal_it_asks_for_what_is_not_said(
    site: ScratchSite, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = iter(["", "Sea, New one", "North"])
    asked: list[str] = []
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda question: (asked.append(question), next(answers))[1])
    assert new(site, "What is left") == 0
    assert "Enter alone takes what is in brackets" in capsys.readouterr().out
    assert asked == [
        "Authors (there are: desk, kim) [desk]: ",
        "Tags (there are: Sea, NATO) [none]: ",
        "Series (there are: North) [none]: ",
    ]
    assert "tags: [Sea, New one]" in site.read(PATH)
    assert "series: North\n" in site.read(PATH)


def test_an_author_without_a_record_is_asked_for_again(
    site: ScratchSite, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = iter(["kin", "desk, kim", "Sea", ""])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _: next(answers))
    assert new(site, "What is left") == 0
    assert "no author's record has the id kin; did you mean kim?\n" in capsys.readouterr().out
    assert "authors: [desk, kim]" in site.read(PATH)


def test_a_question_without_an_answer_writes_nothing(
    site: ScratchSite, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def closed(_: str) -> str:
        raise EOFError

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", closed)
    before = tree(site.site / "content")
    assert new(site, "What is left") == 2
    assert capsys.readouterr().err == "error: a question was left without an answer; nothing was written\n"
    assert tree(site.site / "content") == before


def test_the_tab_key_completes_what_exists() -> None:
    known = ("NATO", "North", "Sea")
    assert [completion(known, " n", state) for state in range(3)] == [" NATO", " North", None]
    assert completion(known, "x", 0) is None
