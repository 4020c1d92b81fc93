"""Pieces of pages are made cached, and never shown where they do not belong."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from kei_site.core.hashing import with_hash
from kei_site.render.i18n.locale import locale_of
from kei_site.render.pages import macro_cache as pieces
from kei_site.render.pages.macro_cache import key_of, make_macro_cache
from kei_site.render.pages.renderer import make_page_renderer
from tests.support.page_samples import PAGES
from tests.support.view_samples import CARD, SITE, fragment, moment, theme_source, theme_templates

TEMPLATES = theme_templates()


class Counted:
    """A macro that counts how often it is called."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, *arguments: object) -> Markup:
        self.calls += 1
        return Markup(" ").join(str(argument) if isinstance(argument, int) else argument for argument in arguments)  # type: ignore[misc]


def test_a_macro_is_called_one_time_for_the_same_arguments() -> None:
    cached, macro = make_macro_cache(), Counted()
    assert [cached(macro, "a", 1), cached(macro, "a", 1), cached(macro, "b", 1)] == ["a 1", "a 1", "b 1"]
    assert macro.calls == 2


def test_every_macro_has_results_of_its_own() -> None:
    cached, macro, other = make_macro_cache(), Counted(), Counted()
    assert cached(macro, "a") == cached(other, "a")
    assert (macro.calls, other.calls) == (1, 1)


def test_words_do_not_borrow_the_trust_in_markup_of_the_same_letters() -> None:
    cached, macro = make_macro_cache(), Counted()
    assert cached(macro, Markup("<b>")) == "<b>"
    assert cached(macro, "<b>") == "&lt;b&gt;"
    assert cached(macro, Markup("<b>")) == "<b>"
    assert cached(macro, ("<b>",)[0]) == "&lt;b&gt;"


def test_a_macro_is_called_every_time_for_arguments_without_a_key() -> None:
    cached, macro = make_macro_cache(), Counted()
    assert cached(macro, Markup("a")) == cached(macro, Markup("a")) == "a"
    assert macro.calls == 2


def test_the_cache_holds_no_more_than_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "_LIMIT", 2)
    cached, macro = make_macro_cache(), Counted()
    for word in ("a", "b", "c", "c", "a"):
        assert cached(macro, word) == word
    assert macro.calls == 4


_MOMENT = moment("2024-07-21T00:00:00Z")
_VALUES = st.recursive(
    st.sampled_from(["", "a", "1", None, 0, 1, True, False, SITE, CARD, _MOMENT, locale_of("en")]),
    lambda inner: st.lists(inner, max_size=2).map(tuple),
)


@given(_VALUES, _VALUES)
def test_values_share_a_key_only_if_they_are_the_same(first: object, other: object) -> None:
    named = key_of(first), key_of(other)
    if None not in named:
        assert (named[0] == named[1]) == (repr(first) == repr(other))


@pytest.mark.parametrize(
    "value", ["a", 1, None, (), ("a", 1), with_hash(replace(CARD)), (with_hash(replace(SITE)), "en")]
)
def test_what_a_theme_gives_to_cached_macros_has_a_key(value: object) -> None:
    assert key_of(value) is not None


@pytest.mark.parametrize("value", [Markup("a"), ["a"], {"a": 1}, object(), 1.0, ("a", Markup("b")), replace(SITE)])
def test_what_could_be_mistaken_has_no_key(value: object) -> None:
    assert key_of(value) is None


@pytest.mark.parametrize("hashes", [False, True], ids=["without hash", "with_hash"])
def test_pages_are_the_same_whatever_was_rendered_before_them(hashes: bool) -> None:
    sites = [
        with_hash(replace(site)) if hashes else site for site in (SITE, replace(SITE, language="ko", title="<다른>"))
    ]
    pages = [(template, replace(view, site=site)) for site in sites for template, view in PAGES.values()]
    shared = make_page_renderer(TEMPLATES, fragment, theme_source)
    alone = [make_page_renderer(TEMPLATES, fragment, theme_source)(template, view) for template, view in pages]
    assert [shared(template, view) for template, view in pages] == alone
    assert [shared(template, view) for template, view in reversed(pages)] == alone[::-1]


def test_a_macro_that_sees_the_page_gives_nothing_to_other_pages() -> None:
    templates = {
        "m.html": "{% macro title() %}{{ view.title }}{% endmacro %}",
        "x.html": '{% import "m.html" as m with context %}{{ cached(m.title) }}',
    }
    render = make_page_renderer(templates, fragment, theme_source)
    view = PAGES["page"][1]
    assert [render("x.html", replace(view, title=title)) for title in "abab"] == [b"a", b"b", b"a", b"b"]
