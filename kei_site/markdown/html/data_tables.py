"""`::: table` around a table of Markdown -> a figure: its caption, the table, and what is said below it.

The caption is the argument of the directive, or else the first paragraph before the table. Paragraphs after the table
(`Source: …`) stay in the figure.
"""

from collections.abc import Iterator

from markdown_it.token import Token

from kei_site.markdown.html.arguments import argument_html, argument_position
from kei_site.markdown.html.inline import write_text
from kei_site.markdown.positions import first_line
from kei_site.markdown.sanitize.allowlist import IMAGE_CLASSES
from kei_site.markdown.state import ParseState


def open_table(state: ParseState, tokens: list[Token], at: int) -> int:
    """Write the start of the directive that opens at the index `at`, with its caption; return the index to go on at."""
    token = tokens[at]
    name = _take_class(token)
    caption = argument_html(state, token)
    state.plain.append("\n")
    if not any(_is_table(inside) for inside in _inside(tokens, at)):
        fix = "put a table inside: a head, a line of dashes, and rows, with | between the cells"
        state.report("SHC02", argument_position(state, token), "::: table without a table", fix=fix)
        state.out.append(f"<p>{caption}</p>\n" if caption else "")
        state.directive_ends.append("")
        return at + 1
    state.out.append(f'<figure class="data-table{name}">\n')
    state.directive_ends.append("</figure>\n")
    start = at + 1
    if not caption and tokens[start].type == "paragraph_open":
        caption, start = _paragraph_html(state, tokens[start + 1]), start + 3
    state.out.append(f"<figcaption>{caption}</figcaption>\n" if caption else "")
    return start


def _take_class(token: Token) -> str:
    """Take a class such as `.wide` from the end of the argument; return it after a blank, or an empty string."""
    words, _, last = token.meta["argument"].rpartition(" ")
    if not last.startswith(".") or last[1:] not in IMAGE_CLASSES:
        return ""
    token.meta["argument"] = words.strip()
    return f" {last[1:]}"


def _inside(tokens: list[Token], at: int) -> Iterator[Token]:
    """Yield the tokens between the one that opens a directive and the one that closes it."""
    level = tokens[at].level
    for token in tokens[at + 1 :]:
        if token.type == "directive_close" and token.level == level:
            return
        yield token


def _is_table(token: Token) -> bool:
    return token.type == "table" or (token.type == "html_block" and "<table" in token.content.lower())


def _paragraph_html(state: ParseState, inline: Token) -> str:
    start = len(state.out)
    write_text(state, inline.content, first_line(inline))
    html = "".join(state.out[start:])
    del state.out[start:]
    state.plain.append("\n")
    return html
