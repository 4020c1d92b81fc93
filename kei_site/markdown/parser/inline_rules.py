"""Inline rules of our own: links, images, raw tags, footnote references, shortcodes.

Each saves its place in the text in its token (`meta["offset"]`); `silent` asks for a match without a token.
"""

from collections.abc import Callable
from typing import Any

from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline import autolink as plain_autolink
from markdown_it.rules_inline import html_inline as plain_html_inline
from markdown_it.rules_inline import image as plain_image
from markdown_it.rules_inline import link as plain_link
from markdown_it.token import Token

from kei_site.core.patterns import pattern_of
from kei_site.markdown.parser import lenient_links
from kei_site.markdown.parser.footnotes import LABEL, label_of
from kei_site.markdown.parser.unread_links import report_curly, report_end, report_unread, report_wide_mark
from kei_site.markdown.state import ParseState

InlineRule = Callable[[StateInline, bool], bool]
_REFERENCE = pattern_of(r"\[(?!\^)[^\[\]]{1,999}\]\[(?!\^)([^\[\]]{0,999})\]")
_SHORT = pattern_of(r"\[([^\[\]\\`<&*_~{\n]*+)\]\(([^\s()<>\\&\x00-\x1f\x7f]*+)\)")
_NOTE = pattern_of(LABEL)
_ATTRIBUTES = pattern_of(r"""\{[ \t]*((?:(?:[.#][\w-]+|[\w-]+=(?:"[^"\n]{0,200}"|[\w%.-]+))[ \t]*){1,12})\}""")
_LONGEST_SHORTCODE = 2_000


def link(inline: StateInline, silent: bool) -> bool:
    """Read a link; report a reference that nothing defines (LNK05)."""
    start, count = inline.pos, len(inline.tokens)
    if (
        _short_link(inline, silent)
        or (_may_close(inline) and _read_with_offset(plain_link, "link_open", inline, silent))
        or (_may_close(inline) and lenient_links.read_link(inline, silent))
    ):
        if not silent and (inline.src.startswith("\uff01", start - 1) or inline.src.startswith("! ", start - 2)):
            report_wide_mark(inline, start, inline.tokens[count:])
        return True
    if not silent and _may_close(inline):
        _report_undefined(inline, start)
        report_unread(inline, start)
    return False


def _short_link(inline: StateInline, silent: bool) -> bool:
    """Read the commonest link in one step: nothing in its words or address needs a rule. The result is the same."""
    found = _SHORT.match(inline.src, inline.pos, inline.posMax)
    if found is None:
        return False
    if not silent:
        token = inline.push("link_open", "a", 1)
        token.attrs, token.meta = {"href": found[2]}, {"offset": inline.pos}
        if found[1]:
            inline.push("text", "", 0).content = found[1]
        inline.push("link_close", "a", -1)
    inline.pos = found.end()
    return True


def image(inline: StateInline, silent: bool) -> bool:
    """Read an image and the attributes after it, such as `{width=400 .wide}`."""
    if not inline.src.startswith("![", inline.pos) or not _may_close(inline) or not _read_image(inline, silent):
        return False
    attributes = _ATTRIBUTES.match(inline.src, inline.pos, inline.posMax)
    if attributes:
        if not silent:
            inline.tokens[-1].meta["attributes"] = (attributes[1], attributes.start(1))
        inline.pos = attributes.end()
    return True


def _read_image(inline: StateInline, silent: bool) -> bool:
    """Read an image; offsets in its alternative text count from where that begins."""
    state: ParseState = inline.env["state"]
    base = state.base
    state.base = base + inline.pos + 2
    is_read = _read_with_offset(plain_image, "image", inline, silent) or lenient_links.read_image(inline, silent)
    state.base = base
    return is_read


def autolink(inline: StateInline, silent: bool) -> bool:
    """Read an address between angle brackets."""
    return _read_with_offset(plain_autolink, "link_open", inline, silent)


def html_inline(inline: StateInline, silent: bool) -> bool:
    """Read a raw tag."""
    return _read_with_offset(plain_html_inline, "html_inline", inline, silent)


def note_ref(inline: StateInline, silent: bool) -> bool:
    """Read the reference to a footnote, `[^label]`; report one without a footnote (MD07).

    markdown-it asks silently only to find the end of a link's text. There a reference is text: otherwise no link could
    hold a footnote.
    """
    found = None if silent else _NOTE.match(inline.src, inline.pos, inline.posMax)
    if found is None:
        return False
    label = label_of(found[1])
    if f":{label}" not in inline.env.get("footnotes", {}).get("refs", {}):
        state: ParseState = inline.env["state"]
        message, fix = "a footnote reference without a footnote", f"write the note: {found[0]}: …"
        state.report("MD07", state.at(inline.pos), message, found=found[0], fix=fix)
        return False
    _push(inline, "note_ref", label=label)
    inline.pos = found.end()
    return True


def note_inline(inline: StateInline, silent: bool) -> bool:
    """Read a footnote written in place, `^[text]`."""
    if not inline.src.startswith("^[", inline.pos) or not _may_close(inline):
        return False
    end = inline.md.helpers.parseLinkLabel(inline, inline.pos + 1)
    if end < 0:
        return False
    if not silent:
        _push(inline, "note_inline", text=inline.src[inline.pos + 2 : end])
    inline.pos = end + 1
    return True


def shortcode(inline: StateInline, silent: bool) -> bool:
    """Read shortcodes and template tags of other programs, `{{ … }}` and `{% … %}`, as text."""
    closer = {"{{": "}}", "{%": "%}"}.get(inline.src[inline.pos : inline.pos + 2])
    if closer is None:
        if not silent:
            report_curly(inline)
        return False
    end = inline.src.find(closer, inline.pos + 2, min(inline.pos + _LONGEST_SHORTCODE, inline.posMax))
    if end < 0:
        return False
    if not silent:
        inline.pending += inline.src[inline.pos : end + 2]
    inline.pos = end + 2
    return True


def bracket_end(inline: StateInline, silent: bool) -> bool:
    """Read nothing; report the end of a link whose beginning is missing."""
    if not silent and inline.linkLevel == 0:
        report_end(inline)
    return False


def _may_close(inline: StateInline) -> bool:
    """Return whether any bracket closes after this offset: trying in vain at each of many brackets takes long."""
    state: ParseState = inline.env["state"]
    if state.last_bracket[0] is not inline.src:
        state.last_bracket = (inline.src, inline.src.rfind("]"))
    return state.last_bracket[1] > inline.pos


def _push(inline: StateInline, kind: str, **meta: Any) -> None:
    token: Token = inline.push(kind, "", 0)
    token.meta = {"offset": inline.pos, **meta}


def _read_with_offset(rule: InlineRule, kind: str, inline: StateInline, silent: bool) -> bool:
    """Read what a rule of markdown-it reads, and save the offset in its token of the type `kind`."""
    start, count = inline.pos, len(inline.tokens)
    is_read = rule(inline, silent)
    if is_read and not silent:
        token = inline.tokens[count]
        if token.type != kind:  # a token of the text before the match
            token = inline.tokens[count + 1]
        token.meta["offset"] = start
    return is_read


def _report_undefined(inline: StateInline, start: int) -> None:
    found = _REFERENCE.match(inline.src, start, inline.posMax)
    if found:
        state: ParseState = inline.env["state"]
        fix = "define it: [label]: address, or write [text](address)"
        state.report("LNK05", state.at(start), "an undefined link reference", found=found[0], fix=fix)
