"""A character of what the parser holds is found again in the source."""

import pytest

from kei_site.markdown.positions import LineSpan, Span, first_column, line_span_at


def place(lines: list[str], span: Span, offset: int, before: LineSpan | None = None) -> tuple[int, int]:
    found = line_span_at(lines, span, offset, before)
    return found.line, found.column_of(offset)


def test_a_paragraph_in_a_list_in_a_quote() -> None:
    lines = ["> - one two", ">   three"]
    span = Span(text="one two\nthree", line=0)
    assert place(lines, span, 4) == (0, 9)
    assert place(lines, span, 8) == (1, 5)


def test_columns_count_characters_not_bytes_or_cells() -> None:
    assert place(["한국\t\U0001f600x"], Span(text="한국\t\U0001f600x", line=0), 4) == (0, 5)


def test_a_heading_between_its_marks() -> None:
    assert place(["## One two ##"], Span(text="One two", line=0), 4) == (0, 8)


def test_indents_that_the_parser_kept_or_changed() -> None:
    assert place(["a", "    b c"], Span(text="a\n    b c", line=0), 8) == (1, 7)
    assert place(["-\ta"], Span(text="  a", line=0), 2) == (0, 3)


def test_pipes_in_cells_that_the_parser_unescaped() -> None:
    line = r"| a | b \| c \| d |"
    span = Span(text="b | c | d", line=0, column=6)
    assert [place([line], span, offset) for offset in (0, 2, 4, 8)] == [(0, 7), (0, 9), (0, 12), (0, 17)]


@pytest.mark.parametrize("order", [(0, 3, 6, 9), (9, 6, 3, 0), (6, 0, 9, 3)])
def test_the_order_of_questions_does_not_matter(order: tuple[int, ...]) -> None:
    lines = ["> aa", "> bb", ">cc", "dd"]
    span = Span(text="aa\nbb\ncc\ndd", line=0)
    answers, before = {}, None
    for offset in order:
        before = line_span_at(lines, span, offset, before)
        answers[offset] = (before.line, before.column_of(offset))
    assert answers == {0: (0, 3), 3: (1, 3), 6: (2, 2), 9: (3, 1)}


def test_the_first_column_of_a_line() -> None:
    assert first_column("  ```") == 3
    assert first_column("") == 1
