"""Footnotes: where their definitions stand, and the list of notes at the end of a text. Source room.

Notes are numbered in the order of their first marks. A note that nothing marks is still published, last, for
its words must not be lost.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from markdown_it.token import Token

from kei_site.source.draft import Draft
from kei_site.source.inline import InlineNote, mark_id, write_tokens
from kei_site.source.markup import inline_tokens

Writer = Callable[[Draft, list[Token], int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockNote:
    """A footnote defined on lines of its own: its tokens stand from `start` up to `stop`."""

    start: int
    stop: int


def find_notes(draft: Draft, tokens: list[Token]) -> None:
    """Note where each definition stands; report labels defined twice (MD07)."""
    if "footnotes" not in draft.environment:
        return
    opened: list[int] = []
    for number, token in enumerate(tokens):
        if token.type == "footnote_reference_open":
            opened.append(number)
        elif token.type == "footnote_reference_close":
            start = opened.pop()
            tokens[start].meta["stop"] = number
            _add_note(draft, tokens[start], BlockNote(start=start + 1, stop=number))


def skip_definition(draft: Draft, tokens: list[Token], at: int) -> int:
    """Return the index behind a definition: it is written with the notes."""
    stop: int = tokens[at].meta["stop"]
    return stop + 1


def write_notes(draft: Draft, tokens: list[Token], write_blocks: Writer) -> None:
    """Write the list of notes, if there are any. Raises TooSlowError."""
    if not draft.notes:
        return
    draft.out.append('<section class="footnotes" role="doc-endnotes">\n<ol>\n')
    waiting = iter(tuple(draft.notes))
    written: list[tuple[str, int]] = []
    while len(written) < len(draft.cited) or _cite_next(draft, waiting):
        label = draft.cited[len(written)]
        written.append((label, _write_note(draft, label, tokens, write_blocks)))
    for label, at in written:
        draft.out[at] = _way_back(draft, label, draft.out[at])
    draft.out.append("</ol>\n</section>\n")


def _cite_next(draft: Draft, waiting: Iterator[str]) -> bool:
    """Give the next number to the first note that nothing marks; tell whether there is one."""
    label = next((label for label in waiting if label not in draft.numbers), None)
    if label is None:
        return False
    draft.number_of(label)
    return True


def _add_note(draft: Draft, token: Token, note: BlockNote) -> None:
    label = str(token.meta["label"])
    if label in draft.notes:
        draft.report(
            "MD07",
            _place(draft, token),
            "a footnote defined twice",
            found=f"[^{label}]",
            fix="give one of the two another label",
        )
        label = f" {note.start} {label}"
    draft.notes[label] = note


def _place(draft: Draft, token: Token) -> tuple[int, int]:
    line = (token.map or [0])[0]
    column = draft.lines[line].find(f"[^{token.meta['label']}]:")
    return draft.first_line + line, max(column, 0) + 1


def _write_note(draft: Draft, label: str, tokens: list[Token], write_blocks: Writer) -> int:
    """Write one note; return the index of the piece of HTML that takes the ways back."""
    draft.out.append(f'<li id="fn-{draft.numbers[label]}">')
    note = draft.notes[label]
    draft.open_note = label
    if isinstance(note, InlineNote):
        _write_inline_note(draft, note)
    else:
        _report_unused(draft, label, tokens[note.start - 1])
        write_blocks(draft, tokens, note.start, note.stop)
    draft.open_note = ""
    at = len(draft.out) - 1
    if draft.out[at] != "</p>\n":
        draft.out.append("")
        at += 1
    draft.out.append("</li>\n")
    return at


def _write_inline_note(draft: Draft, note: InlineNote) -> None:
    draft.turn_to(note.excerpt, note.base)
    draft.out.append("<p>")
    write_tokens(draft, inline_tokens(note.text, draft.environment))
    draft.out.append("</p>\n")
    draft.plain.append("\n")


def _report_unused(draft: Draft, label: str, token: Token) -> None:
    if label not in draft.marks and not label.startswith(" "):
        draft.report(
            "MD07",
            _place(draft, token),
            "a footnote that nothing marks",
            found=f"[^{label}]",
            fix="put its mark into the text, or remove the note",
        )


def _way_back(draft: Draft, label: str, piece: str) -> str:
    """Return the piece with a link to each mark of the note; the number gives the link a name of its own."""
    number = draft.numbers[label]
    count = draft.marks.get(label, 0)
    names = [str(number) if count == 1 else f"{number}.{n}" for n in range(1, count + 1)]
    links = " ".join(
        f'<a href="#{mark_id(number, n)}" class="backref" role="doc-backlink">↩\ufe0e\u00a0{name}</a>'
        for n, name in enumerate(names, 1)
    )
    if piece:
        return f" {links}{piece}" if links else piece
    return f"<p>{links}</p>\n" if links else ""
