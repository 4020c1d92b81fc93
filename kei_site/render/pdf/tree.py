"""The HTML of a text -> nested plain data, which the template `brief.typ` walks. Render, pure.

A node is a text, or a mapping with its kind under `t` and its content under `c`. No text is ever read as Typst. A link
to a place that is not on paper becomes its words; so does whatever is nested too deeply for Typst.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any

from lxml import etree, html

from kei_site.core.value import value
from kei_site.render.pdf.figures import FigureParts, figure_nodes
from kei_site.render.pdf.formulas import around_formulas, formula_node, is_display
from kei_site.render.pdf.languages import in_its_language, with_direction
from kei_site.render.pdf.lists import bullet_list, numbered_list, term_list
from kei_site.render.pdf.nodes import Node, Nodes, trimmed
from kei_site.render.pdf.tables import table_node

_Writer = Callable[[etree._Element, "Walk"], Nodes]

_DEEPEST = 14
"""Nested elements; Typst follows eighty calls, and needs four for an element."""
_LONGEST_ADDRESS = 8000
"""Characters; Typst refuses longer addresses."""
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_BLOCKS = frozenset(
    "aside blockquote caption dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre section summary "
    "table tbody td tfoot th thead tr ul".split()
)


@value
class References:
    """Where the links and images of a text lead."""

    address: Callable[[str], str]
    """`href` -> absolute address, or empty: the words stand without a link."""
    picture: Callable[[str, str], Node | None]
    """(`src`, alternative text) -> the picture, or None: the alternative text stands in its place."""


@value
class Walk:
    """One text on its way to plain data."""

    references: References
    prefix: str = ""
    """Of labels: no two texts of a document share them."""
    notes: dict[str, etree._Element] = field(default_factory=dict)
    """The notes that no reference has shown yet, by id."""
    wanted: set[str] = field(default_factory=set)
    """Ids that links lead to."""
    placed: set[str] = field(default_factory=set)
    """Ids that stand on paper."""
    jumps: list[Node] = field(default_factory=list)
    """Links inside the text."""
    levels: list[int] = field(default_factory=list)
    """Levels of the headings above the place that is walked, as they were written."""


def text_nodes(markup: str, references: References, prefix: str = "") -> Nodes:
    """Return the text of a fragment, each note at the place that first refers to it."""
    root = html.fragment_fromstring(markup, create_parent="div")
    walk = Walk(references=references, prefix=prefix)
    walk.wanted.update(href[1:] for href in root.xpath(".//a/@href") if href.startswith("#"))
    for section in root.xpath("./section[@class='footnotes']"):
        walk.notes.update({note.get("id", ""): note for note in section.xpath("./ol/li")})
        root.remove(section)
    nodes = block_content(root, walk)
    nodes += [note for key in list(walk.notes) for note in _unreferenced(key, walk)]
    for jump in walk.jumps:
        if jump["id"] not in walk.placed:
            jump["t"] = "span"
    return nodes


def block_content(element: etree._Element, walk: Walk) -> Nodes:
    """Return what an element holds, without blanks at its ends."""
    return trimmed(content(element, walk))


def content(element: etree._Element, walk: Walk) -> Nodes:
    """Return what an element holds: texts and elements, in their order."""
    nodes: Nodes = []
    has_blocks = any(_name(child) in _BLOCKS for child in element)
    _add_text(nodes, element.text, has_blocks)
    for child in element:
        nodes += _child(child, walk)
        _add_text(nodes, child.tail, has_blocks)
    return nodes


def _add_text(nodes: Nodes, text: str | None, has_blocks: bool) -> None:
    words = _BLANKS.sub(" ", text or "")
    if words and not (has_blocks and words == " "):
        nodes.append(words)


def _name(element: etree._Element) -> str:
    return element.tag if isinstance(element.tag, str) else ""


def _child(element: etree._Element, walk: Walk) -> Nodes:
    if _depth(element) > _DEEPEST:
        return ["".join(_BLANKS.sub(" ", part) for part in element.itertext())]
    writer = WRITERS.get(_name(element), _inline)
    return _at_its_place(element, in_its_language(element, writer(element, walk)), walk)


def _depth(element: etree._Element) -> int:
    return sum(1 for _ in element.iterancestors())


def _at_its_place(element: etree._Element, nodes: Nodes, walk: Walk) -> Nodes:
    """Return nodes with the label of their element, if a link leads to it."""
    name = walk.prefix + element.get("id", "")
    if element.get("id", "") not in walk.wanted or name in walk.placed or _is_repeated(element):
        return nodes
    walk.placed.add(name)
    if len(nodes) == 1 and isinstance(nodes[0], dict) and nodes[0]["t"] == "heading":
        return [nodes[0] | {"id": name}]
    return [{"t": "anchor", "id": name, "c": nodes}]


def _is_repeated(element: etree._Element) -> bool:
    """Return whether an element stands in the head of a table, which each page repeats."""
    return any(_name(parent) == "thead" for parent in element.iterancestors())


def _kind(kind: str, **given: Any) -> _Writer:
    return lambda element, walk: [{"t": kind, "c": content(element, walk), **given}]


def _block(kind: str) -> _Writer:
    return lambda element, walk: [{"t": kind, "c": block_content(element, walk)}]


def _inline(element: etree._Element, walk: Walk) -> Nodes:
    nodes = content(element, walk)
    if "nowrap" in element.get("class", "").split():
        return [{"t": "nobreak", "c": nodes}]
    return nodes


def _division(element: etree._Element, walk: Walk) -> Nodes:
    """Return the images of a gallery, or a block without the box around a table, which is for screens."""
    nodes = block_content(element, walk)
    if element.get("class", "") == "gallery":
        return [{"t": "gallery", "c": nodes}]
    is_alone = len(nodes) == 1 and isinstance(nodes[0], dict)
    return nodes if is_alone else [{"t": "div", "c": nodes}]


def _quoted(element: etree._Element, walk: Walk) -> Nodes:
    return ["“", *content(element, walk), "”"]


def _paragraph(element: etree._Element, walk: Walk) -> Nodes:
    nodes, name = block_content(element, walk), element.get("class", "")
    if nodes and name in ("gallery-caption", "pullquote-source"):
        nodes = [{"t": "small", "c": nodes}]
    kind = "title" if name == "aside-title" else "p"
    return [node for run in around_formulas(nodes) for node in (run if is_display(run[0]) else [{"t": kind, "c": run}])]


def _heading(element: etree._Element, walk: Walk) -> Nodes:
    """Return a heading one level below that above it at most, as PDF/UA-1 wants it (7.4.2)."""
    written = int(_name(element)[1])
    while walk.levels and walk.levels[-1] >= written:
        walk.levels.pop()
    walk.levels.append(written)
    return [{"t": "heading", "level": len(walk.levels) + 1, "id": "", "c": block_content(element, walk)}]


def _superior(element: etree._Element, walk: Walk) -> Nodes:
    """Return a superscript, or a note where a reference to it stands first, behind the comma after another mark."""
    links = element.xpath("./a[@role='doc-noteref']/@href")
    if not links:
        return [{"t": "sup", "c": content(element, walk)}]
    key = str(links[0])[1:]
    before: Nodes = [{"t": "sup", "c": [element.text]}] if element.text else []
    note: Node = {"t": "note", **_note(key, walk)} if key in walk.notes else {"t": "again"}
    return [*before, {**note, "number": walk.prefix + key}]


def _note(key: str, walk: Walk) -> Node:
    """Return what a note says, without the links back to its references, and the direction that it is read in."""
    note = walk.notes.pop(key)
    for link in note.xpath(".//a[@role='doc-backlink']"):
        link.drop_tree()
    nodes = block_content(note, walk)
    first = nodes[0] if nodes else ""
    is_paragraph = isinstance(first, dict) and first["t"] == "p"
    words = [*first["c"], *nodes[1:]] if isinstance(first, dict) and is_paragraph else nodes
    return with_direction(note, words)


def _unreferenced(key: str, walk: Walk) -> Nodes:
    return [{"t": "div", "c": _note(key, walk)["c"]}] if key in walk.notes else []


def _link(element: etree._Element, walk: Walk) -> Nodes:
    href, nodes = element.get("href", ""), content(element, walk)
    if not nodes:
        return nodes
    if href.startswith("#"):
        jump: Node = {"t": "at", "id": walk.prefix + href[1:], "c": nodes}
        walk.jumps.append(jump)
        return [jump]
    address = walk.references.address(href) if href else ""
    return [{"t": "link", "url": address, "c": nodes}] if 0 < len(address) < _LONGEST_ADDRESS else nodes


def _image(element: etree._Element, walk: Walk) -> Nodes:
    alt = element.get("alt", "")
    found = walk.references.picture(element.get("src", ""), alt)
    return [{"t": "img", **found}] if found else [alt] if alt else []


def _figure(element: etree._Element, walk: Walk) -> Nodes:
    parts = FigureParts(
        content=lambda part: block_content(part, walk),
        part=lambda part: _child(part, walk),
        picture=lambda part: _image(part, walk),
    )
    return figure_nodes(element, parts)


def _code(element: etree._Element, walk: Walk) -> Nodes:
    return [{"t": "code", "text": "".join(map(str, element.itertext()))}]


def _preformatted(element: etree._Element, walk: Walk) -> Nodes:
    return [{"t": "pre", "text": "".join(map(str, element.itertext())).rstrip("\n")}]


def _section(element: etree._Element, walk: Walk) -> Nodes:
    """Return a list of references without the links back to its citations; of another section what it holds."""
    if element.get("class", "") != "references":
        return _inline(element, walk)
    for link in element.xpath(".//a[@role='doc-backlink']"):
        link.drop_tree()
    listed = ((entry, _at_its_place(entry, block_content(entry, walk), walk)) for entry in element.iterfind("ul/li"))
    return [{"t": "references", "entries": [with_direction(entry, nodes) for entry, nodes in listed]}]


def _ruby(element: etree._Element, walk: Walk) -> Nodes:
    above: Nodes = [node for child in element.findall("rt") for node in content(child, walk)]
    for child in [*element.findall("rt"), *element.findall("rp")]:
        child.drop_tree()
    return [{"t": "ruby", "c": content(element, walk), "above": above}]


def _aside(element: etree._Element, walk: Walk) -> Nodes:
    kind = "pull" if "pullquote" in element.get("class", "") else "aside"
    return [{"t": kind, "c": block_content(element, walk)}]


WRITERS: Mapping[str, _Writer] = {
    "a": _link,
    "aside": _aside,
    "blockquote": _block("quote"),
    "br": lambda element, walk: [{"t": "br"}],
    **dict.fromkeys(("cite", "dfn", "em", "i", "var"), _kind("em")),
    "code": _code,
    "del": _kind("s"),
    "details": _block("div"),
    "div": _division,
    "dl": lambda element, walk: term_list(element, lambda part: block_content(part, walk)),
    "figure": _figure,
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    "hr": lambda element, walk: [{"t": "rule"}],
    "b": _kind("strong"),
    "img": _image,
    "ins": _kind("u"),
    **dict.fromkeys(("kbd", "samp"), _code),
    "mark": _kind("mark"),
    "math": lambda element, walk: [formula_node(element)],
    "ol": lambda element, walk: numbered_list(element, lambda part: block_content(part, walk)),
    "p": _paragraph,
    "pre": _preformatted,
    "q": _quoted,
    "ruby": _ruby,
    "s": _kind("s"),
    "section": _section,
    "small": _kind("small"),
    "strong": _kind("strong"),
    "sub": _kind("sub"),
    "summary": _block("title"),
    "sup": _superior,
    "table": lambda element, walk: table_node(element, lambda part: block_content(part, walk)),
    "u": _kind("u"),
    "ul": lambda element, walk: bullet_list(element, lambda part: block_content(part, walk)),
    "wbr": lambda element, walk: ["\u200b"],
}
"""Each element that is more than its content."""
