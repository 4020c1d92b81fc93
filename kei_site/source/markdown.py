"""Markdown -> `Text`: a cleaned fragment, the references that wait to be resolved, and diagnostics with their places.
Source room.

Pure, and total: whatever stands in the body, a text comes out in which no visible word is lost. Each part of
the work has a module of its own: `markup` parses, `writing` writes, `raw_html` and `nesting` tame raw HTML,
`cleaning` is the second wall.
"""

import re
from dataclasses import dataclass
from html import escape

from kei_site.diagnostics import Diagnostic
from kei_site.model.brief import Fragment, Reference
from kei_site.source.cleaning import cleaned
from kei_site.source.draft import Draft
from kei_site.source.footnotes import find_notes, write_notes
from kei_site.source.headings import collector
from kei_site.source.limits import CPU_SECONDS, MAX_GROWTH, MAX_OUTPUT, TooSlowError, is_too_large
from kei_site.source.markup import block_tokens
from kei_site.source.nesting import nested_well
from kei_site.source.raw_html import close_text
from kei_site.source.writing import write_blocks

_SURROGATE = re.compile("[\ud800-\udfff]")
_WITHOUT_BLANKS = ("ja", "th", "zh")
"""Languages written without blanks between words."""
_OUTLINE = bytes(ord(" " if chr(code).isspace() else "x") for code in range(256))
"""Makes every blank one of a kind, and everything else a letter; for bytes of ASCII."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What the body of a source file says."""

    fragment: Fragment
    links: tuple[Reference, ...] = ()
    """By the number in `href="kei-link:N"`."""
    images: tuple[Reference, ...] = ()
    """By the number in `src="kei-image:N"`."""
    anchors: tuple[str, ...] = ()
    """The ids that links may point to."""
    first_paragraph: str = ""
    """Plain text, whole."""
    word_count: int = 0
    diagnostics: tuple[Diagnostic, ...] = ()


def read_markdown(body: str, *, path: str, first_line: int, language: str) -> Text:
    """Return what `body` says; `first_line` is the line of the file `path` (below the site's folder) where it begins.

    `language` (BCP 47) decides how words are counted. Never raises: diagnostics are diagnostics.
    """
    source = _plain_lines(body)
    draft = Draft(path=path, first_line=first_line, lines=source.split("\n"))
    draft.environment["draft"] = draft
    try:
        html = _written(draft, source)
    except TooSlowError:
        place = (first_line + draft.excerpt.line, 1)
        message = f"this text takes more than {CPU_SECONDS:g} seconds to read"
        draft.report("LIM05", place, message, fix="simplify it from here on: look for long runs of the same marks")
        html = _given_up(draft, source)
    except RecursionError:
        draft.report("MD02", (first_line, 1), "nesting too deep to be read", fix="flatten the text")
        html = _given_up(draft, source)
    if is_too_large(len(html), len(source)):
        _report_size(draft, len(html), len(source))
        html = _given_up(draft, source)
    draft.environment.clear()  # it holds the draft itself: without this circle all goes at once
    return _finished(draft, html, language)


def _plain_lines(body: str) -> str:
    """Return `body` with LF line ends, a last one included, and without what no document may hold."""
    text = body.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    if not text.isascii():
        text = _SURROGATE.sub("\ufffd", text)
    return text if text.endswith("\n") else text + "\n"


def _written(draft: Draft, source: str) -> str:
    tokens = block_tokens(draft, source)
    find_notes(draft, tokens)
    write_blocks(draft, tokens, 0, len(tokens))
    write_notes(draft, tokens, write_blocks)
    close_text(draft)
    _report_definitions(draft)
    html = "".join(draft.out)
    if draft.has_raw_html and not is_too_large(len(html), len(source)):
        html = nested_well(html, collector(draft))
    return html if is_too_large(len(html), len(source)) else cleaned(html, is_well_formed=not draft.has_raw_html)


def _report_definitions(draft: Draft) -> None:
    """Report references defined twice (LNK04) and never used (LNK06)."""
    known = draft.environment.get("references", {})
    for twice in draft.environment.get("duplicate_refs", ()):
        place, label = _definition(draft, twice["map"][0])
        fix = "remove one of the two: the first counts"
        draft.report("LNK04", place, "a reference defined twice", found=label, fix=fix)
    for name, made in known.items():
        if name not in draft.labels:
            place, label = _definition(draft, made["map"][0])
            fix = "remove it, or use it: [text][label]"
            draft.report("LNK06", place, "a reference that nothing uses", found=label, fix=fix)


def _definition(draft: Draft, line: int) -> tuple[tuple[int, int], str]:
    """Return (place, label) of the definition that begins in a line of the body, given by its index."""
    text = draft.lines[line]
    start = max(text.find("["), 0)
    return (draft.first_line + line, start + 1), text[start : text.find("]:", start) + 1]


def _report_size(draft: Draft, size: int, source: int) -> None:
    if any(one.code == "LIM04" for one in draft.diagnostics):
        return
    message = (
        f"the text becomes {size:,} characters of HTML, {size // source} times its own length; "
        f"allowed are {MAX_OUTPUT:,} and {MAX_GROWTH} times"
    )
    draft.report("LIM04", (draft.first_line, 1), message, fix="simplify tables and references")


def _given_up(draft: Draft, source: str) -> str:
    """Return the words alone, paragraph by paragraph, when a text cannot be read; nothing in it can be led to."""
    for found in (draft.headings, draft.anchors, draft.links, draft.images):
        found.clear()
    blocks = (" ".join(block.split()) for block in source.split("\n\n"))
    return "".join(f"<p>{escape(block, quote=False)}</p>\n" for block in blocks if block)


def _finished(draft: Draft, html: str, language: str) -> Text:
    return Text(
        fragment=Fragment(html=html, headings=tuple(draft.headings)),
        links=tuple(draft.links),
        images=tuple(draft.images),
        anchors=tuple(draft.anchors),
        first_paragraph=draft.first_paragraph,
        word_count=_count("".join(draft.plain), language),
        diagnostics=tuple(draft.diagnostics),
    )


def _count(text: str, language: str) -> int:
    """Return the number of words; where no blanks part them, two letters stand for a word."""
    if language.partition("-")[0].lower() in _WITHOUT_BLANKS:
        return (sum(map(str.isalnum, text)) + 1) // 2
    if not text.isascii():
        return len(text.split())
    # The beginnings of words can be counted without making the words.
    outline = text.encode().translate(_OUTLINE)
    return outline.count(b" x") + outline.startswith(b"x")
