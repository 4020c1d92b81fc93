"""Formulas in TeX -> MathML -> parts -> an equation that Typst sets, with words for those who do not see it."""

from pathlib import Path
from typing import Any

import pytest
from lxml import html

from kei_site.markdown.html.mathematics import with_mathematics
from kei_site.render.pdf.formulas import around_formulas, formula_node
from tests.support.pdf_samples import alternatives, promises, rendered, structure


def mathml(tex: str, *, is_block: bool = False) -> str:
    kind = "language-mathblock" if is_block else "language-math"
    return with_mathematics(f'<code class="{kind}">{tex}</code>', lambda: None)


def parts(tex: str) -> Any:
    node = formula_node(html.fragment_fromstring(mathml(tex)))
    assert node["t"] == "formula", node
    return node["c"]


def sym(letter: str, **more: Any) -> dict[str, Any]:
    return {"m": "sym", "x": letter, **more}


def words(text: str) -> dict[str, Any]:
    return {"m": "words", "x": text}


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        ("x", [sym("x")]),
        ("12", [words("12")]),
        (r"\mathrm{dx}", [sym("d", upright=True), sym("x", upright=True)]),
        (r"\frac{a}{b}", [{"m": "frac", "above": [sym("a")], "below": [sym("b")]}]),
        ("x_i^2", [{"m": "attach", "base": [sym("x")], "below": [sym("i")], "above": [words("2")]}]),
        (r"\sqrt[3]{x}", [{"m": "root", "base": [sym("x")], "above": [words("3")]}]),
        (r"\hat{y}", [{"m": "accent", "base": [sym("y")], "x": "\u0302"}]),
        (r"\overline{y}", [{"m": "overline", "base": [sym("y")]}]),
        (r"\sin x", [{"m": "op", "x": "sin", "limits": False}, sym("x")]),
        (r"\left(a\right)", [{"m": "lr", "c": [sym("("), sym("a"), sym(")")]}]),
        ("(a)", [sym("("), sym("a"), sym(")")]),
        (r"\text{if }x", [words("if\xa0"), sym("x")]),
    ],
)
def test_a_formula_becomes_parts(tex: str, expected: list[dict[str, Any]]) -> None:
    assert parts(tex) == expected


def test_a_matrix_stands_between_its_fences_and_an_open_case_to_the_end() -> None:
    (matrix,) = parts(r"\begin{pmatrix} a &amp; b \\ c &amp; d \end{pmatrix}")
    assert [part["m"] for part in matrix["c"]] == ["sym", "table", "sym"]
    (cases,) = parts(r"\begin{cases} 1 &amp; x \end{cases}")
    assert [part["m"] for part in cases["c"]] == ["sym", "table"]
    assert cases["c"][1]["align"] == "left"


def test_a_binomial_has_no_bar() -> None:
    assert "frac" not in str(parts(r"\binom{n}{k}"))


def test_what_is_nested_too_deeply_stays_as_it_is_written() -> None:
    tex = "x"
    for _ in range(20):
        tex = rf"\frac{{{tex}}}{{2}}"
    assert formula_node(html.fragment_fromstring(mathml(tex))) == {"t": "code", "text": tex}


def test_a_formula_on_a_line_of_its_own_stands_between_paragraphs() -> None:
    block = {"t": "formula", "block": True}
    assert around_formulas(["a ", block, " b"]) == [["a"], [block], ["b"]]


EVERY = (
    r"\sum_{i=1}^{n} x_i^2 = \frac{a+b}{\sqrt{c}}",
    r"\hat{\beta} = (X^\top X)^{-1} X^\top y",
    r"\left[ \frac{a}{b} \right] \lim_{x \to 0} \mathbb{R} \mathbf{x} \binom{n}{k}",
    r"\overline{x} \underbrace{a+b}_{n} \vec{v} a\,b \quad \int_0^\infty e^{-x} dx",
    r"\text{if } x \mathcal{L} \bar{x} \dot{y} \max_{x} |x| \|x\| \{a\} \operatorname{Var}",
    r"x_{\text{한국}} \neq \emptyset \iff \forall \epsilon \left. \frac{a}{b} \right|",
)


def test_formulas_are_set_tagged_and_have_words(tmp_path: Path) -> None:
    text = "".join(f"<p>So {mathml(tex)} and {mathml(tex, is_block=True)}.</p>" for tex in EVERY)
    data = rendered(text, tmp_path)
    assert promises(data) == ("1", "2A")
    assert structure(data).count("Formula") == 2 * len(EVERY)
    assert [found for found in alternatives(data) if found] == [tex for tex in EVERY for _ in range(2)]
