"""The text of a page as a feed reader gets it."""

import contextlib
import re
from urllib.parse import urlsplit

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kei_site.core.characters import FORBIDDEN
from kei_site.markdown.html.mathematics import with_mathematics
from kei_site.render.feeds import entry_html as feed_html
from kei_site.render.feeds.entry_html import plain, standalone_html

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


def test_the_same_link_on_two_pages_leads_where_each_of_them_means() -> None:
    there = HERE.replace("/a/", "/b/")
    link, note = '<a href="/site/briefs/2024/a/#fn1">', '<p id="fn1">'
    assert standalone(link + note) == '<a target="_self" href="#fn1-mark"><p id="fn1-mark">'
    assert standalone_html(link + note, there, "-b") == f'<a href="{HERE}#fn1"><p id="fn1-b">'


def test_the_same_link_in_two_texts_leads_to_the_page_of_the_one_without_the_note() -> None:
    there = HERE.replace("/a/", "/b/")
    assert standalone('<a href="#fn1"><p id="fn1">') == '<a target="_self" href="#fn1-mark"><p id="fn1-mark">'
    assert standalone_html('<a href="#fn1">', there, "-b") == f'<a href="{there}#fn1">'


def test_ids_in_other_scripts_are_found_percent_coded_or_not() -> None:
    heading = '<h2 id="한국">x</h2><a href="#%ED%95%9C%EA%B5%AD">y</a>'
    assert standalone(heading) == ('<h2 id="한국-mark">x</h2><a target="_self" href="#%ED%95%9C%EA%B5%AD-mark">y</a>')


@pytest.mark.parametrize("link", ["", '<a href="https://example.org/b/">y</a>', '<a href="#x-other">y</a>'])
def test_an_id_to_which_nothing_leads_is_left_out(link: str) -> None:
    assert 'id="x' not in standalone(f'<h2 id="x">X</h2>{link}')


def test_table_headers_follow_their_ids() -> None:
    table = '<th id="a">A</th><th id="b">B</th><td headers="a b">1</td>'
    assert standalone(table) == '<th id="a-mark">A</th><th id="b-mark">B</th><td headers="a-mark b-mark">1</td>'


def test_what_only_a_page_needs_is_left_out() -> None:
    source = (
        '<div class="scroll" role="region" tabindex="0" aria-label="Table" data-x="1" style="color:red">t</div>'
        '<picture><source srcset="/a.webp 2x"><img src="/a.png" srcset="/b.png 2x" loading="lazy"></picture>'
        '<button type="button">Copy</button><h2 id="x">X<a class="anchor" aria-hidden="true" href="#x">#</a></h2>'
    )
    assert standalone(source) == ('<div>t</div><img src="https://example.org/a.png"><h2>X</h2>')


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


def test_a_formula_is_whole_and_has_its_tex_beside_it() -> None:
    code = r'<p><code class="language-mathblock">\binom{n}{k} &lt; &quot;x&quot;</code></p>'
    (formula,) = lxml.html.fromstring(standalone(with_mathematics(code, lambda: None))).iter("math")
    assert formula.attrib == {"display": "block", "alttext": r'\binom{n}{k} < "x"'}
    assert [note.text for note in formula.iter("annotation")] == [r' $\binom{n}{k} < "x"$']
    assert [part.get("linethickness") for part in formula.iter("mfrac")] == ["0"]


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


@pytest.mark.parametrize("name", "script style template button iframe object picture source a".split())
@given(data=st.data())
def test_what_is_only_on_pages_is_found_in_any_capitals(name: str, data: st.DataObject) -> None:
    def mixed(text: str) -> str:
        capitals = data.draw(st.lists(st.booleans(), min_size=len(text), max_size=len(text)))
        return "".join(
            letter.upper() if is_capital else letter for letter, is_capital in zip(text, capitals, strict=True)
        )

    begun = mixed(f"<{name}") + (mixed(" aria-hidden") + '="true">' if name == "a" else ">")
    assert standalone(f"<p>{begun}x" + mixed(f"</{name}>")) == ("<p>x" if name in ("picture", "source") else "<p>")


@given(st.text("htps:/.a-1%?#@[é \n", max_size=12).map("https://".__add__) | st.just(HERE))
def test_a_permalink_is_taken_apart_like_any_address(url: str) -> None:
    with contextlib.suppress(ValueError):
        parts = urlsplit(url)
        assert feed_html._split(url) == (f"{parts.scheme}://{parts.netloc}", parts.path)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("<P LANG='a' CLASS=b>", '<P lang="a">'),
        ("<ol start=3 reversed>", '<ol start="3" reversed="">'),
        ('<q title="it\'s &lt;b&gt; &amp;amp;">', '<q title="it&#x27;s &lt;b&gt; &amp;amp;">'),
        ("<p\n class='b'>", "<p>"),
        ("<p >", "<p>"),
        ('<p title="a" "b">', '<p title="a">'),
        ("<p title='a>", "<p title='a>"),
    ],
)
def test_attributes_however_they_are_written(written: str, expected: str) -> None:
    assert standalone(written) == expected


@given(
    st.text(
        st.characters() | st.sampled_from("\0\t\n\r\x0b\x1f ~\x7f\x80\x84\x85\x86\x9f\xa0\ud800\ufdd0\uffff\U0001ffff")
    )
)
def test_plain_text_is_without_each_forbidden_character(text: str) -> None:
    assert plain(text) == FORBIDDEN.sub("", text).replace("\x85", " ")


def test_a_tag_whose_quotes_do_not_end_takes_no_time() -> None:
    source = "<a " + "x" * 5000 + '"'
    assert standalone(source) == source
