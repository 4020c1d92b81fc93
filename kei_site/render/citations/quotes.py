"""Quotation marks of a title -> those of references: “double”, ‘single’ within double, and ’ for apostrophes. Render.

What is written as straight marks is meant as a pair or an apostrophe by what stands around it. Marks without a partner
stay: of `5"` an inch, of `the students’ view` the apostrophe.
"""

import functools

from kei_site.core.patterns import pattern_of

_MARK = pattern_of("[\"'“”‘’]")
_WITHIN = pattern_of(r"[^\W\d_]['’][A-Za-z\u00c0-\u024f]")
"""An apostrophe in a word. No Korean particle, which follows a closing mark without a blank, has Latin letters."""
_PAIRS = (("“", "”"), ("‘", "’"))
_CLOSED_BY = {'"': '"', "'": "'", "“": "”", "‘": "’"}
_BEFORE = " \t\u00a0([{-–—/“‘\"'\u2067"
"""What stands before a mark that opens."""


def curled(text: str, *, is_quoted: bool = False) -> str:
    """Return a text with its quotation marks by their depth; `is_quoted`: it will stand between quotation marks."""
    return _curled(text, is_quoted=is_quoted) if _MARK.search(text) else text


@functools.lru_cache(maxsize=1 << 12)
def _curled(text: str, *, is_quoted: bool) -> str:
    letters = list(text)
    pairs = _pairs(text)
    for opening, closing in pairs:
        depth = sum(1 for first, last in pairs if first < opening and closing < last) + is_quoted
        letters[opening], letters[closing] = _PAIRS[depth % 2]
    marked = {at for pair in pairs for at in pair}
    return "".join("’" if letter == "'" and at not in marked else letter for at, letter in enumerate(letters))


def _pairs(text: str) -> list[tuple[int, int]]:
    """Return the places of the marks that open and close each quotation."""
    found, opened = [], list[int]()
    for mark in _MARK.finditer(text):
        at = mark.start()
        partner = next((place for place in reversed(opened) if _CLOSED_BY[text[place]] == mark[0]), None)
        if partner is not None and not _opens(text, at) and not _is_apostrophe(text, at):
            del opened[opened.index(partner) :]
            found.append((partner, at))
        elif mark[0] in _CLOSED_BY and _opens(text, at):
            opened.append(at)
    return found


def _opens(text: str, at: int) -> bool:
    """Tell whether a mark stands where a quotation begins: a curly one by its form, a straight one by its neighbors."""
    if text[at] in "“‘":
        return True
    begins = at == 0 or text[at - 1] in _BEFORE
    return text[at] in "\"'" and begins and at + 1 < len(text) and not text[at + 1].isspace()


def _is_apostrophe(text: str, at: int) -> bool:
    """Tell whether a single mark stands within a word: `Korea’s`."""
    return bool(_WITHIN.fullmatch(text, max(at - 1, 0), at + 2))


def with_mark(text: str, mark: str) -> str:
    """Return a text whose marks are set, with a comma or full stop behind it, but before the marks that close it."""
    if text[-1:] not in ("”", "’"):
        return text + mark
    closing = {last for _, last in _pairs(text)}
    end = next((at for at in range(len(text), 0, -1) if at - 1 not in closing), 0)
    return f"{text[:end]}{mark}{text[end:]}"
