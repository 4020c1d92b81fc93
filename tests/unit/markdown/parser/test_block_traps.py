"""Rows without a line of dashes and indented sentences are reported; other lines and code are not."""

import pytest

from tests.support.markup_blocks import diagnostics_of, read


@pytest.mark.parametrize(
    ("body", "diagnostic"),
    [
        ("| a | b |\n| c | d |\n", "1:1 MD03 | a | b |"),
        ("> | a | b |\n> | c | d |\n", "1:1 MD03 | a | b |"),
        ("    들여쓴 문단은 코드가 아닙니다.\n", "1:5 MD11 들여쓴 문단은 코드가 아닙니다."),
        ("    這是一個縮排的段落文字。\n", "1:5 MD11 這是一個縮排的段落文字。"),
        ("<div>**한국(ROK)**은</div>\n", "1:6 MD11 **한국(ROK)**"),
        ("<details>\n<summary>a</summary>\n[b](c.md)\n</details>\n", "3:1 MD11 [b](c.md)"),
        ("<table><tr><td>![a](b.png)</td></tr></table>\n", "1:16 MD11 ![a](b.png)"),
        ("a\n\n    Words that were meant as text.\n", "3:5 MD11 Words that were meant as text."),
    ],
)
def test_a_block_that_is_read_otherwise_is_reported(body: str, diagnostic: str) -> None:
    assert diagnostics_of(read(body)) == diagnostic


@pytest.mark.parametrize(
    "body",
    [
        "| a | b |\n|---|---|\n| c | d |\n",
        "|a|\n",
        "|x| is\n|y|\n or\n",
        "    print(a, b, c)\n",
        "<div>\n\n**a** [b](c.md)\n\n</div>\n",
        "<pre>**a** [b](c.md)</pre>\n",
        "<p>2 ** 3 ** 4, f[1](x) and [a] (b)</p>\n",
        "<!-- **a** -->\n",
        "    $ make all the things.\n",
        "    no end\n",
        "    x = 3 if y else 4.\n",
        "    One. Two.\n",
        "```\nWords that were meant as code.\n```\n",
    ],
)
def test_others_are_not(body: str) -> None:
    assert not {"MD03", "MD11"} & set(diagnostics_of(read(body)).split())
