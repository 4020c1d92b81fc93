"""What a page adds to a text: permalinks, links to the files of images, tables to take along, the heading of notes."""

import csv
import io
import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from kei_site.render.i18n.locale import locale_of
from kei_site.render.pages.reading import reading
from tests.support.markup_blocks import read

EN = locale_of("en")
NONE = Markup()


def shown(html: str, name: str = "n") -> str:
    return str(reading(Markup(html), EN, NONE, name))  # noqa: S704


def tables_of(html: str) -> list[tuple[str, list[list[str]]]]:
    """Return the files of the tables of a page, each with its rows."""
    found = re.findall(r'href="data:text/csv;charset=utf-8,([^"]*)" download="([^"]*)"', html)
    texts = [(name, unquote(data)) for data, name in found]
    assert all(text.startswith("\ufeff") for _, text in texts)
    return [(name, list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))) for name, text in texts]


@given(st.text().map(Markup), st.sampled_from([NONE, Markup(' lang="en"')]))
def test_the_heading_of_notes_is_added_and_words_are_left_alone(words: Markup, ui_lang: Markup) -> None:
    notes = Markup('<section class="footnotes" role="doc-endnotes">')
    heading = Markup('<h2 id="kei-notes"{}>Notes</h2>').format(ui_lang)
    escaped = Markup.escape(str(words))
    text = escaped + notes + escaped
    assert reading(text, EN, ui_lang) == escaped + notes + heading + escaped
    assert reading(escaped, EN, ui_lang) == escaped


def test_a_text_that_is_no_markup_is_escaped() -> None:
    plain = '<h2 id="a">x</h2><section class="footnotes" role="doc-endnotes">'
    assert reading(plain, EN, NONE) == Markup.escape(plain)  # type: ignore[arg-type]


def test_the_words_of_a_heading_are_a_link_to_it() -> None:
    html = read("## What *they* want\n\n### 한국의 길\n").fragment.html
    assert shown(html) == (
        '<h2 id="what-they-want"><a class="permalink" href="#what-they-want">What <em>they</em> want</a></h2>\n'
        '<h3 id="한국의-길"><a class="permalink" href="#한국의-길">한국의 길</a></h3>\n'
    )


@pytest.mark.parametrize(
    "html", ['<h2 id="a">A <a href="https://example.org">link</a></h2>', "<h2>A</h2>", '<h7 id="a">A</h7>']
)
def test_a_heading_with_a_link_or_without_an_id_stays_as_it_is(html: str) -> None:
    assert shown(html) == html


def test_a_heading_of_raw_html_has_its_permalink() -> None:
    assert shown('<h3 class="note" id="a" lang="ko">가</h3>') == (
        '<h3 class="note" id="a" lang="ko"><a class="permalink" href="#a">가</a></h3>'
    )


def test_a_large_image_leads_to_its_file() -> None:
    image = '<img src="/assets/a.1-1600.png" sizes="100vw" srcset="/assets/a.webp 480w" width="1600" alt="Bars">'
    html = shown(f'<figure class="wide">{image}<figcaption>x</figcaption></figure>')
    assert html == (
        f'<figure class="wide"><a class="enlarge" href="/assets/a.1-1600.png">{image}'
        '<span class="unseen">Enlarge image</span></a>'
        '<figcaption><span class="number">Figure 1.</span> x</figcaption></figure>'
    )


@pytest.mark.parametrize(
    "html",
    [
        '<figure><img src="/a.png" width="300" alt="x"></figure>',
        '<figure><a href="/"><img src="/a.png" srcset="/b 480w" alt="x"></a></figure>',
        '<p><img src="/a.png" srcset="/b 480w" alt="x"></p>',
    ],
    ids=["small", "with a link of its own", "in a line"],
)
def test_other_images_stay_as_they_are(html: str) -> None:
    assert shown(html) == html


TABLE = "::: table\nSizes\n\n| Name | Share[^1] |\n| --- | ---: |\n{rows}\n:::\n\n[^1]: A note.\n"


def test_a_table_can_be_taken_along() -> None:
    html = read(TABLE.format(rows='| *A*, "B" | 1,5 |\n| 나토 \\| x | -3.2% |')).fragment.html
    assert tables_of(shown(html, "which")) == [
        ("which-table-1.csv", [["Name", "Share"], ['A, "B"', "1,5"], ["나토 | x", "-3.2%"]])
    ]


def test_no_cell_is_run_as_a_formula() -> None:
    html = read(TABLE.format(rows='| =HYPERLINK("x") | +1 |\n| @x | -cmd |')).fragment.html
    assert tables_of(shown(html))[0][1][1:] == [['\'=HYPERLINK("x")', "+1"], ["'@x", "'-cmd"]]


def test_each_table_has_a_file_of_its_own() -> None:
    table = "::: table\n| a | b |\n| - | - |\n| 1 | 2 |\n:::\n"
    found = tables_of(shown(read(f"{table}\n{table}").fragment.html, ""))
    assert [name for name, _ in found] == ["table-1.csv", "table-2.csv"]


@pytest.mark.parametrize(
    "inside",
    [
        "<table><tr><td colspan=2>x</td></tr><tr><td>a</td><td>b</td></tr></table>\n",
        "| a | b |\n| - | - |\n| 1 | 2 |\n\n| c | d |\n| - | - |\n| 3 | 4 |\n",
    ],
    ids=["cells that span others", "two tables"],
)
def test_what_is_no_grid_has_no_file(inside: str) -> None:
    assert tables_of(shown(read(f"::: table\n{inside}:::\n").fragment.html)) == []


def test_a_table_without_the_directive_has_no_file() -> None:
    assert tables_of(shown(read("| a | b |\n| - | - |\n| 1 | 2 |\n").fragment.html)) == []
