"""The rules of paragraphs that WordPress documents for classic texts."""

import pytest

from kei_site.importers.html.paragraphs import with_paragraphs

CASES = {
    "blank lines part paragraphs": ("a\n\nb", "<p>a</p><p>b</p>"),
    "several blank lines are one": ("a\n \n\t\n\nb", "<p>a</p><p>b</p>"),
    "a line end is a break": ("a\nb", "<p>a<br/>b</p>"),
    "a break that is written is not doubled": ("a<br>\nb", "<p>a<br/>b</p>"),
    "two breaks part paragraphs": ("a<br /><br />b", "<p>a</p><p>b</p>"),
    "blocks stand alone": ("a\n<h2>b</h2>\nc", "<p>a</p><h2>b</h2><p>c</p>"),
    "text around a block": ("<h2>b</h2>c", "<h2>b</h2><p>c</p>"),
    "lines of lists are no breaks": ("<ul>\n<li>a</li>\n<li>b</li>\n</ul>", "<ul><li>a</li><li>b</li></ul>"),
    "an item without blank lines has no paragraph": ("<ul><li>a\nb</li></ul>", "<ul><li>a<br/>b</li></ul>"),
    "an item with blank lines has": ("<ul><li>a\n\nb</li></ul>", "<ul><li><p>a</p><p>b</p></li></ul>"),
    "a quote has paragraphs": ("<blockquote>a\n\nb</blockquote>", "<blockquote><p>a</p><p>b</p></blockquote>"),
    "a quote of one": ("<blockquote>a</blockquote>", "<blockquote><p>a</p></blockquote>"),
    "text alone in a block": ("<div>a</div>", "<div>a</div>"),
    "a paragraph that is written stays": ("<p>a</p>\n\n<p>b</p>", "<p>a</p><p>b</p>"),
    "lines in a paragraph that is written": ("<p>a\nb</p>", "<p>a<br/>b</p>"),
    "a blank line in one": ("<p>a\n\nb</p>", "<p>a</p><p>b</p>"),
    "code is left alone": ("<pre>a\n\nb\n</pre>", "<pre>a\n\nb\n</pre>"),
    "scripts are left alone": ("<script>a\n\nb</script>", "<p><script>a\n\nb</script></p>"),
    "no break within a tag": ('<a\nhref="x"\n>a</a>', '<p><a\nhref="x"\n>a</a></p>'),
    "comments need no paragraph": ("<!--more-->\n\na", "<p>a</p>"),
    "images and links are text": ('<img src="x">\n\n<a>b</a>', '<p><img src="x"></p><p><a>b</a></p>'),
    "a table": ("<table>\n<tr>\n<td>a\nb</td>\n</tr>\n</table>", "<table><tr><td>a<br/>b</td></tr></table>"),
    "line ends of other systems": ("a\r\n\r\nb", "<p>a</p><p>b</p>"),
    "a figure": (
        "<figure>\n<img>\n<figcaption>a\nb</figcaption>\n</figure>",
        "<figure><img><figcaption>a<br/>b</figcaption></figure>",
    ),
    "a section": ("<section>a</section>", "<section>a</section>"),
    "a player": (
        'a\n\n<video src="x">\n\n<source src="y">\n <!-- c -->\n\n<track src="z">\n</video>\n\nb',
        '<p>a</p><p><video src="x"><source src="y"><!-- c --><track src="z"></video></p><p>b</p>',
    ),
    "an object": (
        '<div>\n<object data="x">\n<param name="y">\n\n<embed src="z">\n</object>\n</div>',
        '<div><object data="x"><param name="y"><embed src="z"></object></div>',
    ),
    "nothing": ("\n \n", ""),
}


def tight(html: str) -> str:
    """Return HTML without line ends outside of code and tags."""
    kept = html if "<pre" in html or "<script" in html or "<a\n" in html else html.replace("\n", "")
    return kept.replace("<br />", "<br/>")


@pytest.mark.parametrize("name", CASES)
def test_a_documented_rule(name: str) -> None:
    source, expected = CASES[name]
    assert tight(with_paragraphs(source)) == expected


@pytest.mark.parametrize("hostile", [" " * 200_000 + "x", "<video>" * 20_000 + " " * 20_000, "\n<source" * 20_000])
def test_hostile_blanks_are_read_in_one_pass(hostile: str) -> None:
    assert with_paragraphs(hostile)[-4:] == "</p>"


def test_what_never_closes_is_read_once() -> None:
    assert with_paragraphs("<pre>" * 50_000).count("<pre>") == 50_000
