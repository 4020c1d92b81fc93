"""Hints for the search index: parts of words that readers look for."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kei_site.render.search import word_hints
from kei_site.render.search.word_hints import HINT, forms, has_korean, html_with_hints, stem_length, with_hints
from tests.support.node_modules import ROOT


def shown(text: str) -> str:
    return text.replace(HINT, "|")


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("북한은", "북한"),
        ("북한의", "북한"),
        ("북한에서는", "북한"),
        ("협상했다", "협상"),
        ("한국으로부터", "한국"),
        ("핵을", "핵"),
        ("동맹들의", "동맹"),
        ("전략적인", "전략"),
        ("대통령께서", "대통령"),
        ("북한", "북한"),
        ("서울", "서울"),
        ("국가", "국"),
        ("나", "나"),
    ],
)
def test_a_particle_is_told_from_its_noun(word: str, stem: str) -> None:
    assert word[: stem_length(word)] == stem


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("북한은 핵을 가졌다", "북한|은 핵|을 가졌|다"),
        ("Korea\u2013Russia ties", "Korea|\u2013|Russia ties"),
        ("한\u00b7미 동맹", "한|\u00b7|미 동맹"),
        ("NATO는 2024년", "NATO|는 2024|년"),
        ("\u201c북한\u201d은", "\u201c북한|\u201d|은"),
        ("Korea\u2019s don\u2019t", "Korea\u2019s don\u2019t"),
        ("a well-known U.S. plan", "a well-known U.S. plan"),
        ("プロジェクトを始める", "プロジェクト|を|始|める"),
        ("caf\u00e9 na\u00efve", "caf\u00e9 na\u00efve"),
    ],
)
def test_a_part_of_a_word_that_is_looked_for_begins_after_a_mark(text: str, parts: str) -> None:
    assert shown(with_hints(text)) == parts


def test_nothing_but_marks_is_added() -> None:
    text = "북한은 \u201c핵\u201d을 한\u00b7미\u2014일은, \u00abx\u00bb 서울에서의 회담"
    assert with_hints(text).replace(HINT, "") == text


def test_decomposed_syllables_are_composed_first() -> None:
    assert shown(with_hints("\u1107\u116e\u11a8\u1112\u1161\u11ab\u110b\u1173\u11ab")) == "북한|은"


def test_tags_and_references_are_left_alone() -> None:
    html = '<a href="/북한은/" title="한국은 > 중국은">북한은</a> R&amp;D는 &nbsp;<h2 id="북한의">북한의</h2>'
    expected = '<a href="/북한은/" title="한국은 > 중국은">북한|은</a> R&amp;D|는 &nbsp;<h2 id="북한의">북한|의</h2>'
    assert shown(html_with_hints(html)) == expected


TAG = re.compile(r'<(?:[^<>"]|"[^"]*")*>')
PIECES = st.sampled_from(
    [
        "<p>",
        "</p>",
        '<a title="1 < 2 북한은">',
        '<a title="x > 북한은" href="/핵을/">',
        "</a>",
        "북한은 ",
        "NATO는",
        "&amp;",
        ' "plain" ',
    ]
)


@given(st.lists(PIECES).map("".join))
def test_marks_stand_in_texts_alone_wherever_a_value_holds_brackets(html: str) -> None:
    marked = html_with_hints(html)
    assert marked.replace(HINT, "") == html
    assert TAG.findall(marked) == TAG.findall(html)
    texts = "".join(TAG.split(html))
    assert marked.count(HINT) == texts.count("북한은") + texts.count("NATO는")


def test_what_may_be_a_noun_at_the_end_of_a_compound_is_listed() -> None:
    assert forms("북한핵협상을 그리고 남북정상회담은") == ("핵협상", "협상", "정상회담", "상회담", "회담")


def test_short_words_and_other_languages_have_no_forms() -> None:
    assert forms("북한은 비핵화 nuclear talks") == ()


@pytest.mark.parametrize("text", ["북한핵협상을", "\u1112\u1161\u11ab", '<p title="x">NATO는</p>'])
def test_what_may_have_forms_is_seen_in_html(text: str) -> None:
    assert has_korean(text)


@pytest.mark.parametrize("text", ["", "Korea\u2019s <em>caf\u00e9</em>", "\u6771\u4eac\u3078"])
def test_other_scripts_have_no_forms(text: str) -> None:
    assert not has_korean(text)
    assert forms(text) == ()


def test_the_search_page_knows_the_same_particles() -> None:
    """What the indexer parts from nouns is what readers may type behind them."""
    script = (ROOT / "static/assets/search-words.js").read_text(encoding="utf-8")
    listed = script.partition("PARTICLES = new Set(")[2].partition(".split")[0]
    assert set(re.findall("[가-힣]+", listed)) == word_hints._PARTICLES
    assert f'AFTER_ONE = "{word_hints._AFTER_ONE}"' in script
