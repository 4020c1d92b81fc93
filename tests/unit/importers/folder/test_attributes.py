"""Attributes and boxes of Kramdown, Pandoc and Python-Markdown."""

import pytest

from kei_site.importers.folder.attributes import (
    turn_admonitions,
    turn_headings,
    turn_kramdown,
    turn_links,
    turn_pandoc,
    turn_quoted_boxes,
)
from kei_site.importers.folder.markup import Markup


def markup() -> Markup:
    return Markup("a.md", 1, lambda name, is_reference: "")


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("A\n{: .lead}\n\nB", "A\n\nB"),
        ("## Head\n{: #custom .x}\nB", "## Head {#custom}\nB"),
        ("[a](/b){: .button target='_blank'} c", "[a](/b) c"),
        ("**a**{: .x} b", "**a** b"),
        ("* TOC\n{:toc}\n\nB", "\n\nB"),
        ("A\nB\n{: #own_id}\n\nC", '<span id="own-id"></span>A\nB\n\nC'),
        ("* A\n{: #own}", "* A\n"),
        ("{::nomarkdown}\n<b>x</b>\n{:/nomarkdown}", "\n<b>x</b>\n"),
        ("`{: .kept}` and\n\n```\n{: .kept}\n```", "`{: .kept}` and\n\n```\n{: .kept}\n```"),
        ("A set {: x of words", "A set {: x of words"),
        ("1. TOC\n{:toc}\n\nB", "\n\nB"),
        ("a {::comment}hidden{:/comment}b{:/}", "a b"),
        (
            "*[EU]: European Union\n\nThe EU, EUR and `EU`, EU.",
            '\nThe <abbr title="European Union">EU</abbr>, EUR and `EU`, EU.',
        ),
        ('<div class="x" markdown="1">\n  *a*\n</div>', '<div class="x">\n\n*a*\n\n</div>'),
    ],
)
def test_kramdown(text: str, markdown: str) -> None:
    assert turn_kramdown(text, markup()) == markdown


@pytest.mark.parametrize("head", [":::tip A *title*", ":::tip[A *title*]", "::: tip  A *title*"])
def test_boxes_of_docusaurus(head: str) -> None:
    assert turn_admonitions(f"{head}\nWords\n:::", markup()) == "::: aside A *title*\nWords\n:::"
    assert turn_admonitions(":::note\nWords\n:::", markup()) == "::: aside\nWords\n:::"


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ('::: {.callout-note title="Sea"}\nText\n:::', "::: aside Sea\nText\n:::"),
        ("::: {.callout-tip}\n\n## Sea {.x}\nText\n:::", "::: aside Sea\n\n\nText\n:::"),
        ("::: {.column-margin}\nText\n:::", "::: aside\nText\n:::"),
        (":::: {.columns}\n::: {.column width=50%}\nText\n:::\n::::", "Text"),
        ("::: aside Title\nText\n:::", "::: aside Title\nText\n:::"),
        ("[small]{.smallcaps} words", "small words"),
        ("[a](b.html){.btn}", "[a](b.html)"),
        ("![Cap](a.png){#fig-a width=50%}", "![Cap](a.png)"),
        ('![Cap](a.png){fig-alt="A map"}', '::: figure kei-import:0 "A map"\nCap\n:::'),
        ('![](a.png){fig-alt="A map"}', "![A map](a.png)"),
        ("A fact [@kim2019, p. 3].", "A fact [@kim2019, p. 3]."),
        ("```\n::: {.x}\n```", "```\n::: {.x}\n```"),
    ],
)
def test_pandoc(text: str, markdown: str) -> None:
    assert turn_pandoc(text, markup()) == markdown


def test_admonitions_of_python_markdown() -> None:
    text = '!!! note "Sea"\n    One.\n\n    Two.\n\nAfter.'
    assert turn_admonitions(text, markup()) == "::: aside Sea\nOne.\n\nTwo.\n:::\n\nAfter."
    assert turn_admonitions("Wow!!! note", markup()) == "Wow!!! note"


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("[a](b){.button} c", "[a](b) c"),
        ("[a](b){ .md-button .x } c", "[a](b) c"),
        ('[a](b){target="_blank"}', "[a](b)"),
        ("[![a](b.png)](c){.x}", "[![a](b.png)](c)"),
        ("![a](b.png){.wide}", "![a](b.png){.wide}"),
        ("![a](b.png){width=400}", "![a](b.png){width=400}"),
        ("[a](b){c, d}", "[a](b){c, d}"),
        ("`[a](b){.x}`", "`[a](b){.x}`"),
    ],
)
def test_attributes_behind_a_link_are_left_out(text: str, markdown: str) -> None:
    assert turn_links(text, markup()) == markdown


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("## Head {#sec-a .unnumbered}", "## Head {#sec-a}"),
        ("## Head {.unnumbered}", "## Head"),
        ("## Head {: #how .x }", "## Head {#how}"),
        ("## Head {#Sec_A} ##", "## Head {#sec-a}"),
        ("## Search {#search}", "## Search {#section-search}"),
        ("## A {#x}\n## B {#x}", "## A {#x}\n## B"),
        ("## A set {x, y}", "## A set {x, y}"),
        ("## A {{ tag }}", "## A {{ tag }}"),
        ("```\n# A {.x}\n```", "```\n# A {.x}\n```"),
        ("Words {#sec_b}\n------\n", "Words {#sec-b}\n------\n"),
        ("A set {#1 of two}\n---\n", "A set {#1 of two}\n---\n"),
        ('<h3 id="Seven_Up">A</h3> `<a id="A_b">`', '<h3 id="seven-up">A</h3> `<a id="A_b">`'),
    ],
)
def test_a_heading_has_an_id_that_this_site_takes_and_no_classes(text: str, markdown: str) -> None:
    assert turn_headings(text) == markdown


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ('??? note "Sea"\n    One.\n', "<details>\n<summary>Sea</summary>\n\nOne.\n\n</details>"),
        ("???+ tip\n    One.\n", "<details>\n<summary>Tip</summary>\n\nOne.\n\n</details>"),
        ('=== "Tab"\n\n    One.\n', "**Tab**\n\nOne."),
        ('!!! note inline end "Sea"\n    One.\n', "::: aside Sea\nOne.\n:::"),
        ('!!! a\n    !!! b "C"\n        One.\n', ":::: aside\n::: aside C\nOne.\n:::\n::::"),
        ("===\n    One.\n", "===\n    One."),
    ],
)
def test_boxes_that_open_and_tabs_of_python_markdown(text: str, markdown: str) -> None:
    assert turn_admonitions(text, markup()).strip() == markdown


@pytest.mark.parametrize(
    "head", ["{layout-ncol=2}", '{#fig-sea layout-ncol="2"}', "{layout-nrow=1} :::", '{.wide layout="[[1, 1]]"}']
)
def test_images_side_by_side_are_a_gallery(head: str) -> None:
    images = "![A](a.png)\n\n![B](b.png){width=50%}\n\nThe sea."
    gallery = ":::: gallery\n![A](a.png)\n\n![B](b.png)\n\nThe sea.\n::::"
    assert turn_pandoc(f"Before\n\n::: {head}\n{images}\n:::\n\nAfter", markup()) == f"Before\n\n{gallery}\n\nAfter"


def test_a_gallery_holds_images_in_divisions_and_in_one_line() -> None:
    inner = "::: {#fig-a}\n![A](a.png)\n:::\n[![B](b.png)](/b) ![C](c.png)"
    gallery = ":::: gallery\n![A](a.png)\n[![B](b.png)](/b) ![C](c.png)\n::::"
    assert turn_pandoc(f":::: {{layout-ncol=3}}\n{inner}\n::::", markup()) == gallery


@pytest.mark.parametrize("inner", ["Left\n\nRight", "![A](a.png)\n\nWords beside it", "A ![x](x.png) b ![y](y.png)"])
def test_texts_in_columns_are_no_gallery(inner: str) -> None:
    assert turn_pandoc(f"::: {{layout-ncol=2}}\n{inner}\n:::", markup()) == inner
    code = f"```\n::: {{layout-ncol=2}}\n{inner}\n:::\n```"
    assert turn_pandoc(code, markup()) == code


@pytest.mark.parametrize("colons", [":::", "::::"])
def test_divisions_that_never_close_are_read_in_time(colons: str) -> None:
    """Each of 40,000 beginnings that reads the rest of the text would take minutes."""
    text = f"{colons} {{layout-ncol=2}}\nx\n" * 40_000
    assert "gallery" not in turn_pandoc(f"{text}:::\n" if colons != ":::" else text, markup())


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("> [!NOTE]\n> a", "> [!NOTE]\n> a"),
        ("> [!info]- A title\n> a", "> [!NOTE]\n> **A title**\n>\n> a"),
        ("> [!danger]+\n> a", "> [!CAUTION]\n> a"),
        ("> > [!quote|wide] T\n> > a", "> > [!NOTE]\n> > **T**\n> >\n> > a"),
        ("`> [!x]` and [!x] b", "`> [!x]` and [!x] b"),
    ],
)
def test_call_outs_of_others_in_quotes_are_those_of_github(text: str, markdown: str) -> None:
    assert turn_quoted_boxes(text) == markdown
