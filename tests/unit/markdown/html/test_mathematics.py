from html import escape

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kei_site.core.limits import LIMITS
from kei_site.markdown.document import Text, read_markdown
from kei_site.markdown.state import TextOptions


def read(body: str, *, has_mathematics: bool = True) -> Text:
    return read_markdown(
        body, path="x.md", first_line=1, language="en", options=TextOptions(has_mathematics=has_mathematics)
    )


def html_of(body: str) -> str:
    text = read(body)
    assert text.diagnostics == ()
    return text.fragment.html.strip()


def test_a_formula_becomes_mathml() -> None:
    assert html_of("Energy $E = mc^2$ it is.") == (
        '<p>Energy <math alttext="E = mc^2"><mrow><mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup>'
        "</mrow></math> it is.</p>"
    )
    assert '<math display="block" alttext="\\frac{a}{b}"><mrow><mfrac>' in html_of("$$\n\\frac{a}{b}\n$$")


@pytest.mark.parametrize(
    "body", ["**$a$**", "- $a$", "> $a$", "## A $a$ here", "| $a$ |\n| --- |\n| $b$ |", "Note[^1]\n\n[^1]: $a$"]
)
def test_formulas_stand_wherever_words_do(body: str) -> None:
    assert '<math alttext="a"><mrow><mi>a</mi></mrow></math>' in html_of(body)


@pytest.mark.parametrize(
    "body", ["It cost $5 and then $10.", "a $ b $ c", "`$a$`", "```math\nx^2\n```", "    $a$", "\\$a$"]
)
def test_what_is_no_formula_stays(body: str) -> None:
    assert "<math" not in html_of(body)


def test_without_the_key_a_formula_is_text() -> None:
    text = read("Energy $E = mc^2$ it is.", has_mathematics=False)
    assert text.fragment.html == "<p>Energy $E = mc^2$ it is.</p>\n"
    assert [found.code for found in text.diagnostics] == ["MD12"]


@pytest.mark.parametrize(
    "tex",
    ["\\frac{a", "a}", "\\nothing{x}", "x" * (LIMITS.formula.most + 1), r"\begin{eqnarray} a &= b \end{eqnarray}"],
)
def test_a_formula_that_cannot_be_read_is_told_and_stays_as_it_is_written(tex: str) -> None:
    text = read(f"See ${tex}$.")
    assert [(found.code, found.place.line, found.place.column) for found in text.diagnostics] == [("MTH01", 1, 5)]
    assert f"<code>{escape(tex)}</code>" in text.fragment.html


@pytest.mark.parametrize("name", ["aligned", "align*", "cases", "dcases", "matrix", "gathered", "split"])
def test_formulas_of_several_lines_are_tables(name: str) -> None:
    html = html_of(f"$$\n\\begin{{{name}}} a &= b \\\\ &= c \\end{{{name}}}\n$$")
    assert html.count("<mtr>") == 2
    assert f"\\begin{{{name}}}" in html


def test_a_binomial_is_a_fraction_without_a_line() -> None:
    assert '<mfrac linethickness="0">' in html_of(r"$\binom{n}{k}$")


HOSTILE = st.text(st.sampled_from("abx12 {}^_&<>\"'#%~()=+") | st.sampled_from("\\"), max_size=30) | st.sampled_from(
    [
        "\\href{javascript:alert(1)}{x}",
        "\\style{color:red}{x}",
        "\\class{a}{b}",
        "\\text{<script>alert(1)</script>}",
        '\\color{"><script>}{x}',
        "\\text{&lt;img src=x onerror=y&gt;}",
        "\\begin{array}{c|c}a&b\\end{array}",
    ]
)


@given(HOSTILE)
def test_nothing_but_mathematics_comes_out(tex: str) -> None:
    html = read(f"See ${tex}$ here.").fragment.html
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    tags = {str(element.tag) for element in root.iter()}
    assert all(
        tag in {"div", "p", "code", "math", "none", "em", "strong", "s", "br"} or tag.startswith("m") for tag in tags
    )
    names = {name for element in root.iter() for name in element.attrib}
    assert not names & {"href", "style", "class", "src", "mathcolor"}
    assert not any(name.startswith("on") for name in names)


def test_what_the_library_misses_is_told_in_words() -> None:
    (found,) = read("$$\\begin{matrix} a & b$$").diagnostics
    assert found.message == "mathematics: missing end"


@pytest.mark.parametrize(
    ("tex", "column"),
    [(r"a \color{red}{b}", 8), (r" \href{https://e.org}{b}", 8), (r"\cancel{b}", 6), (r"\Large b", 6)],
)
def test_a_command_without_effect_is_told_at_its_place(tex: str, column: int) -> None:
    text = read(f"See $${tex}$$." if tex[0] == " " else f"See ${tex}$.")
    told = [(found.code, found.severity, found.place.column) for found in text.diagnostics]
    assert told == [("MTH02", "warning", column)]
    assert "<math" in text.fragment.html


def test_a_new_line_before_a_word_is_no_command() -> None:
    assert "<math" in html_of(r"$$\begin{matrix} a \\color \\ b \end{matrix}$$")
