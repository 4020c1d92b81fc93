"""Raw HTML in a text -> its harmless part, each tag checked and written again; diagnostics for the rest.

Nothing is copied, so it does not matter how a browser would have read the source.
"""

import re
from collections.abc import Sequence
from html import escape, unescape

from markdown_it.common.html_blocks import block_names
from markdown_it.token import Token

from kei_site.core.patterns import pattern_of
from kei_site.markdown.html.links import image_number, link_start
from kei_site.markdown.positions import Span
from kei_site.markdown.sanitize.allowlist import (
    CODE,
    ELEMENTS,
    FIXES,
    HARMLESS,
    NEVER_CLOSED,
    OPTIONAL_END,
    PHRASING,
    RENAMED,
    VOID,
)
from kei_site.markdown.sanitize.attributes import Attributes, attributes_html, fix_of, read_attributes
from kei_site.markdown.state import OpenTag, ParseState

_MARKUP = pattern_of(
    r"<!--(?:-?>|.*?-->)|<\?.*?\?>|<!\[CDATA\[.*?\]\]>|<![A-Za-z][^>]*>"
    r"|</(?P<end>[A-Za-z][A-Za-z0-9-]*)[^<>]*>"
    r"""|<(?P<start>[A-Za-z][A-Za-z0-9-]*)(?P<attributes>(?:[^"'<>]|"[^"]*"|'[^']*')*+)>""",
    re.DOTALL,
)
_TAG_START = pattern_of(r"<(?:/|([A-Za-z][A-Za-z0-9-]*))")
_LONGEST_TAG = 40
"""Characters of an unreadable tag that a diagnostic shows."""
_CODE_END = pattern_of(r"</(script|style)", re.IGNORECASE)
_CODE_START = pattern_of(r"<(script|style)[\s>/]", re.IGNORECASE)


def write_inline(state: ParseState, token: Token) -> None:
    """Write a raw tag, comment or instruction that stands in a line of text."""
    found = _MARKUP.fullmatch(token.content)
    if found is None:
        _write_text(state, token.content)
    else:
        _write_markup(state, found, token.meta["offset"], in_line=True)


def write_block(state: ParseState, content: str, line: int) -> None:
    """Write a block of raw HTML that begins in `line` of the body. Raises OverBudgetError."""
    state.locate_in(Span(text=content, line=line))
    at = 0
    while (start := content.find("<", at)) >= 0:
        state.budget.tick()
        _write_text(state, content[at:start])
        at = _write_from(state, content, start)
    _write_text(state, content[at:])


def without_code(state: ParseState, tokens: Sequence[Token]) -> list[Token]:
    """Return inline tokens without the content of scripts and styles that close in the same text."""
    result: list[Token] = []
    ends = _ends_of_code(tokens)
    at = 0
    while at < len(tokens):
        token = tokens[at]
        name = _code_name(token)
        waiting = ends.get(name, [])
        while waiting and waiting[-1] <= at:
            waiting.pop()
        stop = waiting[-1] if waiting else -1
        result.append(token)
        at = stop if stop > 0 else at + 1
    return result


def close_line(state: ParseState) -> None:
    """Report the phrasing elements that the line of text leaves open (HTM02): they end with it."""
    while state.raw.open and state.raw.open[-1].in_line and state.raw.open[-1].name in PHRASING:
        _report_open(state, state.raw.pop())


def close_text(state: ParseState) -> None:
    """Report the raw elements that the text leaves open (HTM02)."""
    while state.raw.open:
        _report_open(state, state.raw.pop())


def _write_text(state: ParseState, raw: str) -> None:
    if raw:
        words = unescape(raw)
        state.out.append(escape(words, quote=False))
        state.plain.append(words)


def _write_from(state: ParseState, content: str, start: int) -> int:
    """Write what begins at the `<` at `start`; return where it ends."""
    found = _MARKUP.match(content, start)
    if found is None:
        _write_text(state, "&lt;")
        _report_unread(state, content, start)
        return start + 1
    _write_markup(state, found, start, in_line=False)
    name = (found["start"] or "").lower()
    end = re.compile(f"</{name}[^<>]*>", re.IGNORECASE).search(content, found.end()) if name in CODE else None
    if end is None:
        return found.end()
    state.raw.pop()
    return end.end()


def _report_unread(state: ParseState, content: str, start: int) -> None:
    found = _TAG_START.match(content, start)
    if found is None:
        return
    position, value = state.at(start), content[start : start + _LONGEST_TAG]
    fix = "look for quotes that do not close; write &lt; for the sign itself"
    state.report("HTM01", position, "a malformed tag", found=value, fix=fix)
    if found[1]:
        state.raw.push(OpenTag(name=found[1].lower(), position=position, in_line=False))


def _write_markup(state: ParseState, found: re.Match[str], offset: int, *, in_line: bool) -> None:
    state.raw.is_present = True
    if found["start"]:
        _write_start(state, found, offset, in_line=in_line)
    elif found["end"]:
        _write_end(state, found["end"].lower(), offset)
    elif not found[0].startswith("<!--"):
        state.report("HTM01", state.at(offset), "raw HTML that is not allowed", found=found[0], fix="remove it")


def _write_start(state: ParseState, found: re.Match[str], offset: int, *, in_line: bool) -> None:
    name = found["start"].lower()
    position = state.at(offset)
    if name not in ELEMENTS:
        fix = FIXES.get(name, "remove the tag; its text stays")
        state.report("HTM01", position, "a raw element that is not allowed", found=f"<{name}>", fix=fix)
        if name in HARMLESS:
            state.lower_last()
    is_single = name in NEVER_CLOSED or (found["attributes"].endswith("/") and name not in CODE)
    published = RENAMED.get(name, name)
    if published in ELEMENTS:
        state.out.append(_tag(state, published, found, offset))
        if is_single and published not in VOID:
            state.out.append(f"</{published}>")
    elif name in block_names:
        _separate(state)
    if not is_single:
        state.raw.push(OpenTag(name=name, position=position, in_line=in_line))


def _write_end(state: ParseState, name: str, offset: int) -> None:
    if not state.raw.open_counts[name]:
        state.report("HTM02", state.at(offset), "an end tag without a start tag", found=f"</{name}>", fix="remove it")
    else:
        while state.raw.open[-1].name != name:
            _report_open(state, state.raw.pop())
        state.raw.pop()
    published = RENAMED.get(name, name)
    if published in ELEMENTS and published not in VOID:
        state.out.append(f"</{published}>")
    elif name in block_names:
        _separate(state)


def _separate(state: ParseState) -> None:
    state.out.append("\n")
    state.plain.append("\n")


def _tag(state: ParseState, name: str, found: re.Match[str], offset: int) -> str:
    """Return the start tag `name` with the attributes of the tag that was found at `offset`."""
    offset += found.start("attributes") - found.start()
    given = read_attributes(state, name, found["attributes"])
    if given.refused and found["start"].lower() in ELEMENTS:
        first = given.refused[0]
        position, message = state.at(offset + given.offsets[first]), f"an attribute that is not allowed on <{name}>"
        state.report("HTM01", position, message, found=", ".join(given.refused), fix=fix_of(first))
        if given.are_harmless:
            state.lower_last()
    if name == "a":
        return _link(state, given, offset)
    if name == "img":
        return _image(state, given, offset)
    return f"<{name}{attributes_html(given.allowed)}>"


def _link(state: ParseState, given: Attributes, offset: int) -> str:
    allowed = {("id" if key == "name" else key): value for key, value in given.allowed.items()}
    start = ""
    if "href" in allowed:
        position = state.at(offset + given.offsets["href"])
        start = link_start(state, allowed["href"], position)
    return (start.removesuffix(">") or "<a") + attributes_html(allowed, frozenset(("href",))) + ">"


def _image(state: ParseState, given: Attributes, offset: int) -> str:
    src, alt = given.allowed.get("src", ""), given.allowed.get("alt", "")
    number = image_number(state, src, alt, state.at(offset + given.offsets.get("src", 0)))
    if number < 0:
        state.plain.append(f" {alt} ")
        return f" {escape(alt, quote=False)} "
    others = attributes_html(given.allowed, frozenset(("alt", "height", "src")))
    return f'<img src="kei-image:{number}" alt="{escape(alt)}"{others}>'


def _code_name(token: Token) -> str:
    found = _CODE_START.match(token.content) if token.type == "html_inline" else None
    return found[1].lower() if found else ""


def _ends_of_code(tokens: Sequence[Token]) -> dict[str, list[int]]:
    """Return the places of the end tags of scripts and styles, by name, the last one first."""
    ends: dict[str, list[int]] = {}
    for number in range(len(tokens) - 1, -1, -1):
        found = _CODE_END.match(tokens[number].content) if tokens[number].type == "html_inline" else None
        if found:
            ends.setdefault(found[1].lower(), []).append(number)
    return ends


def _report_open(state: ParseState, tag: OpenTag) -> None:
    if tag.name not in OPTIONAL_END:
        message, fix = "a raw element that does not close", f"close it with </{tag.name}>"
        state.report("HTM02", tag.position, message, found=f"<{tag.name}>", fix=fix)
