"""Texts and HTML -> the words that readers see, how many there are, and those that one text has and the other lacks."""

import re
import unicodedata
from collections import Counter
from typing import Any

from kei_site.core.characters import HIDDEN

_WORD = re.compile(r"[^\W_]+")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u061c\u2060\ufeff]")
"""Characters that stand within a word without parting it: soft hyphens, joiners, direction marks."""
_EMAIL = re.compile(r"\s*[<(\[]?\s*(?:mailto:)?[^\s@<>()\[\]]+@[^\s@<>()\[\]]+\.[A-Za-z]{2,}\s*[>)\]]?\s*")
_BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd details dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol option p pre section summary table tbody td tfoot "
    "th thead title tr ul".split()
)
"""Elements whose words stand apart from the words around them."""
_NO_TEXT = frozenset("head math noscript script style template".split())
_PLAYERS = frozenset({"audio", "iframe", "video"})
_LONGEST_FALLBACK = 600
"""Characters of the words that only browsers show which know no players and frames; more are words of the text."""
_MARKS_OF_NOTES = frozenset({"fnref", "backref", "footnote-ref", "footnote-backref"})
"""Classes of what is added to notes: numbers and arrows."""


def words_of(text: str) -> list[str]:
    """Return the words of a text: runs of letters and digits in NFC, without characters that nobody sees."""
    return _WORD.findall(without_unseen(text))


def without_unseen(text: str) -> str:
    """Return a text in NFC without characters that nobody sees."""
    return text if text.isascii() else HIDDEN.sub("", _UNSEEN.sub("", unicodedata.normalize("NFC", text)))


def lost_words(before: str, after: str) -> tuple[str, ...]:
    """Return the words of `before` that `after` has fewer times, in their order."""
    missing = Counter(words_of(before)) - Counter(words_of(after))
    lost = []
    for word in words_of(before) if missing else ():
        if missing[word] > 0:
            missing[word] -= 1
            lost.append(word)
    return tuple(lost)


def without_email(text: str) -> str:
    """Return a text without addresses of e-mail."""
    return " ".join(_EMAIL.sub(" ", text).split()).strip(" ,;")


def text_of_fragment(html: str) -> str:
    """Return the words of the HTML of a text, blocks on lines of their own; also the texts of images."""
    from lxml import html as parser

    return text_of_element(parser.fragment_fromstring(html, create_parent="div")) if html.strip() else ""


def text_of_element(root: Any) -> str:
    """Return the words in an element of lxml; what stands behind it is not its own."""
    from lxml import etree

    parts: list[str] = []
    steps = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in steps:
        if event == "start" and _has_no_text(element):
            steps.skip_subtree()
        elif event == "start":
            parts += [_gap(element), _alt(element), element.text or ""]
        else:
            parts.append("" if _has_no_text(element) else _gap(element))
            parts.append("" if element is root else element.tail or "")
    return re.sub(r"[ \t]*\n\s*", "\n", "".join(parts)).strip()


def _has_no_text(element: Any) -> bool:
    """Tell whether an element is a comment, a script, a mark of a note, or a player, whose words stand in for it."""
    if not isinstance(element.tag, str) or element.tag in _NO_TEXT:
        return True
    if element.tag in _PLAYERS:
        return len(" ".join("".join(element.itertext()).split())) <= _LONGEST_FALLBACK
    return not _MARKS_OF_NOTES.isdisjoint((element.get("class") or "").split())


def _gap(element: Any) -> str:
    return "\n" if element.tag in _BLOCKS else ""


def _alt(element: Any) -> str:
    return f" {element.get('alt', '')} " if element.tag == "img" else ""
