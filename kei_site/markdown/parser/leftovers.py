"""Tokens of blocks -> diagnostics of other programs' syntax that is published as text (MD12): once a kind and text."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from markdown_it.token import Token

from kei_site.markdown.parser.tables import table_token
from kei_site.markdown.positions import Span, first_line
from kei_site.markdown.state import ParseState


class _Kind(NamedTuple):
    sign: str
    """What a text with such a leftover holds, for a first search."""
    pattern: re.Pattern[str]
    name: str
    fix: str


def _kind(sign: str, pattern: str, name: str, fix: str) -> _Kind:
    return _Kind(sign, re.compile(pattern), name, fix)


_ONLY_IMAGES = "remove them: only images take attributes"
_FORMULA = "a formula", "write it in words, or as an image with its text"
_KINDS = (
    _kind("{{", r"\{\{.{0,2000}?\}\}", "a shortcode", "write it as Markdown, or remove it"),
    _kind("{%", r"\{%.{0,2000}?%\}", "a template tag", "write it as Markdown, or remove it"),
    _kind("{:", r"\{:[^{}\n]{1,200}\}", "attributes of a block or link", _ONLY_IMAGES),
    _kind("{", r"\{(?:target|rel|class)=[^{}\n]{1,200}\}", "attributes of a link", _ONLY_IMAGES),
    _kind(
        "[[",
        r"(?<!\[)\[\[[^\[\]\n]{1,200}\]\](?![\](\[])",
        "a wiki link",
        "write [words](file.md) or ![what it shows](file.png)",
    ),
    _kind("@", r"\[(?:[^\[\]\n]{0,100}?[\s;])?-?@\w[^\[\]\n]{0,200}\](?!\()", "a citation key", "write a footnote"),
    _kind("==", r"(?<![=\w])==[^=\s](?:[^=\n]{0,500}[^=\s])?==(?![=\w])", "highlighted text", "write ** around it"),
    _kind("$$", r"\$\$.{1,2000}?\$\$", *_FORMULA),
    _kind("\\", r"\\[(\[](?:(?!\\[)\]]).){0,999}?(?:[=^]|\\[A-Za-z]{2})(?:(?!\\[)\]]).){0,999}?\\[)\]]", *_FORMULA),
    _kind("+-", r"(?m)^\+(?:[-=]{2,}\+)+[ \t]*$", "a grid table", "write a table with pipes: | a | b |"),
    _kind(
        "[!",
        r"\A\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]",
        "a call-out",
        "write > [!NOTE] alone in the first line of a quote",
    ),
)
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)


def report_leftovers(state: ParseState, tokens: list[Token], source: str) -> None:
    """Report each kind of leftover where it stands first; `source` is the whole body."""
    kinds = [kind for kind in _KINDS if kind.sign in source]
    for span in _spans(tokens) if kinds else ():
        here = [kind for kind in kinds if kind.sign in span.text]
        text = _CODE.sub(lambda code: " " * len(code[0]), span.text) if here and "`" in span.text else span.text
        for kind in here:
            found = kind.pattern.search(text)
            if found:
                kinds.remove(kind)
                state.locate_in(span)
                message = f"{kind.name} of another program is published as text"
                state.report("MD12", state.at(found.start()), message, found=found[0], fix=kind.fix)


def _spans(tokens: list[Token]) -> Iterator[Span]:
    """Yield the inline texts of blocks and of cells."""
    for token in tokens:
        if token.type == "inline":
            yield Span(token.content, first_line(token))
        elif token.type == "table":
            yield from (Span(cell.text, row.line, cell.column) for row in table_token(token)[0] for cell in row.cells)
