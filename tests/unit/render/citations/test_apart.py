"""In a reference, titles and names that run from right to left are kept apart from numbers and marks."""

import pytest

from kei_site.core.bibliography import Cited, CitedWork, Name, PartialDate, Work
from kei_site.render.citations.apart import set_apart
from kei_site.render.citations.styles import STYLE_NAMES, reference
from kei_site.render.citations.text import with_references

BOOK = Work(
    key="a",
    type="article-journal",
    title="حدود الردع",
    container="دراسات",
    authors=(Name(family="خالد", given="منى"), Name(family="Doe", given="Jan")),
    issued=PartialDate(year=2020),
    volume="12",
    pages="3-9",
)
MARKED = '<bdi dir="rtl">{}</bdi>'


@pytest.mark.parametrize("style", STYLE_NAMES)
def test_every_style_keeps_titles_and_names_apart(style: str) -> None:
    html = reference(style, BOOK)
    assert MARKED.format("حدود الردع") in html
    assert f"<i>{MARKED.format('دراسات')}</i>" in html or f"{MARKED.format('دراسات')}" in html
    assert html.count("<bdi") == html.count("</bdi>") == 3
    assert "\u2067" not in html


@pytest.mark.parametrize("style", STYLE_NAMES)
def test_citations_in_a_text_and_in_notes_keep_them_apart(style: str) -> None:
    item = CitedWork(key="a", label="page", locator="4")
    cited = Cited(style=style, works=(BOOK,), citations=((item,), (item,)))
    html = with_references('<p><a href="kei-cite:0">x</a>. <a href="kei-cite:1">x</a>.</p>', cited)
    assert "<bdi" in html
    assert not {"\u2067", "\u2069"} & set(html)


def test_a_title_that_ends_its_sentence_gets_no_full_stop() -> None:
    book = Work(key="b", type="book", title="من يحمي الخط!", issued=PartialDate(year=2020))
    assert "!.</" not in reference("mla", book)
    assert "!</bdi></i>. " not in reference("mla", book)


def test_a_work_in_one_direction_is_the_same() -> None:
    work = Work(key="c", type="book", title="Café 서울")
    assert set_apart(work) is work
