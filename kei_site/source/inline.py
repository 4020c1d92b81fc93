"""Inline tokens -> HTML and plain words. Source room."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape

from markdown_it.token import Token

from kei_site.source import raw_html
from kei_site.source.draft import Draft
from kei_site.source.limits import MAX_NESTING, REFUSED_NESTING
from kei_site.source.linking import link_start
from kei_site.source.markup import inline_tokens
from kei_site.source.pictures import write_image
from kei_site.source.positions import Excerpt
from kei_site.source.running_text import is_plain

_FIXED = {
    "em_open": "<em>",
    "em_close": "</em>",
    "strong_open": "<strong>",
    "strong_close": "</strong>",
    "s_open": "<s>",
    "s_close": "</s>",
}
_BREAKS = {"softbreak": "\n", "hardbreak": "<br>\n"}
_FEW = 2 * MAX_NESTING
"""With fewer tokens than this, nothing can be nested too deeply."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InlineNote:
    """A footnote written in place."""

    text: str
    excerpt: Excerpt
    """The text that it stands in."""
    base: int
    """Where in that text it begins."""


def parse_text(draft: Draft, text: str, line: int, column: int = -1) -> list[Token]:
    """Return the tokens of the inline text that begins in `line` of the body; places are counted in it from now on."""
    draft.turn_to(Excerpt(text=text, line=line, column=column))
    tokens = inline_tokens(text, draft.environment)
    return _flattened(draft, tokens) if len(tokens) > _FEW else tokens


def write_text(draft: Draft, text: str, line: int, column: int = -1) -> None:
    """Read inline text and write it; plain text is not parsed."""
    if is_plain(text):
        write_plain(draft, text)
    else:
        write_tokens(draft, parse_text(draft, text, line, column))


def write_plain(draft: Draft, text: str) -> None:
    """Write inline text that `is_plain`."""
    draft.out.append(text.replace(">", "&gt;"))  # of the characters that are escaped, only this can stand in it
    draft.plain.append(text)
    if draft.raw_tags:
        raw_html.close_line(draft)


def write_tokens(draft: Draft, tokens: list[Token]) -> None:
    """Write the inline tokens that `parse_text` returned last."""
    out, plain = draft.out, draft.plain
    if "<" in draft.excerpt.text:
        tokens = raw_html.without_code(draft, tokens)
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
            _WRITERS[kind](draft, token)
    raw_html.close_line(draft)


def _flattened(draft: Draft, tokens: list[Token]) -> list[Token]:
    """Return the tokens without the emphasis that is nested too deeply: browsers give up at some depth."""
    kept, depth = [], 0
    for token in tokens:
        depth += token.nesting
        level = depth if token.nesting > 0 else depth + 1
        if token.nesting and level == MAX_NESTING + 1 and not draft.is_nesting_reported:
            draft.is_nesting_reported = True
            draft.report(
                "MD02", draft.at(0), f"more than {MAX_NESTING} emphases inside each other", fix="flatten the text"
            )
        if not token.nesting or level <= REFUSED_NESTING:
            kept.append(token)
    return kept


def _code(draft: Draft, token: Token) -> None:
    draft.out.append(f"<code>{escape(token.content, quote=False)}</code>")
    draft.plain.append(token.content)


def _open_link(draft: Draft, token: Token) -> None:
    """A link inside a link would not be valid HTML: its words stay in the outer one."""
    start = ""
    if not any(draft.open_links):
        draft.labels.add(str(token.meta.get("label", "")))
        place = draft.at(token.meta["at"])
        draft.open_address = str(token.attrs["href"])
        start = link_start(draft, draft.open_address, place, str(token.attrs.get("title", "")))
    draft.open_links.append(start)
    draft.out.append(start)


def _close_link(draft: Draft, token: Token) -> None:
    """A link without words shows its address, so that it can be seen and read aloud."""
    start = draft.open_links.pop()
    if not start:
        return
    if draft.out[-1] is start:
        draft.out[-1] += escape(draft.open_address, quote=False)
    draft.out.append("</a>" if draft.out[-1] else "")


def _mark(draft: Draft, token: Token) -> None:
    """Write the mark of a footnote. Inside a link, the link ends before the mark: links cannot hold links."""
    label = str(token.meta.get("label", ""))
    if token.type == "note_inline":
        label = f" {len(draft.numbers)}"
        draft.notes[label] = InlineNote(
            excerpt=draft.excerpt, base=draft.base + token.meta["at"] + 2, text=token.meta["text"]
        )
    link = draft.open_links[-1] if draft.open_links else ""
    if link:
        _close_link(draft, token)
        draft.open_links.append("")
    _write_note_link(draft, label, draft.at(token.meta["at"]))


def _write_note_link(draft: Draft, label: str, place: tuple[int, int]) -> None:
    number = draft.number_of(label)
    draft.marks[label] = draft.marks.get(label, 0) + 1
    if label == draft.open_note:
        draft.report("MD07", place, "a footnote inside itself", found=f"[^{label}]", fix="remove the mark")
    draft.out.append(
        f'<sup class="fnref"><a href="#fn-{number}" id="{mark_id(number, draft.marks[label])}" '
        f'role="doc-noteref">{number}</a></sup>'
    )


def mark_id(number: int, count: int) -> str:
    """Return the id of the mark `count` (from 1) of the note `number`."""
    return f"fnref-{number}" if count == 1 else f"fnref-{number}-{count}"


def _raw(draft: Draft, token: Token) -> None:
    raw_html.write_inline(draft, token)


_WRITERS: Mapping[str, Callable[[Draft, Token], None]] = {
    "code_inline": _code,
    "link_open": _open_link,
    "link_close": _close_link,
    "image": write_image,
    "note_mark": _mark,
    "note_inline": _mark,
    "html_inline": _raw,
}
