"""Tokens of blocks -> HTML (escaped, properly nested), headings and plain words, in one walk."""

import re
from collections.abc import Callable, Mapping
from html import escape

from markdown_it.token import Token

from kei_site.markdown.html import data_figures, data_tables, directives, images
from kei_site.markdown.html.footnotes import skip_definition
from kei_site.markdown.html.headings import write_heading
from kei_site.markdown.html.inline import parse_text, write_plain, write_text, write_tokens
from kei_site.markdown.parser.directives import is_made_from_data
from kei_site.markdown.parser.tables import Row, is_matrix, table_token
from kei_site.markdown.positions import first_line
from kei_site.markdown.sanitize import raw_html
from kei_site.markdown.sanitize.content_models import TABLE_BOX
from kei_site.markdown.state import ParseState

Tokens = list[Token]
_SHORTCODES = re.compile(r"\{\{.{0,2000}?\}\}|\{%.{0,2000}?%\}", re.DOTALL)
_LANGUAGE = re.compile(r"[A-Za-z0-9][\w+#.-]{0,30}", re.ASCII)
_TASK = re.compile(r"\[([ \u00a0xX])\]\s+(?=\S)")
"""The box of a task in a list (GitHub Flavored Markdown, section 5.3)."""
_FIXED = {
    "bullet_list_open": "<ul>\n",
    "bullet_list_close": "</ul>\n",
    "ordered_list_close": "</ol>\n",
    "list_item_open": "<li>",
    "list_item_close": "</li>\n",
    "blockquote_open": "<blockquote>\n",
    "blockquote_close": "</blockquote>\n",
    "hr": "<hr>\n",
    "dl_open": "<dl>\n",
    "dl_close": "</dl>\n",
    "dd_open": "<dd>",
    "dd_close": "</dd>\n",
}


def write_blocks(state: ParseState, tokens: Tokens, start: int, stop: int) -> None:
    """Write the blocks from `start` up to `stop`. Raises OverBudgetError."""
    out = state.out
    while start < stop:
        kind = tokens[start].type
        fixed = _FIXED.get(kind)
        if fixed is None:
            start = _WRITERS[kind](state, tokens, start)
        else:
            out.append(fixed)
            start += 1


def _paragraph(state: ParseState, tokens: Tokens, at: int) -> int:
    inline = tokens[at + 1]
    box = _take_box(tokens[at - 1], inline) if at else ""
    if tokens[at].hidden:
        state.out.append(box)
        write_text(state, inline.content, first_line(inline))
        state.out.append("\n")
    else:
        _write_paragraph(state, tokens[at], inline, box)
    state.plain.append("\n")
    return at + 3


def _take_box(before: Token, inline: Token) -> str:
    """Take the box of a task from the text of a list item; return it as it is shown."""
    task = _TASK.match(inline.content) if before.type == "list_item_open" else None
    if task is None:
        return ""
    inline.content = inline.content[task.end() :]
    return "☐ " if task[1].isspace() else "☑ "


def _write_paragraph(state: ParseState, opening: Token, inline: Token, box: str) -> None:
    """Write a paragraph, or a figure when it is one image; in a gallery, a figure for each image."""
    text, line = inline.content, first_line(inline)
    children = parse_text(state, text, line) if "![" in text else None
    figures = images.figures_of(children, is_row=bool(opening.meta)) if children and not box else []
    for figure in figures:
        images.write_figure(state, figure)
    if figures:
        return
    start = len(state.plain)
    state.out.append(f"<p>{box}")
    if children is None:
        write_text(state, text, line)
    else:
        write_tokens(state, children)
    state.out.append("</p>\n")
    if opening.level == 0 and not state.first_paragraph:
        words = _SHORTCODES.sub(" ", "".join(state.plain[start:]))
        state.first_paragraph = " ".join(words.split())


def _term(state: ParseState, tokens: Tokens, at: int) -> int:
    inline = tokens[at + 1]
    state.out.append("<dt>")
    write_text(state, inline.content, first_line(inline))
    state.out.append("</dt>\n")
    state.plain.append("\n")
    return at + 3


def _ordered_list(state: ParseState, tokens: Tokens, at: int) -> int:
    start = tokens[at].attrs.get("start", 1)
    state.out.append("<ol>\n" if start == 1 else f'<ol start="{start}">\n')
    return at + 1


def _code(state: ParseState, tokens: Tokens, at: int) -> int:
    """Write a code block; it may scroll sideways, so the keyboard has to reach it (WCAG 2.1.1)."""
    token = tokens[at]
    language = _LANGUAGE.match(token.info.strip()) if token.info else None
    name = f' class="language-{language[0]}"' if language else ""
    state.out.append(f'<pre tabindex="0"><code{name}>{escape(token.content, quote=False)}</code></pre>\n')
    state.plain += (token.content, "\n")
    return at + 1


def _table(state: ParseState, tokens: Tokens, at: int) -> int:
    rows, aligns, is_filled = table_token(tokens[at])
    classes = [f' class="align-{align}"' if align else "" for align in aligns]
    body_tags = ('th scope="row"' if is_matrix(rows) else "td", "td")
    state.out.append(f"<div{TABLE_BOX}><table>\n<thead>\n")
    _row(state, rows[0], classes, ('th scope="col"', 'th scope="col"'))
    _fill(state, len(classes) - len(rows[0].cells))
    state.out.append("</thead>\n<tbody>\n" if len(rows) > 1 else "</thead>\n")
    for row in rows[1:]:
        _row(state, row, classes, body_tags)
        _fill(state, len(classes) - len(row.cells) if is_filled else 0)
    state.out.append("</tbody>\n</table></div>\n" if len(rows) > 1 else "</table></div>\n")
    return at + 1


def _row(state: ParseState, row: Row, classes: list[str], tags: tuple[str, str]) -> None:
    """Write the cells of a row; `tags` are those of the first cell and of the others. An empty cell is a `td`."""
    out = state.out
    out.append("<tr>")
    for number, cell in enumerate(row.cells):
        tag = tags[min(number, 1)] if cell.text else "td"
        out.append(f"<{tag}{classes[number]}>")
        if cell.text and row.is_plain and not (state.has_mathematics or state.citing.is_on):
            write_plain(state, cell.text)
        elif cell.text:
            write_text(state, cell.text, row.line, cell.column)
        out.append(f"</{tag[:2]}>")
        state.plain.append("\n")


def _fill(state: ParseState, count: int) -> None:
    """End a row with `count` empty cells."""
    state.out.append("<td></td>" * count + "</tr>\n")


def _raw_block(state: ParseState, tokens: Tokens, at: int) -> int:
    token = tokens[at]
    raw_html.write_block(state, token.content, first_line(token))
    state.plain.append("\n")
    return at + 1


def _open_directive(state: ParseState, tokens: Tokens, at: int) -> int:
    if is_made_from_data(tokens[at]):
        data_figures.write_figure(state, tokens[at])
        return at + 2
    if tokens[at].info == "table":
        return data_tables.open_table(state, tokens, at)
    start, end = directives.open_directive(state, tokens[at])
    state.out.append(start)
    state.directive_ends.append(end)
    return at + 1


def _close_directive(state: ParseState, tokens: Tokens, at: int) -> int:
    directives.close_directive(state, state.directive_ends.pop())
    return at + 1


_WRITERS: Mapping[str, Callable[[ParseState, Tokens, int], int]] = {
    "paragraph_open": _paragraph,
    "heading_open": write_heading,
    "dt_open": _term,
    "ordered_list_open": _ordered_list,
    "fence": _code,
    "code_block": _code,
    "table": _table,
    "html_block": _raw_block,
    "directive_open": _open_directive,
    "directive_close": _close_directive,
    "footnote_reference_open": skip_definition,
}
