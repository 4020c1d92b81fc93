"""What is read from the text of a template."""

from kei_site.render.pages.template_syntax import read_template


def test_a_template_is_read_with_all_that_it_names_and_defines() -> None:
    text = """{% extends "base.html" %}
{% import "macros.html" as m %}
{% macro card(m2) %}{% endmacro %}{% if 1 %}{% set wide, high = 1, 2 %}{% endif %}{% set _own = 1 %}
{% block main %}{{ m.entry() }}{% block inner %}{% endblock %}{% endblock %}"""
    read = read_template("a.html", text)
    assert (read.extends, sorted(read.blocks)) == ("base.html", ["inner", "main"])
    assert read.outer == (("main", 4),)
    assert read.references == (("base.html", 1), ("macros.html", 2))
    assert sorted(read.exports) == ["card", "high", "wide"]
    assert read.uses == (("macros.html", ("entry", 4)),)


def test_a_template_that_jinja_cannot_read_names_nothing() -> None:
    read = read_template("a.html", "words\n{% blok main %}")
    (problem,) = read.problems
    assert (problem.code, problem.place.line, problem.fix) == ("TPL02", 2, "did you mean block?")
    assert (read.references, read.outer) == ((), ())
