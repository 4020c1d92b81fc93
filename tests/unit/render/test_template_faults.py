"""What Jinja and Python say of an error in a template is told in plain words, with the value and the way out."""

import pytest

from kei_site.core.diagnostics import Place
from kei_site.render.errors import explain_failure
from kei_site.render.pages.renderer import page_environment
from kei_site.render.template_faults import template_fault
from tests.support.view_samples import BRIEF


def failure(source: str) -> Exception:
    """Return the exception of a template that holds `source`."""
    environment = page_environment({"a.html": source, "b.html": "{% macro c() %}{% endmacro %}"}, None, None)  # type: ignore[arg-type]
    with pytest.raises(Exception) as caught:  # noqa: PT011
        environment.get_template("a.html").render(view=BRIEF, words={}, t={}.__getitem__)
    return caught.value


@pytest.mark.parametrize(
    ("source", "code", "words", "found", "fix"),
    [
        ("{{ langage }}", "TPL03", "no template knows this name", "langage", "did you mean language?"),
        (
            "{{ has_search }}",
            "TPL03",
            "no template knows this name",
            "has_search",
            "did you mean view.site.has_search?",
        ),
        ("{{ sites.title }}", "TPL03", "no template knows this name", "sites", "did you mean site?"),
        (
            "{{ view.site | asset('site.cs') }}",
            "TPL06",
            "no file of static/assets",
            "site.cs",
            "did you mean site.css?",
        ),
        ("{{ view.site | asset('x y: z') }}", "TPL06", "no file of static/assets", "x y: z", "put the file there"),
        ("{% macro a(card) %}{{ card.x }}{% endmacro %}{{ a() }}", "TPL03", "a macro is not given", "card", "card=…"),
        ("{{ qqq }}", "TPL03", "no template knows this name", "qqq", "page on themes"),
        ("{{ view.fronts.x }}", "TPL03", "`BriefView` has no such part", "fronts", "did you mean front?"),
        ("{{ view.front['titel'] }}", "TPL03", "`FrontMatter` has no such part", "titel", "did you mean title?"),
        ("{{ none.line }}", "TPL03", "something that this page does not have", "line", "{% if"),
        ("{{ [1][5] }}", "TPL03", "a list has no such element", "5", "length"),
        ("{{ words.x }}", "TPL03", "a mapping has no such part", "x", "page on themes"),
        (
            '{% import "b.html" as b %}{{ b.cc() }}',
            "TPL03",
            "no macro of the imported template",
            "cc",
            "define the macro",
        ),
        ('{% include "d.html" %}', "TPL01", "no template has this name", "d.html", "add templates/d.html"),
        ("{{ 'x' | upperr }}", "TPL05", "no filter has this name", "upperr", "did you mean upper?"),
        ("{{ 'x' is definedd }}", "TPL05", "no test has this name", "definedd", "did you mean defined?"),
        ("{{ 1 / 0 }}", "TPL06", "a division by zero", "", "ask first"),
        ("{{ 1 % 0 }}", "TPL06", "a division by zero", "", "ask first"),
        ("{{ view.front.title + 3 }}", "TPL06", "text and a number cannot be joined so", "+", "~"),
        ("{{ 3 + 'x' }}", "TPL06", "a number and text cannot be joined so", "+", "~"),
        ("{{ none - 1 }}", "TPL06", "nothing and a number cannot be joined so", "-", "~"),
        ("{{ 'x' > 3 }}", "TPL06", "text cannot be compared with a number", ">", "one kind"),
        ("{{ 'x'() }}", "TPL06", "text is called as a function", "", "leave out the brackets"),
        ("{% for x in 3 %}{% endfor %}", "TPL06", "a number is gone through as a list", "", "loop over a list"),
        ("{{ 3 | length }}", "TPL06", "a number has no length", "", "text or a list"),
        ("{{ 'x' | event_time }}", "TPL06", "`event_time` is not given all", "locale", "event_time(locale)"),
        ("{{ 'x' | initials(1, 2) }}", "TPL06", "`initials` is given what it does not take", "takes", "page on themes"),
        ("{{ 'x' | initials }}", "TPL06", "a filter or macro is given text", "given", "page on themes"),
        ("{{ t('cite.shrt') }}", "TPL06", "no word of the interface", "cite.shrt", "did you mean cite.short?"),
        ("{{ t('authors') }}", "TPL06", "lacks one of its parts", "authors", "authors=…"),
        ("{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", "TPL04", "calls itself without end", "", "end"),
        ("{{ 'x' | format(1) }}", "TPL06", "the expression fails", "TypeError: not all arguments", "correct"),
    ],
)
def test_an_error_is_told_in_plain_words(source: str, code: str, words: str, found: str, fix: str) -> None:
    fault = template_fault(failure(source))
    assert fault.code == code
    assert words in fault.message
    assert found in fault.found
    assert bool(fault.found) == bool(found)
    assert fix in fault.fix
    assert "object" not in fault.message


def test_the_diagnostic_names_line_page_and_way() -> None:
    told = explain_failure(failure("\n{{ 1 / 0 }}"), "a.html", Place(path="content/briefs/x.md"), is_page=True)
    assert (told.place, told.message) == (
        Place(path="templates/a.html", line=2),
        "a division by zero; met while making the page of content/briefs/x.md",
    )
