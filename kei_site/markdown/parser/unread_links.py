"""Text in which a link or image was surely meant, but which stays text -> a diagnostic (MD10)."""

import re

from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from kei_site.core.patterns import pattern_of
from kei_site.markdown.state import ParseState

ADDRESS = r"(?:https?://|mailto:|www\.|\.{0,2}/)"
"""The pattern of the beginning of an address."""
_FILE = r"[^\s()\uff08\uff09]{1,200}\.(?:md|pdf|png|jpe?g|gif|webp|avif|svg|html?)"
_NEAR = r"(?:[ \t\u00a0]{0,3}\n?|[ \t\u00a0]?[:\uff1a][ \t]?)"
"""Stands between the words of a link and its address, but must not."""
_PARTED = pattern_of(
    rf"{_NEAR}[(\uff08](?:{ADDRESS}[^\s()\uff08\uff09]*|{_FILE})[)\uff09]"
    rf"|\({ADDRESS}[^\n()]*\)|\({_FILE}(?=\s|$)|[ \t]\[{ADDRESS}[^\s\[\]]*\]"
    rf"|\((?:{ADDRESS}|<)[^\s()]*(?=\s|$)"
    rf"|\{{{ADDRESS}[^\s{{}}]*\}}|\[{ADDRESS}[^\s()]*\)|\({ADDRESS}[^\s()]*\]"
)
"""After the words of a link: something before its address, other brackets, an address with blanks or without end."""
_UNBALANCED = pattern_of(rf"\({ADDRESS}[^\s()]*\([^\s()]*\)(?=\s|$)")
_UNBRACKETED = pattern_of(rf"<?(?:https?://|mailto:)[^\s<>\[\]]++>?(?!\[/)|[ \t]?<{_FILE}>")
_REVERSED = pattern_of(rf"\[(?:{ADDRESS}[^\s\[\]]*|{_FILE})\](?!\()")
_END = pattern_of(rf"\]\((?:{ADDRESS}[^\s()]*|{_FILE}(?:#[^\s()]*)?)\)")
_ADDRESS_BEFORE = pattern_of(rf"\({ADDRESS}[^\s()]{{0,300}}\)$")
_NUMBER = pattern_of(r"\[[0-9^]")
_WIDE_BRACKETS = pattern_of(r"[\u3011\u3015\uff3d][(\uff08]$")
_ANGLED = pattern_of(r"[^\s<>]{1,200}[ \t\u00a0][^<>\n]{0,200}(?:\.[A-Za-z0-9]{2,5}|/)>")
"""An address that goes on behind a blank: its end is that of a file or of a folder."""
_CURLY = pattern_of(rf"\{{[^{{}}\n]{{1,200}}\}}\((?:{ADDRESS}[^\s()]*|{_FILE})\)")
_WIDE_MARK = pattern_of(r"(?:^|\s)(?:\uff01|!\s)$")
_PICTURE = pattern_of(r"\.(?:png|jpe?g|gif|webp|avif|svg)$", re.IGNORECASE)
_LONGEST = 320
"""Characters before a bracket that are looked at."""


def report_unread(inline: StateInline, start: int) -> None:
    """Report brackets at `start` that look like a link but stay text."""
    end = inline.md.helpers.parseLinkLabel(inline, start, True)
    unread = _address_after(inline, start, end + 1) if end >= 0 else None
    if unread is None and end >= 0 and start and inline.src[start - 1] == ")":
        unread = _reversed(inline, start)
    if unread:
        _report(inline, start, unread[0])


def report_curly(inline: StateInline) -> None:
    """Report curly brackets that begin here and have an address after them, as a link has."""
    found = _CURLY.match(inline.src, inline.pos, inline.posMax)
    if found:
        _report(inline, inline.pos, found[0])


def report_end(inline: StateInline) -> None:
    """Report `](address)` that stands here without a `[` before it, or after words that hold a link already."""
    found = _END.match(inline.src, inline.pos, inline.posMax)
    if found and "\\[" not in inline.src[max(inline.pos - _LONGEST, 0) : inline.pos]:
        state: ParseState = inline.env["state"]
        fix = "write [ before the words of the link, in the same paragraph, and no link inside of another"
        state.report("MD10", state.at(inline.pos), "the end of a link that does not begin", found=found[0], fix=fix)


def report_brackets(inline: StateInline, start: int) -> None:
    """Report an address at `start` in brackets after words in wide square ones, or with blanks in angle ones."""
    before = inline.src[max(start - 2, 0) : start]
    angled = _ANGLED.match(inline.src, start, inline.posMax) if before.endswith("<") else None
    if angled:
        _report(inline, start - 1, f"<{angled[0]}")
    if _WIDE_BRACKETS.search(before):
        _report(inline, start - 2, before + inline.src[start : start + _LONGEST].partition(")")[0])


def report_wide_mark(inline: StateInline, start: int, tokens: list[Token]) -> None:
    """Report a link at `start`, made into `tokens`, that was to be an image: its `!` is wide or parted from it."""
    address = next(str(token.attrs["href"]) for token in tokens if token.type == "link_open")
    if _WIDE_MARK.search(inline.src[max(start - 3, 0) : start]) and _PICTURE.search(address):
        state: ParseState = inline.env["state"]
        fix = "write ! right before the bracket: ![what it shows](file.png)"
        state.report("MD10", state.at(start - 1), "an image that is read as a link", found=address, fix=fix)


def _address_after(inline: StateInline, start: int, end: int) -> re.Match[str] | None:
    found = _PARTED.match(inline.src, end, inline.posMax) or _UNBALANCED.match(inline.src, end, inline.posMax)
    if _NUMBER.match(inline.src, start):  # of a source
        return found if found and not found[0][0].isspace() else None
    return found or _UNBRACKETED.match(inline.src, end, inline.posMax)


def _reversed(inline: StateInline, start: int) -> re.Match[str] | None:
    """Return the match of words and address in each other's brackets, or of an address before the words."""
    found = _REVERSED.match(inline.src, start, inline.posMax)
    if found is None and not _NUMBER.match(inline.src, start):
        found = _ADDRESS_BEFORE.search(inline.src[max(start - _LONGEST, 0) : start])
    return found


def _report(inline: StateInline, start: int, found: str) -> None:
    state: ParseState = inline.env["state"]
    fix = "write [words](address), with %20 for a blank and %28, %29 for brackets in the address"
    state.report("MD10", state.at(start), "a link that Markdown does not read", found=found, fix=fix)
