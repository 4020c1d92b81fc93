"""Templates are compiled once in a process, the theme's once by a program, and anew when their source changes."""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from jinja2 import Environment

from kei_site.core.hashing import Digest
from kei_site.render.pages.compiled import ThemeCode, compiled_templates
from kei_site.render.pages.renderer import make_page_renderer
from tests.support.page_samples import PAGES
from tests.support.view_samples import fragment, theme_source

VIEW = PAGES["page"][1]


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the sources that were compiled since, in order."""
    seen: list[str] = []
    real = Environment.compile

    def record(self: Environment, source: str, *given: object, **named: object) -> object:
        seen.append(source)
        compile_really: Callable[..., object] = real
        return compile_really(self, source, *given, **named)

    monkeypatch.setattr(Environment, "compile", record)
    return seen


def rendered(source: str, theme: ThemeCode | None = None) -> bytes:
    """Return what a new renderer makes of a template."""
    return make_page_renderer({"compiled.html": source}, fragment, theme_source, theme)("compiled.html", VIEW)


@pytest.fixture
def theme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ThemeCode:
    """Return a theme with one template, whose code is kept in `tmp_path/code`."""
    (tmp_path / "compiled.html").write_text("<p>ours", "utf-8")
    place = tmp_path / "code" / "compiled.pyc"
    place.parent.mkdir()
    monkeypatch.setattr("kei_site.render.pages.compiled.cache_from_source", lambda _: str(place))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return ThemeCode(templates=tmp_path, program=Digest("1"))


def in_another_process(source: str, theme: ThemeCode) -> bytes:
    """Return what a process that has compiled nothing makes of a template."""
    compiled_templates.cache_clear()
    return rendered(source, theme)


def test_renderers_of_the_same_templates_compile_them_once(compiled: list[str]) -> None:
    assert [rendered("<p>one {{ view.title }}") for _ in range(3)] == [f"<p>one {VIEW.title}".encode()] * 3
    assert len(compiled) <= 1


def test_a_template_whose_source_changes_is_compiled_anew(compiled: list[str]) -> None:
    sources = ["<p>two", "<p>three", "<p>two", "<p>two"]
    assert [rendered(source) for source in sources] == [source.encode() for source in sources]
    assert compiled == sources[:3]


def test_a_template_that_cannot_be_compiled_is_refused_each_time() -> None:
    from jinja2 import TemplateSyntaxError

    for _ in range(2):
        with pytest.raises(TemplateSyntaxError):
            rendered("<p>{% if %}")


def test_a_template_of_the_theme_is_compiled_once_by_a_program(theme: ThemeCode, compiled: list[str]) -> None:
    assert [in_another_process("<p>ours", theme) for _ in range(3)] == [b"<p>ours"] * 3
    assert compiled == ["<p>ours"]
    assert in_another_process("<p>ours", replace(theme, program=Digest("2"))) == b"<p>ours"
    assert compiled == ["<p>ours"] * 2


def test_code_of_a_template_of_the_site_is_kept_nowhere(theme: ThemeCode, compiled: list[str]) -> None:
    assert [in_another_process("<p>theirs", theme) for _ in range(2)] == [b"<p>theirs"] * 2
    assert compiled == ["<p>theirs"] * 2
    assert list((theme.templates / "code").iterdir()) == []


def test_a_template_of_the_site_has_not_the_code_of_the_one_that_it_replaces(theme: ThemeCode) -> None:
    sources = ["<p>ours", "<p>theirs", "<p>ours"]
    assert [in_another_process(source, theme) for source in sources] == [source.encode() for source in sources]


@pytest.mark.parametrize("at", [0, 40, -1])
def test_damaged_code_is_compiled_anew(theme: ThemeCode, compiled: list[str], at: int) -> None:
    in_another_process("<p>ours", theme)
    (kept,) = (theme.templates / "code").iterdir()
    data = bytearray(kept.read_bytes())
    data[at] ^= 1
    kept.write_bytes(data)
    assert in_another_process("<p>ours", theme) == b"<p>ours"
    assert compiled == ["<p>ours"] * 2


def test_a_program_that_cannot_write_into_its_folder_keeps_no_code(theme: ThemeCode, compiled: list[str]) -> None:
    (theme.templates / "code").rmdir()
    assert [in_another_process("<p>ours", theme) for _ in range(2)] == [b"<p>ours"] * 2
    assert compiled == ["<p>ours"] * 2
