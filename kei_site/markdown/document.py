"""A Markdown body -> `Text`: a safe fragment without a lost word, references to resolve, diagnostics.

`parser` makes tokens, `html` writes them, `sanitize` puts raw HTML in order and checks the result.
"""

import re
from dataclasses import replace
from html import escape

from kei_site.core.bibliography import NOTE_STYLES, Citation
from kei_site.core.budget import OverBudgetError, is_too_large
from kei_site.core.diagnostics import Diagnostic, Place
from kei_site.core.limits import LIMITS
from kei_site.core.value import value
from kei_site.markdown.html.blocks import write_blocks
from kei_site.markdown.html.data_figures import numbered
from kei_site.markdown.html.footnotes import find_notes, write_notes
from kei_site.markdown.html.heading_ids import collector
from kei_site.markdown.html.mathematics import with_mathematics
from kei_site.markdown.html.titles import TitleText, write_title
from kei_site.markdown.parser.blanks import plain_blanks
from kei_site.markdown.parser.call_outs import with_call_outs
from kei_site.markdown.parser.leftovers import report_leftovers
from kei_site.markdown.parser.parser import block_tokens
from kei_site.markdown.parser.traps import report_traps
from kei_site.markdown.positions import Position
from kei_site.markdown.sanitize.raw_html import close_text
from kei_site.markdown.sanitize.second_pass import sanitize
from kei_site.markdown.sanitize.tree import nest
from kei_site.markdown.state import Citing, ParseState, TextOptions
from kei_site.model.brief import Fragment, Reference
from kei_site.model.figures import FigureBlock

_OF_TITLES = ("MD09", "MD10", "MD11", "MD12")
"""What is told of the Markdown in a title: it can define neither links nor notes."""
_NO_OPTIONS = TextOptions()
_SURROGATE = re.compile("[\ud800-\udfff]")
_WITHOUT_BLANKS = ("ja", "th", "zh")
"""Languages written without blanks between words."""
_LETTERS_AND_BLANKS = bytes(ord(" " if chr(code).isspace() else "x") for code in range(256))
"""Translates ASCII bytes: every blank into a space, everything else into `x`."""


@value
class Text:
    """What the body of a source file says."""

    fragment: Fragment
    links: tuple[Reference, ...] = ()
    """By the number in `href="kei-link:N"`."""
    images: tuple[Reference, ...] = ()
    """By the number in `src="kei-image:N"`."""
    frames: tuple[str, ...] = ()
    """The origins of the frames that a click loads."""
    citations: tuple[Citation, ...] = ()
    bare_keys: tuple[Citation, ...] = ()
    """What would be citations in brackets: `@kim2024`."""
    """By the number in `href="kei-cite:N"`."""
    figures: tuple[FigureBlock, ...] = ()
    """By the number in `src="kei-figure:N"`."""
    anchors: tuple[str, ...] = ()
    """The ids that links may point to."""
    first_paragraph: str = ""
    """Plain text, whole."""
    word_count: int = 0
    diagnostics: tuple[Diagnostic, ...] = ()


def read_markdown(body: str, *, path: str, first_line: int, language: str, options: TextOptions = _NO_OPTIONS) -> Text:
    """Return what `body` says, in `language` (BCP 47); it begins in line `first_line` of `path`. Never raises."""
    source = _normalized(body)
    state = ParseState(
        path=path,
        first_line=first_line,
        lines=source.split("\n"),
        language=language,
        frame_hosts=options.frame_hosts,
        has_mathematics=options.has_mathematics,
        citing=Citing(is_on=bool(options.style), in_notes=options.style in NOTE_STYLES),
    )
    html = _html_within_limits(state, source)
    state.environment.clear()  # it holds the state itself: without this circle both are freed at once
    return _text(state, html, language)


def read_title(text: str, place: Place, *, has_links: bool = False) -> tuple[TitleText, tuple[Diagnostic, ...]]:
    """Return the words of the title or summary that stands at `place`, and diagnostics there.

    `has_links`: links to other sites are kept, as in the words around a figure.
    """
    state = ParseState(path=place.path, first_line=place.line, lines=[text])
    found = write_title(state, text, has_links=has_links)
    state.environment.clear()
    return found, tuple(replace(told, place=place) for told in state.diagnostics if told.code in _OF_TITLES)


def _normalized(body: str) -> str:
    """Return `body` with LF line ends, plain blanks after markers, and no characters that no document may hold."""
    text = body.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    try:
        text.encode()  # several times faster than to search
    except UnicodeEncodeError:
        text = _SURROGATE.sub("\ufffd", text)
    return plain_blanks(text if text.endswith("\n") else text + "\n")


def _html_within_limits(state: ParseState, source: str) -> str:
    """Return the text as HTML, or its words alone when it is too slow, nested too deeply or too large."""
    html = _html_in_time(state, source)
    if is_too_large(len(html), len(source)):
        _report_size(state, len(html), len(source))
        return _words_alone(state, source)
    return html


def _html_in_time(state: ParseState, source: str) -> str:
    try:
        return _html(state, source)
    except OverBudgetError as error:
        state.budget.stop_the_clock()
        line = state.span.line if error.limit is LIMITS.seconds else 0
        state.report(error.limit.code, (state.first_line + line, 1), str(error), fix=error.limit.fix)
    except RecursionError:
        if not state.is_nesting_reported:
            state.report("MD02", (state.first_line, 1), "nesting too deep to be parsed", fix="flatten the text")
    return _words_alone(state, source)


def _html(state: ParseState, source: str) -> str:
    tokens = with_call_outs(block_tokens(state, source), state.language)
    report_traps(state, tokens)
    report_leftovers(state, tokens, source)
    find_notes(state, tokens)
    write_blocks(state, tokens, 0, len(tokens))
    write_notes(state, tokens, write_blocks)
    close_text(state)
    _report_definitions(state)
    html = "".join(state.out)
    if state.raw.is_present and not is_too_large(len(html), len(source)):
        html = nest(html, collector(state))
    if is_too_large(len(html), len(source)):
        return html
    html = sanitize(html, is_well_formed=not state.raw.is_present)
    return with_mathematics(html, state.budget.tick) if state.has_mathematics else html


def _report_definitions(state: ParseState) -> None:
    """Report reference definitions that stand twice (LNK04) or are never used (LNK06)."""
    for again in state.environment.get("duplicate_refs", ()):
        position, label = _definition(state, again["map"][0])
        fix = "remove one of the two: the first is used"
        state.report("LNK04", position, "a link reference defined twice", found=label, fix=fix)
    for name, definition in state.environment.get("references", {}).items():
        if name not in state.links.used_labels:
            position, label = _definition(state, definition["map"][0])
            fix = "remove it, or use it: [text][label]"
            state.report("LNK06", position, "an unused link reference", found=label, fix=fix)


def _definition(state: ParseState, line: int) -> tuple[Position, str]:
    """Return (position, label) of the definition that begins in a line of the body, given by its index."""
    text = state.lines[line]
    start = max(text.find("["), 0)
    return (state.first_line + line, start + 1), text[start : text.find("]:", start) + 1]


def _report_size(state: ParseState, size: int, source: int) -> None:
    if any(diagnostic.code == LIMITS.html.code for diagnostic in state.diagnostics):
        return
    message = (
        f"the text becomes {size:,} characters of HTML, {size // source} times its own length; "
        f"the limit is {LIMITS.html.most:,} and {LIMITS.growth}"
    )
    state.report(LIMITS.html.code, (state.first_line, 1), message, fix=LIMITS.html.fix)


def _words_alone(state: ParseState, source: str) -> str:
    """Return the source as paragraphs of plain text, and forget its headings, anchors, links and images."""
    links, headings, citing = state.links, state.headings, state.citing
    shown = (headings.entries, headings.anchors, links.references, links.images, links.frames)
    for entries in (*shown, citing.found, citing.bare):
        entries.clear()
    state.figures.clear()
    blocks = (" ".join(block.split()) for block in source.split("\n\n"))
    return "".join(f"<p>{escape(block, quote=False)}</p>\n" for block in blocks if block)


def _text(state: ParseState, html: str, language: str) -> Text:
    return Text(
        fragment=Fragment(html=html, headings=tuple(state.headings.entries)),
        links=tuple(state.links.references),
        images=tuple(state.links.images),
        frames=tuple(dict.fromkeys(state.links.frames)),
        citations=tuple(state.citing.found),
        bare_keys=tuple(state.citing.bare),
        figures=numbered(state.figures, html),
        anchors=tuple(state.headings.anchors),
        first_paragraph=state.first_paragraph,
        word_count=_count("".join(state.plain), language),
        diagnostics=state.budget.told.every(),
    )


def _count(text: str, language: str) -> int:
    """Return the number of words; in a language without blanks, two letters count as a word."""
    if language.partition("-")[0].lower() in _WITHOUT_BLANKS:
        return (sum(map(str.isalnum, text)) + 1) // 2
    if not text.isascii():
        return len(text.split())
    # Counting where words begin is faster than making a list of them.
    letters = text.encode().translate(_LETTERS_AND_BLANKS)
    return letters.count(b" x") + letters.startswith(b"x")
