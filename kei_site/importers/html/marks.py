"""Inline Markdown with signs for marks -> inline Markdown: `**` where it is sure to be read, else a tag.

Emphasis is read by the characters around its asterisks (CommonMark, 6.2). Where these leave a doubt, HTML leaves none.
The signs are noncharacters, which no text holds.
"""

import re
import string
import unicodedata

from kei_site.importers.html.escaping import code_span, escape_text

STRONG, EMPHASIS, DELETED = ("\ufdd0", "\ufdd1"), ("\ufdd2", "\ufdd3"), ("\ufdd4", "\ufdd5")
BREAK, CODE, IMAGE = "\ufdd6", ("\ufdd7", "\ufdd8"), "\ufdd9"
"""A forced break; around the text of code; for the `!` of an image."""
_FORMS = {
    STRONG[0]: ("**", "strong"),
    EMPHASIS[0]: ("*", "em"),
    DELETED[0]: ("~~", "del"),
}
_CLOSERS = {STRONG[1]: STRONG[0], EMPHASIS[1]: EMPHASIS[0], DELETED[1]: DELETED[0]}
_OPEN, _CLOSE = "[\ufdd0\ufdd2\ufdd4]", "[\ufdd1\ufdd3\ufdd5]"
_SIGNS = re.compile("[\ufdd0-\ufdd5]")
_BLANKS = re.compile(r"[ \t\n\f\r]+")
_BLANKS_AT_BREAK = re.compile(f" ?{BREAK} ?")
_LEADING = re.compile(f"({_OPEN}+)([\\s{BREAK}]+)")
_TRAILING = re.compile(f"(?<![\\s{BREAK}])([\\s{BREAK}]+)({_CLOSE}+)")
_EMPTY = re.compile("\ufdd0\ufdd1|\ufdd2\ufdd3|\ufdd4\ufdd5|\ufdd1\ufdd0|\ufdd3\ufdd2|\ufdd5\ufdd4")
_CODE_OR_OPENER = re.compile(f"{CODE[0]}([^{CODE[0]}{CODE[1]}]*){CODE[1]}|[!^](?=\\[)")
"""Code, or a character that would make an image or a note of the link behind it."""
_ROUNDS = 20


def resolved(text: str, *, line_break: str = "\\\n") -> str:
    """Return inline Markdown without signs; `line_break` stands for a forced break."""
    tidy = _BLANKS_AT_BREAK.sub(BREAK, _BLANKS.sub(" ", text))
    for _ in range(_ROUNDS):
        before = tidy
        tidy = _EMPTY.sub("", _TRAILING.sub(r"\2\1", _LEADING.sub(r"\2\1", tidy)))
        if tidy == before:
            break
    tidy = _BLANKS_AT_BREAK.sub(BREAK, _BLANKS.sub(" ", tidy)).strip(f" {BREAK}")
    marked = _with_delimiters(tidy) if _SIGNS.search(tidy) else tidy
    return _CODE_OR_OPENER.sub(_written, marked).replace(IMAGE, "!").replace(BREAK, line_break)


def _written(found: re.Match[str]) -> str:
    """Return code between backticks, or in a tag where other backticks touch it; or an escaped character."""
    text, whole = found[1], found.string
    if text is None:
        return f"\\{found[0]}"
    before, after = whole[: found.start()][-1:], whole[found.end() : found.end() + 1]
    if not text.strip():
        return ""
    if "`" in (before, after) or CODE[0] == after or CODE[1] == before:
        return f"<code>{escape_text(text)}</code>"
    return code_span(text)


def _with_delimiters(text: str) -> str:
    out = list(text)
    opened: list[int] = []
    for at, char in enumerate(text):
        if char in _FORMS:
            opened.append(at)
        elif char in _CLOSERS and opened and text[opened[-1]] == _CLOSERS[char]:
            start = opened.pop()
            delimiter, tag = _FORMS[text[start]]
            is_plain = not opened and not _SIGNS.search(text, start + 1, at)
            if _is_read(text, start, at, is_plain=is_plain):
                out[start] = out[at] = delimiter
            else:
                out[start], out[at] = f"<{tag}>", f"</{tag}>"
        elif char in _CLOSERS:
            out[at] = ""
    for at in opened:
        out[at] = ""
    return "".join(out)


def _is_read(text: str, start: int, end: int, *, is_plain: bool) -> bool:
    """Return whether delimiters at both places are read as what they are, whatever stands around them."""
    before, after = text[:start][-1:], text[end + 1 : end + 2]
    first, last = text[start + 1], text[end - 1]
    if any(_SIGNS.match(char) or char == BREAK for char in (first, last)):
        return False
    if _ends_with_address(text, start) or _ends_with_address(text, end):
        return False
    if not is_plain and not (_parts_words(before, first) and _parts_words(after, last)):
        return False
    return _is_inside(first, before) and _is_inside(last, after)


def _ends_with_address(text: str, end: int) -> bool:
    """Return whether an address stands before a delimiter, which would be read as a part of it."""
    word = text[text.rfind(" ", 0, end) + 1 : end]
    return "://" in word or "www." in word or "@" in word


def _is_inside(inner: str, outer: str) -> bool:
    """Return whether a delimiter between two characters belongs to the inner one."""
    return inner.isalnum() or _is_edge(outer)


def _parts_words(outer: str, inner: str) -> bool:
    """Return whether a delimiter between two characters cannot belong to the outer one."""
    return outer in ("", BREAK) or outer.isspace() or (inner.isalnum() and _is_edge(outer))


def _is_edge(char: str) -> bool:
    """Return whether a character is a blank or punctuation, or none: beside it, emphasis begins and ends."""
    if char in ("", BREAK) or char.isspace():
        return True
    return (char in string.punctuation or unicodedata.category(char).startswith("P")) and not _SIGNS.match(char)
