"""Files are cut at their fences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kei_site.core.limits import LIMITS
from kei_site.source.fences import split
from kei_site.source.front_matter import read_front_matter

PATH = "content/briefs/x.md"


@pytest.mark.parametrize(
    ("text", "front", "body", "body_line"),
    [
        ("---\na: b\n---\nText\n", "a: b\n", "Text\n", 4),
        ("---  \na: b\n---\t\nText\n", "a: b\n", "Text\n", 4),
        ("---\n---\n", "", "", 3),
        ("---\na: b\n---", "a: b\n", "", 4),
        ("---\na: b\nc: |\n  ---\n---\n\n\nText\n---\n", "a: b\nc: |\n  ---\n", "\n\nText\n---\n", 6),
        ("---\na: b\n---\nTitle: a heading\n---\n", "a: b\n", "Title: a heading\n---\n", 4),
    ],
)
def test_a_file_is_cut_at_its_fences(text: str, front: str, body: str, body_line: int) -> None:
    parts = split(text, PATH)
    assert (parts.front, parts.body, parts.body_line, parts.diagnostics) == (front, body, body_line, ())
    assert parts.front_line == 2


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "FM01", 1),
        (" \n\n\t\n", "FM01", 1),
        ("Just text\n", "FM02", 1),
        ("# A heading\n\n---\n", "FM02", 1),
        ("\n---\na: b\n---\n", "FM02", 1),
        ("---\na: b\n", "FM03", 1),
        ("---\na: b\n----\nText\n", "FM03", 1),
        ("----\na: b\n----\n", "FM03", 1),
        (" ---\na: b\n---\n", "FM03", 1),
        ("--\na: b\n---\n", "FM03", 1),
        ("—\na: b\n---\n", "FM03", 1),
        ("---yaml\na: b\n---\n", "FM03", 1),
        ("+++\ntitle = 'a'\n+++\n", "FM04", 1),
        ("---\ntitle: a\n---\ndate: 2024-05-01\n---\nText\n", "FM06", 3),
    ],
)
def test_a_file_without_good_fences_is_told(text: str, code: str, line: int) -> None:
    parts = split(text, PATH)
    assert parts.front is None
    assert [(diagnostic.code, diagnostic.place.line, diagnostic.place.column) for diagnostic in parts.diagnostics] == [
        (code, line, 1)
    ]
    assert parts.diagnostics[0].fix
    read = read_front_matter(parts, PATH, timezone="UTC", language="en")
    assert (read.is_complete, read.diagnostics) == (False, ())


@pytest.mark.parametrize(
    ("text", "body", "line"),
    [
        ("Just text\n", "Just text\n", 1),
        ("---\ntitle: a\n---\ndate: 2024-05-01\n---\nText\n", "Text\n", 6),
        ("\n---\na: b\n---\nText\n", "", 1),
        ("+++\ntitle = 'a'\n+++\nText\n", "", 1),
        ("---\na: b\n----\nText\n", "", 1),
    ],
)
def test_a_body_without_front_matter_is_read_where_it_is_certain_where_it_begins(
    text: str, body: str, line: int
) -> None:
    parts = split(text, PATH)
    assert (parts.body, parts.body_line) == (body, line)


def test_a_line_that_was_meant_as_a_fence_is_named() -> None:
    assert "line 3 holds `----`" in split("---\na: b\n----\nText\n", PATH).diagnostics[0].fix


def test_front_matter_at_the_limit_passes_and_above_it_is_told() -> None:
    line = "a: " + "b" * (LIMITS.front_matter.most - 4)
    assert split(f"---\n{line}\n---\n", PATH).diagnostics == ()
    above = split(f"---\n{line}b\n---\nText\n", PATH)
    assert above.front == line + "b\n"
    assert [(diagnostic.code, diagnostic.place.line) for diagnostic in above.diagnostics] == [("LIM06", 1)]


def test_front_matter_far_above_the_limit_is_not_read() -> None:
    parts = split("---\n" + "a: b\n" * LIMITS.front_matter.most + "---\n", PATH)
    assert parts.front is None
    assert [diagnostic.code for diagnostic in parts.diagnostics] == ["LIM06"]


@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from(["---", "+++", "\n", " ", "a: b", "----", "text"]), max_size=9).map("".join)
)
def test_no_text_raises_when_it_is_cut(text: str) -> None:
    parts = split(text, PATH)
    assert parts.front is not None or parts.diagnostics
