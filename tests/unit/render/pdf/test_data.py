"""What a PDF shows around its text, and in which direction its parts are read."""

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from kei_site.core.correction import Correction
from kei_site.core.hashing import NO_DIGEST, Digest
from kei_site.core.syndication import Syndication
from kei_site.model.brief import Fragment
from kei_site.model.views.common import AuthorLink, Link, TextView
from kei_site.render.i18n.locale import locale_of
from kei_site.render.pdf.data import document_data
from tests.support.pdf_samples import SITE, link_targets, opened, pdf_view, promises, rendered, words_of
from tests.support.plan_samples import day

RETRACTED = Correction(date=day("2024-08-01"), kind="retraction", note="The data were wrong.")
NEWER = Link(name="The right brief", url="/briefs/2024/b/")
_WORD = re.compile(r'<word xMin="([0-9.]+)" yMin="([0-9.]+)" xMax="([0-9.]+)" yMax="[0-9.]+">(.*)</word>')


def lines_through(data: bytes) -> list[int]:
    """Return the number of lines through each page: those as thick as no other one."""
    with opened(data) as pdf:
        return [page.Contents.read_bytes().count(b" 5 w ") for page in pdf.pages]


def boxes_of(data: bytes, file: Path) -> list[tuple[str, float, str, float]]:
    """Return the words of a PDF from left to right, each with its left side, its line and its right side in points."""
    found = _WORD.findall(words_of(data, file, "-bbox"))
    return [(word, float(left), top, float(right)) for left, top, right, word in found]


@pytest.mark.tool
def test_a_retracted_brief_says_so_on_each_page_and_names_what_replaces_it(tmp_path: Path) -> None:
    view = replace(pdf_view(title="A wrong one", withdrawn=RETRACTED), successor=NEWER)
    made = rendered("<p>Words</p>" * 60, tmp_path, view)
    first, second = words_of(made, tmp_path / "a.pdf").split("\f")[:2]
    words = locale_of("en")
    assert f"{words.text('retracted')} {words.text('superseded', title=NEWER.name)}\n" in first
    title = words.text("retracted.title", title="A wrong one")
    assert title in second
    assert "https://example.org/briefs/2024/b/" in link_targets(made)
    assert (promises(made), lines_through(made)) == (("1", "2A"), [1] * 2)
    with opened(made) as pdf:
        assert str(pdf.docinfo.Title) == title


@pytest.mark.tool
def test_a_brief_that_is_replaced_and_stands_has_no_line_through_it(tmp_path: Path) -> None:
    made = rendered("<p>Words</p>", tmp_path, replace(pdf_view(language="ko"), successor=NEWER))
    words = words_of(made, tmp_path / "a.pdf")
    assert locale_of("ko").text("superseded", title=NEWER.name) in words
    assert locale_of("ko").text("retracted") not in words
    assert lines_through(made) == [0]


@pytest.mark.tool
def test_a_clarification_stands_below_the_text_and_a_correction_above_it(tmp_path: Path) -> None:
    notices = [replace(RETRACTED, kind=kind, note=f"A {kind}.") for kind in ("clarification", "correction")]
    made = rendered("<p>The text</p>", tmp_path, pdf_view(corrections=tuple(notices)))
    words = words_of(made, tmp_path / "a.pdf")
    assert words.index("A correction.") < words.index("The text") < words.index("A clarification.")


@pytest.mark.tool
@pytest.mark.parametrize("language", ["ar", "en"])
def test_notes_and_references_are_read_in_their_own_direction(language: str, tmp_path: Path) -> None:
    note = '<p>.<sup><a href="#fn-{0}" id="fnref-{0}" role="doc-noteref">{0}</a></sup></p>'
    notes = '<li id="fn-1"><p>Latin, 1.</p></li><li id="fn-2"><p>محمد، 2.</p></li>'
    entries = "<li>Western. A.</li><li>كتاب. B.</li>"
    html = (
        note.format(1) + note.format(2) + f'<section class="footnotes"><ol>{notes}</ol></section>'
        f'<section class="references"><ul>{entries}</ul></section>'
    )
    made = rendered(html, tmp_path, pdf_view(language=language))
    boxes = {word: (left, right) for word, left, _, right in boxes_of(made, tmp_path / "a.pdf")}
    assert max(boxes["Latin,"][0], boxes["Western."][0], boxes["Min-su,"][0]) < 115
    assert min(boxes["محمد"[::-1]][1], boxes["كتاب"[::-1]][1]) > 480


@pytest.mark.tool
def test_an_imprint_in_latin_letters_begins_with_its_number_in_a_text_from_the_right(tmp_path: Path) -> None:
    view = replace(pdf_view(language="ar"), site=replace(SITE, imprint="1800 Quay Street"))
    boxes = {word: left for word, left, _, _ in boxes_of(rendered("<p>نص</p>", tmp_path, view), tmp_path / "a.pdf")}
    assert boxes["1800"] < boxes["Quay"]


@pytest.mark.tool
def test_blanks_between_korean_words_stay_narrow(tmp_path: Path) -> None:
    text = "정치·경제·사회·문화의 모든 영역에 있어서 대한민국임시정부의 법통과 불의에 항거한 민주이념을 계승하고 " * 9
    made = rendered(f"<p>{text}</p>", tmp_path, pdf_view(language="ko"))
    words = [box for box in boxes_of(made, tmp_path / "a.pdf") if box[0] in text.split()]
    assert max(after[1] - before[3] for before, after in pairwise(words) if after[2] == before[2]) < 4


@pytest.mark.tool
def test_a_reference_in_latin_letters_reads_from_the_left_in_a_text_that_does_not(tmp_path: Path) -> None:
    made = rendered("<p>النص العربي</p>", tmp_path, pdf_view(language="ar", title="العنوان"))
    lines = words_of(made, tmp_path / "a.pdf").splitlines()
    assert [line for line in lines if line.startswith("https://example.org/briefs/2024/a/")]


def test_all_outlets_are_named_with_their_days_as_the_page_names_them() -> None:
    reprint = Syndication(outlet="Monthly", url="", date=day("2024-05-02"), role="reprint")
    there = Syndication(outlet="Weekly", url="", others=(reprint, replace(reprint, date=None, role="excerpt")))
    view = pdf_view(published_in=there)
    words = locale_of("en")
    shown = document_data(view, lambda key: Fragment(html=""), {})["dates"].split(" · ")[1:]
    assert shown == [
        words.text("published_in.undated", outlet="Weekly"),
        words.text("also_in.reprint", outlet=f"Monthly ({words.day('2024-05-02')})"),
        words.text("also_in.excerpt", outlet="Monthly"),
    ]


@pytest.mark.tool
def test_an_address_in_the_citation_is_not_torn(tmp_path: Path) -> None:
    doi = "10.1234/example.77777777-888888888"
    for words in (10, 15, 20):
        made = rendered("<p>Words</p>", tmp_path, pdf_view(title="A " * words, doi=doi))
        assert f"https://doi.org/{doi}" in words_of(made, tmp_path / "a.pdf")
    endless = rendered("<p>Words</p>", tmp_path, pdf_view(doi=f"10.1234/{'example.' * 15}"[:-1]))
    assert promises(endless) == ("1", "2A")


def test_each_life_has_the_name_of_its_author() -> None:
    authors = tuple(AuthorLink(id=name, name=name, url="/", kind="person") for name in ("Kim", "Lee", "Park"))
    life, no_life = TextView(fragment=Digest("life")), TextView(fragment=NO_DIGEST)
    view = pdf_view()
    view = replace(view, card=replace(view.card, authors=authors), author_notes=(life, no_life, life))
    lives = document_data(view, lambda key: Fragment(html="<p>Works here.</p>"), {})["biographies"]
    assert [life["name"] for life in lives] == ["Kim", "Park"]
