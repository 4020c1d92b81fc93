"""Headings of Markdown -> HTML with ids, in an outline; diagnostics of levels and words. Source room."""

from markdown_it.token import Token

from kei_site.source.draft import Draft
from kei_site.source.headings import add_heading, new_id, own_id
from kei_site.source.inline import write_text
from kei_site.source.positions import Excerpt


def write_heading(draft: Draft, tokens: list[Token], at: int) -> int:
    """Write the heading that opens at the index `at`; return the index behind it. Raises TooSlowError."""
    held = tokens[at + 1]
    line = (held.map or [0])[0]
    level = int(tokens[at].tag[1])
    start, words = len(draft.out), len(draft.plain)
    content, name = own_id(draft, held.content)
    write_text(draft, content, line)
    text = " ".join("".join(draft.plain[words:]).split())
    draft.plain.append("\n")
    inside = "".join(draft.out[start:])
    del draft.out[start:]
    _report(draft, level, text, _heading_place(draft, tokens[at], content, line))
    if inside.strip():
        name = name or new_id(draft, text)
        shown = add_heading(draft, max(level, 2), name, text)
        draft.out.append(f'<h{shown} id="{name}">{inside}</h{shown}>\n')
    return at + 3


def _heading_place(draft: Draft, token: Token, content: str, line: int) -> tuple[int, int]:
    if token.level == 0:
        return draft.line_place(line)
    column = draft.lines[line].find(token.markup) if token.markup.startswith("#") else -1
    if column >= 0:
        return draft.first_line + line, column + 1
    draft.turn_to(Excerpt(text=content, line=line))
    return draft.at(0)


def _report(draft: Draft, level: int, text: str, place: tuple[int, int]) -> None:
    if level == 1:
        draft.report("MD04", place, "a heading of the first level in the text", found=text, fix="begin with ##")
    elif level > draft.last_level + 1:
        draft.report(
            "MD05",
            place,
            f"a heading of level {level} after one of level {draft.last_level}",
            found=text,
            fix=f"use {'#' * (draft.last_level + 1)}",
        )
    draft.last_level = max(level, 2)
    if not any(map(str.isalnum, text)):
        draft.report("MD06", place, "a heading without letters", found=text, fix="give it words")
    elif text in draft.heading_texts:
        draft.report("MD06", place, "a heading that reads like an earlier one", found=text, fix="reword one of them")
    draft.heading_texts.add(text)
