"""A paragraph of one line is read in one step, and comes out as the parser's own rules would have it."""

from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from kei_site.markdown.parser import parser as markup
from kei_site.markdown.parser.short_paragraph import short_paragraph
from kei_site.markdown.state import ParseState

LINES = (
    "", "", "", "text", "more text", "*marked*", "  indented", "    code", "\ttab", "- item", "-", "2. item", "1. item",
    "  - inner", "      deep", "> quote", "> - both", ">", "lazy", ": definition", "~ definition", "  : inner", ":",
    "::", "[^1]: note", "    of the note", "[a]: address", "[b", "::: aside", ":::", "| a | b |", "| - | - |", "---",
    "===", "## Heading", "```", "<div>", "<b>", "trailing  ", " \t ", "\xa0", "* item", "* * *", "-  ", "- :", "- \xa0",
    "+ item", "+\titem", "- | -", "- -", "a | b", "1) item", "9. ", "10. item", "1234567890. item", "   - near",
    "     - far", "        - farther", "١. item", "² item", "0. item", "- [link](a)",
)  # fmt: skip
AWKWARD = (
    "text",
    "text\n",
    "one\n\n: is defined\n",
    "one\n\n:is not\n",
    "one\n\n\n: too far\n",
    "- one\n\n: outside\n",
    "- one\n\n  : inside\n",
    "> one\n>\n> : inside\n",
    "> one\n\n: outside\n",
    "-\tone\n\n\ttwo\n\n- three\n",
    ">\t- one\n>\n>\t  two\n",
    "[^1]: one\n\n    two\n\nthree\n",
    "::: aside\none\n:::\n\ntwo\n",
    "> one\n> two\n\nthree\n",
    "one\n===\n\ntwo\n---\n\nthree\n",
    # A list that does not begin with 1 ends a table, but not after a paragraph.
    "text\n\n| a | b |\n| - | - |\n| c | d |\n2. item\n",
    "one\n- two\n- three\n1. four\n2. five\n",
    "one\n2. is no item\n",
    "1. one\n2. two\n   3. is no item\n   1. is one\n",
    "a | b\n- | -\n",
    "- a | b\n- | -\n  - | -\n",
    "- one\n - two\n  - three\n   - four\n    - is no item\n",
    "> - one\n- two\n",
    "> one\n- two\n",
    "[^1]: one\n- two\n    - three\n",
    "one\n: two\n- three\n  : four\n- five\n",
    "::: aside\none\n- two\n:::\n- three\n",
)


def _tokens(made: MarkdownIt, body: str) -> list[Token]:
    state = ParseState(path="content/briefs/a.md", first_line=1, lines=body.split("\n"))
    tokens: list[Token] = []
    made.block.parse(body, made, state.environment, tokens)
    return tokens


def _never(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    return False


def _parser_without() -> MarkdownIt:
    with mock.patch.object(markup, "short_paragraph", _never):
        return markup.parser.__wrapped__()


SLOW = _parser_without()


@pytest.mark.parametrize("body", AWKWARD)
def test_awkward_texts_have_the_same_blocks(body: str) -> None:
    assert _tokens(markup.parser(), body) == _tokens(SLOW, body)


@given(st.lists(st.sampled_from(LINES), max_size=12).map("\n".join))
def test_any_text_has_the_same_blocks(body: str) -> None:
    assert _tokens(markup.parser(), body) == _tokens(SLOW, body)


@pytest.mark.parametrize(
    ("body", "taken"),
    [
        ("one\n", 1),
        ("one\n\n\n: two\n\nthree\n", 3),
        ("- one\n- two\n\n> three\n", 3),
        ("1. one\n2. two\n   - three\n3. four\n", 4),
        ("one\n2. no item\n", 0),
        ("one\ntwo\n", 0),
        ("one\n\n: two\n", 1),
        ("one\n---\n", 0),
    ],
)
def test_the_quick_rule_reads_paragraphs_of_one_line(body: str, taken: int) -> None:
    found: list[bool] = []

    def counting(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        found.append(short_paragraph(state, line, end, silent))
        return found[-1]

    with mock.patch.object(markup, "short_paragraph", counting):
        made = markup.parser.__wrapped__()
    _tokens(made, body)
    assert sum(found) == taken
