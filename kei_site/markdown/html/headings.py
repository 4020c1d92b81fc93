"""Tokens of headings -> HTML with ids and levels without gaps; diagnostics of levels and words."""

from markdown_it.token import Token

from kei_site.markdown.html.heading_ids import add_heading, new_id, own_id
from kei_site.markdown.html.inline import write_text
from kei_site.markdown.positions import Position, Span, first_line
from kei_site.markdown.state import ParseState


def write_heading(state: ParseState, tokens: list[Token], at: int) -> int:
    """Write the heading that opens at the index `at`; return the index after it. Raises OverBudgetError."""
    inline = tokens[at + 1]
    level = int(tokens[at].tag[1])
    start, words = len(state.out), len(state.plain)
    state.locate_in(Span(inline.content, first_line(inline)))
    content, name = own_id(state, inline.content)
    write_text(state, content, first_line(inline))
    text = " ".join("".join(state.plain[words:]).split())
    state.plain.append("\n")
    inside = "".join(state.out[start:])
    del state.out[start:]
    _report(state, level, text, _position(state, tokens[at], content))
    if inside.strip():
        name = name or new_id(state, text)
        shown = add_heading(state, max(level, 2), name, text)
        state.out.append(f'<h{shown} id="{name}">{inside}</h{shown}>\n')
    return at + 3


def _position(state: ParseState, token: Token, content: str) -> Position:
    line = first_line(token)
    if token.level == 0:
        return state.line_start(line)
    column = state.lines[line].find(token.markup) if token.markup.startswith("#") else -1
    if column >= 0:
        return state.first_line + line, column + 1
    state.locate_in(Span(text=content, line=line))
    return state.at(0)


def _report(state: ParseState, level: int, text: str, position: Position) -> None:
    _report_level(state, level, text, position)
    if not any(map(str.isalnum, text)):
        state.report("MD06", position, "a heading without letters", found=text, fix="give it words")
    elif text in state.headings.texts:
        message = "a duplicate heading"
        state.report("MD06", position, message, found=text, fix="reword one of them")
    state.headings.texts.add(text)


def _report_level(state: ParseState, level: int, text: str, position: Position) -> None:
    last = state.headings.last_level
    if level == 1:
        state.report("MD04", position, "a heading of the first level in the text", found=text, fix="begin with ##")
    elif level > last + 1:
        message = f"a heading of level {level} after one of level {last}"
        state.report("MD05", position, message, found=text, fix=f"use {'#' * (last + 1)}")
    state.headings.last_level = max(level, 2)
