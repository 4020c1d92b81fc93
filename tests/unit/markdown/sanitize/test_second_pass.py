"""The sanitizer stands on its own: it stops what the writers should never let through."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kei_site.markdown import document as markdown
from kei_site.markdown.sanitize import second_pass as cleaning
from kei_site.markdown.sanitize.second_pass import _allowed_value, _cleaner, sanitize
from tests.support.examples import examples
from tests.support.markup_blocks import blocks, read
from tests.support.sound_html import problems
from tests.unit.markdown.test_document import DOCUMENTS

PARTS = (
    "#fn-",
    "#fnref-",
    "kei-link:",
    "kei-image:",
    "https://",
    "http:",
    "mailto:",
    "&amp;",
    "1",
    "12",
    "-",
    "/",
    " ",
    "a",
)
"""What addresses are made of, right and wrong ones."""


@pytest.mark.parametrize("is_well_formed", [False, True])
@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<img src=kei-image:0 onerror=alert(1)>",
        "<a href=javascript:alert(1)>a</a>",
        "<a href=../b.md>a</a>",
        "<a href=//example.org>a</a>",
        "<a href='data:text/html,x'>a</a>",
        "<img src=https://example.org/a.png>",
        "<img src=a.png>",
        "<p style=color:red>a</p>",
        "<iframe src=https://example.org></iframe>",
        "<svg><script>alert(1)</script></svg>",
        "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
        "<form action=https://example.org><input name=a></form>",
        "<p tabindex=5>a</p>",
        "<div role=alert>a</div>",
        "<!-- a -->",
        '<a href="https://e.org" onclick="alert(1)">a</a>',
        '<a href="https://e.org/"onclick="alert(1)">a</a>',
        '<a href="kei-link:1" title="a" style="color:red">a</a>',
        '<h2 id="a" class="x" onclick="alert(1)">a</h2>',
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    ],
)
def test_the_sanitizer_lets_nothing_unsafe_through(html: str, is_well_formed: bool) -> None:
    found = sanitize(html, is_well_formed=is_well_formed)
    assert problems(found) == []
    assert "role=" not in found
    assert "tabindex" not in found


def test_classes_and_values_are_those_of_the_writers() -> None:
    assert sanitize('<div class="table-box evil" tabindex="0">a</div>') == '<div class="table-box" tabindex="0">a</div>'
    assert sanitize('<aside class="aside" role="note">a</aside>') == '<aside class="aside" role="note">a</aside>'
    assert sanitize('<p class="table-box">a</p>') == '<p class="">a</p>'


def test_words_of_dropped_elements_stay() -> None:
    assert sanitize("<blink>a</blink>") == "a"


def test_the_sanitizer_escapes_what_could_end_an_attribute_or_a_tag() -> None:
    """The resolving of references and the feeds rely on it."""
    assert sanitize('<img src="kei-image:0" alt="</a>&quot;>">') == '<img src="kei-image:0" alt="&lt;/a&gt;&quot;&gt;">'


def test_what_has_passed_once_passes_unchanged() -> None:
    for block in blocks():
        html = read(block.source).fragment.html
        assert sanitize(html) == html


@given(st.lists(st.sampled_from(PARTS), max_size=5).map("".join), st.sampled_from(("href", "src", "HREF")))
def test_every_address_is_judged_as_if_each_attribute_were_asked_about(address: str, name: str) -> None:
    html = f'<p> {name}="{address}</p><a {name}="{address}">a</a><img {name}="{address}">'
    assert sanitize(html) == _cleaner(_allowed_value).clean(html)


USUAL = (
    '<h2 id="a&amp;b">A &amp; b</h2>\n<p>Words, <em>words</em>\u00a0and <a href="https://e.org/a?b=&quot;c">more</a>.</p>\n'
    '<ol start="3">\n<li><code class="language-r">a &lt; b</code><br>\n한국</li>\n</ol>\n'
    '<p><img src="kei-image:0" alt="a &gt; b" title="c" width="40"></p>\n'
)


def test_usual_tags_are_not_parsed_where_nothing_can_be_left_open(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sanitize(USUAL) == sanitize(USUAL, is_well_formed=True)
    monkeypatch.setattr(cleaning, "_cleaner", None)
    assert "&nbsp;and" in sanitize(USUAL, is_well_formed=True)
    with pytest.raises(TypeError):
        sanitize(USUAL)
    with pytest.raises(TypeError):
        sanitize(f"{USUAL}<blink>", is_well_formed=True)


def test_texts_with_raw_html_are_always_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    monkeypatch.setattr(markdown, "sanitize", lambda html, *, is_well_formed: seen.append(is_well_formed) or html)
    read("Words, <em>words</em>.")
    read("Words, *words*.")
    assert seen == [False, True]


@examples(times=6)
@given(st.one_of(DOCUMENTS, DOCUMENTS.map(lambda body: body.replace("<", ""))))
@example("[a](https://e.org)")
@example("[a](https://[b/)")
@example("[a](http://1.2.3.4.5/)")
@example("[a](https://e.org:99999/)")
@example('[a](https://xn--.org/ "it\'s")')
@example("[x[^1]](https://e.org)\n\n[^1]: n\u00a0[a](b) ![c](d.png)")
@example("> - a\n>\n>   1. [![b](c.png)](d)\n>\n> | a |\n> |--:|\n> | *b* |")
@example("::: gallery a\n![b](b.jpg)\n:::")
@example("::: pullquote\n*a*\n\nb\n:::\n\n::: aside c &amp; d\n```r&quot;\na\n```\n:::")
def test_a_text_is_the_same_whether_it_is_parsed_or_not(body: str) -> None:
    html = read(body).fragment.html
    assert html == sanitize(html)
