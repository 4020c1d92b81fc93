"""Formulas between two dollars, raised and lowered letters."""

import pytest

from kei_site.importers.folder.formulas import turn_formulas, turn_scripts
from kei_site.importers.folder.markup import Markup


def markup() -> Markup:
    return Markup("a.md", 1, lambda name, is_reference: "")


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("A $$a+b$$ c", "A $a+b$ c"),
        ("A\n\n$$\nx^2\n$$\n", "A\n\n$$\nx^2\n$$\n"),
        ("A $$ x\n= 1 $$ c", "A $x = 1$ c"),
        ("`$$a$$` $$x$$", "`$$a$$` $x$"),
        ("A \\\\(x_1\\\\) b\n\n\\\\[\ny\n\\\\]\n", "A $x_1$ b\n\n$$\ny\n$$\n"),
    ],
)
def test_kramdown_has_formulas_between_two_dollars_everywhere(text: str, markdown: str) -> None:
    found = markup()
    assert turn_formulas(text, found, is_kramdown=True) == markdown
    assert found.has_formulas


@pytest.mark.parametrize("text", ["A $$ here,\n\nand $$ there", "\\$$a$$", "A $5 and $$", "```\n$$a$$\n```"])
def test_dollars_in_prose_and_code_are_no_formula(text: str) -> None:
    found = markup()
    assert turn_formulas(text, found, is_kramdown=True) == text
    assert not found.has_formulas


def test_a_formula_without_signs_of_tex_is_named_in_other_programs() -> None:
    found = markup()
    assert turn_formulas("A\n$$ money $$ and $$a_1$$", found, is_kramdown=False) == "A\n$$ money $$ and $a_1$"
    assert [(left.name, left.place) for left in found.leftovers] == [("$$ money $$", "a.md:2")]


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("H~2~O and x^2^", "H<sub>2</sub>O and x<sup>2</sup>"),
        ("~~gone~~ a^b, c^d", "~~gone~~ a^b, c^d"),
        ("$a^2b^2$ `x^2^` [a](/b^2^c) [^1] and ^[note^]", "$a^2b^2$ `x^2^` [a](/b^2^c) [^1] and ^[note^]"),
        ("from ~5 to ~6 km", "from ~5 to ~6 km"),
    ],
)
def test_raised_and_lowered_letters_of_pandoc(text: str, markdown: str) -> None:
    assert turn_scripts(text) == markdown
