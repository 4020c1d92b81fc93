"""Inline text that is plain is written without the parser, and comes out as the parser would have it."""

import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kei_site.markdown.html.inline import parse_text, write_text, write_tokens
from kei_site.markdown.parser.plain_text import is_plain
from kei_site.markdown.state import NO_SPAN, OpenTag, ParseState

PLAIN = (
    "Harbours of the north",
    "590.0",
    "one line\nand the next\n\nand one more",
    'a > b, 5% + 3 = 8; "so" it\'s $4 @ home #1',
    "an end ] and } and ) and | alone",
    "so! ~5 ^ 2!",
    "tab\t\nbefore a line end",
    "höher, 港, \u00a0\nand \u2028 odd blanks \u3000",
)
MARKED = (
    "*a*", "_a_", "`a`", "[a](b)", "[^1]", "![a](b)", "^[a]", "<b>", "a < b", "AT&amp;T", r"a \* b", "~~a~~", "{{ a }}",
    "a \nb", "a  \nb", "a\n b", "a\n\tb",
)  # fmt: skip


def _state() -> ParseState:
    return ParseState(path="content/briefs/a.md", first_line=1, lines=["", ""])


def _said(state: ParseState) -> tuple[str, str, list[str]]:
    return "".join(state.out), "".join(state.plain), [diagnostic.code for diagnostic in state.diagnostics]


def _by_parser(text: str) -> tuple[str, str, list[str]]:
    state = _state()
    write_tokens(state, parse_text(state, text, 0))
    return _said(state)


@pytest.mark.parametrize("text", PLAIN)
def test_plain_text_is_not_parsed(text: str) -> None:
    state = _state()
    write_text(state, text, 1)
    assert state.span is NO_SPAN
    assert _said(state) == _by_parser(text)


@pytest.mark.parametrize("text", MARKED)
def test_text_with_marks_is_parsed(text: str) -> None:
    state = _state()
    write_text(state, text, 1)
    assert state.span.text == text
    assert _said(state) == _by_parser(text)


@given(st.text(st.sampled_from("ab \t\n>|!^~]}.:;-+=#$%@'\"()" + string.printable + "é港\u00a0\u2028\x85")))
@example("a\r\nb")
@example("\x0b\n\x0c")
def test_plain_text_is_what_the_parser_makes_of_it(text: str) -> None:
    state = _state()
    write_text(state, text, 0)
    assert (state.span is NO_SPAN) == is_plain(text)
    assert _said(state) == _by_parser(text)


def test_a_raw_tag_left_open_ends_with_the_plain_line_after_it() -> None:
    state = _state()
    state.raw.push(OpenTag(name="b", position=(1, 1), in_line=True))
    write_text(state, "plain", 1)
    assert [diagnostic.code for diagnostic in state.diagnostics] == ["HTM02"]
