"""Blocks and macros of templates that are not there."""

import pytest

from kei_site.render.pages.template_names import name_diagnostics
from kei_site.render.pages.template_syntax import read_template

BASE = '{% block head %}{% block title %}{% endblock %}{% endblock %}{% include "foot.html" %}'
MIDDLE = '{% extends "base.html" %}{% block title %}{% block subtitle %}{% endblock %}{% endblock %}'
MACROS = '{% import "base.html" as b %}{% macro card() %}{% endmacro %}{% if 1 %}{% set width = 3 %}{% endif %}'


def told(text: str) -> list[tuple[str, int, str, str]]:
    """Return (code, line, name, fix) of what is told of a template `a.html` beside others."""
    texts = {"base.html": BASE, "middle.html": MIDDLE, "macros.html": MACROS, "a.html": text}
    found = name_diagnostics({name: read_template(name, text) for name, text in texts.items()})
    return [(each.code, each.place.line, each.found, each.fix) for each in found]


@pytest.mark.parametrize(
    ("text", "code", "line", "found", "fix"),
    [
        ('{% extends "base.html" %}\n{% block titel %}{% endblock %}', "TPL08", 2, "titel", "did you mean title?"),
        ('{% extends "middle.html" %}{% block subtitles %}{% endblock %}', "TPL08", 1, "subtitles", "mean subtitle?"),
        ('{% extends "base.html" %}{% block zzzzz %}{% endblock %}', "TPL08", 1, "zzzzz", "blocks that are there"),
        ('\n{% import "macros.html" as m %}{{ m.crad() }}', "TPL03", 2, "crad", "did you mean card?"),
        ('{% import "macros.html" as m %}{{ m.b }}', "TPL03", 1, "b", "define the macro in macros.html"),
        ('{% from "macros.html" import qqqq %}', "TPL03", 1, "qqqq", "define the macro in macros.html"),
        ('{% from "macros.html" import cards as c %}', "TPL03", 1, "cards", "did you mean card?"),
        ('{% import "macros.html" as m %}{% macro x() %}{{ m.widht }}{% endmacro %}', "TPL03", 1, "widht", "width?"),
    ],
)
def test_a_mistyped_block_or_macro_is_told_with_what_was_meant(
    text: str, code: str, line: int, found: str, fix: str
) -> None:
    ((told_code, told_line, told_name, told_fix),) = told(text)
    assert (told_code, told_line, told_name) == (code, line, found)
    assert fix in told_fix


@pytest.mark.parametrize(
    "text",
    [
        '{% extends "middle.html" %}{% block head %}{% block own %}{% endblock %}{% endblock %}',
        '{% extends "base.html" %}{% block own %}{% endblock %}{% block title %}{{ self.own() }}{% endblock %}',
        '{% extends "nowhere.html" %}{% block own %}{% endblock %}',
        "{% block own %}{% endblock %}",
        '{% import "macros.html" as m %}{{ m.card() }}{{ m.width }}',
        '{% import "macros.html" as m %}{% for m in view.x %}{{ m.name }}{% endfor %}',
        '{% import "macros.html" as m %}{% import "base.html" as m %}{{ m.name }}',
        '{% from "nowhere.html" import card %}',
    ],
)
def test_what_is_there_or_not_known_is_not_told(text: str) -> None:
    assert told(text) == []


def test_a_frame_of_a_site_may_leave_out_what_the_templates_of_the_program_fill() -> None:
    texts = {
        "base.html": "{% block main %}{% endblock %}",
        "macros.html": "{% macro card() %}{% endmacro %}",
        "events.html": '{% extends "base.html" %}{% import "macros.html" as m %}{% block kind %}{% endblock %}'
        "{% block mian %}{{ m.entries() }}{{ m.cards() }}{% endblock %}",
    }
    read = {name: read_template(name, text) for name, text in texts.items()}
    assert [each.found for each in name_diagnostics(read, frozenset({"events.html"}))] == ["mian", "cards"]
    assert [each.found for each in name_diagnostics(read)] == ["kind", "mian", "entries", "cards"]
