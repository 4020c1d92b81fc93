"""Tokens of blocks -> diagnostics of other programs' syntax that is published as text (MD12): once a kind and text."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from markdown_it.token import Token

from kei_site.markdown.parser.citations import without_citations
from kei_site.markdown.parser.leftover_kinds import BEGINNINGS, BRACKETED, KINDS, KINDS_IN_BRACKETS, Kind
from kei_site.markdown.parser.mathematics import without_mathematics
from kei_site.markdown.parser.tables import table_token
from kei_site.markdown.positions import Span, first_line
from kei_site.markdown.state import ParseState

_NOT_TEXT = re.compile(
    r"(?P<code>(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`))"
    r"|!\[[^\[\]\n]{0,500}\]\([^()\n]{0,500}\)\{(?!:)[^{}\n]{0,500}\}",
    re.DOTALL,
)
"""Code, and images with attributes."""
_OWN_ID = re.compile(r"\{#[a-z][a-z0-9-]*\}$")
"""The id of a heading, at its end."""
_TAG = re.compile(r"<!--[^<>]*-->|</?[A-Za-z][^<>]*>")
_CODE_TAG = re.compile(r"<(?:code|pre|script|style|textarea)\b", re.IGNORECASE)


class _Text(NamedTuple):
    """A text of a block, as it stands in the source."""

    span: Span
    holder: str
    """Type of the token that holds it: `heading_open`, `html_block` or another one."""


def report_leftovers(state: ParseState, tokens: list[Token], source: str) -> None:
    """Report each kind of leftover where it stands first; `source` is the whole body."""
    kinds = _kinds_in(_searched(state, tokens, source))
    for text in _texts(tokens) if kinds else ():
        here = [kind for kind in kinds if kind.sign in text.span.text]
        shown = _shown(text) if here else ""
        if state.citing.is_on and text.holder != "html_block":
            shown = without_citations(shown)
        if state.has_mathematics:
            shown = without_mathematics(shown)
        for kind in here:
            found = _first(kind, shown) if kind in kinds else None
            if found:
                kinds = [other for other in kinds if other.name != kind.name]
                _report(state, text.span, kind, found)
        if not kinds:
            return


def report_leftovers_of_line(state: ParseState, text: str) -> None:
    """Report each kind of leftover in a line that is no block of its own, such as a title."""
    for kind in _kinds_in(text):
        found = _first(kind, _shown(_Text(Span(text, 0), "")))
        if found:
            _report(state, Span(text, 0), kind, found)


def _first(kind: Kind, shown: str) -> re.Match[str] | None:
    """Return the first leftover of a kind in a text, but for those whose sign the editor escaped."""
    found = kind.pattern.finditer(shown)
    return next((leftover for leftover in found if shown[leftover.start() - 1 : leftover.start()] != "\\"), None)


def report_beginning(state: ParseState, inline: Token, told: set[str]) -> None:
    """Report a leftover that begins a block; `told` holds the names of the kinds reported before."""
    kind = BEGINNINGS[inline.content[:2]]
    found = kind.pattern.match(inline.content)
    if found and kind.name not in told:
        told.add(kind.name)
        _report(state, Span(inline.content, first_line(inline)), kind, found)


def _kinds_in(source: str) -> list[Kind]:
    """Return the kinds that may stand in a body."""
    kinds = [kind for kind in KINDS if kind.sign in source and kind.pattern.search(source)]
    if "[" in source and BRACKETED.search(source):
        kinds += (kind for kind in KINDS_IN_BRACKETS if kind.pattern.search(source))
    return kinds


def _searched(state: ParseState, tokens: list[Token], source: str) -> str:
    """Return the body without its citations, which look like leftovers of other programs; raw HTML has none."""
    is_cited = state.citing.is_on and not any(token.type == "html_block" for token in tokens)
    return without_citations(source) if is_cited else source


def _report(state: ParseState, span: Span, kind: Kind, found: re.Match[str]) -> None:
    state.locate_in(span)
    message = f"{kind.name} of another program is published as text"
    written = span.text[found.start() : found.end()]
    state.report("MD12", state.at(found.start()), message, found=written, fix=kind.fix)


def _shown(text: _Text) -> str:
    """Return what readers see of a text, every character in its place."""
    shown = text.span.text
    if "<" in shown:
        shown = _TAG.sub(_blanked, shown)
    if text.holder == "heading_open":
        shown = _OWN_ID.sub("", shown)
    return _NOT_TEXT.sub(_without_code, shown) if "`" in shown or "![" in shown else shown


def _blanked(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _without_code(found: re.Match[str]) -> str:
    return _blanked(found) if found["code"] is None else f"`{' ' * (len(found[0]) - 2)}`"


def _texts(tokens: list[Token]) -> Iterator[_Text]:
    """Yield the inline texts of blocks and of cells, and raw HTML without code."""
    holder = ""
    for token in tokens:
        if token.type == "inline":
            yield _Text(Span(token.content, first_line(token)), holder)
        elif token.type == "table":
            for row in table_token(token)[0]:
                yield from (_Text(Span(cell.text, row.line, cell.column), "table") for cell in row.cells)
        elif token.type == "html_block" and not _CODE_TAG.search(token.content):
            yield _Text(Span(token.content, first_line(token)), "html_block")
        holder = token.type
