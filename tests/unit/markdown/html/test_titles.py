"""Marks in titles and summaries: HTML with them, words without them."""

import pytest

from kei_site.core.diagnostics import Place
from kei_site.markdown.document import read_title
from kei_site.markdown.html.titles import TitleText
from kei_site.model.brief import Html

PLACE = Place(path="content/briefs/a.md", line=2, column=8)


def read(text: str) -> tuple[TitleText, list[str]]:
    words, diagnostics = read_title(text, PLACE)
    assert all(told.place == PLACE for told in diagnostics)
    return words, [told.code for told in diagnostics]


@pytest.mark.parametrize(
    ("text", "plain", "html"),
    [
        ("The *Cheonan* case", "The Cheonan case", "The <em>Cheonan</em> case"),
        ("**Now**: `a<b` & ~~c~~", "Now: a<b & c", "<strong>Now</strong>: <code>a&lt;b</code> &amp; <s>c</s>"),
        ("**한국(ROK)**은", "한국(ROK)은", "<strong>한국(ROK)</strong>은"),
        (r"5 \* 3 \_ C:\new \(x\)", r"5 * 3 _ C:\new \(x\)", ""),
        ("snake_case_name, 2 * 3, A*", "snake_case_name, 2 * 3, A*", ""),
        ("[Review] AT&T &lt; {x}", "[Review] AT&T &lt; {x}", ""),
        ("see https://e.org/a_b_c", "see https://e.org/a_b_c", ""),
        ("[a][b] -5 #tag 50%", "[a][b] -5 #tag 50%", ""),
        ("****", "****", ""),
    ],
)
def test_marks_are_html_and_words_are_plain(text: str, plain: str, html: str) -> None:
    assert read(text) == (TitleText(plain=plain, html=Html(html)), [])


def test_of_a_link_only_the_words_are_shown_and_this_is_told() -> None:
    words = TitleText(plain="On the act", html=Html("On <em>the</em> act"))
    assert read("On [*the* act](https://e.org)") == (words, ["MD11"])


@pytest.mark.parametrize("text", ["A ![b](c.png)", "A <script>alert(1)</script>", "A ^[note] *b*", "<b>*a*</b>"])
def test_a_title_with_more_than_marks_is_shown_as_it_is_written(text: str) -> None:
    assert read(text) == (TitleText(plain=text), ["MD11"])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("# A", "MD11"),
        ("> 인용", "MD11"),
        ("- 항목", "MD11"),
        ("제목[^1]", "MD11"),
        ("A {{ x }}", "MD12"),
        ("[[위키]]", "MD12"),
        ("$x_1$", "MD12"),
        ("H~2~O", "MD12"),
        ("==강조==", "MD12"),
        (":smile:", "MD12"),
    ],
)
def test_signs_that_a_title_shows_are_told(text: str, code: str) -> None:
    assert read(text) == (TitleText(plain=text), [code])


def test_emphasis_that_stays_text_is_told() -> None:
    assert read("Read **Note:**This")[1] == ["MD09"]


def test_no_title_takes_long_or_fails() -> None:
    for text in ("*" * 100_000, "[" * 20_000, "*a **b " * 10_000):
        assert read(text)[0].plain


def test_words_around_a_figure_keep_links_to_other_sites() -> None:
    text = 'NATO, [*Annual* report](https://e.org/a?b=1&c="2"), https://e.org/x; [here](../a.md) [no](javascript:x)'
    words, told = read_title(text, PLACE, has_links=True)
    assert words.plain == "NATO, Annual report, https://e.org/x; here no"
    assert words.html.count("<a href=") == 2
    assert '<a href="https://e.org/a?b=1&amp;c=&quot;2&quot;"><em>Annual</em> report</a>' in words.html
    assert [found.code for found in told] == ["MD11"]
