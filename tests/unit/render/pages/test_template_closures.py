"""What the text of a template's closure is, and which templates are refused."""

import pytest
from jinja2 import Environment

from kei_site.render.pages.template_closures import close_templates

TEXTS = {
    "base.html": "{% block main %}{% endblock %}",
    "home.html": '{% extends "base.html" %}{% import "macros.html" as show %}',
    "tag.html": '{% extends "base.html" %}{% from "macros.html" import card %}{% include "parts/one.html" %}',
    "macros.html": "{% macro card() %}{% endmacro %}",
    "parts/one.html": '{% include "parts/two.html" %}',
    "parts/two.html": '{% if view.x %}{% include "parts/three.html" %}{% endif %}',
    "parts/three.html": "words",
    "alone.html": "alone",
}


def changed_by(name: str) -> set[str]:
    """Return the templates whose closure changes with the text of `name`."""
    before = close_templates(TEXTS).digests
    after = close_templates({**TEXTS, name: TEXTS[name] + "<!-- edited -->"}).digests
    return {name for name in TEXTS if before[name] != after[name]}


@pytest.mark.parametrize(
    ("name", "closures"),
    [
        ("alone.html", {"alone.html"}),
        ("base.html", {"base.html", "home.html", "tag.html"}),
        ("macros.html", {"macros.html", "home.html", "tag.html"}),
        ("parts/three.html", {"parts/three.html", "parts/two.html", "parts/one.html", "tag.html"}),
        ("tag.html", {"tag.html"}),
    ],
)
def test_a_template_changes_the_closures_that_it_is_in(name: str, closures: set[str]) -> None:
    assert changed_by(name) == closures


def test_a_site_without_diagnostics_has_none() -> None:
    assert close_templates(TEXTS).diagnostics == ()


def test_templates_that_name_each_other_have_a_closure() -> None:
    closed = close_templates({"a.html": '{% include "b.html" %}', "b.html": '{% include "a.html" %}'})
    assert closed.digests["a.html"] == closed.digests["b.html"]


def test_a_missing_template_is_a_diagnostic_at_its_line_and_part_of_the_closure() -> None:
    text = 'words\n{% include "extra.html" ignore missing %}'
    without = close_templates({"a.html": text, "extras.html": ""})
    (found,) = without.diagnostics
    assert (found.code, found.place.path, found.place.line, found.found) == (
        "TPL01",
        "templates/a.html",
        2,
        "extra.html",
    )
    assert "extras.html" in found.fix
    there = close_templates({"a.html": text, "extras.html": "", "extra.html": ""})
    assert there.diagnostics == ()
    assert there.digests["a.html"] != without.digests["a.html"]


@pytest.mark.parametrize(
    "text",
    [
        "{% include view.name %}",
        '{% extends "a" ~ ".html" %}',
        '{% include ["a.html", "b.html"] %}',
        "{% import name as show %}",
        '{% include "a.html" if view.x else "b.html" %}',
    ],
)
def test_a_name_known_only_while_rendering_is_refused(text: str) -> None:
    (found,) = close_templates({"page.html": "\n" + text}).diagnostics
    assert (found.code, found.place.line) == ("TPL07", 2)


def test_a_template_with_an_error_of_syntax_is_a_diagnostic_and_the_others_have_closures() -> None:
    closed = close_templates({**TEXTS, "bad.html": "words\n{% if %}"})
    (found,) = closed.diagnostics
    assert (found.code, found.place.path, found.place.line) == ("TPL02", "templates/bad.html", 2)
    assert closed.digests.keys() == {*TEXTS, "bad.html"}


def test_a_renamed_template_is_another_closure() -> None:
    assert close_templates({"a.html": "x"}).digests["a.html"] != close_templates({"b.html": "x"}).digests["b.html"]


def test_only_the_template_that_was_edited_is_parsed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    close_templates(TEXTS)
    parsed: list[object] = []
    real = Environment.parse
    monkeypatch.setattr(
        Environment, "parse", lambda self, source, *given: parsed.append(source) or real(self, source, *given)
    )
    edited = close_templates({**TEXTS, "parts/three.html": "other words"})
    assert parsed == ["other words"]
    assert edited != close_templates(TEXTS)
