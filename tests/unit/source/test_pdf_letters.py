"""Letters that no font for PDFs has are told at their first place."""

from dataclasses import replace

import pytest

from kei_site.core.pdf_settings import PdfSettings
from kei_site.markdown.state import TextOptions
from kei_site.source.load import Settings, load

SETTINGS = Settings(timezone="UTC", language="en", pdf=PdfSettings(types=("report",)), pdf_letters="[☃😀↩]")
HEAD = "---\ntitle: {title}\ndate: 2024-07-21\nauthors: [desk]\ntype: {kind}\n---\n\n"


def told(body: str, title: str = "A title", kind: str = "report") -> list[tuple[int, int, str]]:
    text = HEAD.format(title=title, kind=kind) + body
    found = load("content/briefs/a.md", text.encode(), SETTINGS).diagnostics
    return [(problem.place.line, problem.place.column, problem.found) for problem in found if problem.code == "TXT05"]


@pytest.mark.parametrize(
    ("body", "title", "expected"),
    [
        ("Words.\n", "A title", []),
        ("Words.\n\nA ☃ and 😀 and ☃.\n", "A title", [(10, 3, "☃😀")]),
        ("Words ☃.\n", "A 😀", [(2, 8, "😀")]),
        ("Snow &#x2603;\n", "A title", [(7, 1, "☃")]),
        ("A note.[^1]\n\n[^1]: Its words.\n", "A title", []),
    ],
)
def test_the_first_letter_is_told(body: str, title: str, expected: list[tuple[int, int, str]]) -> None:
    assert told(body, title) == expected


def test_a_brief_without_a_pdf_may_have_any_letter() -> None:
    assert told("A ☃.\n", kind="brief") == []


def test_signs_of_formulas_have_a_font_of_their_own() -> None:
    formulas = replace(SETTINGS, texts=TextOptions(has_mathematics=True), pdf_letters="[∑∂☃]")
    text = HEAD.format(title="A", kind="report") + "$\\sum X^\\partial$ and a ∂.\n"
    (found,) = load("content/briefs/a.md", text.encode(), formulas).diagnostics
    assert (found.code, found.found) == ("TXT05", "∂")
    assert load("content/briefs/a.md", text.replace(" and a ∂", "").encode(), formulas).diagnostics == ()
