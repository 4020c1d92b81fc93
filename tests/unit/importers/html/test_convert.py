"""HTML and texts of WordPress become Markdown that this site reads back as the same words."""

import html as html_module
import random
import re

import pytest
from lxml import html as lxml_html

from kei_site.importers.html.convert import Converted, NoMedia, Surroundings, convert_html, convert_wordpress
from kei_site.importers.html.media_shortcodes import Media
from kei_site.importers.items import replace_tokens
from kei_site.markdown.document import read_markdown


def published(markdown: str) -> str:
    """Return the HTML of Markdown in which every destination is the same file."""
    text = read_markdown(replace_tokens(markdown, lambda _: "x.png"), path="x.md", first_line=1, language="en")
    return str(text.fragment.html)


def shown(html: str) -> str:
    """Return the letters of a text in HTML without any blank."""
    return "".join(lxml_html.fragment_fromstring(html, create_parent="div").text_content().split())


def addressed(text: Converted) -> str:
    """Return the Markdown of a text with the addresses of its source."""
    return replace_tokens(text.markdown, lambda number: text.references[number].address)


def wordpress(source: str) -> str:
    return convert_wordpress(source, Surroundings()).markdown


LETTERS = (
    r"C:\dir\*x* and \[y]",
    "*not* _marked_ **at** __all__ ~~here~~ `neither`",
    "[brackets] [^1] [x]: y ![image](a) [link](b)",
    "# no heading",
    "1. no list",
    "- no item",
    "+ no item",
    "> no quote",
    ": no description",
    "::: aside no box",
    "| no | table |",
    "=== no underline",
    "--- no line",
    "```no fence",
    "{{ no shortcode }} {% no tag %} {: .none} {#none}",
    "&amp; &copy; &#42; as letters",
    "<b>no tag</b> <!-- no comment --> <script>",
    "https://example.org/a_b?c=1&copy=2&d=*e*",
    "5 < 6 and 7 > 2, a<b",
    "snake_case_word and _leading",
    "re\u200eport \u202bword\u202c, soft\u00adhyphen",
    'say "quotes" and “more”, it\'s',
    "^[no note] !",
)


@pytest.mark.parametrize("words", LETTERS)
@pytest.mark.parametrize("around", ["<p>{}</p>", "<ul><li>{}</li></ul>", "<blockquote><p>{}</p></blockquote>"])
def test_a_text_comes_out_letter_for_letter(words: str, around: str) -> None:
    source = around.format(html_module.escape(words, quote=False))
    assert shown(published(convert_html(source).markdown)) == "".join(words.split())


@pytest.mark.parametrize("words", LETTERS)
@pytest.mark.parametrize(
    "around", ["<b>{}</b>", "x<i>{}</i>y", '<a href="https://example.org">{}</a>', "<code>{}</code>"]
)
def test_a_mark_changes_no_letter(words: str, around: str) -> None:
    source = f"<p>{around.format(html_module.escape(words, quote=False))}</p>"
    assert shown(published(convert_html(source).markdown)) == shown(source)


@pytest.mark.parametrize("words", LETTERS)
def test_a_table_a_heading_and_a_caption_change_no_letter(words: str) -> None:
    given = html_module.escape(words, quote=False)
    table = f"<table><tr><th>{given}</th><th>b</th></tr><tr><td>{given}</td><td>{given}</td></tr></table>"
    for source in (
        table,
        f"<h3>{given}</h3>",
        f'<ul><li><figure><img src="a"><figcaption>{given}</figcaption></figure></li></ul>',
    ):
        text = published(convert_html(source).markdown).replace('alt=""', "")
        assert shown(source) == shown(text)


ATOMS = [
    *"\\`*_[]<>&~{}!^#+-.:=|()'1a가é ",
    "**",
    "__",
    "[^",
    "](",
    "![",
    "{{",
    "&amp;",
    "~~",
    "https://a.org/x_y ",
    "- ",
    "1. ",
]
TAGS = ("b", "i", "del", "code", "u", "sup", "strong", "em", "mark")


def made(seed: random.Random, depth: int = 0) -> str:
    """Return a line of HTML with marks inside each other."""
    out = ""
    for _ in range(seed.randint(1, 4)):
        tag = seed.choice(TAGS)
        words = "".join(seed.choice(ATOMS) for _ in range(seed.randint(1, 5)))
        is_mark = depth < 3 and seed.random() < 0.4
        out += f"<{tag}>{made(seed, depth + 1)}</{tag}>" if is_mark else html_module.escape(words, quote=False)
    return out


@pytest.mark.parametrize("number", range(40))
def test_marks_inside_and_beside_each_other_change_no_letter(number: int) -> None:
    seed = random.Random(number)
    source = "".join(f"<p>{made(seed)}</p>" for _ in range(8))
    assert shown(published(convert_html(source).markdown)) == shown(source)


def test_words_are_marked_as_an_editor_would() -> None:
    assert (
        convert_html("<p><b>Bold</b>, <i>slanted</i> and <s>gone</s>.</p>").markdown
        == "**Bold**, *slanted* and ~~gone~~."
    )
    assert convert_html("<p>Das <strong>국가</strong>는</p>").markdown == "Das **국가**는"


def test_a_mark_that_markdown_would_not_read_is_a_tag() -> None:
    assert convert_html('<p>x<b>"y"</b>z</p>').markdown == 'x<strong>"y"</strong>z'
    assert convert_html("<p><b> a </b>b</p>").markdown == "**a** b"


def test_lists_that_follow_each_other_stay_two() -> None:
    html = published(
        convert_html("<ul><li>a</li></ul><ul><li>b</li></ul><ol><li>c</li></ol><ol start=4><li>d</li></ol>").markdown
    )
    assert html.count("<ul>") == 2
    assert html.count("<ol") == 2
    assert 'start="4"' in html


def test_a_table_with_joined_cells_stays_one() -> None:
    html = published(
        convert_html(
            '<table><tr><td colspan="2">a</td></tr><tr><td>b</td><td><ul><li>c</li></ul></td></tr></table>'
        ).markdown
    )
    assert 'colspan="2"' in html
    assert "<li>c</li>" in html


@pytest.mark.parametrize(
    "source",
    [
        "<table><p>lost</p>",
        "<table>lost<tr><td>a</td><td>b</td></tr></table>",
        "<table><tr>lost<td>a</td><td>b</td></tr></table>",
        "<table><tr><td>a</td><td>b</td></tr><p>lost</p></table>",
        "<ul>lost<li>a</li>lost</ul>",
        "<ul><p>lost</p></ul>",
        "<dl>lost<dt>a</dt><dd>b</dd></dl>",
        "<dl><dt>a</dt><dd>b</dd><p>lost</p></dl>",
        "<figure>lost<img src=x></figure>",
        "<details>lost<summary>a</summary>lost</details>",
        "<fieldset><legend>lost</legend>a</fieldset>",
        "<tr><td>lost</td></tr>",
        "<li>lost</li>",
        "<dd>lost</dd>",
        "<figcaption>lost</figcaption>",
        "<blockquote>lost<cite>a</cite></blockquote>",
        "<center><font color=red>lost</font></center>",
        "<button>lost</button>",
    ],
)
def test_words_where_html_has_no_place_for_them_are_kept(source: str) -> None:
    assert shown(published(convert_html(source).markdown)).count("lost") == source.count("lost")


def test_a_caption_with_a_link_keeps_it() -> None:
    text = convert_html(
        '<figure><img src="a.png" alt="A"><figcaption>By <a href="https://b.org">B</a></figcaption></figure>'
    )
    assert text.markdown == '::: figure kei-import:1 "A"\nBy [B](kei-import:0)\n:::'
    assert [reference.is_media for reference in text.references] == [False, True]


def test_scripts_and_what_runs_them_are_no_text() -> None:
    text = convert_html(
        '<p onclick="x()">a<script>alert(1)</script><a href="javascript:x()">b</a><style>c{}</style></p>'
    )
    assert text.markdown == "a b"
    assert text.text.split() == ["a", "b"]


def test_links_with_forbidden_schemes_become_words_and_images_are_left_out() -> None:
    text = convert_html(
        '<p>x <a href="ms-word:ofe|u|http://x.example">a</a> <a href="java&#9;script:y">b</a></p>'
        '<figure><img src="blob:z" alt="A"></figure>'
        '<table><tr><td rowspan="2"><a href="https-x:y">c</a></td></tr></table>'
    )
    assert "x a b" in text.markdown
    assert text.references == ()
    assert [message.rpartition(": ")[2] for message, _ in text.problems] == [
        "ms-word:ofe|u|http://x.example", "blob:z", "https-x:y",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "address",
    [
        "https://www.youtube.com/playlist?list=PLx", "https://www.youtube.com/channel/UCx", "https://youtu.be/",
        "https://www.youtube.com/user/x", "https://www.youtube.com/@name", "https://www.youtube.com/embed/",
        "https://www.youtube.com/watch?v=short", "https://vimeo.com/channels/x",
    ],
)  # fmt: skip
def test_a_page_of_a_video_service_without_a_video_becomes_a_link(address: str) -> None:
    text = convert_html(f'<iframe src="{address}"></iframe>')
    assert text.markdown.endswith("](kei-import:0)")
    assert text.references[0].address == address


def test_the_frame_of_a_list_of_videos_becomes_the_page_of_the_list() -> None:
    text = convert_html('<iframe src="https://www.youtube.com/embed/videoseries?list=PLabcdefghijkl"></iframe>')
    assert text.markdown.startswith("::: video")
    assert text.references[0].address == "https://www.youtube.com/playlist?list=PLabcdefghijkl"


def test_what_is_removed_glues_no_words() -> None:
    for tag in ("script", "style", "noscript", "select", "textarea"):
        text = convert_html(f"<p>one<{tag}>x</{tag}>two</p>")
        assert text.markdown == "one two"
        assert text.text.split() == ["one", "two"]


def test_a_frame_becomes_a_link_and_a_video_its_page() -> None:
    text = convert_html('<iframe src="https://www.youtube.com/embed/abcdefghijk?x=1" title="Talk"></iframe>')
    assert text.markdown == "::: video kei-import:0 Talk\n:::"
    assert text.references[0].address == "https://www.youtube.com/watch?v=abcdefghijk"
    assert (
        convert_html('<iframe src="https://maps.example.org/x"></iframe>').markdown
        == "[maps.example.org](kei-import:0)"
    )


@pytest.mark.parametrize("tag", ["video", "audio"])
def test_a_player_that_names_its_file_in_a_source_keeps_it(tag: str) -> None:
    html = f'<{tag} controls>\n\n<source src="https://o.org/a.mp4">\n\n<source src="https://o.org/a.ogv"></{tag}>'
    assert wordpress(f"One.\n\n{html}\n\nTwo.") == "One.\n\n[a.mp4](kei-import:0)\n\nTwo."


def test_what_follows_an_element_without_content_is_kept() -> None:
    image = '<picture><source srcset="/a.webp"><source srcset="/b.webp"><img src="/a.jpg" alt="A"></picture>'
    assert wordpress(f"<p>{image} after</p>") == "![A](kei-import:0) after"
    assert wordpress("<p>Super<wbr>long and <b>a<wbr/>b</b> end</p>") == "Superlong and **ab** end"


@pytest.mark.parametrize("name", ["emoji", "wp-smiley"])
def test_the_image_of_a_pictogram_is_its_character(name: str) -> None:
    text = convert_html(f'<p>So <img class="x {name}" alt="😀" src="https://s.w.org/1.png"> it is</p>')
    assert (text.markdown, text.references) == ("So 😀 it is", ())


@pytest.mark.parametrize("mark", ['dir="rtl"', 'dir="RTL"', 'style="text-align: right; direction: rtl"'])
def test_a_paragraph_from_right_to_left_stays_one(mark: str) -> None:
    words = '<span lang="ar" dir="rtl">نص **عربي**.</span>'
    assert convert_html(f'<p {mark} lang="ar">\nنص <b>عربي</b>.</p>').markdown == words
    assert convert_html(f'<ul><li {mark} lang="ar">نص <b>عربي</b>.</li></ul>').markdown == f"- {words}"
    assert convert_html('<p dir="ltr">a</p>').markdown == "a"


def test_a_comment_that_never_ends_hides_nothing() -> None:
    assert "after" in convert_html("<p>before</p><!-- <p>after</p>").markdown


def test_deep_nesting_loses_no_word() -> None:
    text = convert_html("<div>" * 2000 + "<p>deep</p>" + "<ul><li>x" * 60)
    assert "deep" in text.markdown
    assert text.markdown.count("x") == 60


def test_words_are_counted_without_the_markdown() -> None:
    text = convert_html("<h2>One</h2><p>two<br>three <b>fo</b>ur</p><script>no</script><!-- no -->")
    assert text.text == "One\ntwo three four"


NOTE_FORMS = {
    "of the block editor": ('a<sup data-fn="n1" class="fn"><a href="#n1">1</a></sup> b', {"n1": "<em>Note</em> text"}),
    "of a shortcode": ("a[efn_note]<em>Note</em> text[/efn_note] b", {}),
    "in double brackets": ("a((<em>Note</em> text)) b".replace("<em>", "").replace("</em>", ""), {}),
    "of a word processor": (
        '<p>a<a href="#_ftn1" name="_ftnref1">[1]</a> b</p><p><a href="#_ftnref1" name="_ftn1">[1]</a> Note text</p>',
        {},
    ),
    "in a list": (
        '<p>a<sup id="fnref-1"><a href="#fn-1">1</a></sup> b</p>'
        '<ol><li id="fn-1">Note text <a href="#fnref-1">↩</a></li></ol>',
        {},
    ),
}


@pytest.mark.parametrize("form", NOTE_FORMS)
def test_a_note_is_a_note(form: str) -> None:
    source, notes = NOTE_FORMS[form]
    text = convert_wordpress(source, Surroundings(notes=notes))
    assert text.notes == 1
    assert text.markdown.startswith("a[^1] b")
    assert text.markdown.replace("*", "").endswith("[^1]: Note text")


def test_links_within_a_text_that_are_no_notes_stay() -> None:
    text = convert_html('<p><a href="#two">2</a></p><h2 id="two">Two</h2><p>Words.</p>')
    assert text.notes == 0
    assert "[2](kei-import:0)" in text.markdown
    assert "## Two {#two}" in text.markdown


def test_an_address_alone_in_its_line_is_what_wordpress_makes_of_it() -> None:
    assert wordpress("a\n\nhttps://youtu.be/abcdefghijk\n\nb") == "a\n\n::: video kei-import:0 youtu.be\n:::\n\nb"


def test_breaks_of_pages_join_the_pages() -> None:
    assert wordpress("a\n<!--nextpage-->\nb<!--more-->\n\nc") == "a\n\nb\n\nc"


def test_no_separated_word_is_glued() -> None:
    text = convert_html(
        "<table><tr><td>one</td><td>two</td></tr><tr><td>x</td></tr></table><div>three</div>four<p>five</p>six"
    )
    assert text.text.split() == "one two x three four five six".split()
    assert shown(published(text.markdown)) == "onetwoxthreefourfivesix"
    assert "threefour" not in text.markdown


def test_a_paragraph_stands_beside_the_image_that_begins_it() -> None:
    image = '<img src="x.png" class="alignleft">'
    assert convert_html(f"<p>{image} Words.</p>").markdown == "![](kei-import:0){.left}\n\nWords."
    assert convert_html(f"<p>Words {image}</p>").markdown == "Words ![](kei-import:0){.left}"
    assert convert_html('<p><img src="x.png"> Words.</p>').markdown == "![](kei-import:0) Words."


def test_a_button_stands_apart_from_the_link_before_it() -> None:
    found = convert_html('<p><a href="/f.pdf">File</a><a href="/f.pdf" class="wp-block-file__button">Get</a></p>')
    assert found.markdown == "[File](kei-import:0) [Get](kei-import:1)"
    assert found.text == "File Get"
    assert convert_html('<p><a href="/a">Har</a><a href="/b">bour</a></p>').text == "Harbour"


@pytest.mark.parametrize(
    ("source", "markdown"),
    [
        ('a <span style="color: red; font-weight: bold">b</span>', "a **b**"),
        ('a <font style="font-style:italic">b</font>', "a *b*"),
        ('a <span style="text-decoration:line-through">b</span>', "a ~~b~~"),
        ('a <strong><span style="font-weight:700">b</span></strong>', "a **b**"),
        ('<h2><span style="font-weight:bold">b</span></h2>', "## b"),
        ('<b style="font-weight:normal" id="docs-internal-guid-1">a <span style="font-weight:400">b</span></b>', "a b"),
        ('<b style="mso-bidi-font-weight: normal">b</b>', "**b**"),
        ('<span style="mso-bidi-font-weight:bold">b</span>', "b"),
    ],
)
def test_styles_that_programs_write_for_marks_are_marks(source: str, markdown: str) -> None:
    assert convert_html(f"<div>{source}</div>").markdown == markdown


@pytest.mark.parametrize("inside", ["&nbsp;", "<b> &nbsp;</b>", "<b></b>", ""])
def test_a_heading_or_a_link_without_words_is_none(inside: str) -> None:
    assert convert_html(f"<p>a</p><h2>{inside}<br></h2><p>b</p>").markdown == "a\n\nb"
    assert convert_html(f'<p>a<a href="https://x.org">{inside}</a></p>').references == ()


def test_a_file_that_is_shown_and_linked_has_one_link_and_its_words_stay_apart() -> None:
    shown_file = '<object data="https://x.org/a.pdf"></object>'
    assert convert_html(f'{shown_file}<a href="https://x.org/a.pdf">Report</a>').markdown == "[Report](kei-import:0)"
    assert convert_html(f"<p>{shown_file}after</p>").markdown == "[a.pdf](kei-import:0) after"


@pytest.mark.parametrize(
    ("name", "here"), [("Section2", "section2"), ("_Toc123", "toc123"), ("sec_3", "sec-3"), ("1", "section-1")]
)
def test_places_that_links_of_a_text_lead_to_have_names_that_stay(name: str, here: str) -> None:
    found = convert_html(f'<p><a name="{name}"></a>Words</p><p><a href="#{name}">there</a></p>')
    assert f'<span id="{here}"></span>Words' in found.markdown
    assert f'id="{here}"' in published(found.markdown)


def test_blanks_and_images_that_only_move_what_follows_are_left_out() -> None:
    assert convert_html("<p>&nbsp;&nbsp; a&nbsp;%<o:p>&nbsp;</o:p></p>").markdown == "a\u00a0%"
    assert (
        convert_html('<p>a<img src="s.gif" width="1" height="1"></p><img src="s.gif" width=0 height=1>').markdown == "a"
    )
    assert convert_html('<img src="line.png" width="1" height="90">').references


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (
            '<pre lang="php" line="1"><?php echo "<b>hi</b>" && 1; ?></pre>',
            '```php\n<?php echo "<b>hi</b>" && 1; ?>\n```',
        ),
        ('<pre lang="xml">&lt;a&gt;</pre>', "```xml\n<a>\n```"),
        ('<pre lang="xml" escaped="true">&lt;a&gt;<b></b></pre>', "```xml\n<a>\n```"),
        ('<pre lang="en">plain <b>words</b></pre>', "```\nplain words\n```"),
    ],
)
def test_code_that_a_plugin_shows_letter_by_letter_loses_nothing(source: str, code: str) -> None:
    assert wordpress(source) == code


def test_a_gallery_of_what_was_uploaded_to_a_text_shows_the_images_alone() -> None:
    class Uploads(NoMedia):
        def of_item(self) -> list[Media]:
            return [Media(address="/a.png"), Media(address="/paper.pdf"), Media(address="/b.JPG")]

    found = convert_wordpress("[gallery]", Surroundings(media=Uploads()))
    assert found.markdown.startswith("::: gallery\n")
    assert [reference.address for reference in found.references] == ["/a.png", "/b.JPG"]


def test_an_image_whose_data_stand_in_the_text_is_named() -> None:
    short = '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" data-src="/a.png" alt="A">'
    found = convert_html(f'<p>{short}<img src="data:image/png;base64,{"iVBO" * 200}" alt="A map"></p>')
    (message,) = [words for words, _ in found.problems]
    assert re.fullmatch("an image whose data stand in the text .*: A map", message)
    assert [reference.address for reference in found.references] == ["/a.png"]


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ('<h2 id="x">Words</h2>', "## Words {#x}"),
        ('<h2 id="My_Part">Words</h2>', "## Words {#my-part}"),
        ('<h2 id="location">Words</h2>', "## Words {#section-location}"),
        ('<h2><a name="x"></a>Words</h2>', '## <span id="x"></span>Words'),
        ('<p>One <a id="x"></a>two.</p>', 'One <span id="x"></span>two.'),
        ('<p id="x">Words</p>', "Words"),
    ],
)
def test_headings_and_anchors_keep_their_names_since_others_link_to_them(html: str, markdown: str) -> None:
    assert convert_html(html).markdown == markdown


def test_a_name_that_stands_twice_is_written_once() -> None:
    assert convert_html('<h2 id="x">A</h2><h2 id="x">B</h2>').markdown == "## A {#x}\n\n## B"


def test_a_table_within_a_table_is_named() -> None:
    inner = "<table><tr><td>b</td><td>c</td></tr></table>"
    text = convert_html(f"<table><tr><td>a</td><td>{inner}</td></tr></table>")
    assert [message for message, _ in text.problems] == [
        "a table that holds another table: its cells became paragraphs, in their order"
    ]


@pytest.mark.parametrize(
    "code",
    [
        "[php]\nx\n[/php]",
        '[code lang="php"]\nx\n[/code]',
        "[code=php]x[/code]",
        '<pre class="brush: php; title: ; notranslate">x</pre>',
        '<pre class="toolbar:1 lang:php decode:true">x</pre>',
        '<!-- wp:syntaxhighlighter/code {"language":"php"} -->\n<pre>x</pre>\n<!-- /wp:syntaxhighlighter/code -->',
    ],
)
def test_code_of_plug_ins_keeps_its_language(code: str) -> None:
    assert convert_wordpress(code, Surroundings()).markdown == "```php\nx\n```"


def test_an_unknown_shortcode_with_its_value_behind_its_name_is_listed() -> None:
    text = convert_wordpress("[googlevideo=http://video.example/1] and [a=b] [sic]", Surroundings())
    assert text.leftovers == (("googlevideo", 0),)


@pytest.mark.parametrize(
    "source",
    [
        '<ul><!-- wp:social-link {"url":"/a","label":"A"} /-->\n<!-- wp:social-link {"url":"/b","label":"B"} /--></ul>',
        '<ul><li><a href="/a">A</a></li>\n<!-- wp:social-link {"url":"/b","label":"B"} /--></ul>',
        '<ul><a href="/a">A</a>\n<a href="/b">B</a></ul>',
        '<ul><a href="/a">A</a><br>\n<a href="/b">B</a></ul>',
        '<ul><li><a href="/a">A</a></li><a href="/b">B</a></ul>',
    ],
)
def test_each_link_in_a_list_without_items_is_an_item(source: str) -> None:
    assert addressed(convert_wordpress(source, Surroundings())) == "- [A](/a)\n- [B](/b)"


@pytest.mark.parametrize(
    ("source", "markdown"),
    [
        ("<ul><p>a</p><p>b</p></ul>", "- a\n\n- b"),
        ("<ul><li>a</li><p>b</p><p>c</p></ul>", "- a\n\n  b\n\n  c"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "- a\n  - b"),
        ('<ul>See <a href="/a">A</a> and <a href="/b">B</a></ul>', "- See [A](/a) and [B](/b)"),
    ],
)
def test_what_stands_between_items_keeps_its_place(source: str, markdown: str) -> None:
    assert addressed(convert_html(source)) == markdown


@pytest.mark.parametrize("mark", ["code", "preformatted", ""])
def test_code_with_a_link_stays_code_and_keeps_the_link(mark: str) -> None:
    code = f'<pre class="wp-block-{mark}">a *b* <a href="/c">c</a>\n\n   d &lt;e&gt;</pre>'
    source = f"<!-- wp:{mark} -->\n{code}\n<!-- /wp:{mark} -->" if mark else code
    text = convert_wordpress(source, Surroundings())
    assert addressed(text) == '<pre>a *b* <a href="/c">c</a>\n\n   d &lt;e&gt;</pre>'
    assert published(text.markdown).strip() == addressed(text).replace("/c", "kei-link:0")


def test_a_poem_and_code_within_a_line_keep_their_links() -> None:
    poem = '<!-- wp:verse --><pre class="wp-block-verse">a <a href="/b">b</a>\nc</pre><!-- /wp:verse -->'
    assert addressed(convert_wordpress(poem, Surroundings())) == "a [b](/b)\\\nc"
    assert addressed(convert_html('<p><code>a <a href="/b">b</a></code></p>')) == "<code>a [b](/b)</code>"


def test_the_corner_of_a_table_may_be_an_empty_cell() -> None:
    table = "<table><tr><td></td><th>a</th></tr><tr><th>b</th><td>1</td></tr></table>"
    assert convert_html(table).markdown == "|  | a |\n| --- | --- |\n| b | 1 |"


@pytest.mark.parametrize("player", ["audio", "video"])
def test_words_for_browsers_that_play_nothing_are_no_words_of_the_text(player: str) -> None:
    inside = 'no player: <a href="/a.mp4">/a.mp4</a> <a href="/t.html">words</a>'
    text = convert_html(f"<p>a</p><{player} src=/a.mp4>{inside}</{player}><p>b</p>")
    assert (addressed(text), text.text) == ("a\n\n[a.mp4](/a.mp4) [words](/t.html)\n\nb", "a\nb")


def test_a_text_behind_a_player_that_is_not_closed_is_kept() -> None:
    text = convert_html(f"<video src=/a.mp4><p>{'kept ' * 200}</p></video>")
    assert text.markdown.count("kept") == text.text.count("kept") == 200
