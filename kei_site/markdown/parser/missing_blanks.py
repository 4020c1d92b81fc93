"""Text of a paragraph -> diagnostics of lines that begin as a heading or an item does, without its blank (MD11).

A line alone that begins with such a sign reads as it was typed; two of them run together into one.
"""

import re

from markdown_it.token import Token

from kei_site.markdown.positions import first_line
from kei_site.markdown.state import ParseState

_LETTERS = "가나다라마바사아자차카타파하 abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""Letters that count the items of a list, in their order."""
SIGNS = frozenset("#-+*\uff030123456789")
"""A paragraph of one line without one of these at its beginning has no such fault."""
_BREAK = re.compile(r"(?: {2}|\\|<br[ ]?/?>[ ]?)$")
"""The end of a line that the next one does not run into."""
_START = re.compile(
    r"(?P<heading>#{2,}|\uff03+)(?=[^\s#\uff03]|(?<=#{7})[ \t]|(?<=\uff03)[ \t])"
    r"|(?P<dash>[-+]|\*(?=[^*]*$))(?=[^\W\d_])"
    r"|(?P<number>[0-9]{1,3})[.)](?=[^\W\d_])"
    r"|(?P<bullet>[•·▪‣◦●○■□▶►–—])[ \t]*(?=\S)"
    r"|(?P<letter>[가나다라마바사아자차카타파하a-zA-Z])[.)][ \t]"
)


def report_missing_blanks(state: ParseState, inline: Token) -> None:
    """Report the first such line of a paragraph."""
    lines, start = inline.content.split("\n"), first_line(inline)
    for number, line in enumerate(lines):
        found = _START.match(line.lstrip())
        if found and _is_told(state, found, start + number, is_first=number == 0):
            _report(state, found, start + number)
            return


def _is_told(state: ParseState, found: re.Match[str], line: int, *, is_first: bool) -> bool:
    kind, before, after = found.lastgroup, _line(state, line - 1), _line(state, line + 1)
    if kind == "heading":
        return True
    if kind in ("dash", "number"):
        return _is_item(found, before) or _is_item(found, after)
    if is_first or _BREAK.search(before):
        return False
    if kind == "bullet":
        return before.startswith(found[0][:1])
    return _follows(found["letter"], before)


def _line(state: ParseState, line: int) -> str:
    """Return a line of the body without the blanks and the signs of quotes before it."""
    return state.lines[line].lstrip(" \t>") if 0 <= line < len(state.lines) else ""


def _is_item(found: re.Match[str], line: str) -> bool:
    """Return whether a line beside the found one begins as an item with the same kind of sign."""
    number = re.match(r"[0-9]{1,3}", line) if found["number"] else None
    rest = line[number.end() :] if number else line
    is_like = (number is None) == (found["number"] is None) and rest[:1] == found[0][-1]
    return is_like and (rest[1:2].isspace() or rest[1:2].isalpha())


def _follows(letter: str, before: str) -> bool:
    """Return whether a line begins with the letter before `letter` and a dot or bracket."""
    return before[1:2] in (".", ")") and f"{before[:1]}{letter}" in _LETTERS


def _report(state: ParseState, found: re.Match[str], line: int) -> None:
    text, kind = found.string.strip(), found.lastgroup
    if kind == "heading":
        message, fix = (
            "a line that looks like a heading, but stays text",
            "write one to six # and a blank before it",
        )
    elif kind in ("dash", "number"):
        message, fix = "a line that looks like an item, but stays text", f"write a blank after {found[0]}"
    else:
        message, fix = "lines that look like a list run together", "begin each with - and a blank"
    state.report("MD11", state.line_start(line), message, found=text, fix=fix)
