"""The filters of templates."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2.filters import do_urlencode
from markupsafe import Markup

from kei_site.core.hashing import NO_DIGEST
from kei_site.render.i18n.locale import locale_of
from kei_site.render.pages.filters import (
    asset_url,
    by_month,
    by_year,
    file_size,
    grouped,
    initials,
    meta_tags,
    nonempty,
    shown_address,
    url_encoded,
    with_links,
    with_own_ids,
)
from kei_site.render.pages.head import Head
from tests.support.view_samples import BRIEF, CARD, DESK, KIM, SITE, moment


@given(st.text() | st.text("/%2Fé ").map(Markup) | st.integers() | st.dictionaries(st.text(), st.text()))
def test_text_is_coded_for_addresses_as_jinja_does_it(value: object) -> None:
    assert url_encoded(value) == do_urlencode(value)  # type: ignore[arg-type]


def test_each_pair_is_a_line_with_a_meta_element() -> None:
    head = Head(title="", names=(("a", 'x "&" y'), ("a", "z")), properties=(("og:b", "z"),))
    assert meta_tags(head).splitlines() == [
        '<meta name="a" content="x &#34;&amp;&#34; y">',
        '<meta name="a" content="z">',
        '<meta property="og:b" content="z">',
    ]


def test_a_name_and_a_property_that_say_the_same_share_an_element() -> None:
    said = (("og:title", "T"), ("og:description", "D"), ("og:url", "U"))
    names = (("citation_title", "T"), ("citation_abstract", "D"), ("citation_fulltext_html_url", "V"))
    assert meta_tags(Head(title="", description="D", names=names, properties=said)).splitlines() == [
        '<meta name="description" property="og:description" content="D">',
        '<meta name="citation_title" property="og:title" content="T">',
        '<meta name="citation_abstract" content="D">',
        '<meta name="citation_fulltext_html_url" content="V">',
        '<meta property="og:url" content="U">',
    ]


def test_ids_are_told_from_words_that_look_like_them() -> None:
    text = Markup('<h2 id="a">A</h2><code> id="b"</code> <a class="x" href="#a">x</a> <a href="/p#a" id="c">y</a>')
    assert with_own_ids(text, "k-") == (
        '<h2 id="k-a">A</h2><code> id="b"</code> <a class="x" href="#k-a">x</a> <a href="/p#a" id="k-c">y</a>'
    )
    assert with_own_ids(Markup("<p>words</p>"), "k-") == "<p>words</p>"


def test_no_pairs_are_no_lines() -> None:
    assert meta_tags(Head(title="")) == ""


def test_cards_are_grouped_by_year_and_by_month() -> None:
    may, march = (replace(CARD, date=moment(f"2024-{month}-02T00:00:00Z")) for month in ("05", "03"))
    old = replace(CARD, date=moment("2023-03-02T00:00:00Z"))
    assert list(by_year((may, march, old))) == [(2024, (may, march)), (2023, (old,))]
    assert list(by_month((may, march, old))) == [("2024-05", (may,)), ("2024-03", (march,)), ("2023-03", (old,))]


def test_texts_without_a_fragment_are_left_out() -> None:
    assert nonempty((BRIEF.text, replace(BRIEF.text, fragment=NO_DIGEST))) == (BRIEF.text,)


def test_an_asset_has_its_published_address() -> None:
    assert asset_url(replace(SITE, assets={"site.css": "/assets/site.1.css"}), "site.css") == "/assets/site.1.css"
    with pytest.raises(LookupError, match=r"no\.css"):
        asset_url(SITE, "no.css")


@pytest.mark.parametrize(
    ("written", "shown"),
    [("2024", "2024"), ("12004", "12,004"), ("-12004", "-12004"), ("12004.5", "12004.5"), ("012", "012")],
)
def test_long_whole_numbers_are_grouped_and_a_year_is_not(written: str, shown: str) -> None:
    assert grouped(written, locale_of("en")) == shown


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://www.example.org/", "example.org"),
        ("HTTP://example.org/a/", "example.org/a"),
        ("https://wwwexample.org/?a=/", "wwwexample.org/?a="),
    ],
)
def test_an_address_is_shown_without_its_scheme(url: str, shown: str) -> None:
    assert shown_address(url) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("press@example.org", '<a href="mailto:press@example.org">press@example.org</a>'),
        (
            "A & B, press@example.org, +82 2 555 0100",
            'A &amp; B, <a href="mailto:press@example.org">press@example.org</a>, +82 2 555 0100',
        ),
        ("(see https://example.org/press/).", '(see <a href="https://example.org/press/">example.org/press</a>).'),
        ('"><script>@a.b', "&#34;&gt;&lt;script&gt;@a.b"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("", ""),
    ],
)
def test_addresses_in_a_line_are_links_and_the_rest_is_escaped(written: str, shown: str) -> None:
    assert str(with_links(written)) == shown


def test_initials_are_of_both_names_where_both_are_known() -> None:
    assert initials(KIM) == "YK"
    assert initials(DESK) == "E"
    assert initials(replace(DESK, name="(소식)")) == "소"
    assert initials(replace(DESK, name="—")) == ""


@pytest.mark.parametrize(
    ("family", "letters"), [("von Humboldt", "YH"), ("d'Estaing", "YE"), ("McCoy", "YM"), ("kim", "YK"), ("김", "Y김")]
)
def test_a_particle_gives_no_initial(family: str, letters: str) -> None:
    assert initials(replace(KIM, family=family)) == letters


@pytest.mark.parametrize(
    ("size", "words"),
    [(1, "1 kB"), (189_231, "189 kB"), (999_499, "999 kB"), (999_500, "1 MB"), (51_200_000, "51 MB")],
)
def test_a_file_has_a_size_as_readers_know_it(size: int, words: str) -> None:
    assert file_size(size, locale_of("en")) == words
