"""Links that CommonMark leaves as text are read where they are clear, and change nothing that it reads."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kei_site.markdown.parser import inline_rules
from tests.support.markup_blocks import read, references_of

PIECES = st.lists(
    st.sampled_from(
        ["[a", "](", "b", "/c", " ", ".md", ")", "(", "![", "]", '"d"', "“e”", "<", ">", "https://e.org/", "\\"]
    ),
    max_size=14,
).map("".join)


SHORT = st.lists(
    st.sampled_from(
        ["[", "](", ")", "b", " ", "!", ":", "://", "@", "^", "é", "\u00a0", "<", "&amp;", "*", "_", "~~", "{{", "\\"]
    ),
    max_size=12,
).map("".join)


@given(SHORT | PIECES)
@example("[a: b! é](/c_d?e=f#g) [^h](i)")
@example("[a [b](c)](d) [](e) [f]()")
def test_a_link_that_is_read_in_one_step_is_the_same(body: str) -> None:
    text = read(body)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inline_rules, "_short_link", lambda *_: False)
        assert read(body) == text


@given(PIECES)
def test_a_link_says_where_it_begins(body: str) -> None:
    text = read(body)
    for reference in (*text.links, *text.images):
        assert body[reference.column - 1] in "[!<"


@pytest.mark.parametrize(
    "body", ["[a](b c)", "[a](b c.d e)", "[a](x y.pdf z)", "[a](my file)", "[a](https://e f.pdf)", "[a](b\nc.md)"]
)
def test_what_is_not_clear_stays_text(body: str) -> None:
    assert "<a" not in read(body).fragment.html


def test_a_link_of_commonmark_is_read_as_before() -> None:
    assert references_of(read("[a](<b c.md>) [d](e.md 'f g.md')")) == "1:1 link b c.md\n1:15 link e.md"


@pytest.mark.parametrize("body", ["![a] (b.png)", "![a]\u00a0(b.png)", "![a]\uff08b.png\uff09", "![a](b c.png)"])
def test_an_image_with_blanks_or_wide_brackets_is_an_image(body: str) -> None:
    assert '<img src="kei-image:0" alt="a">' in read(body).fragment.html


def test_an_address_with_half_of_its_angle_brackets_is_read() -> None:
    text = read("[a](<https://e.org/b)")
    assert text.fragment.html == '<p><a href="https://e.org/b">a</a></p>\n'
    assert text.diagnostics == ()


@pytest.mark.parametrize("body", ["![a] (see below)", "[a] (b.png) and c", "![a]  (b.png)"])
def test_other_words_in_brackets_are_no_image(body: str) -> None:
    assert "<img" not in read(body).fragment.html
