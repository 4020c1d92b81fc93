"""Of a text that would cost minutes to set, no PDF is made."""

import pytest

from kei_site.core.diagnostics import Place
from kei_site.core.limits import LIMITS
from kei_site.core.pdf_settings import PdfSettings
from kei_site.source.load import LoadedFile, Settings, load
from kei_site.source.pdf_sizes import too_much_for_pdf

HEAD = "---\ntitle: A\ndate: 2024-05-01\nauthors: [kim]\n---\n\n"
LONG = "a word of a text " * (LIMITS.pdf_block.most // 17 + 1)


def read(body: str) -> LoadedFile:
    settings = Settings(timezone="UTC", language="en", pdf=PdfSettings(types=("brief",)))
    return load("content/briefs/a.md", f"{HEAD}{body}\n".encode(), settings)


def test_a_brief_with_an_endless_paragraph_is_published_without_a_pdf() -> None:
    found = read(LONG[: LIMITS.line.most - 99] + "\n" + LONG[:99])
    assert [(told.code, told.place.line) for told in found.diagnostics] == [("PDF02", 6)]
    assert found.brief
    assert found.brief.front.pdf == "false"
    assert "word" in (found.fragment.html if found.fragment else "")


def test_a_long_report_of_usual_paragraphs_gets_its_pdf() -> None:
    words = f"<h2>Part</h2>\n<p>{'a word of a text ' * 60}</p>\n" * 900
    assert too_much_for_pdf(words, Place(path="a.md")) is None


@pytest.mark.parametrize("html", ["<p>" + "a" * (LIMITS.pdf_block.most - 1) + "</p>", "<p>" * LIMITS.pdf_tags.most])
def test_a_text_at_a_limit_gets_its_pdf(html: str) -> None:
    assert too_much_for_pdf(html, Place(path="a.md")) is None
