"""A title or summary -> its plain words, and safe HTML of the marks in it: emphasis, strong, strikethrough, code.

The words around a figure may have links to other sites, too.
"""

import re
from collections.abc import Iterable
from html import escape

from markdown_it.token import Token

from kei_site.core.budget import OverBudgetError
from kei_site.core.value import value
from kei_site.markdown.html.inline import parse_text
from kei_site.markdown.parser.leftovers import report_leftovers_of_line
from kei_site.markdown.state import ParseState
from kei_site.model.brief import Html

_BLOCK = re.compile(r"(?:#{1,6}|>|[-+*])[ \t]+\S")
_NOTE = re.compile(r"(?<!\\)\[\^[^\]\s]+\]")
_TAGS = {"em": "em", "strong": "strong", "s": "s", "link": ""}
_WEB = ("http://", "https://")
_ESCAPED = frozenset("*_`~[]\\")
"""Characters of marks; a backslash before another one is shown."""


@value
class TitleText:
    """The words of a title."""

    plain: str
    html: Html = Html("")
    """Empty where it would be the plain words."""


def write_title(state: ParseState, text: str, *, has_links: bool = False) -> TitleText:
    """Return the words of a title; what a title cannot show is reported (MD11). Never raises.

    `has_links`: links to other sites are kept.
    """
    try:
        tokens = parse_text(state, text, 0)
    except (OverBudgetError, RecursionError):
        return TitleText(plain=text)
    report_leftovers_of_line(state, text)
    if _BLOCK.match(text):
        _report(state, "a mark of a heading, list or quote in a title or summary: it is shown")
    if _NOTE.search(text):
        _report(state, "the mark of a note in a title or summary: it is shown")
    if not all(_is_known(token) for token in tokens):
        _report(state, "an image, a note or HTML in a title or summary: the source is shown")
        return TitleText(plain=text)
    links = [token for token in tokens if token.type == "link_open" and not (has_links and _is_web(token))]
    if any(text[token.meta["offset"]] == "[" for token in links):
        _report(state, "a link in a title or summary: only its words are shown")
    plain, html = _written(tokens, has_links=has_links)
    if not plain.strip():
        return TitleText(plain=text)
    return TitleText(plain=plain, html=Html("" if html == escape(plain, quote=False) else html))


def _report(state: ParseState, message: str) -> None:
    state.report("MD11", state.line_start(0), message, fix="write words, with emphasis or code at most")


def _is_known(token: Token) -> bool:
    kind = token.type.removesuffix("_open").removesuffix("_close")
    return kind in _TAGS or kind in ("text", "text_special", "code_inline")


def _is_web(token: Token) -> bool:
    return str(token.attrs["href"]).lower().startswith(_WEB)


def _written(tokens: Iterable[Token], *, has_links: bool) -> tuple[str, str]:
    plain, html, is_linked = "", "", False
    for token in tokens:
        name, _, side = token.type.partition("_")
        if token.type == "link_open":
            is_linked = has_links and _is_web(token)
            html += f'<a href="{escape(str(token.attrs["href"]))}">' if is_linked else ""
            continue
        if token.type == "link_close":
            html += "</a>" if is_linked else ""
            continue
        if side in ("open", "close"):
            html += f"<{'/' * (side == 'close')}{_TAGS[name]}>"
            continue
        words = token.content
        if token.type == "text_special" and not (token.info == "escape" and words in _ESCAPED):
            words = token.markup
        plain += words
        shown = escape(words, quote=False)
        html += f"<code>{shown}</code>" if token.type == "code_inline" else shown
    return plain, html
