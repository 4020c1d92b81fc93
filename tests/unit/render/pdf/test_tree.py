"""HTML of a text -> plain data: each word once, notes where they are first referred to."""

from typing import Any

import pytest

from kei_site.render.pdf.tree import References, text_nodes

PICTURE = {"file": "a.png", "width": 1, "height": 1, "alt": "words"}
REFERENCES = References(
    address=lambda href: href if href.startswith("https:") else "",
    picture=lambda source, alt: PICTURE if source == "kei-image:0" else None,
)


def nodes(html: str) -> list[Any]:
    return text_nodes(html, REFERENCES)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p> A <em>b</em>\n c </p>", [{"t": "p", "c": ["A ", {"t": "em", "c": ["b"]}, " c"]}]),
        ("<p></p><hr>", [{"t": "rule"}]),
        ("<h3>A</h3>", [{"t": "heading", "level": 2, "id": "", "c": ["A"]}]),
        ('<p><a href="https://a.org">a</a></p>', [
            {"t": "p", "c": [{"t": "link", "url": "https://a.org", "c": ["a"]}]}]),
        ('<p><a href="tel:1">a</a></p>', [{"t": "p", "c": ["a"]}]),
        ('<p><a href="#no">a</a></p>', [{"t": "p", "c": [{"t": "span", "id": "no", "c": ["a"]}]}]),
        ("<ul><li>a</li><li><p>b</p></li></ul>", [
            {"t": "ul", "tight": False, "items": [{"c": ["a"]}, {"c": [{"t": "p", "c": ["b"]}]}]}]),
        ('<ol start="3" type="a"><li value="7">a</li></ol>', [
            {"t": "ol", "tight": True, "items": [{"c": ["a"], "value": 7}], "reversed": False, "start": 3,
             "numbering": "a."}]),
        ("<dl><dt>A</dt><dt>B</dt><dd>c</dd><dd>d</dd></dl>", [
            {"t": "terms", "items": [{"term": ["A", {"t": "br"}, "B"], "c": ["c", {"t": "p", "c": ["d"]}]}]}]),
        ("<pre><code>a\n  b\n</code></pre>", [{"t": "pre", "text": "a\n  b"}]),
        ("<p><ruby>漢<rt>한</rt></ruby></p>", [{"t": "p", "c": [{"t": "ruby", "c": ["漢"], "above": ["한"]}]}]),
        ('<p><span lang="ko-KR">가</span></p>', [
            {"t": "p", "c": [{"t": "span", "c": ["가"], "lang": {"lang": "ko", "region": "KR"}}]}]),
        ('<p dir="rtl">a</p>', [{"t": "p", "c": ["a"], "dir": "rtl"}]),
        ('<figure><img src="kei-image:0" alt="x"><figcaption>c</figcaption></figure>', [
            {"t": "figure", "pictures": [{"t": "img", **PICTURE}], "caption": ["c"]}]),
        ('<p>a <img src="kei-image:9" alt="words"> b</p>', [{"t": "p", "c": ["a ", "words", " b"]}]),
    ],
)  # fmt: skip
def test_an_element_is_a_node(html: str, expected: list[Any]) -> None:
    assert nodes(html) == expected


def test_a_figure_with_a_table_gives_it_its_caption_and_loses_no_source() -> None:
    (figure,) = nodes(
        "<figure><figcaption>Sums</figcaption><div><table><tr><td>1</td></tr></table></div><p>Source: us.</p></figure>"
    )
    table, source = figure["c"]
    assert (table["t"], table["caption"]) == ("table", ["Sums"])
    assert source == {"t": "foot", "c": ["Source: us."]}


def test_a_figure_of_several_tables_has_its_caption_above_the_first() -> None:
    row = "<tr><th>a</th>" + "<td>considerations</td>" * 10 + "</tr>"
    (figure,) = nodes(f"<figure><figcaption>Sums</figcaption><div><table>{row}</table></div></figure>")
    captions = [table["caption"] for box in figure["c"] for table in box["c"]]
    assert captions[0] == ["Sums"]
    assert not any(captions[1:])
    assert len(captions) > 1


def test_words_beside_a_picture_are_kept() -> None:
    (figure,) = nodes('<figure><img src="kei-image:0" alt="x"><p>A film</p><figcaption>c</figcaption></figure>')
    assert "A film" in str(figure["caption"])
    assert figure["caption"][0] == "c"


def test_headings_skip_no_level() -> None:
    found = nodes("<h2>a</h2><h4>b</h4><h3>c</h3><h2>d</h2><h5>e</h5>")
    assert [node["level"] for node in found] == [2, 3, 3, 2, 3]


def reference(number: int) -> str:
    return f'<sup class="fnref"><a href="#fn-{number}" role="doc-noteref">{number}</a></sup>'


def test_a_note_stands_where_it_is_first_referred_to_and_an_unused_one_at_the_end() -> None:
    notes = "".join(f'<li id="fn-{n}"><p>N{n} <a href="#r" role="doc-backlink">↩</a></p></li>' for n in (1, 2))
    text, last = nodes(f'<p>a{reference(1)}{reference(1)}</p><section class="footnotes"><ol>{notes}</ol></section>')
    note = {"t": "note", "number": "fn-1", "c": ["N1"], "reads": "ltr"}
    assert text["c"] == ["a", note, {"t": "again", "number": "fn-1"}]
    assert last == {"t": "div", "c": ["N2"]}


def test_the_comma_between_two_marks_stands_before_the_second() -> None:
    marks = reference(1) + reference(2).replace('"><a', '">,<a')
    (text,) = nodes(
        f'<p>a{marks}</p><section class="footnotes"><ol><li id="fn-1">A</li><li id="fn-2">B</li></ol></section>'
    )
    assert [node["t"] for node in text["c"][1:]] == ["note", "sup", "note"]
    assert text["c"][2]["c"] == [","]


def test_a_jump_leads_to_the_place_with_its_id() -> None:
    jump, heading, place = nodes('<p><a href="#h">x</a><a href="#p">y</a></p><h2 id="h">H</h2><p id="p">P</p>')
    assert [node["id"] for node in jump["c"]] == [heading["id"], place["id"]] == ["h", "p"]


def test_what_is_nested_too_deeply_keeps_its_words() -> None:
    assert "deep" in str(nodes("<div>" * 50 + "<em>de</em>ep" + "</div>" * 50)).replace("', '", "")


def test_references_have_a_heading_of_their_own_and_no_links_back() -> None:
    entry = '<li id="kei-ref-1">Kim. <a href="#kei-cite-1" class="backref" role="doc-backlink">↩\ufe0e</a></li>'
    section = f'<section class="references" role="doc-bibliography"><ul>{entry}</ul></section>'
    text, listed = nodes(f'<p><a href="#kei-ref-1" id="kei-cite-1">(Kim)</a></p>{section}')
    assert text["c"][0]["c"][0]["t"] == "at"
    assert listed == {
        "t": "references",
        "entries": [{"c": [{"t": "anchor", "id": "kei-ref-1", "c": ["Kim."]}], "reads": "ltr"}],
    }
