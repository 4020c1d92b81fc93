"""Citations in a text become references, and the list of works leads back to them."""

import pytest

from kei_site.core.bibliography import Cited, CitedWork, Name, PartialDate, Work
from kei_site.render.citations.text import linked, with_heading, with_references

JANE = (Name(family="Kim", given="Jane"),)
KIM = Work(key="kim", type="book", title="Words", authors=JANE, issued=PartialDate(year=2024))
URL = Work(key="url", type="webpage", title="Where?", url="https://example.org/a_b")
TEXT = '<p>So <a href="kei-cite:0">[@kim]</a>, and <a href="kei-cite:1">[@url; @kim]</a>.</p>\n'


def shown(style: str, *citations: tuple[CitedWork, ...]) -> str:
    return with_references(TEXT, Cited(style=style, citations=citations, works=(KIM, URL)))


BOTH = ((CitedWork(key="kim"),), (CitedWork(key="url"), CitedWork(key="kim")))


def test_a_work_leads_back_to_each_of_its_citations() -> None:
    html = shown("chicago-author-date", *BOTH)
    assert 'id="kei-cite-1" class="biblioref" role="doc-biblioref">Kim 2024</a>)' in html
    assert html.count('href="#kei-cite-1"') == html.count('href="#kei-cite-2-2"') == 1
    assert '<li id="kei-ref-1">Kim, Jane. 2024. <i>Words</i>.' in html


def test_an_address_is_a_link() -> None:
    assert '<a href="https://example.org/a_b">https://example.org/a_b</a>.' in shown("mla", *BOTH)


def test_words_of_an_unknown_work_stay_as_written() -> None:
    html = shown("apa", (), (CitedWork(key="kim"),))
    assert "So [@kim], and (" in html
    assert shown("apa", (), ()) == "<p>So [@kim], and [@url; @kim].</p>\n"


def test_a_later_note_is_short() -> None:
    html = shown("chicago-notes", *BOTH)
    assert "So Jane Kim, <i>Words</i> (2024), and" in html
    assert html.endswith("Kim, <i>Words</i>.</p>\n")


def test_only_a_list_of_references_gets_a_heading() -> None:
    assert with_heading("<p>a</p>", "<h2>x</h2>") == "<p>a</p>"
    assert '<section class="references" role="doc-bibliography">\n<h2>x</h2>\n<ul>' in with_heading(
        shown("apa", *BOTH), "<h2>x</h2>"
    )


@pytest.mark.parametrize(
    ("written", "linked_to", "behind"),
    [
        ("https://doi.org/10.1000/x&lt;y&gt;.", "https://doi.org/10.1000/x%3Cy%3E", "."),
        ("https://doi.org/10.1002/(SICI)1(1998)17:15/16&lt;61::AID&gt;3.0.CO;2-2, 5", "", ", 5"),
        ("https://example.org/?a=1&amp;b=2;", "https://example.org/?a=1&amp;b=2", ";"),
        ("https://doi.org/10.1000/a#b&#39;.", "https://doi.org/10.1000/a%23b&#39;", "."),
        ("https://example.org/#a.", "https://example.org/#a", "."),
    ],
)
def test_an_address_is_linked_whole_without_the_punctuation_behind_it(
    written: str, linked_to: str, behind: str
) -> None:
    address = written.removesuffix(behind)
    target = linked_to or address.replace("&lt;", "%3C").replace("&gt;", "%3E")
    assert linked(written) == f'<a href="{target}">{address}</a>{behind}'
