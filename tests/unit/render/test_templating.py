"""The pages' Jinja: it gives what Jinja gives."""

import functools
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError, pass_context, pass_environment
from markupsafe import Markup, escape

from kei_site.render.templating import PageEnvironment, escaped

TEMPLATES = {
    "base.html": "{% block main %}<b>{{ name }}</b>{% endblock %}{{ known }}",
    "pieces.html": "{% macro said(what, end='&') %}{{ what }}{{ end }}{% endmacro %}"
    "{% macro round() %}{{ caller() }}{% endmacro %}",
    "macros.html": "{% macro named() %}{{ name }}{{ known }}{% endmacro %}",
    "child.html": "{% extends 'base.html' %}{% block main %}{{ super() }}{{ self.other() }}{% endblock %}"
    "{% block other %}<i>{{ name }}</i>{% endblock %}",
    "import.html": "{% import 'pieces.html' as p %}{{ p.said(name) }}{{ p.said(what=html, end=name) }}"
    "{% call p.round() %}{{ name }}{% endcall %}",
    "context.html": "{% import 'macros.html' as m with context %}{{ m.named() }}{% include 'base.html' %}",
    "set.html": "{% set a %}<p>{{ name }}{% endset %}{{ a }}{{ a ~ name }}{% filter upper %}{{ name }}{% endfilter %}",
    "types.html": "{{ html }}{{ 1.5 }}{{ none }}{{ marked }}{{ name | safe }}{{ {'<': name} }}"
    "{% autoescape false %}{{ name }}{% endautoescape %}",
    "calls.html": "{% for one in '<&' %}{% set two = one %}{{ plain(one) }}{{ kept(one) }}{{ seen('two') }}"
    "{{ where() }}{{ seer('two') }}{{ html.replace('<', one) }}{{ made('x', called=one, self=2) }}"
    "{{ word('a') }}{{ dict(a=one).a }}{% endfor %}",
    "block.html": "{% block one %}{% set inner = '<' %}{{ seen('inner') }}{{ seer('inner') }}{% endblock %}",
}


class _Marked:
    def __html__(self) -> str:
        return "<hr>"


class _Seer:
    @pass_context
    def __call__(self, context: Any, name: str) -> object:
        return context.resolve(name)


@pass_context
def _seen(context: Any, name: str) -> object:
    return context.resolve(name)


@pass_environment
def _where(environment: Environment) -> str:
    return str(environment.autoescape)


def _stopping() -> str:
    raise StopIteration


def _made_with(kind: type[Environment]) -> Environment:
    environment = kind(loader=DictLoader(TEMPLATES), undefined=StrictUndefined, autoescape=True)
    environment.globals["known"] = "<known>"
    return environment


SEEN: dict[str, Any] = {
    "name": '<"O\'Brien" & sons>',
    "html": Markup("<br>"),
    "marked": _Marked(),
    "plain": lambda text: text + "<",
    "kept": functools.lru_cache(maxsize=8)(lambda text: text + ">"),
    "made": lambda *arguments, **named: (arguments, named),
    "seen": _seen,
    "seer": _Seer(),
    "where": _where,
    "word": {"a": "&"}.__getitem__,
    "stopping": _stopping,
}


@given(st.text() | st.text("&<>\"'a;#").map(str) | st.integers() | st.none() | st.lists(st.text()))
def test_what_is_put_out_is_escaped_as_markupsafe_does_it(value: object) -> None:
    assert str(escaped(value)) == str(escape(value))


@pytest.mark.parametrize("value", [Markup("<b>"), _Marked()])
def test_markup_is_put_out_as_it_is(value: object) -> None:
    assert str(escaped(value)) == str(escape(value))


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_templates_mean_what_they_mean_in_jinja(name: str) -> None:
    wanted, got = (_made_with(kind).get_template(name).render(SEEN) for kind in (Environment, PageEnvironment))
    assert got == wanted


@pytest.mark.parametrize(
    "source",
    [
        "{{ nobody }}",
        "{{ nobody() }}",
        "{{ name.nobody() }}",
        "{{ stopping() }}",
        "{{ name() }}",
        "{% macro m(a) %}{{ a }}{% endmacro %}{{ m() }}",
        "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1, 2) }}",
        "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1, b=2) }}",
    ],
)
def test_what_fails_in_jinja_fails_in_the_same_words(source: str) -> None:
    assert _failure(_made_with(PageEnvironment), source) == _failure(_made_with(Environment), source)


def _failure(environment: Environment, source: str) -> tuple[type[Exception], str]:
    render: Callable[..., str] = environment.from_string(source).render
    with pytest.raises((UndefinedError, TypeError)) as caught:
        render(SEEN)
    return caught.type, str(caught.value)
