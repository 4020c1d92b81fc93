"""Paragraphs and indented code -> diagnostics of tables and paragraphs that are read as something else (MD03, MD11)."""

import re

from markdown_it.token import Token

from kei_site.core.patterns import pattern_of
from kei_site.markdown.parser.sentences import ends_sentence
from kei_site.markdown.positions import Span, first_line
from kei_site.markdown.state import ParseState

_ROW = pattern_of(r"\|[^\n]*\|[ \t]*$")
_CODE_SIGN = pattern_of(r"[{}<>=;\\|$#_`*/]|\w\(|^\s*[-+.]|--|://|\.\w", re.MULTILINE)
_WORDS = 4
"""Words of a sentence; Chinese and Japanese have no blanks between them."""
_LONG = pattern_of(r"[\u3040-\u30ff\u3400-\u9fff]{8}")


_CODE_TAG = pattern_of(r"<(?:code|pre|script|style|textarea|!--)", re.IGNORECASE)
_MARKS_IN_HTML = pattern_of(
    r"\*\*[^\s*<>](?:[^*<>]*[^\s*<>])?\*\*|(?<![\w(!\]])\[[^\[\]<>\n]+\]\([^\s()<>]+\)|!\[[^\[\]<>]*\]\([^()<>]+\)"
)


_IN_HTML = "Markdown between raw tags is not read"


def report_html(state: ParseState, html: Token) -> None:
    """Report the first Markdown in blocks of raw HTML, where nothing reads it."""
    found = None if _CODE_TAG.search(html.content) else _MARKS_IN_HTML.search(html.content)
    if found and not any(told.message == _IN_HTML for told in state.diagnostics):
        state.locate_in(Span(html.content, first_line(html)))
        fix = "write an empty line behind the tag, or HTML alone"
        state.report("MD11", state.at(found.start()), _IN_HTML, found=found[0], fix=fix)


def report_rows(state: ParseState, inline: Token) -> None:
    """Report lines that look like the rows of a table, but have no line of dashes below the first one."""
    lines = inline.content.split("\n")
    if len(lines) > 1 and all(map(_ROW.match, lines)) and not any(set(line) <= set("|-: \t") for line in lines):
        message, fix = "rows that are not read as a table", "write a line such as |---|---| below the first row"
        state.report("MD03", state.line_start(first_line(inline)), message, found=lines[0], fix=fix)


def report_code(state: ParseState, code: Token) -> None:
    """Report indented code that is a sentence."""
    text = code.content.strip()
    if not ends_sentence(text) or _CODE_SIGN.search(text):
        return
    if len(text.split()) >= _WORDS or _LONG.search(text):
        message = "an indented paragraph is published as code"
        fix = "begin it at the left edge; code stands between lines of ```"
        state.report("MD11", state.line_start(first_line(code)), message, found=text.partition("\n")[0], fix=fix)
