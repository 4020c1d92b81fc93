"""Templates are compiled once in a process, and anew when their source changes."""

from collections.abc import Callable

import pytest
from jinja2 import Environment

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


def rendered(source: str) -> bytes:
    """Return what a new renderer makes of a template."""
    return make_page_renderer({"compiled.html": source}, fragment, theme_source)("compiled.html", VIEW)


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
