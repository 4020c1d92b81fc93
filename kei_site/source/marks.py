"""Inline rules with our own checks and places: links, images, raw tags, footnote marks, shortcodes. Source room.

Each rule leaves in its token where it stands (`meta["at"]`), so that what is found later can be reported with
line and column.
"""

import re
from typing import Any

from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline import autolink as plain_autolink
from markdown_it.rules_inline import html_inline as plain_html_inline
from markdown_it.rules_inline import image as plain_image
from markdown_it.rules_inline import link as plain_link
from markdown_it.token import Token

from kei_site.source.draft import Draft

_REFERENCE = re.compile(r"\[(?!\^)[^\[\]]{1,999}\]\[(?!\^)([^\[\]]{0,999})\]")
_NOTE = re.compile(r"\[\^([^\]\s]{1,200})\]")
_ATTRIBUTES = re.compile(r"""\{[ \t]*((?:(?:[.#][\w-]+|[\w-]+=(?:"[^"\n]{0,200}"|[\w%.-]+))[ \t]*){1,12})\}""")
_LONGEST_SHORTCODE = 2_000


def link(state: StateInline, silent: bool) -> bool:
    """Read a link; report a reference that nothing defines (LNK05)."""
    start, before = state.pos, len(state.tokens)
    if not _is_closed(state):
        return False
    if plain_link(state, silent):
        _note_place(state, "link_open", start, before, silent)
        return True
    if not silent:
        _report_undefined(state, start)
    return False


def image(state: StateInline, silent: bool) -> bool:
    """Read an image and the attributes after it, such as `{width=400 .wide}`."""
    draft: Draft = state.env["draft"]
    start, before, base = state.pos, len(state.tokens), draft.base
    if not state.src.startswith("![", start) or not _is_closed(state):
        return False
    draft.base = base + start + 2
    matched = plain_image(state, silent)
    draft.base = base
    if not matched:
        return False
    _note_place(state, "image", start, before, silent)
    attributes = _ATTRIBUTES.match(state.src, state.pos, state.posMax)
    if attributes:
        if not silent:
            state.tokens[-1].meta["attributes"] = (attributes[1], attributes.start(1))
        state.pos = attributes.end()
    return True


def autolink(state: StateInline, silent: bool) -> bool:
    """Read an address between angle brackets."""
    start, before = state.pos, len(state.tokens)
    matched: bool = plain_autolink(state, silent)
    if matched:
        _note_place(state, "link_open", start, before, silent)
    return matched


def html_inline(state: StateInline, silent: bool) -> bool:
    """Read a raw tag."""
    start, before = state.pos, len(state.tokens)
    matched: bool = plain_html_inline(state, silent)
    if matched:
        _note_place(state, "html_inline", start, before, silent)
    return matched


def note_mark(state: StateInline, silent: bool) -> bool:
    """Read the mark of a footnote, `[^label]`; report one without a note (MD07).

    A silent look is only for the end of a link's text, and to that a mark is text: else no link could hold one.
    """
    found = None if silent else _NOTE.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if ":" + found[1] not in state.env.get("footnotes", {}).get("refs", {}):
        draft: Draft = state.env["draft"]
        place = draft.at(state.pos)
        draft.report("MD07", place, "a mark without a footnote", found=found[0], fix=f"write the note: {found[0]}: …")
        return False
    _push(state, "note_mark", label=found[1])
    state.pos = found.end()
    return True


def note_inline(state: StateInline, silent: bool) -> bool:
    """Read a footnote written in place, `^[text]`."""
    if not state.src.startswith("^[", state.pos) or not _is_closed(state):
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos + 1)
    if end < 0:
        return False
    if not silent:
        _push(state, "note_inline", text=state.src[state.pos + 2 : end])
    state.pos = end + 1
    return True


def shortcode(state: StateInline, silent: bool) -> bool:
    """Read the shortcodes and template marks of other programs, `{{ … }}` and `{% … %}`, as the text they are."""
    mark = state.src[state.pos : state.pos + 2]
    closer = {"{{": "}}", "{%": "%}"}.get(mark)
    if closer is None:
        return False
    end = state.src.find(closer, state.pos + 2, min(state.pos + _LONGEST_SHORTCODE, state.posMax))
    if end < 0:
        return False
    if not silent:
        state.pending += state.src[state.pos : end + 2]
    state.pos = end + 2
    return True


def _is_closed(state: StateInline) -> bool:
    """Tell whether any bracket closes behind this place: trying in vain at each of many brackets takes long."""
    draft: Draft = state.env["draft"]
    if draft.last_bracket[0] is not state.src:
        draft.last_bracket = (state.src, state.src.rfind("]"))
    return draft.last_bracket[1] > state.pos


def _push(state: StateInline, kind: str, **meta: Any) -> None:
    token: Token = state.push(kind, "", 0)
    token.meta = {"at": state.pos, **meta}


def _note_place(state: StateInline, kind: str, start: int, before: int, silent: bool) -> None:
    """Write `start` into the token that a rule has just pushed, perhaps after the text that was waiting."""
    if not silent:
        token = state.tokens[before]
        if token.type != kind:
            token = state.tokens[before + 1]
        token.meta["at"] = start


def _report_undefined(state: StateInline, start: int) -> None:
    found = _REFERENCE.match(state.src, start, state.posMax)
    if found:
        draft: Draft = state.env["draft"]
        draft.report(
            "LNK05",
            draft.at(start),
            "nothing defines this reference",
            found=found[0],
            fix="define it: [label]: address, or write [text](address)",
        )
