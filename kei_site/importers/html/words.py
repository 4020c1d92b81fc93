"""HTML -> the words that its reader sees, a paragraph a line: what the Markdown of the same text has to hold.

Nothing is shared with the way to Markdown, so that what either of them loses is seen.
"""

import re
from html import unescape

_UNSEEN = re.compile(
    r"<(script|style|template|noscript|select|textarea|iframe|head|title)\b.*?(?:</\1\s*>|\Z)", re.I | re.S
)
_FALLBACK = re.compile(r"<(audio|video)\b[^<>]*>(.{0,20000}?)</\1\s*>", re.I | re.S)
_LONGEST_FALLBACK = 600
"""Characters of the words that only browsers show which cannot play a recording; more are words of the text."""
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|<!\[CDATA\[|\]\]>|<[!?][^>]*>", re.S)
_LINK = re.compile(r"""<a\b[^<>]*\bhref\s*=\s*["']?(#[^\s"'<>]+)["']?[^<>]*>.{0,300}?</a\s*>""", re.I | re.S)
_TAG = re.compile(r"""<(/?)([A-Za-z][\w-]*)((?:[^<>"']|"[^"]*"|'[^']*')*+)>""")
_FORMULA = re.compile(r"<(?:\w+:)?math\b.*?</(?:\w+:)?math>", re.I | re.S)
_TEX = re.compile(r"<(?:\w+:)?annotation\b[^<>]*tex|\balttext\s*=", re.I)
_BESIDE = re.compile(r"<((?:\w+:)?annotation(?:-xml)?)\b.*?</\1\s*>", re.I | re.S)
_LIST_MARK = re.compile(
    r"(<p\b[^<>]*\b(?:MsoListParagraph|mso-list:)[^<>]*>(?:<[^<>]*>|\s|&nbsp;|\u00a0)*+)"
    r"(?:[ov](?=(?:<[^<>]*>|\s)*+(?:&nbsp;|\u00a0))|\(?[0-9]{1,4}[.)](?=(?:<[^<>]*>)*+(?:\s|&nbsp;|\u00a0))"
    r"|\(?(?:[A-Za-z]|[ivxlc]{1,6})[.)](?=(?:<[^<>]*>|\s)*+(?:&nbsp;|\u00a0)))",
    re.I,
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rb rp rt ruby s samp "
    "small span strike strong sub sup time tt u var wbr".split()
)


def words_of(html: str, marks: frozenset[str] = frozenset(), *, has_mathematics: bool = False) -> str:
    """Return the words of a text in HTML; blocks stand on lines of their own, and blanks are single.

    The numbers of notes are no words: links to the addresses `marks` lead to a note, or back from one. Nor is a formula
    that stands in TeX beside its signs, if the text `has_mathematics`, nor a mark that Word writes before an entry.
    """
    html = _LIST_MARK.sub(r"\1", _without_formulas(html, has_mathematics=has_mathematics))
    html = _LINK.sub(lambda link: "" if link[1] in marks else link[0], html) if marks else html
    seen = _FALLBACK.sub(_without_fallback, _UNSEEN.sub("\n", _COMMENT.sub("", html)))
    text = unescape(_TAG.sub(_gap, seen))
    lines = (" ".join(line.split()) for line in text.replace("\x00", "").split("\x01"))
    return "\n".join(line for line in lines if line)


def _without_formulas(html: str, *, has_mathematics: bool) -> str:
    """Return HTML without what stands beside the signs of formulas, and without formulas that stand in TeX."""
    end = html.rfind("</math")
    if end < 0:
        return html

    def kept(formula: re.Match[str]) -> str:
        is_tex = _TEX.search(formula[0]) is not None
        return "" if is_tex and has_mathematics else _BESIDE.sub("", formula[0])

    return _FORMULA.sub(kept, html[: end + 7]) + html[end + 7 :]


def _without_fallback(player: re.Match[str]) -> str:
    words = " ".join(_TAG.sub(" ", player[2]).split())
    return player[0] if len(words) > _LONGEST_FALLBACK else " "


def _gap(tag: re.Match[str]) -> str:
    return "" if tag[2].lower() in _INLINE else " " if tag[2].lower() == "br" else "\x01"
