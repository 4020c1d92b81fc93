"""Pieces of pages are made once, and never shown where they do not belong."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from kei_site.digest import sealed
from kei_site.render import pieces
from kei_site.render.pages import make_page_renderer
from kei_site.render.pieces import make_once, name_of
from kei_site.render.speech import speech
from tests.support.view_samples import CARD, PAGES, SITE, fragment, moment, theme_templates

TEMPLATES = theme_templates()


class Counted:
    """A macro that counts how often it is called."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, *arguments: object) -> Markup:
        self.calls += 1
        return Markup(" ").join(str(one) if isinstance(one, int) else one for one in arguments)  # type: ignore[misc]


def test_what_was_made_for_the_same_arguments_is_not_made_again() -> None:
    once, macro = make_once(), Counted()
    assert [once(macro, "a", 1), once(macro, "a", 1), once(macro, "b", 1)] == ["a 1", "a 1", "b 1"]
    assert macro.calls == 2


def test_every_macro_has_its_own_memory() -> None:
    once, one, other = make_once(), Counted(), Counted()
    assert once(one, "a") == once(other, "a")
    assert (one.calls, other.calls) == (1, 1)


def test_words_do_not_borrow_the_trust_in_markup_of_the_same_letters() -> None:
    once, macro = make_once(), Counted()
    assert once(macro, Markup("<b>")) == "<b>"
    assert once(macro, "<b>") == "&lt;b&gt;"
    assert once(macro, Markup("<b>")) == "<b>"
    assert once(macro, ("<b>",)[0]) == "&lt;b&gt;"


def test_what_has_no_name_is_made_every_time() -> None:
    once, macro = make_once(), Counted()
    assert once(macro, Markup("a")) == once(macro, Markup("a")) == "a"
    assert macro.calls == 2


def test_no_more_is_remembered_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "_KEPT", 2)
    once, macro = make_once(), Counted()
    for word in ("a", "b", "c", "c", "a"):
        assert once(macro, word) == word
    assert macro.calls == 4


_VALUES = st.recursive(
    st.sampled_from(["", "a", "1", None, 0, 1, True, False, SITE, CARD, moment("2024-07-21T00:00:00Z"), speech("en")]),
    lambda inner: st.lists(inner, max_size=2).map(tuple),
)


@given(_VALUES, _VALUES)
def test_values_share_a_name_only_if_they_are_the_same(one: object, other: object) -> None:
    named = name_of(one), name_of(other)
    if None not in named:
        assert (named[0] == named[1]) == (repr(one) == repr(other))


@pytest.mark.parametrize("value", ["a", 1, None, (), ("a", 1), sealed(replace(CARD)), (sealed(replace(SITE)), "en")])
def test_what_a_theme_gives_to_pieces_has_a_name(value: object) -> None:
    assert name_of(value) is not None


@pytest.mark.parametrize("value", [Markup("a"), ["a"], {"a": 1}, object(), 1.0, ("a", Markup("b")), replace(SITE)])
def test_what_could_be_mistaken_has_no_name(value: object) -> None:
    assert name_of(value) is None


@pytest.mark.parametrize("seals", [False, True], ids=["unsealed", "sealed"])
def test_pages_are_the_same_whatever_was_made_before_them(seals: bool) -> None:
    sites = [sealed(replace(site)) if seals else site for site in (SITE, replace(SITE, language="ko", title="<다른>"))]
    pages = [(template, replace(view, site=site)) for site in sites for template, view in PAGES.values()]
    shared = make_page_renderer(TEMPLATES, fragment)
    alone = [make_page_renderer(TEMPLATES, fragment)(template, view) for template, view in pages]
    assert [shared(template, view) for template, view in pages] == alone
    assert [shared(template, view) for template, view in reversed(pages)] == alone[::-1]


def test_a_macro_that_sees_the_page_is_remembered_of_no_other_page() -> None:
    templates = {
        "m.html": "{% macro title() %}{{ view.title }}{% endmacro %}",
        "x.html": '{% import "m.html" as m with context %}{{ once(m.title) }}',
    }
    render = make_page_renderer(templates, fragment)
    view = PAGES["page"][1]
    assert [render("x.html", replace(view, title=one)) for one in "abab"] == [b"a", b"b", b"a", b"b"]
