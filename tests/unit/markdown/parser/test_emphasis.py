"""Emphasis is as in CommonMark, but for what stands beside letters of Chinese, Japanese and Korean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from kei_site.markdown.parser.emphasis import _flanking, is_cjk
from tests.support.markup_blocks import read

CHARACTERS = st.sampled_from("ab1 \t\n\u00a0.,:;!?()[]\"'%$&+-=éÉß“”‘’«»…—·§€☺😀👍ابनี") | st.characters()


@given(CHARACTERS, CHARACTERS, st.sampled_from("*_~"))
def test_beside_other_letters_the_rule_is_that_of_commonmark(before: str, after: str, marker: str) -> None:
    if is_cjk(before) or is_cjk(after) or marker in (before, after):
        return
    state = StateInline(f"{before}{marker}{after}", MarkdownIt(), {}, [])
    scanned = state.scanDelims(1, marker != "_")
    assert _flanking(before, after, is_word_bound=marker == "_") == (scanned.can_open, scanned.can_close)


@pytest.mark.parametrize("char", "한漢かカｶ。、\uff08\uff09「」\uff01\uff1aㆍㄱ々\u3007㈜ᄀ")
def test_letters_and_punctuation_of_these_languages(char: str) -> None:
    assert is_cjk(char)


@pytest.mark.parametrize("char", "aé1.(“”…·—😀👍☺★ ")
def test_other_letters_punctuation_and_emoji(char: str) -> None:
    assert not is_cjk(char)


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("**가(a)**나", "<strong>가(a)</strong>나"),
        ("가**(a)**", "가<strong>(a)</strong>"),
        ("가**(a)**나", "가<strong>(a)</strong>나"),
        ("**중국\uff08CN\uff09**의", "<strong>중국\uff08CN\uff09</strong>의"),
        ("*“가”*는 **'나'**도", "<em>“가”</em>는 <strong>'나'</strong>도"),
        ("**葛\U000e0100(a)**城", "<strong>葛\U000e0100(a)</strong>城"),
        ("葛\U000e0100**(a)**", "葛\U000e0100<strong>(a)</strong>"),
        ("__가(a)__는", "__가(a)__는"),
        ("가_(a)_나", "가_(a)_나"),
        ("** 가(a) **나", "** 가(a) **나"),
    ],
)
def test_a_letter_may_follow_punctuation(body: str, html: str) -> None:
    assert read(body).fragment.html == f"<p>{html}</p>\n"
