"""Emphasis that begins in one paragraph and ends in another is reported; the stars of notes are not."""

import pytest

from tests.support.markup_blocks import diagnostics_of, read


@pytest.mark.parametrize(
    ("body", "diagnostic"),
    [
        ("**bold\n\nrunning** on\n", "1:1 MD09 **"),
        ("가 **굵은 글\n\n중간\n\n둘째 문단**이다\n", "1:3 MD09 **"),
        ("*기울인 글\n\n둘째*이다\n", "1:1 MD09 *"),
        ("- ~~a\n\n  b~~ c\n", "1:3 MD09 ~~"),
        ("> __a\n>\n> b__\n", "1:3 MD09 __"),
        ("## **a\n\nb**\n", "1:4 MD09 **"),
    ],
)
def test_emphasis_over_paragraphs_is_reported(body: str, diagnostic: str) -> None:
    assert diagnostics_of(read(body)) == diagnostic


@pytest.mark.parametrize(
    "body",
    [
        "**bold** a\n\n**b** c\n",
        "5,000**\n\n**excludes tax\n",
        "*Note\n\n5,000*\n",
        "**Note\n\n`**`\n",
        "_a\n\nsnake_case and b_\n".replace("_a", "a"),
        "**a\n\n1\n\n2\n\n3\n\n4\n\n5\n\n6\n\nb**\n",
        r"\*\*a" "\n\n" r"b\*\*" "\n",
    ],
)
def test_other_marks_are_not(body: str) -> None:
    assert "MD09" not in diagnostics_of(read(body))
