"""The second wall stands on its own: it stops what the first should never let through."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kei_site.source.cleaning import _attribute, _cleaner, cleaned
from tests.unit.source.markup_blocks import blocks, read
from tests.unit.source.sound_html import problems

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
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    ],
)
def test_the_wall_lets_nothing_unsafe_through(html: str) -> None:
    found = cleaned(html)
    assert problems(found) == []
    assert "role=" not in found
    assert "tabindex" not in found


def test_classes_and_values_are_those_of_the_writers() -> None:
    assert cleaned('<div class="table-box evil" tabindex="0">a</div>') == '<div class="table-box" tabindex="0">a</div>'
    assert cleaned('<aside class="aside" role="note">a</aside>') == '<aside class="aside" role="note">a</aside>'
    assert cleaned('<p class="table-box">a</p>') == '<p class="">a</p>'


def test_words_of_dropped_elements_stay() -> None:
    assert cleaned("<blink>a</blink>") == "a"


def test_the_wall_escapes_what_could_end_an_attribute_or_a_tag() -> None:
    """The resolving of references and the feeds rely on it."""
    assert cleaned('<img src="kei-image:0" alt="</a>&quot;>">') == '<img src="kei-image:0" alt="&lt;/a&gt;&quot;&gt;">'


def test_what_has_passed_once_passes_unchanged() -> None:
    for block in blocks():
        html = read(block.source).fragment.html
        assert cleaned(html) == html


@given(st.lists(st.sampled_from(PARTS), max_size=5).map("".join), st.sampled_from(("href", "src", "HREF")))
def test_every_address_is_judged_as_if_each_attribute_were_asked_about(address: str, name: str) -> None:
    html = f'<p> {name}="{address}</p><a {name}="{address}">a</a><img {name}="{address}">'
    assert cleaned(html) == _cleaner(_attribute).clean(html)
