"""No-break and wide blanks count where Markdown needs a blank, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kei_site.markdown.parser.blanks import plain_blanks
from tests.support.markup_blocks import read


@pytest.mark.parametrize(
    ("body", "plain"),
    [
        ("##\u00a0Title", "## Title"),
        ("##\u3000\u3000제목", "## \u3000제목"),
        ("-\u00a0item\n*\u2009item\n  +\u202fitem", "- item\n* item\n  + item"),
        ("> -\u00a0item\n> ##\u00a0Title", "> - item\n> ## Title"),
        ("- -\u00a0item", "- - item"),
        ("1.\u3000항목", "1. 항목"),
        ("1.\u00a0one\n2.\u00a0two", "1. one\n2. two"),
        ("1. one\n2.\u00a0two", "1. one\n2. two"),
        ("1)\u2009one\n\n2)\u2009two", "1) one\n\n2) two"),
        ("> - 1.\u00a0one\n>   2.\u00a0two", "> - 1. one\n>   2. two"),
        ("1.\u00a0one\n   more\n2.\u00a0two", "1. one\n   more\n2. two"),
        ("term\n:\u3000definition", "term\n: definition"),
        ("term\n~\u00a0definition", "term\n~ definition"),
        ("a | b\n-\u00a0|\u3000:-\n", "a | b\n- | :-\n"),
    ],
)
def test_a_blank_after_a_marker_is_plain(body: str, plain: str) -> None:
    assert plain_blanks(body) == plain


@pytest.mark.parametrize(
    "body",
    [
        "5.\u00a0März",
        "5.\u00a0März\n8.\u00a0März",
        "```\n1.\u00a0one\n2.\u00a0two\n```",
        "a\u00a0b - \u00a0c",
        "#tag\u00a0b",
        "####### \u00a0a",
        "```\n-\u00a0a\n##\u00a0b\n```",
        "- ~~~\n  -\u00a0a\n  ~~~",
        "a\u00a0-\u00a0b",
        "-\u200ba",
    ],
)
def test_other_blanks_stay(body: str) -> None:
    assert plain_blanks(body) == body


@given(st.text(st.sampled_from("#-+*1.)>|: \t\n\u00a0\u3000`~ab")))
def test_every_character_stays_in_its_place(body: str) -> None:
    plain = plain_blanks(body)
    assert len(plain) == len(body)
    assert all(new == old or (new == " " and old in "\u00a0\u3000") for new, old in zip(plain, body, strict=True))


def test_headings_lists_and_tables_are_read() -> None:
    html = read("##\u3000제목\n\n-\u00a0가\n-\u00a0나\n\n| a |\n|\u00a0--- |\n| b |").fragment.html
    assert '<h2 id="제목">제목</h2>' in html
    assert html.count("<li>") == 2
    assert "<td>b</td>" in html


@pytest.mark.parametrize("lead", ["\u00a0", "\u3000", "\u00a0\u00a0"])
@pytest.mark.parametrize(("rest", "tag"), [("- a", "<ul>"), ("## a", "<h2"), ("> a", "<blockquote>"), ("1. a", "<ol>")])
def test_wide_blanks_before_a_marker_are_blanks(lead: str, rest: str, tag: str) -> None:
    assert tag in read(f"{lead}{rest}\n").fragment.html
    assert read(f"{lead}a\n").fragment.html == "<p>a</p>\n"
