"""Links that CommonMark leaves as text are read where they are clear, and change nothing that it reads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.markup_blocks import read, references_of

PIECES = st.lists(
    st.sampled_from(
        ["[a", "](", "b", "/c", " ", ".md", ")", "(", "![", "]", '"d"', "“e”", "<", ">", "https://e.org/", "\\"]
    ),
    max_size=14,
).map("".join)


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
