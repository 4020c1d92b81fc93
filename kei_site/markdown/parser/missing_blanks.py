"""Text of a paragraph -> diagnostics of lines that begin as a heading or an item does, without its blank (MD11).

A line alone that begins with such a sign reads as it was typed; two of them run together into one.
"""

import re

from markdown_it.token import Token

from kei_site.core.patterns import pattern_of
from kei_site.markdown.parser.sentences import ends_sentence
from kei_site.markdown.positions import first_line
from kei_site.markdown.state import ParseState

_LETTERS = "가나다라마바사아자차카타파하 abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""Letters that count the items of a list, in their order."""
SIGNS = frozenset("#-+*\uff030123456789")
"""A paragraph of one line without one of these at its beginning has no such fault."""
_BREAK = pattern_of(r"(?: {2}|\\|<br[ ]?/?>[ ]?)$")
"""The end of a line that the next one does not run into."""
_WORD = r"(?=[^\W\d_]|\*\*\w|\[\w|[\"'“‘「『《〈(\uff08]\w)"
"""What stands behind the sign of an item: a word, perhaps with a mark or a bracket before it."""
_AN_ITEM = "a line that looks like an item, but stays text"
_A_HEADING = "a line that looks like a heading, but stays text"
_DEEP = pattern_of(r"[\u00a0\u2000-\u200a\u202f\u3000]{4,}([-+*]|#{1,6}|[0-9]{1,3}[.)])[ \t\u00a0\u3000]+\S")
"""A sign behind more blanks of a word processor than a sign may have before it."""
_START = pattern_of(
    r"(?P<heading>#{2,}|\uff03+)(?=[^\s#\uff03]|(?<=#{7})[ \t]|(?<=\uff03)[ \t])"
    r"|(?P<title>#)(?=[^\W\d_][^#]{1,58}$)"
    rf"|(?P<dash>[-+]|\*(?=[^*]*(?:\*\*[^*]*\*\*[^*]*)*$)){_WORD}"
    rf"|(?P<number>[0-9]{{1,3}})[.)]{_WORD}"
    r"|(?P<bullet>[•·・▪▸‣◦●○◎■□▶►◆◇★☆※✓✔➤→⇒\uff0d\uff0a–—]|ㅇ(?=[ \t]))[ \t]*(?=\S)"
    r"|(?P<circled>[①-⑳㉠-㉭㉮-㉻ⓐ-ⓩ❶-❿])"
    r"|(?P<letter>[가나다라마바사아자차카타파하a-zA-Z])[.)][ \t]"
    r"|(?P<open>[(\[\uff08〔【]?)(?P<count>[0-9０-９]{1,3})[.)\]\uff09\uff0e〕】](?:[ \t]|(?=[^\W\d_]))"  # noqa: RUF001
)


def report_missing_blanks(state: ParseState, inline: Token) -> None:
    """Report the first such line of a paragraph."""
    lines, start = inline.content.split("\n"), first_line(inline)
    for number, line in enumerate(lines):
        if deep := _DEEP.match(_line(state, start + number)):
            message = _A_HEADING if deep[1].startswith("#") else _AN_ITEM
            fix = "delete the no-break or wide blanks before it"
            state.report("MD11", state.line_start(start + number), message, found=line.strip(), fix=fix)
            return
        found = _START.match(line.lstrip())
        if found and _is_told(state, found, start + number, is_first=number == 0):
            _report(state, found, start + number)
            return


def _is_told(state: ParseState, found: re.Match[str], line: int, *, is_first: bool) -> bool:
    kind, before = _kind(found), _line(state, line - 1)
    if kind in ("heading", "title"):
        return kind == "heading" or (is_first and _is_title(found.string) and not _line(state, line + 1))
    if kind in ("dash", "number"):
        reach = 2 if kind == "dash" else 1
        return any(_is_item(found, _near(state, line, step, reach)) for step in (-1, 1))
    if is_first or _BREAK.search(before):
        return False
    if kind == "bullet":
        return before.startswith(found[0][:1])
    if kind == "circled":
        return before.startswith(chr(ord(found[0]) - 1))
    return _follows_number(found, before) if kind == "count" else _follows(found["letter"], before)


def _is_title(text: str) -> bool:
    return " " in text and not ends_sentence(text)


def _kind(found: re.Match[str]) -> str:
    return "count" if found["count"] else found.lastgroup or ""


def _line(state: ParseState, line: int) -> str:
    """Return a line of the body without the blanks and the signs of quotes before it."""
    return state.lines[line].lstrip(" \t>") if 0 <= line < len(state.lines) else ""


def _near(state: ParseState, line: int, step: int, reach: int) -> str:
    """Return the line before (`step` -1) or after (1) a line; with a `reach` of 2, one behind an empty line."""
    return _line(state, line + step) or (_line(state, line + 2 * step) if reach > 1 else "")


def _is_item(found: re.Match[str], line: str) -> bool:
    """Return whether a line beside the found one begins as an item with the same kind of sign."""
    number = re.match(r"[0-9]{1,3}", line) if found["number"] else None
    rest = line[number.end() :] if number else line
    is_like = (number is None) == (found["number"] is None) and rest[:1] == found[0][-1]
    return is_like and re.match(rf"\s|{_WORD}", rest[1:]) is not None


def _follows(letter: str, before: str) -> bool:
    """Return whether a line begins with the letter before `letter` and a dot or bracket."""
    return before[1:2] in (".", ")") and f"{before[:1]}{letter}" in _LETTERS


def _follows_number(found: re.Match[str], before: str) -> bool:
    """Return whether a line begins with the number before the found one, in the same brackets."""
    other = _START.match(before)
    number = other and (other["count"] or other["number"])
    if not other or not number or (other["open"] or "") != found["open"]:
        return False
    return int(number) + 1 == int(found["count"])


def _report(state: ParseState, found: re.Match[str], line: int) -> None:
    text, kind = found.string.strip(), _kind(found)
    if kind in ("heading", "title"):
        message, fix = _A_HEADING, "write one to six # and a blank before it"
    elif kind in ("dash", "number"):
        message, fix = _AN_ITEM, f"write a blank after {found[0]}"
    else:
        message, fix = "lines that look like a list run together", "begin each with - and a blank"
    state.report("MD11", state.line_start(line), message, found=text, fix=fix)
