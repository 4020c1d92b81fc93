"""The templates of the theme: listed, copied into a site, and compared with the copies later."""

import shutil
from pathlib import Path

import pytest

from kei_site.build import theme as theme_of_program
from kei_site.check.copied_templates import mistyped_templates
from kei_site.cli import main
from tests.support.scratch import ScratchSite
from tests.support.sound_site import sound_site


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ScratchSite:
    """A site with a theme that can be changed: as a later version of the program would bring it."""
    theme = {name: tmp_path / "theme" / name for name in ("templates", "static")}
    for name, folder in theme_of_program.theme_folders().items():
        shutil.copytree(folder, theme[name])
    for module in ("kei_site.build.theme", "kei_site.build.context", "kei_site.build.plan"):
        monkeypatch.setattr(f"{module}.theme_folders", lambda: theme)
    return sound_site(tmp_path)


def edit_theme(site: ScratchSite, name: str, old: str, new: str) -> None:
    path = site.root / "theme" / "templates" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def run(site: ScratchSite, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = main([*words, "--site", str(site.site)])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def told(site: ScratchSite, capsys: pytest.CaptureFixture[str]) -> str:
    return run(site, capsys, "check", "--jobs", "1")[1]


def test_a_copy_changes_no_page(site: ScratchSite, capsys: pytest.CaptureFixture[str]) -> None:
    before = site.clean_tree()
    for name in theme_of_program.theme_templates():
        assert run(site, capsys, "theme", "copy", name)[0] == 0
    assert site.clean_tree() == before
    assert "THM03" not in told(site, capsys)


def test_a_copy_may_be_changed_without_a_warning(site: ScratchSite, capsys: pytest.CaptureFixture[str]) -> None:
    run(site, capsys, "theme", "copy", "brief.html")
    site.edit("templates/brief.html", "{% block main %}", "{% block main %}\n<hr>")
    assert "THM03" not in told(site, capsys)


def test_a_template_that_the_theme_has_changed_since_is_told(
    site: ScratchSite, capsys: pytest.CaptureFixture[str]
) -> None:
    run(site, capsys, "theme", "copy", "brief.html")
    edit_theme(site, "brief.html", "{% block main %}", "{% block main %}\n<hr>")
    printed = told(site, capsys)
    assert "templates/brief.html:1:1: warning THM03" in printed
    assert "kei-site theme copy brief.html --print" in printed
    assert "[the theme's has changed since] A brief." in run(site, capsys, "theme", "list")[1]
    site.write("templates/brief.html", run(site, capsys, "theme", "copy", "brief.html", "--print")[1])
    assert "THM03" not in told(site, capsys)


def test_a_copy_under_another_name_is_followed(site: ScratchSite, capsys: pytest.CaptureFixture[str]) -> None:
    run(site, capsys, "theme", "copy", "tags.html")
    site.rename("templates/tags.html", "templates/own/topics.html")
    edit_theme(site, "tags.html", "{% block main %}", "{% block main %}\n<hr>")
    assert "templates/own/topics.html:1:1: warning THM03" in told(site, capsys)


def test_a_template_that_the_theme_has_no_more_is_told(site: ScratchSite, capsys: pytest.CaptureFixture[str]) -> None:
    run(site, capsys, "theme", "copy", "hero.html")
    site.rename("templates/hero.html", "templates/old.html")
    site.edit("templates/old.html", "theme's hero.html", "theme's gone.html")
    assert "no such template any more" in told(site, capsys)


def test_comments_and_line_ends_of_the_theme_are_no_change(
    site: ScratchSite, capsys: pytest.CaptureFixture[str]
) -> None:
    run(site, capsys, "theme", "copy", "hero.html")
    run(site, capsys, "theme", "copy", "tags.html")
    edit_theme(site, "hero.html", "To be filled", "Fill it")
    edit_theme(site, "tags.html", "\n", "\r\n")
    assert "THM03" not in told(site, capsys)


def test_a_template_of_ones_own_is_no_copy(site: ScratchSite, capsys: pytest.CaptureFixture[str]) -> None:
    site.write("templates/footer.html", "<p>{{ site.title }}</p>\n")
    assert "THM03" not in told(site, capsys)
    assert "[the site's own] To be filled" in run(site, capsys, "theme", "list")[1]


def test_a_mistyped_template_is_told_unless_another_names_it() -> None:
    theme = {"base.html": '{% include "header.html" %}', "header.html": ""}
    (found,) = mistyped_templates({"heder.html": "<p>"}, theme)
    assert (found.code, found.place.path, found.fix) == ("THM05", "templates/heder.html", "did you mean header.html?")
    named = {"heder.html": "<p>", "header.html": '{% include "heder.html" %}'}
    assert not [*mistyped_templates(named, theme), *mistyped_templates({"logos.html": "<p>"}, theme)]


def test_a_template_that_is_there_is_left_as_it_is(site: ScratchSite, capsys: pytest.CaptureFixture[str]) -> None:
    site.write("templates/tags.html", "mine")
    code, _, error = run(site, capsys, "theme", "copy", "tags.html")
    assert code == 2
    assert "is there already" in error
    assert site.read("templates/tags.html") == "mine"


@pytest.mark.parametrize(("name", "hint"), [("tgs.html", "did you mean tags.html?"), ("../../x", "theme list")])
def test_an_unknown_name_is_refused(
    site: ScratchSite, capsys: pytest.CaptureFixture[str], name: str, hint: str
) -> None:
    code, _, error = run(site, capsys, "theme", "copy", name)
    assert code == 2
    assert hint in error


def test_a_site_that_is_the_theme_itself_is_not_told(site: ScratchSite, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(site.site / "content", site.root / "theme" / "content")
    code = main(["theme", "list", "--site", str(site.root / "theme")])
    printed = capsys.readouterr().out
    assert code == 0
    assert "[" not in printed
