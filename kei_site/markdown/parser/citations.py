"""Citations, `[@kim2024, p. 3]`, `[-@kim2024]`, `[see @a; @b]`, as Pandoc reads them -> a token with what they name.

A site without files of references has none: there, such brackets stay text.
"""

import functools
import re

from markdown_it.common.utils import normalizeReference
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from kei_site.core.bibliography import Citation, CitedWork
from kei_site.core.patterns import pattern_of
from kei_site.markdown.state import ParseState

KEY = r"\w(?:\w|[:.#$%&+?<>~/-](?=\w))*"
"""The pattern of a key."""
_CITATION = pattern_of(r"\[([^\[\]]{1,2000}+)\](?!\()")
_BARE = pattern_of(rf"@(?<![\w./@+]@)({KEY})")
_ITEM = pattern_of(rf"(?P<prefix>(?:.*\s)?)(?P<minus>-?)@(?P<key>{KEY})(?P<rest>.*)", re.DOTALL)
_LABELS = (
    ("page", r"pp?\.|pages?|págs?\.|páginas?|Seiten?|صص?\.?"),
    ("chapter", r"ch(?:ap|aps)?\.|chapters?|chapitres?|caps?\.|capítulos?|Kap\.|Kapitel"),
    ("section", r"secs?\.|sections?|§§?"),
    ("paragraph", r"paras?\.|paragraphs?|¶¶?"),
    ("part", r"pts?\.|parts?"),
    ("figure", r"figs?\.|figures?"),
    ("volume", r"vols?\.|volumes?"),
    ("book", r"bks?\.|books?"),
    ("column", r"cols?\.|columns?"),
    ("note", r"nn?\.|notes?"),
    ("issue", r"nos?\."),
    ("line", r"ll?\.|lines?"),
    ("verse", r"vv?\.|verses?"),
)
_NUMBER = r"[A-Za-z]{0,3}\d[A-Za-z\d.:/]*(?<![.:/])|[ivxlcdm]+\b"
_PAGES = "(?:쪽|면|页|頁|ページ)?"
"""Words for a page that stand behind its number."""
_LOCATOR = pattern_of(
    rf"\s*[,،、\uff0c]?\s*(?:(?P<label>{'|'.join(pattern for _, pattern in _LABELS)})\s*)?"
    rf"第?(?P<number>(?:{_NUMBER})(?:\s*(?:--?|–|—|,|&|and)\s*(?:{_NUMBER}))*){_PAGES}(?=[\s,.;:)]|$)(?P<suffix>.*)",
    re.DOTALL,
)
_SEMICOLON = pattern_of(r"[;\u061b\uff1b]")
"""That of Latin, Arabic or Chinese letters."""
_PUNCTUATION = pattern_of(r"[.,;:!?]?[”’\"']?")


def citation(inline: StateInline, silent: bool) -> bool:
    """Read a citation, if the site has references. In a style with notes, its mark stands behind punctuation.

    In a silent search for the end of a link's text it is text, as references to footnotes are.
    """
    state: ParseState = inline.env["state"]
    is_asked = state.citing.is_on and not silent
    found = _CITATION.match(inline.src, inline.pos, inline.posMax) if is_asked else None
    works = read_citation(found[1]) if found and not _is_link(inline, found[1]) else ()
    if found is None or not works:
        return False
    start, after = inline.pos, found.end()
    if state.citing.in_notes and not state.notes.open_label:
        mark = _PUNCTUATION.match(inline.src, after, inline.posMax)
        inline.pending = inline.pending.rstrip(" \u00a0") + (mark[0] if mark else "")
        after = mark.end() if mark else after
    token: Token = inline.push("citation", "", 0)
    token.content, token.meta = found[0], {"offset": start, "works": works}
    inline.pos = after
    return True


def bare_key(inline: StateInline, silent: bool) -> bool:
    """Note a word with `@` before it, which is text here and a citation to Pandoc; never read it."""
    state: ParseState = inline.env["state"]
    if not state.citing.is_on or silent or inline.linkLevel:
        return False
    if found := _BARE.match(inline.src, inline.pos, inline.posMax):
        line, column = state.at(inline.pos)
        state.citing.bare.append(Citation(works=(CitedWork(key=found[1]),), line=line, column=column))
    return False


@functools.lru_cache(maxsize=256)
def read_citation(inside: str) -> tuple[CitedWork, ...]:
    """Return the works that a citation names, given what stands in its brackets; none if it is no citation."""
    if "@" not in inside:
        return ()
    found = [_ITEM.fullmatch(" ".join(item.split())) for item in _SEMICOLON.split(inside)]
    items = [_cited(item) for item in found if item]
    return tuple(items) if len(items) == len(found) else ()


def without_citations(text: str) -> str:
    """Return a text, or a body of several paragraphs, with blanks in place of its citations."""
    return _CITATION.sub(_blanked, text) if "@" in text else text


def _blanked(found: re.Match[str]) -> str:
    is_citation = "@" in found[1] and "\n\n" not in found[1] and read_citation(found[1])
    return " " * len(found[0]) if is_citation else found[0]


def _cited(item: re.Match[str]) -> CitedWork:
    rest = item["rest"]
    found = _LOCATOR.fullmatch(rest)
    if found and not found["label"] and not found["number"][:1].isdigit():
        found = None  # a word, not a Roman number of a page
    if rest[:1] not in ("", ",", " ", ":"):
        rest = f" {rest}"
    return CitedWork(
        key=item["key"],
        prefix=item["prefix"],
        suffix=found["suffix"] if found else rest,
        label=_label(found["label"]) if found else "",
        locator=found["number"] if found else "",
        is_author_suppressed=bool(item["minus"]),
    )


@functools.lru_cache(maxsize=64)
def _label(written: str | None) -> str:
    if not written:
        return "page"
    return next(label for label, pattern in _LABELS if re.fullmatch(pattern, written))


def _is_link(inline: StateInline, label: str) -> bool:
    """Tell whether the brackets name a link reference that the text defines."""
    defined = inline.env.get("references", {})
    return bool(defined) and normalizeReference(label) in defined
