"""Links, emphasis and marks of notes that are read without the parser come out as its rules would have them."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kei_site.source.draft import Draft
from kei_site.source.inline import parse_text, write_text, write_tokens
from kei_site.source.markup import PARSER_NESTING
from kei_site.source.running_text import running_pieces

PIECES = (
    "word", " ", "\n", "[", "]", "(", ")", "[a", "](b)", "[a](b)", "[words and more](https://example.org/?a=b&c=d#e)",
    "[a](b;c)", "[a](&amp;)", "[a](&amp)", "[a](<b>)", "[a]( b )", '[a](b "c")', "[a](b\\)", "[a](b(c))", "[a](\xa0b)",
    "[a\nb](c)", "[*a*](b)", "[`a`](b)", "[a&amp;b](c)", "[a!](b)", "![a](b)", "[](b)", "[a]()", "[a][b]", "[b]",
    "[^1]", "[^2]", "^[^1]", "![^1]", "[^1](b)", "[^1][b]", "[^1][^1]", "[^a b]", "[^a_b]", "[^`]`]", "^[a]", "^", "!",
    "*", "_", "`", "\\", " *a*", "*b c* ", "**d**", " **e f**.", "***", "**", "*é*,", "*a!* ", "*a*b",
    "* a*", " ", ".", "<b>", "{{", "}}", "~~", "&", ";", "é", "[é](ü)",
)  # fmt: skip
ADDRESS = {"href": "/b", "title": "", "map": [0, 1]}
DEFINED: tuple[dict[str, Any], ...] = ({}, {"B": ADDRESS}, {"^1": ADDRESS, "^2": ADDRESS})
DEEP = "[" * (PARSER_NESTING + 5)


def _draft(text: str, references: dict[str, Any]) -> Draft:
    draft = Draft(path="content/briefs/a.md", first_line=1, lines=text.split("\n"))
    draft.environment |= {"draft": draft, "footnotes": {"refs": {":1": -1}}}
    if references:
        draft.environment["references"] = references
    return draft


def _said(draft: Draft) -> tuple[object, ...]:
    return "".join(draft.out), "".join(draft.plain), draft.links, draft.images, draft.marks, draft.notes, draft.faults


def _read_at_once(text: str, references: dict[str, Any]) -> tuple[object, ...]:
    draft = _draft(text, references)
    write_text(draft, text, 0)
    return _said(draft)


def _read(text: str, references: dict[str, Any]) -> tuple[object, ...]:
    draft = _draft(text, references)
    write_tokens(draft, parse_text(draft, text, 0))
    return _said(draft)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), st.sampled_from(DEFINED))
@example(f"{DEEP}a](b)[c](d)[^1]", {})
@example(f"{DEEP}a](b)" * 3, {})
@example(f"[{DEEP}a](b)](c)", {})
@example(f"{'[' * 30}[{DEEP}[a](b)[^1] ] [c](d)[^1](e)", {})
@example(f"{'*a ' * (PARSER_NESTING + 5)}[b](c)[^1]{'*' * (PARSER_NESTING + 5)}", {})
def test_any_text_has_the_same_marks(text: str, references: dict[str, Any]) -> None:
    assert _read_at_once(text, references) == _read(text, references)


@given(
    st.lists(st.sampled_from([one for one in PIECES if not set(one) & set("`<\\\n")]), max_size=8).map("".join),
    st.sampled_from(DEFINED),
)
@example("^[^1]", {})
@example("![^1]![a](b)^[a](b)", {})
@example("[^1]a]b[c](d)", {})
@example(f"[^{'1' * 201}]", {})
@example("*a* **b** *c d*", {})
@example("*a **b***", {})
def test_any_running_text_has_the_same_marks(text: str, references: dict[str, Any]) -> None:
    assert _read_at_once(text, references) == _read(text, references)


@pytest.mark.parametrize(
    ("text", "references", "is_taken"),
    [
        ("a ~ b! [c](d) ] e.[^1] [f g](https://example.org/?h=i&j=k)", {}, True),
        ("a.[^1]", {"B": ADDRESS}, False),
        ("a.[^2]", {}, False),
        ("![a](b)", {}, False),
        ("^[^1]", {}, False),
        ("*a* [b](c) **d e**: (*f g*)", {}, False),
        ("*a* [b](c) **d e**: *f*!", {}, True),
        ("a*b* c", {}, False),
        ("a *b*c", {}, False),
        ("a *b [c](d)*", {}, False),
        ("a\nb [c](d)", {}, False),
        ("a [b][c] [d](e)", {}, False),
    ],
)
def test_words_with_links_and_marks_of_notes_need_no_parser(
    text: str, references: dict[str, Any], is_taken: bool
) -> None:
    assert (running_pieces(text, _draft(text, references)) is not None) == is_taken
