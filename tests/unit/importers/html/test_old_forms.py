"""Maps of images, lists of Word and the signs of toggles become what Markdown has."""

import pytest

from kei_site.importers.html.convert import Converted, convert_html
from kei_site.importers.words import lost_words


def markdown(html: str) -> str:
    return convert_html(html).markdown


def test_the_areas_of_a_map_are_links_below_its_image() -> None:
    areas = (
        '<area href="https://o.org/n" alt="The north"><area href="/s" alt=""><area nohref alt="Sea"><area href="/s">'
    )
    found = convert_html(f'<p><img src="x.png" usemap="#m"><map name="m">{areas}</map> after</p>')
    assert found.markdown == "![](kei-import:0)\n\n- [The north](kei-import:1)\n- [/s](kei-import:2)\n- Sea\n\nafter"
    assert [reference.address for reference in found.references] == ["x.png", "https://o.org/n", "/s"]


def test_a_map_with_links_of_its_own_has_each_once() -> None:
    html = '<map name="m"><p><a href="/n">North</a></p><area href="/n" alt="North"></map>'
    assert markdown(html) == "[North](kei-import:0)"


WORD = {
    "bullets": ("· a|· b", "- a\n- b"),
    "bullets inside": ("· a|o b|· c|§ d", "- a\n  - b\n- c\n  - d"),
    "numbers": ("1. a|2. b", "1. a\n2. b"),
    "numbers from three": ("3) a|4) b", "3. a\n4. b"),
    "letters": ("a. x|b. y", '<ol type="a"><li>x</li><li>y</li></ol>'),
}


@pytest.mark.parametrize("form", WORD)
def test_the_paragraphs_that_word_writes_for_lists_are_lists(form: str) -> None:
    lines, expected = WORD[form]
    html = "".join(
        f'<p class="MsoListParagraphCxSpMiddle"><span>{mark}<span>&nbsp;&nbsp; </span></span>{words}</p>'
        for mark, _, words in (line.partition(" ") for line in lines.split("|"))
    )
    found = convert_html(f"{html}<p>After</p>")
    assert found.markdown == f"{expected}\n\nAfter"
    assert lost_words(found.text, _shown(found)) == ()


def test_the_level_that_word_writes_stands_above_the_mark() -> None:
    html = "".join(f'<p style="mso-list:l0 level{level} lfo1">·&nbsp; x{level}</p>' for level in (1, 2, 1))
    assert markdown(html) == "- x1\n  - x2\n- x1"


@pytest.mark.parametrize("words", ["J. Smith, 2010", "o livro", "No mark", "5 is a number"])
def test_a_paragraph_of_word_that_begins_with_a_word_is_none(words: str) -> None:
    found = convert_html(f'<p class="MsoListParagraph">{words}</p>')
    assert found.markdown == found.text == words


def test_bullets_that_were_typed_are_a_list() -> None:
    assert markdown("<p>• a</p><p>• b</p><p>c</p>") == "- a\n- b\n\nc"
    assert markdown("<p>• alone</p>") == "• alone"


def test_words_between_and_behind_the_paragraphs_of_a_list_are_kept() -> None:
    assert markdown("<p>• a</p><p>• b</p>between<p>• c</p><p>• d</p>behind") == (
        "- a\n- b\n\nbetween\n\n- c\n- d\n\nbehind"
    )


@pytest.mark.parametrize("sign", ['<span aria-hidden="true">+</span>', '<i class="toggle-icon">▾</i>'])
def test_the_sign_of_a_toggle_is_no_word(sign: str) -> None:
    assert markdown(f"<h3>Ask{sign}</h3>") == "### Ask"
    assert markdown('<p>a <span aria-hidden="true">word</span> + b</p>') == "a word + b"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<ol type="A" start="3"><li>x</li></ol>', '<ol start="3" type="A"><li>x</li></ol>'),
        ('<ol style="list-style-type: upper-roman"><li>x</li></ol>', '<ol type="I"><li>x</li></ol>'),
        ("<ol reversed><li>x</li><li>y</li></ol>", "<ol reversed><li>x</li><li>y</li></ol>"),
        ('<ol><li value="5">x</li><li>y</li></ol>', "5. x\n6. y"),
        ('<ol><li>x</li><li value="9">y</li></ol>', '<ol><li>x</li><li value="9">y</li></ol>'),
        ('<ol type="1"><li>x</li></ol>', "1. x"),
        ("<ol reversed>\n<li>x\n<ul> <li>y</li></ul></li></ol>", "<ol reversed><li>x<ul><li>y</li></ul></li></ol>"),
    ],
)
def test_a_list_keeps_how_it_counts(html: str, expected: str) -> None:
    assert markdown(html) == expected


def test_a_list_that_cannot_keep_how_it_counts_is_told() -> None:
    found = convert_html('<ol type="a"><li>x<pre>code</pre></li></ol>')
    assert found.markdown.startswith("1. x")
    assert found.problems == (("the numbers of a list were written as 1, 2, 3: xcode", None),)


def _shown(found: Converted) -> str:
    return found.markdown.replace("<", " <").replace(">", "> ")
