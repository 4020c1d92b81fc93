"""Tags in any order become HTML that is nested as the standard allows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kei_site.markdown.sanitize.allowlist import ELEMENTS, VOID
from kei_site.markdown.sanitize.tree import nest
from tests.support.examples import examples
from tests.support.sound_html import problems

_TAGS = sorted(ELEMENTS)
SOUP = st.lists(
    st.one_of(
        st.sampled_from([f"<{tag}>" for tag in _TAGS]),
        st.sampled_from([f"</{tag}>" for tag in _TAGS if tag not in VOID]),
        st.sampled_from(
            ["word ", " ", '<a href="kei-link:0">', '<td colspan="3">', '<td rowspan="2">', "<table>", "</table>"]
        ),
    ),
    max_size=40,
).map("".join)


def tidy(html: str) -> str:
    return nest(html, lambda level, attributes, inside: (level, attributes))


@examples(times=4)
@given(SOUP)
def test_any_soup_of_tags_becomes_sound(html: str) -> None:
    assert problems(tidy(html)) == []


@examples(times=4)
@given(SOUP)
def test_no_word_is_lost(html: str) -> None:
    assert tidy(html).count("word") == html.count("word")


@examples(times=4)
@given(SOUP)
def test_what_is_nest_stays_as_it_is(html: str) -> None:
    once = tidy(html)
    assert tidy(once) == once


@pytest.mark.parametrize(
    "html",
    [
        "<p>a <em>b</em></p>\n<ul>\n<li>c\n</li>\n</ul>",
        '<figure class="wide"><a href="kei-link:0"><img src="kei-image:0" alt="a"></a>'
        "<figcaption>b</figcaption></figure>",
        '<div class="table-box" tabindex="0"><table><thead><tr><th scope="col">a</th></tr></thead>'
        "<tbody><tr><td>b</td></tr></tbody></table></div>",
        '<section class="footnotes" role="doc-endnotes">\n<ol>\n<li id="fn-1"><p>a</p>\n</li>\n</ol>\n</section>',
        "<details><summary>a</summary><p>b</p></details>",
        "<dl><dt>a</dt><dd><p>b</p></dd></dl>",
    ],
)
def test_what_the_writers_write_needs_no_repair(html: str) -> None:
    assert tidy(html) == html


@pytest.mark.parametrize(
    ("rows", "grid"),
    [
        ("<tr><td>a<tr><td>b<td>c", "<tr><td>a</td><td></td></tr><tr><td>b</td><td>c</td></tr>"),
        ('<tr><td colspan="9">a<tr><td>b<td>c', '<tr><td colspan="2">a</td></tr><tr><td>b</td><td>c</td></tr>'),
        ('<tr><td rowspan="9">a<td>b<tr><td>c', '<tr><td rowspan="2">a</td><td>b</td></tr><tr><td>c</td></tr>'),
        (
            '<tr><td>a<td rowspan="2">b<tr><td colspan="2">c',
            '<tr><td>a</td><td rowspan="2">b</td></tr><tr><td>c</td></tr>',
        ),
        ("<tr><tr><td>a", "<tr><td>a</td></tr>"),
    ],
)
def test_tables_become_grids(rows: str, grid: str) -> None:
    assert tidy(f"<table>{rows}</table>") == (
        f'<div class="table-box" tabindex="0"><table><tbody>{grid}</tbody></table></div>'
    )


def test_headings_are_shown_in_the_order_of_the_text() -> None:
    seen: list[tuple[int, str]] = []

    def on_heading(level: int, attributes: str, inside: str) -> tuple[int, str]:
        seen.append((level, inside))
        return 2, ' id="x"'

    assert nest("<h3>a</h3><div><h2>b", on_heading) == '<h2 id="x">a</h2><div><h2 id="x">b</h2></div>'
    assert seen == [(3, "a"), (2, "b")]


def test_depth_has_an_end() -> None:
    assert tidy("<div>" * 5_000 + "a").count("<div>") < 100
