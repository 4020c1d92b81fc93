"""Raw HTML in a text -> the harmless part of it, escaped anew; diagnostics for the rest. Source room.

Nothing is passed through: each tag is read, judged by the tables of `elements` and written again, and what is
not a tag becomes text. So it does not matter how a browser would have read what stands in the source.
"""

import re
from html import escape, unescape

from markdown_it.common.html_blocks import block_names
from markdown_it.token import Token

from kei_site.source.attributes import Attributes, attributes_html, fix_of, read_attributes
from kei_site.source.draft import Draft, OpenTag
from kei_site.source.elements import CODE, ELEMENTS, FIXES, NEVER_CLOSED, OPTIONAL_END, PHRASING, RENAMED, VOID
from kei_site.source.linking import image_number, link_start
from kei_site.source.positions import Excerpt

_MARKUP = re.compile(
    r"<!--(?:-?>|.*?-->)|<\?.*?\?>|<!\[CDATA\[.*?\]\]>|<![A-Za-z][^>]*>"
    r"|</(?P<end>[A-Za-z][A-Za-z0-9-]*)[^<>]*>"
    r"""|<(?P<start>[A-Za-z][A-Za-z0-9-]*)(?P<attributes>(?:[^"'<>]|"[^"]*"|'[^']*')*+)>""",
    re.DOTALL,
)
_TAG_START = re.compile(r"<(?:/|([A-Za-z][A-Za-z0-9-]*))")
_CODE_START = re.compile(r"<(script|style)[\s>/]", re.IGNORECASE)


def write_inline(draft: Draft, token: Token) -> None:
    """Write a raw tag, comment or instruction that stands in a line of text."""
    found = _MARKUP.fullmatch(token.content)
    if found is None:
        _write_words(draft, token.content)
    else:
        _write_markup(draft, found, token.meta["at"], in_line=True)


def write_block(draft: Draft, content: str, line: int) -> None:
    """Write a block of raw HTML that begins in `line` of the body. Raises TooSlowError."""
    draft.turn_to(Excerpt(text=content, line=line))
    at = 0
    while (start := content.find("<", at)) >= 0:
        draft.tick()
        _write_words(draft, content[at:start])
        at = _write_from(draft, content, start)
    _write_words(draft, content[at:])


def without_code(draft: Draft, tokens: list[Token]) -> list[Token]:
    """Return inline tokens without scripts and styles that close in the same text: what stands in them is no text."""
    kept: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        name = _code_name(token)
        stop = _end_of_code(tokens, at, name) if name else -1
        kept.append(token)
        at = stop if stop > 0 else at + 1
    return kept


def close_line(draft: Draft) -> None:
    """Report the raw text marks that the line of text leaves open (HTM02): they end with it."""
    while draft.raw_tags and draft.raw_tags[-1].in_line and draft.raw_tags[-1].name in PHRASING:
        _report_open(draft, _pop_tag(draft))


def close_text(draft: Draft) -> None:
    """Report the raw elements that the text leaves open (HTM02)."""
    while draft.raw_tags:
        _report_open(draft, _pop_tag(draft))


def _write_words(draft: Draft, raw: str) -> None:
    if raw:
        words = unescape(raw)
        draft.out.append(escape(words, quote=False))
        draft.plain.append(words)


def _write_from(draft: Draft, content: str, start: int) -> int:
    """Write what begins at the `<` at `start`; return where it ends."""
    found = _MARKUP.match(content, start)
    if found is None:
        _write_words(draft, "&lt;")
        _report_unread(draft, content, start)
        return start + 1
    _write_markup(draft, found, start, in_line=False)
    name = (found["start"] or "").lower()
    end = re.compile(f"</{name}[^<>]*>", re.IGNORECASE).search(content, found.end()) if name in CODE else None
    if end is None:
        return found.end()
    _pop_tag(draft)
    return end.end()


def _report_unread(draft: Draft, content: str, start: int) -> None:
    found = _TAG_START.match(content, start)
    if found is None:
        return
    place = draft.at(start)
    fix = "look for quotes that do not close; write &lt; for the sign itself"
    draft.report("HTM01", place, "a tag that cannot be read", found=content[start : start + 40], fix=fix)
    if found[1]:
        _push_tag(draft, OpenTag(name=found[1].lower(), place=place, in_line=False))


def _write_markup(draft: Draft, found: re.Match[str], offset: int, *, in_line: bool) -> None:
    draft.has_raw_html = True
    if found["start"]:
        _write_start(draft, found, offset, in_line=in_line)
    elif found["end"]:
        _write_end(draft, found["end"].lower(), offset)
    elif not found[0].startswith("<!--"):
        draft.report("HTM01", draft.at(offset), "raw HTML that is not allowed", found=found[0], fix="remove it")


def _write_start(draft: Draft, found: re.Match[str], offset: int, *, in_line: bool) -> None:
    name = found["start"].lower()
    place = draft.at(offset)
    if name not in ELEMENTS:
        draft.report(
            "HTM01",
            place,
            "a raw element that is not allowed",
            found=f"<{name}>",
            fix=FIXES.get(name, "remove the tag; its text stays"),
        )
    is_single = name in NEVER_CLOSED or found["attributes"].endswith("/")
    shown = RENAMED.get(name, name)
    if shown in ELEMENTS:
        shift = found.start("attributes") - found.start()
        draft.out.append(_tag(draft, shown, found["attributes"], offset + shift, is_known=name in ELEMENTS))
        if is_single and shown not in VOID:
            draft.out.append(f"</{shown}>")
    elif name in block_names:
        _part_words(draft)
    if not is_single:
        _push_tag(draft, OpenTag(name=name, place=place, in_line=in_line))


def _write_end(draft: Draft, name: str, offset: int) -> None:
    if not draft.raw_names[name]:
        draft.report("HTM02", draft.at(offset), "an end tag that closes nothing", found=f"</{name}>", fix="remove it")
    else:
        while draft.raw_tags[-1].name != name:
            _report_open(draft, _pop_tag(draft))
        _pop_tag(draft)
    shown = RENAMED.get(name, name)
    if shown in ELEMENTS and shown not in VOID:
        draft.out.append(f"</{shown}>")
    elif name in block_names:
        _part_words(draft)


def _part_words(draft: Draft) -> None:
    draft.out.append("\n")
    draft.plain.append("\n")


def _tag(draft: Draft, name: str, text: str, offset: int, *, is_known: bool) -> str:
    given = read_attributes(draft, name, text)
    if given.refused and is_known:
        first = given.refused[0]
        draft.report(
            "HTM01",
            draft.at(offset + given.places[first]),
            f"an attribute that is not allowed on <{name}>",
            found=", ".join(given.refused),
            fix=fix_of(first),
        )
    if name == "a":
        return _link(draft, given, offset)
    if name == "img":
        return _image(draft, given, offset)
    return f"<{name}{attributes_html(given.kept)}>"


def _link(draft: Draft, given: Attributes, offset: int) -> str:
    kept = {("id" if key == "name" else key): value for key, value in given.kept.items()}
    start = ""
    if "href" in kept:
        place = draft.at(offset + given.places["href"])
        start = link_start(draft, kept["href"], place)
    return (start.removesuffix(">") or "<a") + attributes_html(kept, frozenset(("href",))) + ">"


def _image(draft: Draft, given: Attributes, offset: int) -> str:
    kept = given.kept
    alt = kept.get("alt", "")
    place = draft.at(offset + given.places.get("src", 0))
    number = image_number(draft, kept.get("src", ""), alt, place)
    if number < 0:
        draft.plain.append(f" {alt} ")
        return f" {escape(alt, quote=False)} "
    others = attributes_html(kept, frozenset(("alt", "height", "src")))
    return f'<img src="kei-image:{number}" alt="{escape(alt)}"{others}>'


def _code_name(token: Token) -> str:
    found = _CODE_START.match(token.content) if token.type == "html_inline" else None
    return found[1].lower() if found else ""


def _end_of_code(tokens: list[Token], at: int, name: str) -> int:
    for number in range(at + 1, len(tokens)):
        if tokens[number].type == "html_inline" and tokens[number].content.lower().startswith(f"</{name}"):
            return number
    return -1


def _push_tag(draft: Draft, tag: OpenTag) -> None:
    draft.raw_tags.append(tag)
    draft.raw_names[tag.name] += 1


def _pop_tag(draft: Draft) -> OpenTag:
    tag = draft.raw_tags.pop()
    draft.raw_names[tag.name] -= 1
    return tag


def _report_open(draft: Draft, tag: OpenTag) -> None:
    if tag.name not in OPTIONAL_END:
        draft.report(
            "HTM02",
            tag.place,
            "a raw element that does not close",
            found=f"<{tag.name}>",
            fix=f"close it with </{tag.name}>",
        )
