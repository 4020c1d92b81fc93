"""What a PDF shows around its text, and in which direction its parts are read."""

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from tests.support.pdf_samples import SITE, pdf_view, rendered, words_of

_WORD = re.compile(r'<word xMin="([0-9.]+)" yMin="([0-9.]+)" xMax="([0-9.]+)" yMax="[0-9.]+">(.*)</word>')


def boxes_of(data: bytes, file: Path) -> list[tuple[str, float, str, float]]:
    """Return the words of a PDF from left to right, each with its left side, its line and its right side in points."""
    found = _WORD.findall(words_of(data, file, "-bbox"))
    return [(word, float(left), top, float(right)) for left, top, right, word in found]


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
