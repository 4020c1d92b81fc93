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
        ("-항목\n\n-항목\n", "1:1 MD11 -항목\n3:1 MD11 -항목"),
        ("- 항목\n\n-항목\n", "3:1 MD11 -항목"),
        ("-**한**\n-**둘**\n", "1:1 MD11 -**한**"),
        ("-[a](b.md)\n-[a](b.md)\n", "1:1 MD11 -[a](b.md)"),
        ("1.**a** b\n2.**c** d\n", "1:1 MD11 1.**a** b"),
        ("#제목 하나\n", "1:1 MD11 #제목 하나"),
        ("・項目\n・項目\n", "2:1 MD11 ・項目"),
        ("ㅇ 하나\nㅇ 둘\n", "2:1 MD11 ㅇ 둘"),
        ("\uff0d項目\n\uff0d項目\n", "2:1 MD11 \uff0d項目"),
        ("①하나\n②둘\n", "2:1 MD11 ②둘"),
        ("\uff11\uff0e하나\n\uff12\uff0e둘\n", "2:1 MD11 \uff12\uff0e둘"),
        ("(1) one\n(2) two\n", "2:1 MD11 (2) two"),
        ("[1] One\n[2] Two\n", "2:1 MD11 [2] Two"),
        ("글이다\n2. 둘\n3. 셋\n", "3:1 MD11 3. 셋"),
        ("\u3000\u3000\u3000\u3000- 항목\n", "1:5 MD11 - 항목"),
        ("> \u00a0\u00a0\u00a0\u00a0\u00a0# 제목\n", "1:1 MD11 # 제목"),
        ("글\n\u3000\u3000\u3000\u30001.\u3000하나\n", "2:5 MD11 1. 하나"),
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
        "#tag is a good way to begin.\n",
        "#tag\n",
        "1.USA.gov\n\n2.USA.gov\n",
        "(2020) and\n(2021) or\n",
        "[1](a.md) one\n[2](b.md) two\n",
        "*a* b **c** d\n*e* f\n",
        "B. Smith and\nA. Jones\n",
        "```\n##a\n-b\n-c\n```\n",
        "a — b\n— c\n",
    ],
)
def test_words_are_not(body: str) -> None:
    assert "MD11" not in diagnostics_of(read(body))
