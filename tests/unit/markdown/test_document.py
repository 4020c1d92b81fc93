"""The reader of Markdown as a whole: total, pure, safe, within its limits."""

import re
from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.token import Token

from kei_site.core.budget import TICKS_PER_CHECK, Budget, OverBudgetError, cpu_seconds
from kei_site.core.diagnostics import Severity
from kei_site.core.limits import LIMITS
from kei_site.markdown.document import Text, _count
from kei_site.markdown.html.mathematics import with_mathematics
from kei_site.markdown.parser import parser
from kei_site.markdown.sanitize.raw_html import without_code
from kei_site.markdown.state import ParseState
from tests.support.examples import examples
from tests.support.hostile_markdown import KNOWN, OURS
from tests.support.markup_blocks import read
from tests.support.shown_words import shown_words
from tests.support.sound_html import problems

PIECES = (
    *"# ## > - * _ ~~ ` ``` ~~~ | : ::: [ ] ( ) ! ^ \\ & < > { } {{ }} \" ' = --- +".split(),
    "\n",
    "\n\n",
    "    ",
    "\t",
    " ",
    "a",
    "한국",
    "\u202e",
    "\0",
    "\ud800",
    "&lt;",
    "&#0;",
    "[^1]",
    "[^1 2]",
    "[^1 2]: n",
    "[^1]: n",
    "[a]: b\n",
    "| a | b |\n|---|---|\n| c |\n",
    "1. ",
    "<b>",
    "</b>",
    "<div>",
    "</div>",
    "<table>",
    "<td>",
    "</table>",
    "<li>",
    "<ul>",
    "<script>",
    "</script>",
    "<style>",
    "<script/>",
    "<style/>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?",
    "<a href=x>",
    "</a>",
    "<img src=x>",
    "<h2 id=a>",
    "<svg>",
    "<math>",
    "<p id=fn-1>",
    '<p title="',
    "javascript:",
    "https://e.org",
    "::: aside a\n",
    ":::\n",
    "::: figure a.png\n",
    "![a](b){.wide}",
    "Term\n: Def\n",
    "{#own}",
    "on",
    "=x",
)
DOCUMENTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def codes(text: Text) -> list[str]:
    return [diagnostic.code for diagnostic in text.diagnostics]


@examples(times=4)
@given(DOCUMENTS)
def test_whatever_is_written_becomes_sound_html(body: str) -> None:
    assert problems(read(body).fragment.html) == []


@examples(times=2)
@given(st.text())
def test_any_characters_become_sound_html(body: str) -> None:
    assert problems(read(body).fragment.html) == []


@examples(times=2)
@given(DOCUMENTS)
def test_places_lie_inside_the_text(body: str) -> None:
    lines = body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    text = read(body, first_line=8)
    places = [(diagnostic.place.line, diagnostic.place.column) for diagnostic in text.diagnostics]
    places += [(reference.line, reference.column) for reference in (*text.links, *text.images)]
    for line, column in places:
        assert 8 <= line <= 8 + len(lines) - 1
        assert 1 <= column <= len(lines[line - 8]) + 1


@examples(times=2)
@given(DOCUMENTS)
def test_every_reference_stands_in_the_fragment_at_most_once(body: str) -> None:
    text = read(body)
    links = [int(number) for number in re.findall(r'href="kei-link:(\d+)"', text.fragment.html)]
    images = [int(number) for number in re.findall(r'src="kei-image:(\d+)"', text.fragment.html)]
    assert sorted(set(links)) == sorted(links)
    assert sorted(set(images)) == sorted(images)
    assert all(number < len(text.links) for number in links)
    assert all(number < len(text.images) for number in images)


@given(DOCUMENTS)
def test_the_same_text_reads_the_same(body: str) -> None:
    assert read(body) == read(body)


@given(DOCUMENTS)
def test_headings_have_their_ids_in_the_fragment(body: str) -> None:
    text = read(body)
    shown = re.findall(r'<h([2-6]) id="([^"]+)">', text.fragment.html)
    assert [(heading.level, heading.id) for heading in text.fragment.headings] == [
        (int(level), name) for level, name in shown
    ]
    assert {name for _, name in shown} <= set(text.anchors)


def test_the_checker_sees_what_is_unsound() -> None:
    assert problems("<p>a</p>") == []
    for html in (
        "<p>a",
        "</p>",
        '<b id="x"></b><i id="x"></i>',
        "<script></script>",
        '<a href="x"></a>',
        "<p onclick=x></p>",
    ):
        assert problems(html) != []


@pytest.mark.parametrize("name", sorted({**KNOWN, **OURS}))
def test_hostile_patterns_end_soon_and_stay_sound(name: str) -> None:
    body = {**KNOWN, **OURS}[name](2_000)
    began = cpu_seconds()
    text = read(body)
    assert cpu_seconds() - began < 5
    assert len(text.fragment.html) <= LIMITS.html.most
    assert problems(read({**KNOWN, **OURS}[name](40)).fragment.html) == []


def test_a_text_is_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        read("a").word_count = 3  # type: ignore[misc]


def test_words_are_counted_as_readers_count_them() -> None:
    assert read("One *two* three[^1].\n\n| four |\n|---|\n| five |\n\n[^1]: six").word_count == 6
    assert read("한국은 나토와 협력한다.", language="ko").word_count == 3
    assert read("これは日本語です", language="ja").word_count == 4
    assert read("").word_count == 0


@given(st.text(st.sampled_from("ab.\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u3000é")))
def test_words_are_what_blanks_part(text: str) -> None:
    assert _count(text, "en") == len(text.split())


@pytest.mark.parametrize(
    ("body", "paragraph"),
    [
        ("First *one* with [a link](b.md)[^1].\n\nSecond.\n\n[^1]: x", "First one with a link."),
        ("![Map](map.png)\n\nText.", "Text."),
        ("{{< image \"a\" >}}\n\n{% x %}\n\nText {{ y }} goes\non.", "Text goes on."),
        ("## Head\n\n> quoted\n\n- item\n\n::: pullquote\nQ\n:::\n\nText.", "Text."),
        ("a &amp; b \\* `c < d`", "a & b * c < d"),
        ("", ""),
    ],
)  # fmt: skip
def test_the_first_paragraph_is_plain_and_whole(body: str, paragraph: str) -> None:
    assert read(body).first_paragraph == paragraph


def test_anchors_are_what_links_can_lead_to() -> None:
    assert read('## One\n\n<p id="two">x</p>\n\n### One\n\n<h4>Raw</h4>').anchors == ("one", "two", "one-2", "raw")


def test_notes_and_references_to_them_are_anchors() -> None:
    notes = read("one[^a], two[^a], three^[here]\n\n[^a]: note\n\n[^b]: unused").anchors
    assert notes == ("fn-1", "fnref-1", "fnref-1-2", "fn-2", "fnref-2", "fn-3")
    assert read("## One\n\n[up](#fn-1) text[^1]\n\n[^1]: note").anchors == ("one", "fn-1", "fnref-1")
    assert read("none[^1]").anchors == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a[^1][^2]", "a1,2"),
        ("a[^1]^[here][^1]", "a1,2,1"),
        ("a[^1] [^2]", "a1 2"),
        ("a[^1]*b*[^2]", "a1b2"),
        ("a[^1]\n\n[^2]", "a12"),
    ],
)
def test_marks_of_notes_that_touch_are_parted_by_a_comma(text: str, expected: str) -> None:
    html = read(f"{text}\n\n[^1]: one\n\n[^2]: two").fragment.html
    shown = re.sub(r"<[^>]*>|\n", "", html.partition("<section")[0])
    assert shown == expected
    assert problems(html) == []


def test_notes_of_a_text_have_ids_that_no_heading_takes() -> None:
    html = read("## fn-1\n\n## fnref 1\n\ntext[^1]\n\n[^1]: note").fragment.html
    assert html.count('id="fn-1"') == 1
    assert problems(html) == []


def test_too_many_images_keep_their_words() -> None:
    text = read("![a](b.png)\n\n" * (LIMITS.images.most + 2))
    assert codes(text) == ["LIM09"]
    assert len(text.images) == LIMITS.images.most
    assert shown_words(text.fragment.html)["a"] == 2


def test_too_many_links_keep_their_words() -> None:
    text = read("[a](b.md) " * (LIMITS.links.most + 2))
    assert codes(text) == ["LIM07"]
    assert len(text.links) == LIMITS.links.most
    assert shown_words(text.fragment.html)["a"] == LIMITS.links.most + 2


def test_a_table_of_too_many_cells_keeps_its_words() -> None:
    body = "|" + "a|" * 150 + "\n|" + "-|" * 150 + "\n" + "b\n" * 150
    text = read(body)
    assert "LIM08" in codes(text)
    assert shown_words(text.fragment.html) == {"a": 150, "b": 150}
    assert "<td></td>" not in text.fragment.html


def test_a_text_that_grows_too_much_is_published_as_words_alone() -> None:
    body = "|" + "a|" * 600 + "\n|" + "-|" * 600 + "\n" + "b\n" * 30
    text = read(body)
    assert "LIM04" in codes(text)
    assert shown_words(text.fragment.html) == {"a": 600, "b": 30}
    assert problems(text.fragment.html) == []


def test_one_long_address_in_many_links_is_reported_once_and_keeps_its_words() -> None:
    text = read(f"[a]: https://example.org/{'u' * 40_000}\n\n" + "[a] " * 2_000)
    assert codes(text) == ["LIM04"]
    assert shown_words(text.fragment.html)["a"] >= 2_000
    assert len(text.fragment.html) < LIMITS.html.most


def test_a_stack_that_is_nearly_full_stops_nothing() -> None:
    def deep(left: int) -> Text:
        return deep(left - 1) if left else read("> " * 60 + "[" * 300 + "word" + "]" * 300)

    assert "word" in deep(200).fragment.html
    assert codes(deep(800)) == ["MD02"]
    assert "word" in deep(800).fragment.html


def test_a_text_that_takes_too_long_is_published_as_words_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kei_site.core.budget.cpu_seconds", iter(range(0, 10_000, 100)).__next__)
    text = read("*word* " * 300 + "\n\n## [last](a.md) <b>word</b>")
    assert [(diagnostic.code, diagnostic.place.line, diagnostic.place.column) for diagnostic in text.diagnostics] == [
        ("LIM05", 1, 1)
    ]
    assert shown_words(text.fragment.html)["last"] == 1
    assert (text.fragment.headings, text.anchors, text.links, text.images) == ((), (), (), ())
    assert problems(text.fragment.html) == []


def test_a_short_text_is_never_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kei_site.core.budget.cpu_seconds", lambda: 0.0)
    assert read("*word* " * 300).diagnostics == ()


def test_codes_about_safety_are_errors_that_no_site_can_lower() -> None:
    (found,) = read("[a](javascript:x)").diagnostics
    assert found.severity is Severity.ERROR
    assert found.found == "javascript:x"
    assert found.fix


def test_every_diagnostic_says_how_to_fix_it() -> None:
    body = (
        "# T\n\n#### S\n\n<script>x</script> <b>\n\n[a](data:y) ![](a.png) [b][c] [^d]\n\n::: zzz\n\n[e]: f\n[e]: g\n"
    )
    text = read(body)
    assert {"MD04", "MD05", "HTM01", "HTM02", "LNK01", "IMG09", "LNK05", "MD07", "SHC01", "SHC03", "LNK06"} <= set(
        codes(text)
    )
    assert all(diagnostic.fix and diagnostic.message for diagnostic in text.diagnostics)


def test_a_value_found_is_shown_on_one_short_line() -> None:
    (found,) = read("[a](<x:" + "y" * 500 + ">)").diagnostics
    assert len(found.found) == 120
    (found,) = read("<?a\nb?>").diagnostics
    assert found.found == "<?a b?>"


@pytest.mark.parametrize(
    ("written", "severity"),
    [
        ("<center>Words</center>", "warning"),
        ('<font color="red" size="2">Words</font>', "warning"),
        ("<big>Words</big>", "warning"),
        ("<nobr>Words</nobr>", "warning"),
        ("<blink>Words</blink>", "warning"),
        ("<section>Words</section>", "warning"),
        ("<tt>Words</tt>", "warning"),
        ("<form>Words</form>", "error"),
        ("<iframe>Words</iframe>", "error"),
        ("<script>x</script>Words", "error"),
        ("<unknown>Words</unknown>", "error"),
    ],
)
def test_an_element_of_looks_is_a_warning_and_its_words_stay(written: str, severity: str) -> None:
    text = read(f"{written}\n")
    assert {(found.code, str(found.severity)) for found in text.diagnostics} == {("HTM01", severity)}
    assert "Words" in text.fragment.html


def test_a_flood_of_faults_is_counted_and_hides_no_other() -> None:
    text = read("[]() " * 5_000 + "\n\n[x](javascript:alert)\n")
    codes = [told.code for told in text.diagnostics]
    assert codes.count("LNK02") == LIMITS.diagnostics_of_code.most + 1
    assert "LNK01" in codes
    assert [told.message for told in text.diagnostics if "more of this code" in told.message] == [
        f"{5_000 - LIMITS.diagnostics_of_code.most:,} more of this code in this file, from here on"
    ]


def test_a_table_with_giant_spans_keeps_its_words_and_is_told() -> None:
    text = read("<table>" + "<tr><td colspan=99 rowspan=99>word</td></tr>\n" * 3_000 + "</table>\n")
    assert "LIM04" in [told.code for told in text.diagnostics]
    assert "word" in text.fragment.html
    assert "<table" not in text.fragment.html


@pytest.mark.parametrize("source", ["word\n: meaning\n\n", "meaning `word`\n"], ids=["blocks", "marks"])
def test_a_text_of_too_many_parts_keeps_its_words_and_is_told(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parser, "_MOST_PARTS", 100)
    text = read(source * 60)
    assert [told.code for told in text.diagnostics] == ["LIM04"]
    assert "meaning" in text.fragment.html
    assert "<d" not in text.fragment.html
    assert "<code>" not in text.fragment.html


def test_formulas_use_up_the_time_of_a_text() -> None:
    def tick() -> None:
        raise OverBudgetError(LIMITS.seconds)

    with pytest.raises(OverBudgetError):
        with_mathematics('<code class="language-math">a</code>', tick)


def test_faults_alone_use_up_the_time_of_a_text() -> None:
    state = ParseState(path="a.md", first_line=1, lines=[""], budget=Budget(deadline=0.0))
    for _ in range(TICKS_PER_CHECK - 1):
        state.report("LNK02", (1, 1), "leads to nothing")
    with pytest.raises(OverBudgetError):
        state.report("LNK02", (1, 1), "leads to nothing")


def test_scripts_that_do_not_close_are_looked_at_once() -> None:
    opened = [Token("html_inline", "", 0, content="<script>") for _ in range(8_000)]
    looked_at: list[int] = []

    class Watched(list[Token]):
        def __getitem__(self, at: object) -> Token:  # type: ignore[override]
            looked_at.append(1)
            return super().__getitem__(at)  # type: ignore[call-overload, no-any-return]

    state = ParseState(path="a.md", first_line=1, lines=[""])
    assert len(without_code(state, Watched(opened))) == 8_000
    assert len(looked_at) <= 4 * 8_000
