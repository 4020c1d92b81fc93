"""`pdf` in site.yaml."""

import pytest

from kei_site.config import read_config
from kei_site.core.pdf_settings import PdfSettings
from kei_site.model.brief import BRIEF_TYPES

SITE = "title: Institute\nurl: https://example.org\n"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("", PdfSettings()),
        ("pdf: false\n", PdfSettings()),
        ("pdf: true\n", PdfSettings(types=BRIEF_TYPES)),
        ("pdf: {types: [report, paper], paper: letter}\n", PdfSettings(types=("report", "paper"), paper="letter")),
        ("pdf: {in_feeds: true}\n", PdfSettings(types=BRIEF_TYPES, in_feeds=True)),
    ],
)
def test_a_site_says_which_briefs_get_a_pdf(written: str, expected: PdfSettings) -> None:
    config, found = read_config(SITE + written, "content/site.yaml")
    assert config is not None
    assert (config.pdf, found) == (expected, ())


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("pdf: maybe", "CFG02"),
        ("pdf: {types: [essay]}", "CFG02"),
        ("pdf: {paper: a5}", "CFG02"),
        ("pdf: {size: a4}", "CFG03"),
    ],
)
def test_a_wrong_value_is_told(written: str, code: str) -> None:
    _, found = read_config(SITE + written, "content/site.yaml")
    assert [problem.code for problem in found] == [code]
