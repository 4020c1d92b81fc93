"""The blocks of a tree -> blocks of Markdown."""

import re
from collections.abc import Callable, Iterable, Mapping
from html import escape, unescape

from kei_site.importers.html.escaping import escape_heading, escape_lines, escape_text, fenced
from kei_site.importers.html.figures import embed_blocks, figure_blocks
from kei_site.importers.html.formulas import as_html
from kei_site.importers.html.galleries import gallery_blocks, is_gallery
from kei_site.importers.html.inline import element_of, inline_of
from kei_site.importers.html.lists import definition_blocks, list_blocks
from kei_site.importers.html.marks import BREAK, resolved
from kei_site.importers.html.raw import raw_code
from kei_site.importers.html.tables import table_blocks
from kei_site.importers.html.tree import BLOCKS, Element, Part, classes_of, has_blocks, parts_of, text_of
from kei_site.importers.html.writing import Writing
from kei_site.importers.items import IMAGE_PATTERN

Blocks = list[str]
_LANGUAGE = re.compile(r"(?:^|\s)(?:lang(?:uage)?[-:]|brush:\s*)([A-Za-z0-9+#-]{1,20})")
_TEXTS = frozenset(("p", "address", "dt", "legend", "summary", "figcaption", "caption"))
_TABLE_PARTS = frozenset("tr td th tbody thead tfoot".split())
_BESIDE = re.compile(rf"({IMAGE_PATTERN.format(r'[0-9]+')})[ \n]+(?=\S)")
_ADDRESS_ALONE = re.compile(r"https?://\S+")


def blocks_of(writing: Writing, parts: Iterable[Part]) -> Blocks:
    """Return the blocks of text and elements; text between blocks is a paragraph."""
    blocks: Blocks = []
    line: list[Part] = []
    for part in parts:
        if isinstance(part, str) or not _is_block(part):
            line.append(part)
            continue
        blocks += _paragraphs(writing, line)
        line = []
        blocks += _block(writing, part)
    return blocks + _paragraphs(writing, line)


def document(blocks: Iterable[str]) -> str:
    """Return blocks as one text; two lists that follow each other have different marks, so that they stay two."""
    out: Blocks = []
    for block in blocks:
        before = out[-1] if out else ""
        out.append(
            _other_marks(block) if block and _list_mark(before) and _list_mark(before) == _list_mark(block) else block
        )
    return "\n\n".join(block for block in out if block)


def _list_mark(block: str) -> str:
    found = re.match(r"([-*] )|[0-9]{1,9}([.)]) ", block)
    return (found[1] or found[2]) if found else ""


def _other_marks(block: str) -> str:
    other = {"-": "*", ".": ")", "*": "-", ")": "."}
    return re.sub(r"(?m)^([0-9]*)([-.*)])(?= )", lambda found: found[1] + other[found[2]], block)


def _is_block(element: Element) -> bool:
    if element.get("data-kei-note"):
        return False
    if element.tag in BLOCKS or element.tag == "kei-cover":
        return True
    return element.tag not in ("a", "kei-note") and has_blocks(element)


def _block(writing: Writing, element: Element) -> Blocks:
    if is_gallery(element):
        return gallery_blocks(writing, element, blocks_of)
    write = _WRITERS.get(str(element.tag))
    if write:
        return write(writing, element)
    if element.tag in _TEXTS and not has_blocks(element):
        return _paragraphs(writing, parts_of(element), element)
    return [*_anchor(writing, element), *blocks_of(writing, parts_of(element))]


def _anchor(writing: Writing, element: Element) -> Blocks:
    anchor = writing.anchor(element.get("id"))
    return [anchor] if anchor else []


def _paragraphs(writing: Writing, parts: Iterable[Part], element: Element | None = None) -> Blocks:
    """Return the paragraphs of a line of elements; two line breaks that follow each other part them.

    Blanks that do not break, at the edges of a paragraph, stand for an indent, which is the style's.
    """
    groups: list[list[Part]] = [[]]
    breaks = 0
    for part in parts:
        if not isinstance(part, str) and part.tag == "br":
            breaks += 1
        elif not isinstance(part, str) or part.strip():
            if breaks > 1:
                groups.append([])
            breaks = 0
        groups[-1].append(part)
    texts = (resolved(inline_of(writing, group)).strip("\u00a0 ") for group in groups)
    blocks = [block for text in texts if text.strip() for block in _apart(escape_lines(text))]
    if blocks and element is not None:
        blocks[0] = writing.anchor(element.get("id")) + blocks[0]
    return blocks


def _apart(block: str) -> Blocks:
    """Return a paragraph, and before it the image beside which it stands: on phones that stands above it."""
    found = _BESIDE.match(block)
    return [found[1], block[found.end() :]] if found and found[1].endswith(("{.left}", "{.right}")) else [block]


def _heading(writing: Writing, element: Element) -> Blocks:
    text = resolved(inline_of(writing, parts_of(element)), line_break="<br>")
    if not text.replace("<br>", "").strip():
        return _anchor(writing, element)
    here = writing.take_id(element.get("id"))
    return [f"{'#' * max(int(element.tag[1]), 2)} {escape_heading(text)}{f' {{#{here}}}' if here else ''}"]


def _quote(writing: Writing, element: Element) -> Blocks:
    if "wp-block-pullquote" in classes_of(element):
        return _pullquote(writing, element)
    inside = document(blocks_of(writing, parts_of(element)))
    return ["\n".join(f"> {line}" if line else ">" for line in inside.split("\n"))] if inside else []


def _pullquote(writing: Writing, element: Element) -> Blocks:
    inside = document(blocks_of(writing, parts_of(element)))
    return [f"::: pullquote\n{inside}\n:::"] if inside else []


def _box(writing: Writing, element: Element) -> Blocks:
    inside = document(blocks_of(writing, parts_of(element)))
    title = escape_text(" ".join(element.get("title", "").split()))
    return [f"::: aside {title}".rstrip() + f"\n{inside}\n:::"] if inside or title else []


def _pre(writing: Writing, element: Element) -> Blocks:
    """Return code between fences; as raw HTML where it holds links or images, which fences would show as letters."""
    if "wp-block-verse" in classes_of(element):
        return _verse(writing, element)
    if any(inner.get("href") or inner.tag == "img" for inner in element.iterdescendants()):
        return [raw_code(writing, element)]
    for line_break in element.iter("br"):
        line_break.tail = "\n" + (line_break.tail or "")
    code = element.text_content()
    if not code.strip():
        return []
    return [fenced(code, _language(element))]


def _language(element: Element) -> str:
    language = element.get("data-language") or element.get("data-lang") or ""
    for holder in (element, *element.iter("code")):
        found = _LANGUAGE.search(holder.get("class", ""))
        language = language or (found[1] if found else "")
    return re.sub(r"[^A-Za-z0-9+#-]", "", language).lower()


def _verse(writing: Writing, element: Element) -> Blocks:
    """Return a poem: its lines are lines, and blanks at their beginnings stay."""
    text = inline_of(writing, parts_of(element)).strip("\n")
    stanzas = re.split(r"\n[ \t]*\n", text)
    kept = (re.sub(r"(?m)^[ \t]+", lambda blanks: "\u00a0" * len(blanks[0]), stanza) for stanza in stanzas)
    return [escape_lines(resolved(stanza.replace("\n", BREAK))) for stanza in kept if stanza.strip()]


def _details(writing: Writing, element: Element) -> Blocks:
    summary = element.find("summary")
    words = escape(as_html(writing, text_of(summary)), quote=False) if summary is not None else ""
    if summary is not None:
        summary.drop_tree()
    inside = document(blocks_of(writing, parts_of(element)))
    if not words:
        return [inside]
    return [
        f"<details>\n<summary>{words}</summary>\n\n{inside}\n\n</details>"
        if inside
        else escape_lines(escape_text(unescape(words)))
    ]


def _anchored_link(writing: Writing, element: Element) -> Blocks:
    return _paragraphs(writing, [element])


def _table_part(writing: Writing, element: Element) -> Blocks:
    """Return the content of a part of a table that has lost its table."""
    return blocks_of(writing, parts_of(element))


def _cover(writing: Writing, element: Element) -> Blocks:
    """Return the image of a cover, unless its HTML has it."""
    following = element.getnext()
    if following is not None and following.find(".//img") is not None:
        return []
    element.tag = "img"
    return [text] if (text := resolved(element_of(writing, element))) else []


_WRITERS: Mapping[str, Callable[[Writing, Element], Blocks]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    **dict.fromkeys(_TABLE_PARTS, _table_part),
    "blockquote": _quote,
    "kei-box": _box,
    "kei-cover": _cover,
    "pre": _pre,
    "hr": lambda _, __: ["---"],
    "details": _details,
    **dict.fromkeys(("ul", "ol", "menu", "dir"), lambda writing, element: list_blocks(writing, element, blocks_of)),
    "dl": lambda writing, element: definition_blocks(writing, element, blocks_of),
    "table": lambda writing, element: table_blocks(writing, element, blocks_of),
    "figure": lambda writing, element: figure_blocks(writing, element, blocks_of),
    **dict.fromkeys(("iframe", "kei-embed"), embed_blocks),
}
