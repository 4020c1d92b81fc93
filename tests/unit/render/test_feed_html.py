"""The text of a page as a feed reader gets it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kei_site.render.feed_html import standalone_html

HERE = "https://example.org/site/briefs/2024/a/"


def standalone(source: str) -> str:
    return standalone_html(source, HERE, "-mark")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("/site/briefs/2023/b/", "https://example.org/site/briefs/2023/b/"),
        ("/site/briefs/2023/b/#part", "https://example.org/site/briefs/2023/b/#part"),
        ("b.pdf", "https://example.org/site/briefs/2024/a/b.pdf"),
        ("https://other.example/x?a=1&amp;b=2", "https://other.example/x?a=1&amp;b=2"),
        ("mailto:kei@example.org", "mailto:kei@example.org"),
        ("#elsewhere", "https://example.org/site/briefs/2024/a/#elsewhere"),
    ],
)
def test_addresses_become_absolute(written: str, expected: str) -> None:
    assert standalone(f'<a href="{written}">x</a>') == f'<a href="{expected}">x</a>'


@pytest.mark.parametrize("written", ["#fn1", "/site/briefs/2024/a/#fn1", HERE + "#fn1"])
def test_links_to_a_note_stay_inside_the_text(written: str) -> None:
    note = f'<a href="{written}">1</a><p id="fn1">n</p>'
    assert standalone(note) == '<a target="_self" href="#fn1-mark">1</a><p id="fn1-mark">n</p>'


def test_ids_in_other_scripts_are_found_percent_coded_or_not() -> None:
    heading = '<h2 id="한국">x</h2><a href="#%ED%95%9C%EA%B5%AD">y</a>'
    assert standalone(heading) == ('<h2 id="한국-mark">x</h2><a target="_self" href="#%ED%95%9C%EA%B5%AD-mark">y</a>')


def test_table_headers_follow_their_ids() -> None:
    table = '<th id="a">A</th><th id="b">B</th><td headers="a b">1</td>'
    assert standalone(table) == '<th id="a-mark">A</th><th id="b-mark">B</th><td headers="a-mark b-mark">1</td>'


def test_what_only_a_page_needs_is_left_out() -> None:
    source = (
        '<div class="scroll" role="region" tabindex="0" aria-label="Table" data-x="1" style="color:red">t</div>'
        '<picture><source srcset="/a.webp 2x"><img src="/a.png" srcset="/b.png 2x" loading="lazy"></picture>'
        '<button type="button">Copy</button><h2 id="x">X<a class="anchor" aria-hidden="true" href="#x">#</a></h2>'
    )
    assert standalone(source) == ('<div>t</div><img src="https://example.org/a.png"><h2 id="x-mark">X</h2>')


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<SCRIPT src="https://evil.example/"></SCRIPT >',
        '<iframe src="https://evil.example/"></iframe>',
        '<style>p{background:url("https://evil.example/")}</style>',
        '<p onclick="alert(1)">',
        "<p onclick='alert(1)' ONMOUSEOVER=alert(1)>",
        '<a href="javascript:alert(1)">x</a>',
        '<a href="&#106;avascript:alert(1)">x</a>',
        "<a href='java\tscript:alert(1)'>x</a>",
        '<img src="data:text/html,x" onerror="alert(1)">',
    ],
)
def test_nothing_that_runs_passes(hostile: str) -> None:
    made = standalone(hostile)
    assert not re.search(r"(?i)script|alert|evil|onerror|data:", made)


def test_text_is_left_as_it_is() -> None:
    source = "<p>a &lt;b onclick=&quot;x&quot;&gt; 1 < 2 &amp; <em>c</em> a > b</p>\n<hr>"
    assert standalone(source) == source


def test_values_with_angle_brackets_and_quotes_stay_values() -> None:
    assert standalone('<img alt="a > b &quot;c&quot; <d>" src="/a.png">') == (
        '<img alt="a &gt; b &quot;c&quot; &lt;d&gt;" src="https://example.org/a.png">'
    )


@given(st.text("<>&\"'=# /ab1id:hrefsc", max_size=60))
def test_any_text_is_answered_and_the_answer_is_stable(source: str) -> None:
    once = standalone(source)
    assert re.sub(r"[^>]*?(<|$)", "", once) is not None
    assert standalone_html(once, HERE, "") == standalone_html(standalone_html(once, HERE, ""), HERE, "")
