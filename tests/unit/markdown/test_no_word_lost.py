"""No visible word of a source is ever lost, whatever else is wrong with it."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.support.examples import examples
from tests.support.markup_blocks import read
from tests.support.shown_words import lost_words, shown_words

CASES = {
    "emphasis": "*seen1* **seen2** ***seen3*** ~~seen4~~ seen5*seen6",
    "a table with more cells than its head": "| seen1 |\n|---|\n| seen2 | seen3 | seen4 |\n| seen5 |",
    "a table whose rule does not fit": "| seen1 | seen2 |\n|---|\n| seen3 |",
    "a table in a list": "- seen1\n\n  | seen2 |\n  |---|\n  | seen3 | seen4 |",
    "notes": "seen1[^a]\n\n[^a]: seen2\n\n[^b]: seen3\n\n[^a]: seen4\n\n    seen5",
    "notes in place": "seen1^[seen2 ^[seen3] seen4] seen5",
    "a note in a list in a quote": "> - seen1[^a]\n>\n> [^a]: seen2\n>\n>     - seen3",
    "a mark without a note": "seen1[^seen2] seen3",
    "depth of lists": "\n".join("  " * depth + f"- seen{depth}" for depth in range(60)),
    "depth of quotes": "\n".join("> " * depth + f"seen{depth}\n" for depth in range(60)),
    "depth of emphasis": "".join(f"*seen{depth} **" for depth in range(60)) + "end1" + "** *" * 60,
    "depth of tags": "".join(f"<div>seen{depth}\n" for depth in range(150)),
    "depth of directives": "".join(f"::: aside seen{depth}\n\nbody{depth}\n\n" for depth in range(60)),
    "links that are refused": "[seen1](javascript:x) <vbscript:seen2> [seen3][] [seen4][seen5]",
    "images that are refused": "![seen1](https://e.org/x.png \"seen2\")\n\nseen3![seen4](data:x)seen5",
    "elements that are dropped": "<section>seen1<foo>seen2</foo></section><form><button>seen3</button></form>seen4",
    "scripts and styles": "seen1 <script>hidden1</script> seen2\n\n<style>hidden2</style>\n\nseen3",
    "a script that does not close": "seen1 <script> seen2\n\n<script>\nseen3\n\nseen4",
    "a comment that does not close": "seen1\n\n<!-- seen2\n\nseen3\n\n> <!-- seen4\n\nseen5 <!-- seen6",
    "comments": "seen1 <!-- hidden1 --> seen2\n\n<!-- hidden2\n\nhidden3 -->\nseen3",
    "tags that cannot be read": "<div class=\"hidden>seen1</div>\n\n<div <hidden2>seen3</div> seen4",
    "a table in disorder": "<table>seen1<tr>seen2<td>seen3</tr><caption>seen4</caption><thead>seen5</thead>"
    "<caption>seen6</table>",
    "lists in disorder": "<ul>seen1<li>seen2<p>seen3<ul>seen4</ul></ul><li>seen5<dl>seen6<dt>seen7</dl>",
    "blocks in text": "<p>seen1<div>seen2</p>seen3<h2>seen4<p>seen5</h2><span><ul>seen6</ul></span>",
    "details": "<details>seen1<summary>seen2</summary></details>"
    "<figure><figcaption>seen3</figcaption>seen4<figcaption>seen5</figure>",
    "a select": "<select><option>seen1</option></select><textarea>seen2</textarea>",
    "directives": "::: aside seen1\nseen2\n:::\n\n::: pullquote seen3\nseen4\n:::\n\n::: zzz seen5\nseen6\n:::\n\n"
    "::: aside\nseen7",
    "figures and videos": "::: figure hidden1.png seen1 \"hidden2\"\nseen2\n:::\n\n"
    "::: video https://e.org seen3\nseen4\n:::\n\n::: video seen5\n:::",
    "fences": "```hidden1\nseen1\n```\n\n~~~\nseen2\n\n> seen3",
    "definitions": "seen1\n: seen2\n\n  seen3\n\nseen4\n~ seen5",
    "shortcodes": "{{< seen1 \"seen2\" >}} {{% seen3 %}} {{ seen4 }} {% seen5 %} {{< seen6",
    "headings": "# seen1 #\n\nseen2\n===\n\n####### seen3\n\n## seen4 {#hidden1}\n\n## !!! {#seen5!}",
    "html blocks with text": "<div>\nseen1 *seen2* &amp; seen3 < seen4\n</div>\nseen5\n\nseen6",
    "code in text": "`seen1` ``seen2 ` seen3`` `seen4",
    "characters": "seen1\u200bseen2 \ufeffseen3 seen4\u2028seen5 seen6\x00seen7",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(CASES))
def test_no_word_is_lost_in(name: str) -> None:
    source = CASES[name]
    wanted = re.findall(r"(?:seen|body|end)\d+", source)
    shown = shown_words(read(source).fragment.html)
    words = set(re.findall(r"(?:seen|body|end|hidden)\d+", " ".join(shown)))
    assert wanted
    assert set(wanted) - words == set()
    assert not any(word.startswith("hidden") for word in words)


WORDS = st.sampled_from("alpha beta gamma delta epsilon zeta eta theta iota kappa".split())
# The name of the note is no word: where a directive ends a block, the plain parser may take it for text.
LINES = st.tuples(
    st.sampled_from(
        ["", "", "", "- ", "1. ", "> ", "  ", "## ", "    ", "| ", ": ", "[^§]: ", "::: aside ", "<p>", "<div>"]
    ),
    st.lists(WORDS, min_size=1, max_size=5).map(" ".join),
    st.sampled_from(["", "", "", "\n", " |", "[^§]", "</div>", " *", "\n:::", "  ", "</b>"]),
).map("".join)


def _numbered_items(html: str) -> int:
    """Items of numbered lists, without those of notes, which have ids; 0 where there is no numbered list."""
    return html.count("<li>") if "<ol" in html else 0


def test_a_number_that_is_lost_outside_of_lists_would_be_seen() -> None:
    assert lost_words("1[^1] and 1", "<p>and</p>")["1"] > _numbered_items("<p>and</p>")


@examples(times=4)
@given(st.lists(LINES, max_size=12).map("\n".join))
@example("[^§]: alpha\n::: aside alpha\n<p>alpha\n:::\nalpha[^§]")
@example("> alpha\n::: aside alpha\n[^§]: alpha")
def test_no_word_of_a_random_text_is_lost(body: str) -> None:
    html = read(body).fragment.html
    lost = lost_words(body, html)
    # What stands before `1.` makes it a word or the number of an item, and the plain parser sees no directives.
    assert lost.pop("1", 0) <= _numbered_items(html)
    assert lost == {}


def test_a_lost_word_would_be_seen() -> None:
    assert lost_words("one two", "<p>one</p>") == {"two": 1}
    assert lost_words("one two two", "<p>two one</p>") == {"two": 1}
    assert lost_words("one <b>two</b> <script>three</script>", "<p>one two</p>") == {}
