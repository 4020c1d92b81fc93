"""PDFs keep the rules of PDF/UA-1 that a program can see, and the check of them sees what breaks them."""

from collections.abc import Callable
from typing import Any

import pikepdf
import pytest

from tests.support.pdf_rules import broken_rules
from tests.support.pdf_samples import opened, rendered

HTML = (
    '<p>Words <a href="https://example.net/">there</a><sup class="fnref"><a href="#fn-1" id="fnref-1" '
    'role="doc-noteref">1</a></sup> نص דבר 한국 习近平 🌎</p><h2>A part</h2><h4>Deeper</h4><ul><li><p>One</p></li></ul>'
    '<table><thead><tr><th scope="col" rowspan="2">Year</th><th scope="col" colspan="2">Sums</th></tr><tr>'
    '<th scope="col">A</th><th scope="col">B</th></tr></thead><tbody><tr><td>2023</td><td>1</td></tr></tbody></table>'
    '<math display="block"><mi>x</mi></math><hr><pre><code>code</code></pre><blockquote><p>Quoted</p></blockquote>'
    '<section class="footnotes" role="doc-endnotes"><ol><li id="fn-1"><p>A note.</p></li></ol></section>'
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return rendered(HTML, tmp_path_factory.mktemp("pdf"))


def test_a_text_with_everything_breaks_no_rule(made: bytes) -> None:
    with opened(made) as pdf:
        assert broken_rules(pdf) == []


def _of(pdf: pikepdf.Pdf, tag: str) -> Any:
    return next(it for it in pdf.objects if isinstance(it, pikepdf.Dictionary) and it.get("/S") == tag)


def _unmark(pdf: pikepdf.Pdf) -> None:
    contents = pdf.pages[0].Contents
    contents.write(contents.read_bytes() + b"\nBT (x) Tj ET")


BREAKING: dict[str, Callable[[pikepdf.Pdf], object]] = {
    "01-005": _unmark,
    "02-001": lambda pdf: _of(pdf, "/P").__setattr__("S", pikepdf.Name.Paragraph),
    "06-003": lambda pdf: pdf.docinfo.__setitem__("/Title", "Another"),
    "07-001": lambda pdf: pdf.Root.__delattr__("ViewerPreferences"),
    "09-004": lambda pdf: _of(pdf, "/TR").__setattr__("S", pikepdf.Name.Div),
    "11-006": lambda pdf: pdf.Root.__delattr__("Lang"),
    "13-004": lambda pdf: _of(pdf, "/Formula").__delattr__("Alt"),
    "14-003": lambda pdf: _of(pdf, "/H2").__setattr__("S", pikepdf.Name.H4),
    "15-003": lambda pdf: _of(pdf, "/TH").__delattr__("A"),
    "19-003": lambda pdf: _of(pdf, "/Note").__delattr__("ID"),
    "28-012": lambda pdf: pdf.pages[0].Annots[0].__delattr__("Contents"),
    "28-008": lambda pdf: pdf.pages[0].__delitem__("/Tabs"),
}


@pytest.mark.parametrize("number", BREAKING)
def test_what_breaks_a_rule_is_seen(number: str, made: bytes) -> None:
    with opened(made) as pdf:
        BREAKING[number](pdf)
        assert number in {broken[:6] for broken in broken_rules(pdf)}
