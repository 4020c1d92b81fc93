"""Lines that begin as headings or items do, without the blank, are reported; words that begin so are not."""

import pytest

from tests.support.markup_blocks import diagnostics_of, read


@pytest.mark.parametrize(
    ("body", "diagnostic"),
    [
        ("##제목\n", "1:1 MD11 ##제목"),
        ("words\n###Title\n", "2:1 MD11 ###Title"),
        ("> ##Title\n", "1:1 MD11 ##Title"),
        ("####### Title\n", "1:1 MD11 ####### Title"),
        ("\uff03 Title\n", "1:1 MD11 \uff03 Title"),
        ("-항목\n-항목\n", "1:1 MD11 -항목"),
        ("- one\n-two\n", "2:1 MD11 -two"),
        ("*one\n*two\n", "1:1 MD11 *one"),
        ("1.하나\n2.둘\n", "1:1 MD11 1.하나"),
        ("1)one\n2)two\n", "1:1 MD11 1)one"),
        ("Words:\n• one\n• two\n", "3:1 MD11 • two"),
        ("가. 하나\n나. 둘\n", "2:1 MD11 나. 둘"),
        ("a) one\nb) two\n", "2:1 MD11 b) two"),
    ],
)
def test_a_missing_blank_is_reported(body: str, diagnostic: str) -> None:
    assert diagnostics_of(read(body)) == diagnostic


@pytest.mark.parametrize(
    "body",
    [
        "#tag #tag\n",
        "-Kim\n",
        "-5 to\n-6 degrees\n",
        "1.5 of\n2.5 litres\n",
        "*one* and\n*two* words\n",
        "words\n- one\n- two\n",
        "• one\n\n• two\n",
        "a) one  \nb) two\\\nc) three<br>\nd) four\n",
        "B. Smith and\nA. Jones\n",
        "```\n##a\n-b\n-c\n```\n",
        "a — b\n— c\n",
    ],
)
def test_words_are_not(body: str) -> None:
    assert "MD11" not in diagnostics_of(read(body))
