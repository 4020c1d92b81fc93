"""Syntax of other programs is reported where it stands first, once a kind."""

import pytest

from tests.support.markup_blocks import diagnostics_of, read


@pytest.mark.parametrize(
    ("body", "diagnostic"),
    [
        ("a {{< b >}} {{ c }}", "1:3 MD12 {{< b >}}"),
        ("{% a %}", "1:1 MD12 {% a %}"),
        ("a\n{: .b}", "2:1 MD12 {: .b}"),
        ('![a](b.png){:target="_blank"}', '1:12 MD12 {:target="_blank"}'),
        ("- a [[b|c]]", "1:5 MD12 [[b|c]]"),
        ("![[a.png]]", "1:2 MD12 [[a.png]]"),
        ("a [see @b; -@c, p. 3]", "1:3 MD12 [see @b; -@c, p. 3]"),
        ("| a |\n|---|\n| ==b== |", "3:3 MD12 ==b=="),
        ("$$x^2$$", "1:1 MD12 $$x^2$$"),
        (r"a \(b = c\)", r"1:3 MD12 \(b = c\)"),
        ("+---+---+\n| a | b |\n+---+---+", "1:1 MD12 +---+---+"),
        ("> [!NOTE] a", "1:3 MD12 [!NOTE]"),
    ],
)
def test_a_leftover_is_reported(body: str, diagnostic: str) -> None:
    assert diagnostics_of(read(body)) == diagnostic


@pytest.mark.parametrize(
    "body",
    [
        "`{{ a }}` ``[[b]]``",
        "```\n{% a %}\n```",
        "## a {#b}",
        "![a](b.png){.wide}",
        "[a@b.org](mailto:a@b.org) and c@d.org",
        "a == b and c == d",
        r"the segment\[s\] \(so\)",
        "[x] is a variable",
        "a claim [[1]](https://example.org/1)",
        "$5 and $6",
    ],
)
def test_other_text_is_not(body: str) -> None:
    assert "MD12" not in diagnostics_of(read(body))
