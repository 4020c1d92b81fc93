"""Formulas in MathML stay formulas where a text has mathematics, and are words elsewhere."""

import pytest

from kei_site.importers.html.convert import Converted, Surroundings, convert_html, convert_wordpress
from kei_site.importers.words import lost_words

SQUARE = "<msup><mi>x</mi><mn>2</mn></msup>"


def formula(inside: str, tex: str = "", display: str = "inline") -> str:
    note = f'<annotation encoding="application/x-tex">{tex}</annotation>' if tex else ""
    return f'<math display="{display}"><semantics><mrow>{inside}</mrow>{note}</semantics></math>'


def converted(html: str, *, has_mathematics: bool = True) -> Converted:
    return convert_wordpress(html, Surroundings(has_mathematics=has_mathematics))


def test_the_tex_beside_a_formula_is_kept() -> None:
    found = converted(f"<p>So {formula(SQUARE, 'x^2')} costs $5.</p>{formula(SQUARE, 'x^{2}', 'block')}")
    assert found.markdown == "So $x^2$ costs \\$5.\n\n$$x^{2}$$"
    assert found.has_mathematics
    assert lost_words(found.text, "So costs 5") == ()


def test_a_bar_in_a_formula_parts_no_table() -> None:
    cell = f"<td>{formula(SQUARE, '|x|')}</td>"
    table = f"<table><tr><th>a</th><th>b</th></tr><tr>{cell}<td>c</td></tr></table>"
    assert converted(table).markdown.endswith(r"| $\vert x\vert$ | c |")


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        (SQUARE, "x ^ 2"),
        ("<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mi>c</mi></mfrac>", "( a + b ) / c"),
        ("<msqrt><mi>c</mi></msqrt><mo>\u2062</mo><msub><mi>d</mi><mn>1</mn></msub>", "√ c d _ 1"),
    ],
)
def test_a_formula_without_tex_is_words_and_told(inside: str, words: str) -> None:
    found = convert_html(f"<p>So {formula(inside)} is.</p>")
    assert " ".join(found.markdown.replace("\\", "").split()) == f"So {words} is."
    assert found.problems == ((f"a formula was written as words: {words}", None),)
    assert lost_words(found.text, found.markdown.replace("_", " ")) == ()


def test_a_text_without_mathematics_has_the_signs_and_not_the_tex() -> None:
    found = converted(formula(SQUARE, "x^2"), has_mathematics=False)
    assert found.markdown == "x ^ 2"
    assert (found.text.split(), found.has_mathematics) == (["x", "2"], False)


def test_tex_that_this_site_cannot_set_is_words() -> None:
    assert converted(formula(SQUARE, r"\frac{x")).markdown == "x ^ 2"
