"""Syntax of other programs is reported where it stands first, once a kind."""

import pytest

from tests.support.markup_blocks import diagnostics_of, read


@pytest.mark.parametrize(
    ("body", "diagnostic"),
    [
        ("a {{< b >}} {{ c }}", "1:3 MD12 {{< b >}}"),
        ("{% a %}", "1:1 MD12 {% a %}"),
        ("a <%= b %>", "1:3 MD12 <%= b %>"),
        ("a\n{: .b}", "2:1 MD12 {: .b}"),
        ('![a](b.png){:target="_blank"}', '1:12 MD12 {:target="_blank"}'),
        ("[text]{.smallcaps}", "1:7 MD12 {.smallcaps}"),
        ("## Title {.unnumbered}", "1:10 MD12 {.unnumbered}"),
        ("## Title {-}", "1:10 MD12 {-}"),
        ("## 제목 {#제목}", "1:7 MD12 {#제목}"),
        ("words {#fig:a width=50%}", "1:7 MD12 {#fig:a width=50%}"),
        ("- a [[b|c]]", "1:5 MD12 [[b|c]]"),
        ("![[a.png]]", "1:2 MD12 [[a.png]]"),
        ("[[_TOC_]]", "1:1 MD12 [[_TOC_]]"),
        ("[[TOC]]", "1:1 MD12 [[TOC]]"),
        ("[embed]https://e.org[/embed]", "1:21 MD12 [/embed]"),
        ("== Title ==", "1:1 MD12 == Title =="),
        ("$$\na\n$$", "1:1 MD12 $$ a $$"),
        ("a [see @b; -@c, p. 3]", "1:3 MD12 [see @b; -@c, p. 3]"),
        ("| a |\n|---|\n| ==b== |", "3:3 MD12 ==b=="),
        ("'''bold'''", "1:1 MD12 '''bold'''"),
        ("$$x^2$$", "1:1 MD12 $$x^2$$"),
        ("so $a*b*c$ is", "1:4 MD12 $a*b*c$\n1:6 MD09 *"),
        (r"$\alpha \\ \beta$", r"1:1 MD12 $\alpha \\ \beta$"),
        ("where $x$ is", "1:7 MD12 $x$"),
        (r"a \(b = c\)", r"1:3 MD12 \(b = c\)"),
        (r"\newpage", r"1:1 MD12 \newpage"),
        (r"\begin{a}", r"1:1 MD12 \begin{"),
        (r"a\footnote{b}", r"1:2 MD12 \footnote{"),
        ("x^2^ is", "1:2 MD12 ^2^"),
        ("H~2~O", "1:2 MD12 ~2~"),
        ("~한국~은 그 ~나라~ 다", "1:1 MD12 ~한국~"),
        ("[TOC]", "1:1 MD12 [TOC]"),
        ("[gallery]", "1:1 MD12 [gallery]"),
        ('[gallery ids="1,2"]', '1:1 MD12 [gallery ids="1,2"]'),
        ('[caption id="a"]b[/caption]', '1:1 MD12 [caption id="a"]'),
        ("[youtube https://e.org/a]", "1:1 MD12 [youtube https://e.org/a]"),
        ('[contact-form-7 id="1"]', '1:1 MD12 [contact-form-7 id="1"]'),
        ("[b]bold[/b]", "1:8 MD12 [/b]"),
        ("[url=https://e.org]a[/url]", "1:1 MD12 [url=https://e.org]"),
        ("see :ref:`a`", "1:5 MD12 :ref:"),
        ("done :tada:", "1:6 MD12 :tada:"),
        (".. note:: a", "1:1 MD12 .. note::"),
        ("!!! note\n    a", "1:1 MD12 !!! note"),
        ("??? tip", "1:1 MD12 ??? tip"),
        ("+---+---+\n| a | b |\n+---+---+", "1:1 MD12 +---+---+"),
        ("> [!NOTE] a", "1:3 MD12 [!NOTE]"),
        ("<div>\n{{ a }} [b]c[/b]\n</div>", "2:1 MD12 {{ a }}\n2:13 MD12 [/b]"),
    ],
)
def test_a_leftover_is_reported(body: str, diagnostic: str) -> None:
    assert diagnostics_of(read(body)) == diagnostic


@pytest.mark.parametrize(
    "body",
    [
        "`{{ a }}` ``[[b]]`` `$a*b*c$` `:a:`",
        "```\n{% a %}\n```",
        "<pre>\n{{ a }}\n</pre>",
        '<img src="a.png" alt="{{ b }} [gallery]">',
        "## a {#b}",
        "![a](b.png){.wide}",
        "[a@b.org](mailto:a@b.org) and c@d.org",
        "a == b and c == d",
        r"the segment\[s\] \(so\) C:\new\a",
        "[x] is a variable, [video] and [n=20] and [a video of it]",
        "a claim [[1]](https://example.org/1)",
        "$5 and $6, $5-$6, US$5=HK$40, (A$, C$), $HOME:$PATH",
        "[gallery](a.md) [TOC](b.md)",
        "10:30:45 and a:b:c and https://e.org:80:a",
        "'quoted' ''twice'' a^b ~5~6",
        "!!! wow",
        "... and so on",
    ],
)
def test_other_text_is_not(body: str) -> None:
    assert "MD12" not in diagnostics_of(read(body))


@pytest.mark.parametrize("body", ["{{ a }}\n\n{{ b }}", "!!! note\n\n!!! note", "$a^b$ $$c$$", "[b]a[/b]\n\n[i]c[/i]"])
def test_a_kind_is_told_once(body: str) -> None:
    names = [told.message for told in read(body).diagnostics]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("body", "diagnostic"),
    [
        ("> [!참고]\n> a\n", "1:3 MD12 [!참고]"),
        ("> [!INFO]- a\n", "1:3 MD12 [!INFO]-"),
        ("- [] a\n", "1:3 MD12 []"),
        ("- [v] a\n", "1:3 MD12 [v]"),
        ("*[HTML]: a\n", "1:1 MD12 *[HTML]:"),
        ("a %%later%% b\n", "1:3 MD12 %%later%%"),
        ("\uff0a\uff0a한국\uff0a\uff0a은\n", "1:1 MD12 \uff0a\uff0a한국\uff0a\uff0a"),
        ("## A {#my id}\n", "1:6 MD12 {#my id}"),
        ("## A {#제목}\n", "1:6 MD12 {#제목}"),
        ("## A {#id}\n", "1:6 MD12 {#id}"),
        ("A {#id}\n---\n", "1:3 MD12 {#id}"),
    ],
)
def test_a_sign_of_another_program_is_reported(body: str, diagnostic: str) -> None:
    assert diagnostics_of(read(body)) == diagnostic


@pytest.mark.parametrize(
    "body", [r"a \{#b}", r"\{.b}", r"\:smile:", r"\[\[a]]", r"\[@key]", r"## A \{#abc}", "50%% 60%%"]
)
def test_a_sign_that_is_escaped_is_not(body: str) -> None:
    assert "MD12" not in diagnostics_of(read(body))
