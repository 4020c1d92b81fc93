"""A state knows where in the file it reads, and stops when its time is used up."""

from kei_site.markdown.positions import Span
from kei_site.markdown.state import ParseState


def state(*lines: str) -> ParseState:
    return ParseState(path="content/briefs/a.md", first_line=10, lines=list(lines))


def test_an_offset_is_found_in_the_file() -> None:
    text = state("", "> one", "> two")
    text.locate_in(Span(text="one\ntwo", line=1))
    assert [text.at(0), text.at(5)] == [(11, 3), (12, 4)]
    text.locate_in(Span(text="one\ntwo", line=1), base=4)
    assert text.at(0) == (12, 3)


def test_a_line_starts_at_its_first_letter() -> None:
    assert state("a", "  b").line_start(1) == (11, 3)
    assert state("a").line_start(7) == (10, 1)


def test_a_long_value_is_cut_in_a_diagnostic() -> None:
    text = state("a")
    text.report("MD06", (10, 1), "a message", found="a\n" * 200, fix="a fix")
    (diagnostic,) = text.diagnostics
    assert (diagnostic.place.line, diagnostic.place.column, diagnostic.fix) == (10, 1, "a fix")
    assert len(diagnostic.found) == 120
    assert diagnostic.found.startswith("a a a")


def test_notes_are_numbered_in_the_order_of_their_use() -> None:
    notes = state("a").notes
    assert [notes.number_of(label) for label in ("b", "a", "b")] == [1, 2, 1]
