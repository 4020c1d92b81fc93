"""Citations as Pandoc reads them, and what only looks like one."""

import pytest

from kei_site.core.bibliography import CitedWork
from kei_site.markdown.document import Text, read_markdown
from kei_site.markdown.parser.citations import read_citation
from kei_site.markdown.state import TextOptions


def read(body: str, style: str = "apa") -> Text:
    return read_markdown(
        body, path="content/briefs/x.md", first_line=1, language="en", options=TextOptions(style=style)
    )


@pytest.mark.parametrize(
    ("inside", "works"),
    [
        ("@kim2024", [CitedWork(key="kim2024")]),
        ("@kim2024, p. 3", [CitedWork(key="kim2024", label="page", locator="3")]),
        ("@kim2024, 33-35, 40", [CitedWork(key="kim2024", label="page", locator="33-35, 40")]),
        ("-@kim2024", [CitedWork(key="kim2024", is_author_suppressed=True)]),
        (
            "see @a, chap. 2 and",
            [CitedWork(key="a", prefix="see ", label="chapter", locator="2", suffix=" and")],
        ),
        ("@a; @b-c:d.e, pp. iv–ix", [CitedWork(key="a"), CitedWork(key="b-c:d.e", label="page", locator="iv–ix")]),
        ("@a, with tables", [CitedWork(key="a", suffix=", with tables")]),
        ("@a p. 3.", [CitedWork(key="a", label="page", locator="3", suffix=".")]),
        ("@김2024, 12쪽", [CitedWork(key="김2024", label="page", locator="12")]),
        ("@a ، ص. ٦٩٠", [CitedWork(key="a", label="page", locator="٦٩٠")]),
        (
            "@a\uff0c第12-15页\uff1b@b、12頁",
            [CitedWork(key=key, label="page", locator=at) for key, at in (("a", "12-15"), ("b", "12"))],
        ),
        ("@a, págs. 3-4", [CitedWork(key="a", label="page", locator="3-4")]),
        ("@a, Kap. 2", [CitedWork(key="a", label="chapter", locator="2")]),
        ("me@example.org", []),
        ("@a; and more", []),
        ("@", []),
        ("a @ b", []),
    ],
)
def test_brackets_name_works(inside: str, works: list[CitedWork]) -> None:
    assert list(read_citation(inside)) == works


def test_a_text_of_a_site_without_references_is_as_before() -> None:
    body = "See [@name], [-@a; @b] and me@example.org.\n"
    assert read(body, "").citations == ()
    assert "See [@name], [-@a; @b] and <a href" in read(body, "").fragment.html
    assert [found.code for found in read(body, "").diagnostics] == ["MD12"]


def test_keys_without_brackets_are_noted_and_addresses_and_code_are_not() -> None:
    body = (
        "@kim says, and (@lee:a).\n\nBut `@a`, \\@b, c@d.org, e@f, https://x.org/@g, x.org/@h, [@i](https://x.org),"
        " <https://x.org/@j>, [@l] and <b>@m</b>.[^1]\n\n> | A |\n> | - |\n> | @n |\n\n[^1]: So @o.\n"
    )
    noted = [(bare.works[0].key, bare.line, bare.column) for bare in read(body).bare_keys]
    assert noted == [("kim", 1, 1), ("lee:a", 1, 17), ("m", 3, 111), ("n", 7, 5), ("o", 9, 10)]
    assert read(body, "").bare_keys == ()


def test_citations_are_numbered_and_placed() -> None:
    text = read("a\nb [@kim, p. 3] and [@lee]\n")
    assert text.fragment.html == (
        '<p>a\nb <a href="kei-cite:0">[@kim, p. 3]</a> and <a href="kei-cite:1">[@lee]</a></p>\n'
    )
    assert [(found.line, found.column) for found in text.citations] == [(2, 3), (2, 20)]
    assert text.diagnostics == ()


@pytest.mark.parametrize(
    "body",
    ["[@kim](https://e.org)", "`[@kim]`", r"\[@kim]", "[@kim]\n\n[@kim]: https://e.org", "[a@b.org]"],
)
def test_what_only_looks_like_a_citation_is_none(body: str) -> None:
    assert read(body).citations == ()


def test_a_note_stands_behind_punctuation_among_the_other_notes() -> None:
    html = read("A [@a]. B[^1] c “d” [@b].\n\n[^1]: See [@c].\n", "chicago-notes").fragment.html
    assert html.startswith('<p>A.<sup class="fnref"><a href="#fn-1"')
    assert "“d”.<sup" in html
    assert [part.partition("<")[0] for part in html.split('">[')[1:]] == ["@a]", "@c]", "@b]"]
    assert '<p><a href="kei-cite:0">[@a]</a>.' in html


@pytest.mark.parametrize("style", ["apa", "chicago-notes"])
def test_a_summary_from_the_text_leaves_citations_out_with_their_blanks(style: str) -> None:
    assert read("*Two* [@a], and [@b] [@c] three [@d].\n", style).first_paragraph == "Two, and three."
    assert read("[@a] shows.\n\n[@b] too.\n", style).first_paragraph == "shows."


def test_a_link_ends_before_a_citation_in_it() -> None:
    html = read("[words [@kim] more](https://example.org)\n").fragment.html
    assert html == '<p><a href="https://example.org">words </a><a href="kei-cite:0">[@kim]</a> more</p>\n'


def test_a_heading_is_called_without_its_citations() -> None:
    for style in ("apa", "chicago-notes"):
        text = read("## Growth [@kim]\n\nWords.\n", style)
        assert [(heading.id, heading.text) for heading in text.fragment.headings] == [("growth", "Growth")]


def test_two_citations_side_by_side_are_two() -> None:
    text = read("a [@kim][@lee]\n")
    assert len(text.citations) == 2
    assert text.diagnostics == ()


def test_what_is_no_citation_is_told_all_the_same() -> None:
    text = read("a [see @kim] b [@a; and so on]\n")
    assert [(found.code, found.found) for found in text.diagnostics] == [("MD12", "[@a; and so on]")]


@pytest.mark.parametrize(
    "body", ["[@" * 30_000, f"[{'@' * 1900}] ", f"[@a, {'1-' * 900}x] " * 20, f"[@a, p. {'i' * 1900}!] " * 20]
)
def test_hostile_brackets_are_read_within_the_limit_of_time(body: str) -> None:
    assert "LIM05" not in [found.code for found in read(body).diagnostics]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("a [@kim]\n\n<div>[@lee]</div>\n", ["[@lee]"]),
        ("a [@kim]\n\nb [x\n\n{{< y >}} @lee]\n", ["{{< y >}}"]),
        ("a [@kim]\n\n| b |\n| --- |\n| [gallery] |\n", ["[gallery]"]),
        ("a [@kim\nand @lee]\n", []),
    ],
    ids=["html", "over paragraphs", "in a table", "over two lines"],
)
def test_citations_hide_no_leftover_of_another_program(body: str, told: list[str]) -> None:
    assert [found.found for found in read(body).diagnostics if found.code == "MD12"] == told
