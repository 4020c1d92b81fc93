"""Inline tokens -> HTML and plain words."""

from collections.abc import Callable, Mapping, Sequence
from html import escape

from markdown_it.token import Token

from kei_site.core.bibliography import Citation
from kei_site.core.limits import LIMITS
from kei_site.core.value import value
from kei_site.markdown.html.images import write_image
from kei_site.markdown.html.links import link_start
from kei_site.markdown.html.mathematics import write_mathematics
from kei_site.markdown.parser.parser import inline_tokens
from kei_site.markdown.parser.plain_text import is_plain
from kei_site.markdown.parser.short_text import is_short, pieces
from kei_site.markdown.positions import Span
from kei_site.markdown.sanitize import raw_html
from kei_site.markdown.state import ParseState

_FIXED = {
    "em_open": "<em>",
    "em_close": "</em>",
    "strong_open": "<strong>",
    "strong_close": "</strong>",
    "s_open": "<s>",
    "s_close": "</s>",
}
_BREAKS = {"softbreak": "\n", "hardbreak": "<br>\n"}
_DEEPEST, _READ_DEEPEST = LIMITS.nesting.most, LIMITS.read_nesting.most
_FEW = 2 * _DEEPEST
"""So few tokens cannot be nested too deeply."""


@value
class InlineNote:
    """A footnote written in place."""

    span: Span
    """The text in which it stands."""
    base: int
    """Where in that text its offsets count from."""
    text: str = ""
    """What is still to be read, unless `tokens` are known."""
    tokens: tuple[Token, ...] = ()


def parse_text(state: ParseState, text: str, line: int, column: int = -1) -> list[Token]:
    """Return the tokens of the inline text that begins in `line` of the body; offsets count in it from now on."""
    state.locate_in(Span(text=text, line=line, column=column))
    tokens = inline_tokens(state, text)
    return _flattened(state, tokens) if len(tokens) > _FEW else tokens


def write_text(state: ParseState, text: str, line: int, column: int = -1) -> None:
    """Read inline text and write it; markdown-it reads what is neither plain nor short."""
    if (state.has_mathematics and "$" in text) or (state.citing.is_on and "@" in text):
        write_tokens(state, parse_text(state, text, line, column))
    elif is_plain(text):
        write_plain(state, text)
    elif is_short(text):
        _write_short(state, text, Span(text=text, line=line, column=column))
    else:
        write_tokens(state, parse_text(state, text, line, column))


def write_plain(state: ParseState, text: str) -> None:
    """Write inline text that `is_plain`."""
    state.out.append(text.replace(">", "&gt;"))  # of the characters that are escaped, only this can stand in it
    state.plain.append(text)
    if state.raw.open:
        raw_html.close_line(state)


def _write_short(state: ParseState, text: str, span: Span) -> None:
    """Write inline text that `is_short`. Raises OverBudgetError."""
    state.locate_in(span)
    for piece in pieces(text):
        state.budget.tick()
        words = escape(piece.words, quote=False)
        state.plain.append(piece.words)
        if piece.address is not None:
            _open_address(state, piece.address, piece.offset)
            if words:
                state.out.append(words)
            _close_link(state)
        else:
            state.out.append(f"<{piece.tag}>{words}</{piece.tag}>" if piece.tag else words)
    if state.raw.open:
        raw_html.close_line(state)


def write_tokens(state: ParseState, tokens: Sequence[Token]) -> None:
    """Write the inline tokens that `parse_text` returned last."""
    out, plain = state.out, state.plain
    if "<" in state.span.text:
        tokens = raw_html.without_code(state, tokens)
    for token in tokens:
        kind = token.type
        if kind in ("text", "text_special"):
            if token.content:
                out.append(escape(token.content, quote=False))
                plain.append(token.content)
        elif kind in _FIXED:
            out.append(_FIXED[kind])
        elif kind in _BREAKS:
            out.append(_BREAKS[kind])
            plain.append("\n")
        else:
            _WRITERS[kind](state, token)
    raw_html.close_line(state)


def _flattened(state: ParseState, tokens: list[Token]) -> list[Token]:
    """Return the tokens without the emphasis that is nested too deeply for browsers."""
    result, depth = [], 0
    for token in tokens:
        depth += token.nesting
        level = depth if token.nesting > 0 else depth + 1
        if token.nesting and level == _DEEPEST + 1 and not state.is_nesting_reported:
            state.is_nesting_reported = True
            message = f"more than {LIMITS.nesting} of emphasis"
            state.report("MD02", state.at(0), message, fix="flatten the text")
        if not token.nesting or level <= _READ_DEEPEST:
            result.append(token)
    return result


def _code(state: ParseState, token: Token) -> None:
    state.out.append(f"<code>{escape(token.content, quote=False)}</code>")
    state.plain.append(token.content)


def _open_link(state: ParseState, token: Token) -> None:
    if "label" in token.meta and not any(state.links.open_tags):
        state.links.used_labels.add(str(token.meta["label"]))
    _open_address(state, str(token.attrs["href"]), token.meta["offset"], str(token.attrs.get("title", "")))


def _open_address(state: ParseState, address: str, offset: int, title: str = "") -> None:
    """Write the start of a link. A link inside a link would not be valid HTML: its words stay in the outer one."""
    start = ""
    if not any(state.links.open_tags):
        state.links.open_address, state.links.open_offset = address, offset
        start = link_start(state, address, state.at(offset), title)
    state.links.open_tags.append(start)
    state.out.append(start)


def _close_link(state: ParseState, _: Token | None = None) -> None:
    """Write the end of a link. A link without words shows its address, so that it can be seen and read aloud."""
    start = state.links.open_tags.pop()
    if not start:
        return
    words = state.out[-1] if state.out[-1] is not start and state.out[-2] is start else ""
    if state.out[-1] is start or words.isspace():
        address = state.links.open_address
        fix = "write words between the brackets; until then the address is shown"
        state.report("MD10", state.at(state.links.open_offset), "a link without words", found=address, fix=fix)
        state.out[-1] += escape(address, quote=False)
    state.out.append("</a>" if state.out[-1] else "")


def _note_ref(state: ParseState, token: Token) -> None:
    """Write a footnote reference. Inside a link, the link ends before it: links cannot hold links."""
    if state.links.open_tags and state.links.open_tags[-1]:
        _close_link(state, token)
        state.links.open_tags.append("")
    _write_note_ref(state, str(token.meta["label"]), token.meta["offset"])


def _note_inline(state: ParseState, token: Token) -> None:
    """Write a reference to a footnote that is written in place, and add the footnote."""
    token.meta["label"] = f" {len(state.notes.numbers)}"
    base = state.base + token.meta["offset"] + len("^[")
    state.notes.bodies[token.meta["label"]] = InlineNote(span=state.span, base=base, text=token.meta["text"])
    _note_ref(state, token)


_STOP = Token("text", "", 0, content=".")
"""Ends a note that holds a citation."""
_MARK = '<sup class="fnref">'


def _citation(state: ParseState, token: Token) -> None:
    """Write a citation; in a style with notes, as a footnote that holds it. Inside a link, the link ends before it.

    Plain text leaves it out, with the blank before it: a full stop may follow.
    """
    if state.citing.in_notes and not state.notes.open_label:
        token.meta["label"] = f" {len(state.notes.numbers)}"
        note = InlineNote(span=state.span, base=state.base, tokens=(token, _STOP))
        state.notes.bodies[token.meta["label"]] = note
        _note_ref(state, token)
        return
    if state.links.open_tags and state.links.open_tags[-1]:
        _close_link(state, token)
        state.links.open_tags.append("")
    if state.plain:
        state.plain[-1] = state.plain[-1].rstrip(" ")
    line, column = state.at(token.meta["offset"])
    state.citing.found.append(Citation(works=token.meta["works"], line=line, column=column))
    words = escape(token.content, quote=False)
    state.out.append(f'<a href="kei-cite:{len(state.citing.found) - 1}">{words}</a>')


def _write_note_ref(state: ParseState, label: str, offset: int) -> None:
    notes = state.notes
    number = notes.number_of(label)
    notes.ref_counts[label] = notes.ref_counts.get(label, 0) + 1
    if label == notes.open_label:
        message = "a footnote inside itself"
        state.report("MD07", state.at(offset), message, found=f"[^{label}]", fix="remove the reference")
    ref = ref_id(number, notes.ref_counts[label])
    # Feeds and paper set no space between two marks: 4 and 5 would be read as 45.
    comma = "," if state.out and state.out[-1].startswith(_MARK) else ""
    state.out.append(f'{_MARK}{comma}<a href="#fn-{number}" id="{ref}" role="doc-noteref">{number}</a></sup>')


def ref_id(number: int, count: int) -> str:
    """Return the id of the reference `count` (from 1) to the note `number`."""
    return f"fnref-{number}" if count == 1 else f"fnref-{number}-{count}"


def _raw(state: ParseState, token: Token) -> None:
    raw_html.write_inline(state, token)


_WRITERS: Mapping[str, Callable[[ParseState, Token], None]] = {
    "code_inline": _code,
    "mathematics": write_mathematics,
    "link_open": _open_link,
    "link_close": _close_link,
    "image": write_image,
    "note_ref": _note_ref,
    "note_inline": _note_inline,
    "citation": _citation,
    "html_inline": _raw,
}
