"""A short text is read as markdown-it would read it, in one step; every other text is left to markdown-it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kei_site.markdown.html import inline
from kei_site.markdown.parser.short_text import is_short, pieces
from tests.support.markup_blocks import read

PARTS = st.lists(
    st.sampled_from(
        [
            *(
                "[",
                "](",
                ")",
                "](b.md)",
                "[a](b)",
                "a",
                "B c",
                "1",
                "한",
                "은",
                " ",
                "\n",
                "*",
                "**",
                "_",
                "__",
                "***",
                "~",
                "~~",
            ),
            *(
                "&",
                "&amp;",
                "&#65;",
                "&#0;",
                "&none;",
                "&nbsp;",
                "&quot;",
                "{{ a &lt; }}",
                "{{",
                "}}",
                "{",
                "}",
                ":",
                "://",
                "https",
            ),
            *(
                "@",
                "www.",
                "!",
                "^",
                "\uff01",
                "<b>",
                "</b>",
                "`",
                "\\",
                "(",
                '"',
                "'",
                ".",
                ",",
                "\u00a0",
                ">",
                "[^1]",
            ),
        ]
    ),
    max_size=14,
).map("".join)


@given(PARTS)
@example("**a:**, *b* (_c_) '__d e__'")
@example("a_b [c: d! é](/e_f?g=h#i) &amp; &#x41; &none; {{ *a* &amp; [b](c) }}")
@example("[a](b)*c*")
@example("![a](b) ^[c](d) \uff01[e](f.png) ! [g](h.png)")
@example('<a href="x">\n\n[a](b.md) **c**</a>')
@example("[](a) []() [ ](b)")
def test_a_text_reads_the_same_without_the_short_way(body: str) -> None:
    text = read(body)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inline, "is_short", lambda _: False)
        assert read(body) == text


@pytest.mark.parametrize(
    "text",
    [
        "a [b](c) d",
        "R&D &amp; &#8217; a_b",
        "**a:** *b*, __c__ (_d_)",
        "two\nlines: [e](https://e.org/a_b)",
        '{{< a b="*c*" >}} at @home',
    ],
)
def test_texts_of_real_archives_are_short(text: str) -> None:
    assert is_short(text)
    assert "".join(piece.words for piece in pieces(text))


@pytest.mark.parametrize(
    "text",
    [
        "*a",
        "a*b*c",
        "[a]",
        "[a](b c)",
        "![a](b)",
        "a@b.org",
        "www.e.org",
        "https://e.org",
        "`a`",
        "<b>",
        r"\*",
        "a \nb",
        "***a***",
    ],
)
def test_other_texts_are_not(text: str) -> None:
    assert not is_short(text)
