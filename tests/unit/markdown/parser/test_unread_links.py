"""Text that was surely meant as a link or image is reported; other brackets are not."""

import pytest

from tests.support.markup_blocks import diagnostics_of, read


@pytest.mark.parametrize(
    ("body", "diagnostic"),
    [
        ("[a] (https://e.org)", "1:1 MD10 (https://e.org)"),
        ("[a]  (b.md)", "1:1 MD10 (b.md)"),
        ("a <https://e.org/a b.pdf>", "1:3 MD10 <https://e.org/a b.pdf>"),
        ("[a]\n(https://e.org)", "1:1 MD10 (https://e.org)"),
        ("[a]\uff08/b/\uff09", "1:1 MD10 \uff08/b/\uff09"),
        ("see [a]:(https://e.org)", "1:5 MD10 :(https://e.org)"),
        ("[a]:(https://e.org)", "1:1 MD10 :(https://e.org)"),
        ("[a]\uff1a(https://e.org)", "1:1 MD10 \uff1a(https://e.org)"),
        ("![a]: (b.png)", "1:2 MD10 : (b.png)"),
        ("[a]<https://e.org>", "1:1 MD10 <https://e.org>"),
        ("[a]https://e.org", "1:1 MD10 https://e.org"),
        ("[a](https://e.org", "1:1 MD10 (https://e.org"),
        ("![a](b.png", "1:2 MD10 (b.png"),
        ("![a]<b.png>", "1:2 MD10 <b.png>"),
        ("[a] [https://e.org]", "1:1 MD10 [https://e.org]"),
        ("\u3014a\u3015(https://e.org)", "1:3 MD10 \u3015(https://e.org"),
        ("[a](<https://e.org/b c)", "1:1 MD10 (<https://e.org/b"),
        ("[a]{https://e.org}", "1:1 MD10 {https://e.org}"),
        ("[a](https://e.org]", "1:1 MD10 (https://e.org]"),
        ("(a)[https://e.org]", "1:4 MD10 [https://e.org]"),
        ("(https://e.org)[a]", "1:16 MD10 (https://e.org)"),
        ("(a)[b.md]", "1:4 MD10 [b.md]"),
        ("a](b.md)", "1:2 MD10 ](b.md)"),
        ("!그림](b.png)", "1:4 MD10 ](b.png)"),
        ("a](https://e.org/b)", "1:2 MD10 ](https://e.org/b)"),
        ("[two\n\nparts](b.md#c)", "3:6 MD10 ](b.md#c)"),
        ("[[a](b.md)](c.md)", "1:11 MD10 ](c.md)"),
        ("\u3010a\u3011(https://e.org)", "1:3 MD10 \u3011(https://e.org"),
        ("\uff3ba\uff3d\uff08https://e.org\uff09", "1:3 MD10 \uff3d\uff08https://e.org\uff09"),
        ("{a}(https://e.org)", "1:1 MD10 {a}(https://e.org)"),
        ("{a}(b.md)", "1:1 MD10 {a}(b.md)"),
        ("\uff01[a](b.png)", "1:1 MD10 b.png"),
        ("b ! [a](b.png)", "1:4 MD10 b.png"),
    ],
)
def test_a_link_that_stays_text_is_reported(body: str, diagnostic: str) -> None:
    assert diagnostics_of(read(body)) == diagnostic


@pytest.mark.parametrize(
    "body",
    [
        "[sic] (see above) and [a] (b, c)",
        "[1] (https://e.org) and [2] <https://e.org>",
        "[1]<https://e.org> (https://e.org)[2] [3] [https://e.org]",
        "(https://e.org)[^1]\n\n[^1]: a",
        "(https://e.org) [a](https://e.org)",
        "\u300ea\u300f(https://e.org)",
        "wow! [a](b.png) \u597d\uff01[a](b.png)",
        "f{a}(b)",
        "`[a] (https://e.org)`",
        r"\[a](https://e.org)",
        "[![a](b.png)](c.md) and [a [b] c](d.md) and a](b)",
    ],
)
def test_other_brackets_are_not(body: str) -> None:
    assert "MD10" not in diagnostics_of(read(body))


def test_no_words_vanish_in_a_link_with_a_colon() -> None:
    assert "[words]" in read("[words]:(https://e.org)").fragment.html
