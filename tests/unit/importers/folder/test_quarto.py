"""Parts that only Quarto understands."""

import pytest

from kei_site.importers.folder.markup import Markup
from kei_site.importers.folder.quarto import named_references, turn_raw, turn_references


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("```{=html}\n<p>x</p>\n```\n", "<p>x</p>\n\n"),
        ("```{=latex}\n\\x\n```\n", "\n"),
        ("`<b>x</b>`{=html} `y`{=latex} `z`{.python}", "<b>x</b>  `z`"),
        ("$$\nx\n$$ {#eq-x}\n", "$$\nx\n$$\n"),
        ('::: {.content-visible when-format="pdf"}\nP\n:::\nQ', "Q"),
        ('::: {.content-hidden when-format="html"}\nP\n:::\nQ', "Q"),
        (
            '::: {.content-visible when-format="html"}\nP\n:::\n',
            '::: {.content-visible when-format="html"}\nP\n:::\n',
        ),
        ("A\n\n. . .\n\nB", "A\n\n\n\nB"),
    ],
)
def test_parts_for_pages_are_kept_and_others_go(text: str, markdown: str) -> None:
    assert turn_raw(text) == markdown


def test_cross_references_are_links_or_listed_names_and_citations_stay() -> None:
    markup = Markup("a.qmd", 1, lambda name, is_reference: "")
    text = "# S {#sec-one}\nSee @sec-one, [-@fig-two] and [@kim2020], `@fig-x`, a@fig-b."
    written = "# S {#sec-one}\nSee [Section](#sec-one), Figure and [@kim2020], `@fig-x`, a@fig-b."
    assert turn_references(text, markup) == written
    assert [(left.name, left.place) for left in markup.leftovers] == [("[-@fig-two]", "a.qmd:2")]
    assert named_references("@tbl-a") == "Table"
