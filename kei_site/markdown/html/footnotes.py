"""Definitions of footnotes -> the list of notes, in the order of first references; notes without one come last."""

from collections.abc import Callable, Iterator

from markdown_it.token import Token

from kei_site.core.value import value
from kei_site.markdown.html.inline import InlineNote, ref_id, write_tokens
from kei_site.markdown.parser.parser import inline_tokens
from kei_site.markdown.positions import Position, first_line
from kei_site.markdown.state import ParseState

Writer = Callable[[ParseState, list[Token], int, int], None]


@value
class BlockNote:
    """A footnote defined on lines of its own: its tokens stand from `start` up to `stop`."""

    start: int
    stop: int


def find_notes(state: ParseState, tokens: list[Token]) -> None:
    """Find where each definition stands; report labels defined twice (MD07)."""
    if "footnotes" not in state.environment:
        return
    opened: list[int] = []
    for number, token in enumerate(tokens):
        if token.type == "footnote_reference_open":
            opened.append(number)
        elif token.type == "footnote_reference_close":
            start = opened.pop()
            tokens[start].meta["stop"] = number
            _add_note(state, tokens[start], BlockNote(start=start + 1, stop=number))


def skip_definition(state: ParseState, tokens: list[Token], at: int) -> int:
    """Return the index after a definition, which is written with the notes."""
    stop: int = tokens[at].meta["stop"]
    return stop + 1


def write_notes(state: ParseState, tokens: list[Token], write_blocks: Writer) -> None:
    """Write the list of notes, if there are any. Raises OverBudgetError."""
    if not state.notes.bodies:
        return
    state.out.append('<section class="footnotes" role="doc-endnotes">\n<ol>\n')
    labels = iter(tuple(state.notes.bodies))
    written: list[tuple[str, int]] = []
    while len(written) < len(state.notes.order) or _number_next(state, labels):
        label = state.notes.order[len(written)]
        written.append((label, _write_note(state, label, tokens, write_blocks)))
    for label, index in written:
        state.out[index] = _with_back_links(state, label, state.out[index])
        state.headings.anchors.extend(_ids(state, label))
    state.out.append("</ol>\n</section>\n")


def _number_next(state: ParseState, labels: Iterator[str]) -> bool:
    """Give the next number to the first note that nothing refers to; return whether there is one."""
    label = next((label for label in labels if label not in state.notes.numbers), None)
    if label is None:
        return False
    state.notes.number_of(label)
    return True


def _add_note(state: ParseState, token: Token, note: BlockNote) -> None:
    label = str(token.meta["label"])
    if label in state.notes.bodies:
        fix = "give one of the two another label"
        state.report("MD07", _position(state, token), "a footnote defined twice", found=f"[^{label}]", fix=fix)
        label = f" {note.start} {label}"
    state.notes.bodies[label] = note


def _position(state: ParseState, token: Token) -> Position:
    line = first_line(token)
    return state.first_line + line, max(state.lines[line].find("[^"), 0) + 1


def _write_note(state: ParseState, label: str, tokens: list[Token], write_blocks: Writer) -> int:
    """Write one note; return the index in `state.out` of the part that takes the links back."""
    state.out.append(f'<li id="fn-{state.notes.numbers[label]}">')
    note = state.notes.bodies[label]
    state.notes.open_label = label
    if isinstance(note, InlineNote):
        _write_inline_note(state, note)
    else:
        _report_unused(state, label, tokens[note.start - 1])
        write_blocks(state, tokens, note.start, note.stop)
    state.notes.open_label = ""
    index = len(state.out) - 1
    if state.out[index] != "</p>\n":
        state.out.append("")
        index += 1
    state.out.append("</li>\n")
    return index


def _write_inline_note(state: ParseState, note: InlineNote) -> None:
    state.locate_in(note.span, note.base)
    state.out.append("<p>")
    write_tokens(state, note.tokens or inline_tokens(state, note.text))
    state.out.append("</p>\n")
    state.plain.append("\n")


def _report_unused(state: ParseState, label: str, token: Token) -> None:
    if label not in state.notes.ref_counts and not label.startswith(" "):
        message, fix = "an unused footnote", "refer to it in the text, or remove it"
        state.report("MD07", _position(state, token), message, found=f"[^{label}]", fix=fix)


def _ids(state: ParseState, label: str) -> Iterator[str]:
    """Yield the ids of a note and of the references to it, which links may lead to."""
    number = state.notes.numbers[label]
    yield f"fn-{number}"
    yield from (ref_id(number, count) for count in range(1, state.notes.ref_counts.get(label, 0) + 1))


def _with_back_links(state: ParseState, label: str, end: str) -> str:
    """Return the end of a note after a link to each reference; a number gives each link a name of its own."""
    number = state.notes.numbers[label]
    count = state.notes.ref_counts.get(label, 0)
    names = [str(number) if count == 1 else f"{number}.{n}" for n in range(1, count + 1)]
    links = " ".join(
        f'<a href="#{ref_id(number, n)}" class="backref" role="doc-backlink">↩\ufe0e\u00a0{name}</a>'
        for n, name in enumerate(names, 1)
    )
    if end:
        return f" {links}{end}" if links else end
    return f"<p>{links}</p>\n" if links else ""
