"""Two texts and what a reader is told of their difference."""

import re
from dataclasses import replace

import pytest

from kei_site.render.i18n.locale import locale_of
from kei_site.render.pages.differences import difference, paragraphs
from tests.support.record_samples import VERSION

ENGLISH = locale_of("en")
SAME_TITLE = replace(VERSION, front=replace(VERSION.front, title=VERSION.changes.title if VERSION.changes else ""))


def told(old: str, new: str) -> str:
    """Return the difference of two texts without the words for those who do not see the marks."""
    html = difference(SAME_TITLE, old, new, ENGLISH)
    return re.sub(r'<span class="unseen">.*?</span>', "", html)


def kept(html: str, mark: str) -> str:
    """Return the words of a difference without those in the elements `mark`."""
    return " ".join(re.sub(r"<[^>]*>", " ", re.sub(rf"<{mark}>.*?</{mark}>", " ", html)).split())


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "<p>The year was 1990, they say.</p>",
            "<p>The year was 1991, they say.</p>",
            "<p>The year was <del>1990,</del> <ins>1991,</ins> they say.</p>",
        ),
        ("<p>First.</p>", "<p>First.</p><p>Second &amp; last.</p>", "<p><ins>Second &amp; last.</ins></p>"),
        ("<ul><li>A thing</li><li>Gone</li></ul>", "<ul><li>A thing</li></ul>", "<p><del>Gone</del></p>"),
        (
            "<table><tr><th>Year</th><td>1</td></tr></table>",
            "<table><tr><th>Year</th><td>2</td></tr></table>",
            "<p>Year | <del>1</del> <ins>2</ins></p>",
        ),
        (
            "<p>One two three four five six.</p>",
            "<p>One 2 three IV five six.</p>",
            "<p>One <del>two three four</del> <ins>2 three IV</ins> five six.</p>",
        ),
    ],
)
def test_changed_words_are_marked(old: str, new: str, expected: str) -> None:
    assert told(old, new).endswith(expected)


def test_what_stayed_is_counted() -> None:
    assert told("<p>A b c.</p><p>D e f.</p>", "<p>A b c.</p><p>X.</p>").startswith(
        '<p class="same">1 unchanged paragraph</p>'
    )


def test_marks_are_told_in_words_too() -> None:
    html = difference(SAME_TITLE, "<p>Old</p>", "<p>New</p>", ENGLISH)
    assert '<del><span class="unseen">[removed] </span>Old</del>' in html
    assert '<ins><span class="unseen">[added] </span>New</ins>' in html


def test_a_new_title_is_a_change() -> None:
    assert "<del>" in difference(VERSION, "<p>Same</p>", "<p>Same</p>", ENGLISH)


def test_words_that_look_like_marks_stay_words() -> None:
    html = told("<p>a</p>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>")
    assert "&lt;script&gt;" in html
    assert "<script>" not in html


def test_other_marks_around_the_same_words_are_no_change() -> None:
    assert told("<p>A <em>b</em> c.</p>", '<p>A b <a href="/x/">c</a>.</p>') == ""


def test_links_of_a_figure_are_no_change() -> None:
    links = '<p class="links"><a href="a.csv">Data</a></p><p class="download" lang="en"><a href="b.csv">CSV</a></p>'
    assert difference(SAME_TITLE, "<p>A b.</p>", f"<p>A b.</p>{links}", ENGLISH) == ""


def test_numbers_of_notes_are_no_words() -> None:
    note = '<sup class="fnref"><a href="#fn-1">1</a></sup>'
    back = '<a href="#fnref-1" class="backref" role="doc-backlink">back 1</a>'
    assert paragraphs(f"<p>Words.{note}</p><ol><li><p>A note. {back}</p></li></ol>") == ["Words.", "A note."]


def test_both_texts_can_be_read_from_a_difference() -> None:
    old = "".join(f"<p>Paragraph {number} of some words, here.</p>" for number in range(12))
    new = old.replace("4 of", "four of").replace("<p>Paragraph 7", "<p>Between.</p><p>Paragraph 7").replace("9", "9 9")
    html = told(old, new)
    gone, come = kept(html, "ins"), kept(html, "del")
    assert "Paragraph 4 of" in gone
    assert "four" not in gone
    assert "Paragraph four of" in come
    assert "Between." in come
    assert "Between." not in gone


def test_texts_without_a_common_paragraph_take_time_by_the_line() -> None:
    old = "".join(f"<p>{'a b c d ' * 10}{number}</p>" for number in range(400))
    new = "".join(f"<p>{'w x y z ' * 10}{number}</p>" for number in range(400))
    assert told(old, new).count("<ins>") == 400
