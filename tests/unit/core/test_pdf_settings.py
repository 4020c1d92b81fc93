"""Which briefs get a PDF."""

import pytest

from kei_site.core.pdf_settings import PdfSettings, gets_pdf


@pytest.mark.parametrize(
    ("asked", "kind", "expected"),
    [
        ("", "report", True),
        ("", "brief", False),
        ("true", "brief", True),
        ("false", "report", False),
        ("own.pdf", "report", False),
    ],
)
def test_a_brief_has_the_last_word(asked: str, kind: str, expected: bool) -> None:
    assert gets_pdf(asked, kind, PdfSettings(types=("report",))) is expected
