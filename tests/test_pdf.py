"""Sites with PDFs: what is published, and what an edit makes again."""

import re
from pathlib import Path

import pytest

from kei_site.build.report import BuildReport
from tests.support.pdf_samples import fonts_of, opened, promises, words_of
from tests.support.scratch import ScratchSite, brief, tree

OWN = Path(__file__).parents[1] / "content/briefs/2024/nato-words-on-china.pdf"
PDFS = ("briefs/2024/a/a.pdf", "briefs/2024/b/b.pdf")


@pytest.fixture
def site(scratch_site: ScratchSite) -> ScratchSite:
    config = scratch_site.site / "content" / "site.yaml"
    config.write_text(config.read_text() + "pdf: true\n")
    scratch_site.write("content/briefs/a.md", brief("First", body="Words of a.\n"))
    scratch_site.write("content/briefs/b.md", brief("Second", body="Words of b, [see a](a.md).\n"))
    return scratch_site


def written(report: BuildReport) -> set[str]:
    return {path for path in report.written if path.endswith(".pdf")}


def test_every_brief_has_a_pdf_that_its_page_names(site: ScratchSite) -> None:
    site.build()
    page = (site.output / "briefs/2024/a/index.html").read_text()
    assert '<meta name="citation_pdf_url" content="https://example.org/briefs/2024/a/a.pdf">' in page
    assert '<a href="/briefs/2024/a/a.pdf" type="application/pdf">' in page
    assert '"contentUrl":"https://example.org/briefs/2024/a/a.pdf"' in page.replace('": "', '":"')
    assert [promises((site.output / path).read_bytes()) for path in PDFS] == [("1", "2A")] * 2


@pytest.mark.tool
def test_words_are_read_in_their_order(site: ScratchSite, tmp_path: Path) -> None:
    site.build()
    words = words_of((site.output / PDFS[0]).read_bytes(), tmp_path / "a.pdf")
    order = [
        words.index(part)
        for part in ("First", "The Desk", "July 21, 2024", "Words of a.", "https://example.org/briefs")
    ]
    assert order == sorted(order)


def test_an_edited_body_makes_its_own_pdf_again(site: ScratchSite) -> None:
    site.build()
    site.edit("content/briefs/a.md", "Words of a", "Other words of a")
    assert written(site.build()) == {PDFS[0]}
    assert tree(site.output) == site.clean_tree()
    assert written(site.build()) == set()


EDITS = {
    "a body": ("content/briefs/a.md", "Words of a", "Other words"),
    "a title": ("content/briefs/a.md", "title: First", "title: Changed"),
    "a date": ("content/briefs/a.md", "2024-07-21", "2023-07-21"),
    "paper": ("content/site.yaml", "pdf: true", "pdf: {paper: letter}"),
    "types": ("content/site.yaml", "pdf: true", "pdf: {types: [report]}"),
    "none of its own": ("content/briefs/a.md", "title: First", "pdf: false\ntitle: First"),
    "a name": ("content/authors/desk.md", "name: The Desk", "name: Another Desk"),
    "the text of an author": ("content/authors/desk.md", "The desk.", "Another desk."),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_after_an_edit_all_is_as_a_clean_build_makes_it(site: ScratchSite, edit: tuple[str, str, str]) -> None:
    site.build()
    site.edit(*edit)
    site.build()
    assert tree(site.output) == site.clean_tree()
    assert site.build().written == ()


def test_a_font_of_the_site_is_that_of_its_pdfs(site: ScratchSite) -> None:
    font = Path(__file__).parent.parent / "static" / "assets" / "fonts" / "serif.woff2"
    site.write("static/fonts/own.woff2", font.read_bytes())
    site.edit("content/site.yaml", "pdf: true", "pdf: true\ntheme: {fonts: {text: static/fonts/own.woff2}}")
    site.build()
    assert any("DojangSerif" in name for name in fonts_of((site.output / PDFS[0]).read_bytes()))


def test_an_edited_title_makes_its_own_pdf_again(site: ScratchSite) -> None:
    site.build()
    site.edit("content/briefs/a.md", "title: First", "title: Changed")
    assert written(site.build()) == {PDFS[0]}


def test_the_bytes_do_not_depend_on_the_number_of_jobs(site: ScratchSite) -> None:
    for number in range(20):
        site.write(f"content/briefs/{number}.md", brief(f"Brief {number}", body="Some words.\n" * number))
    site.build(jobs=1)
    alone = tree(site.output)
    site.build(jobs=2, clean=True)
    assert tree(site.output) == alone


def test_the_file_of_the_author_is_published_instead(site: ScratchSite) -> None:
    own = b"%PDF-1.7 own"
    site.write("content/briefs/own.pdf", own)
    site.write("content/briefs/a.md", brief("First", pdf="own.pdf"))
    site.build()
    assert (site.output / PDFS[0]).read_bytes() == own


def test_feeds_enclose_pdfs_on_request(site: ScratchSite) -> None:
    site.build()
    assert "a.pdf" not in (site.output / "feed.xml").read_text()
    site.edit("content/site.yaml", "pdf: true", "pdf: {in_feeds: true}")
    site.build()
    enclosure = '<enclosure url="https://example.org/briefs/2024/a/a.pdf" length="0" type="application/pdf"/>'
    assert enclosure in (site.output / "feed.xml").read_text()


def test_a_letter_that_no_font_has_is_told_and_the_pdf_made(site: ScratchSite) -> None:
    site.write("content/briefs/a.md", brief("First", body="A \N{EGYPTIAN HIEROGLYPH A001}.\n"))
    (told,) = [found for found in site.build().diagnostics if found.code == "TXT05"]
    assert (told.place.path, told.place.line) == ("content/briefs/a.md", 7)
    made = (site.output / PDFS[0]).read_bytes()
    assert promises(made) == ("", "")
    with opened(made) as pdf:
        assert pdf.Root.ViewerPreferences.DisplayDocTitle


def test_a_brief_that_is_not_public_has_no_pdf(site: ScratchSite) -> None:
    site.write("content/briefs/a.md", brief("First", draft="true"))
    site.build()
    assert not (site.output / PDFS[0]).exists()


def test_the_file_that_our_own_site_brings_along_has_the_words_of_its_brief(tmp_path: Path) -> None:
    """Made by `pdf: true`, and kept as the file of an author: whoever edits the brief makes it again."""
    text = OWN.with_suffix(".md").read_text(encoding="utf-8").split("---\n", 2)[2]
    printed = _letters(words_of(OWN.read_bytes(), tmp_path / "own.pdf"))
    plain = re.sub(r"\[\^[^\]]*\]:?|(?<=\])\([^)]*\)", "", text)
    paragraphs = [part for part in re.split(r"\n\s*\n", plain) if not part.startswith((":::", "|", "#"))]
    sentences = [sentence for part in paragraphs for sentence in re.split(r"(?<=[.?!])\s+", part)]
    assert len(sentences) > 30
    # A sentence may go on behind the foot of its page.
    assert [
        sentence
        for sentence in sentences
        if not any(_letters(sentence)[:at] in printed and _letters(sentence)[at:] in printed for at in range(200))
    ] == []


def _letters(text: str) -> str:
    return "".join(re.findall(r"\w", text))
