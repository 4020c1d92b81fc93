"""Blocks of tokens -> HTML, headings and plain words, in one walk. Source room.

Everything written here is escaped and properly nested; what raw HTML adds is put in order afterwards by
`nesting`.
"""

import re
from collections.abc import Callable, Mapping
from html import escape

from markdown_it.token import Token

from kei_site.source import boxes, pictures, raw_html
from kei_site.source.draft import Draft
from kei_site.source.footnotes import skip_definition
from kei_site.source.inline import parse_text, write_plain, write_text, write_tokens
from kei_site.source.outline import write_heading
from kei_site.source.shapes import TABLE_BOX
from kei_site.source.tables import Row, cell_token, is_matrix

Tokens = list[Token]
_SHORTCODES = re.compile(r"\{\{.{0,2000}?\}\}|\{%.{0,2000}?%\}", re.DOTALL)
_LANGUAGE = re.compile(r"[A-Za-z0-9][\w+#.-]{0,30}", re.ASCII)
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


def write_blocks(draft: Draft, tokens: Tokens, start: int, stop: int) -> None:
    """Write the blocks from `start` up to `stop`. Raises TooSlowError."""
    out = draft.out
    while start < stop:
        kind = tokens[start].type
        fixed = _FIXED.get(kind)
        if fixed is None:
            start = _WRITERS[kind](draft, tokens, start)
        else:
            out.append(fixed)
            start += 1


def _paragraph(draft: Draft, tokens: Tokens, at: int) -> int:
    held = tokens[at + 1]
    line = (held.map or [0])[0]
    if tokens[at].hidden:
        write_text(draft, held.content, line)
        draft.out.append("\n")
    else:
        _write_paragraph(draft, held.content, line, is_outermost=tokens[at].level == 0)
    draft.plain.append("\n")
    return at + 3


def _write_paragraph(draft: Draft, text: str, line: int, *, is_outermost: bool) -> None:
    """Write a paragraph, or the figure that it is."""
    children = parse_text(draft, text, line) if "![" in text else None
    if children and pictures.is_figure(children):
        pictures.write_figure(draft, children)
        return
    start = len(draft.plain)
    draft.out.append("<p>")
    if children is None:
        write_text(draft, text, line)
    else:
        write_tokens(draft, children)
    draft.out.append("</p>\n")
    if is_outermost and not draft.first_paragraph:
        draft.first_paragraph = _flat(_SHORTCODES.sub(" ", "".join(draft.plain[start:])))


def _flat(text: str) -> str:
    return " ".join(text.split())


def _term(draft: Draft, tokens: Tokens, at: int) -> int:
    held = tokens[at + 1]
    draft.out.append("<dt>")
    write_text(draft, held.content, (held.map or [0])[0])
    draft.out.append("</dt>\n")
    draft.plain.append("\n")
    return at + 3


def _numbered(draft: Draft, tokens: Tokens, at: int) -> int:
    start = tokens[at].attrs.get("start", 1)
    draft.out.append("<ol>\n" if start == 1 else f'<ol start="{start}">\n')
    return at + 1


def _code(draft: Draft, tokens: Tokens, at: int) -> int:
    """Code may scroll sideways, so the keyboard has to reach it (WCAG 2.1.1)."""
    token = tokens[at]
    language = _LANGUAGE.match(token.info.strip()) if token.info else None
    name = f' class="language-{language[0]}"' if language else ""
    draft.out.append(f'<pre tabindex="0"><code{name}>{escape(token.content, quote=False)}</code></pre>\n')
    draft.plain += (token.content, "\n")
    return at + 1


def _table(draft: Draft, tokens: Tokens, at: int) -> int:
    rows, aligns, is_filled = cell_token(tokens[at])
    names = [f' class="align-{align}"' if align else "" for align in aligns]
    has_names = is_matrix(rows)
    draft.out.append(f"<div{TABLE_BOX}><table>\n<thead>\n")
    _row(draft, rows[0], names, 'th scope="col"')
    draft.out.append("</thead>\n<tbody>\n" if len(rows) > 1 else "</thead>\n")
    width = len(names) if is_filled else 0
    for row in rows[1:]:
        _row(draft, row, names, "td", first='th scope="row"' if has_names else "td", width=width)
    draft.out.append("</tbody>\n</table></div>\n" if len(rows) > 1 else "</table></div>\n")
    return at + 1


def _row(draft: Draft, row: Row, names: list[str], tag: str, *, first: str = "", width: int = -1) -> None:
    out = draft.out
    out.append("<tr>")
    for number, cell in enumerate(row.cells):
        name = (first or tag) if number == 0 and cell.text else tag
        name = name if cell.text else "td"
        out.append(f"<{name}{names[number]}>")
        if cell.text and row.is_plain:
            write_plain(draft, cell.text)
        elif cell.text:
            write_text(draft, cell.text, row.line, cell.column)
        out.append(f"</{name[:2]}>")
        draft.plain.append("\n")
    missing = (len(names) if width < 0 else width) - len(row.cells)
    out.append("<td></td>" * missing + "</tr>\n")


def _raw_block(draft: Draft, tokens: Tokens, at: int) -> int:
    token = tokens[at]
    raw_html.write_block(draft, token.content, (token.map or [0])[0])
    draft.plain.append("\n")
    return at + 1


def _open_directive(draft: Draft, tokens: Tokens, at: int) -> int:
    opened, closing = boxes.open_box(draft, tokens[at])
    draft.out.append(opened)
    draft.closing.append(closing)
    return at + 1


def _close_directive(draft: Draft, tokens: Tokens, at: int) -> int:
    boxes.close_box(draft, draft.closing.pop())
    return at + 1


_WRITERS: Mapping[str, Callable[[Draft, Tokens, int], int]] = {
    "paragraph_open": _paragraph,
    "heading_open": write_heading,
    "dt_open": _term,
    "ordered_list_open": _numbered,
    "fence": _code,
    "code_block": _code,
    "table": _table,
    "html_block": _raw_block,
    "directive_open": _open_directive,
    "directive_close": _close_directive,
    "footnote_reference_open": skip_definition,
}
