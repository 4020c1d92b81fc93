"""HTML with raw tags in it -> HTML whose elements are nested as the standard allows. Source room.

Raw tags may open in one paragraph and close in another, stand in each other in ways that HTML does not know,
or not close at all. What comes in is escaped and holds only allowed elements; what goes out is balanced,
keeps every word, and gives browsers and validators nothing to repair.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kei_site.source.elements import PHRASING, VOID
from kei_site.source.limits import REFUSED_NESTING
from kei_site.source.pieces import Piece
from kei_site.source.shapes import Node, OnHeading, finished

_PART = re.compile(r"<(/?)([a-z][a-z0-9]*)([^<>]*)>|([^<]+)")

FLOW: Final = "flow"
"""Holds blocks and text."""
TEXT: Final = "text"
"""Holds running text only."""
PARTS: Final = "parts"
"""Holds elements of its own only, such as list items."""

_TEXT_BLOCKS = ("caption", "dt", "h2", "h3", "h4", "h5", "h6", "p", "pre", "summary", "th")
_FLOW_BLOCKS = ("aside", "blockquote", "dd", "details", "div", "figcaption", "figure", "li", "section", "td")
_PART_BLOCKS = ("colgroup", "dl", "ol", "table", "tbody", "tfoot", "thead", "tr", "ul")
_KINDS: Mapping[str, str] = {
    **dict.fromkeys(PHRASING, TEXT),
    **dict.fromkeys(_TEXT_BLOCKS, TEXT),
    **dict.fromkeys(_FLOW_BLOCKS, FLOW),
    **dict.fromkeys(_PART_BLOCKS, PARTS),
}
_TRANSPARENT = ("a", "del", "ins")
"""Elements that hold what their parent may hold."""
_CLOSED_BY_BLOCKS = PHRASING | {"p"}

_PARENTS: Mapping[str, tuple[str, ...]] = {
    "caption": ("table",),
    "col": ("colgroup", "table"),
    "colgroup": ("table",),
    "dd": ("dl",),
    "dt": ("dl",),
    "figcaption": ("figure",),
    "li": ("ul", "ol"),
    "rp": ("ruby",),
    "rt": ("ruby",),
    "summary": ("details",),
    "tbody": ("table",),
    "td": ("tr",),
    "tfoot": ("table",),
    "th": ("tr",),
    "thead": ("table",),
    "tr": ("thead", "tbody", "tfoot", "table"),
}
"""Elements that stand only in certain others."""
_IMPLIED = {"ul": "li", "ol": "li", "dl": "dd", "table": "tr", "thead": "tr", "tbody": "tr", "tfoot": "tr", "tr": "td"}
"""What text opens where only parts may stand."""
_PART_WALLS = frozenset(("blockquote", "caption", "details", "figure", "table", "td", "th"))
"""Elements that a part inside them does not belong beyond."""
_END_WALLS = frozenset(("caption", "table", "td", "th"))
"""Elements that an end tag inside them does not reach beyond."""
_TABLE_WALLS = frozenset(("table",))
_TABLE_PARTS = frozenset(("caption", "col", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr"))


@dataclass(slots=True)
class Tree:
    """The elements that are open, outermost first, and who gives headings their ids."""

    stack: list[Node]
    on_heading: OnHeading

    @property
    def top(self) -> Node:
        """The innermost open element."""
        return self.stack[-1]


def nested_well(html: str, on_heading: OnHeading) -> str:
    """Return `html` nested as the standard allows; `on_heading` sees each heading in the order of the text."""
    tree = Tree(stack=[Node("", "", FLOW)], on_heading=on_heading)
    for found in _PART.finditer(html):
        if found[4] is not None:
            _add_text(tree, found[4])
        elif found[1]:
            _end(tree, found[2])
        else:
            _start(tree, found[2], found[3])
    _close_to(tree, 0)
    return "".join(piece.html() for piece in tree.top.pieces)


def _add_text(tree: Tree, text: str) -> None:
    if text.strip():
        _open_parts(tree)
    tree.top.pieces.append(Piece("", "", text))


def _start(tree: Tree, tag: str, attributes: str) -> None:
    if tag in _PARENTS:
        is_fit = _find_parent(tree, tag)
    elif tag in PHRASING:
        if tag == "a":
            _close_link(tree)
        _open_parts(tree)
        is_fit = True
    else:
        if tag in ("details", "table") or " tabindex=" in attributes:
            _close_link(tree)
        is_fit = _make_room(tree)
    is_fit = is_fit and len(tree.stack) <= REFUSED_NESTING
    if tag in VOID:
        tree.top.pieces.append(Piece(tag, attributes, "") if is_fit else Piece("", "", " "))
    elif len(tree.stack) <= 2 * REFUSED_NESTING:
        _push(tree, tag, attributes, is_shown=is_fit)


def _close_link(tree: Tree) -> None:
    """Close the link that is open: nothing that can be clicked or focused may stand in one (HTML Standard, 4.5.1)."""
    number = next((n for n, node in enumerate(tree.stack) if node.tag == "a"), 0)
    if number:
        _close_to(tree, number - 1)


def _push(tree: Tree, tag: str, attributes: str, *, is_shown: bool = True) -> None:
    """Open an element; one that does not fit only marks where its end belongs."""
    kind = _KINDS.get(tag, TEXT)
    if not is_shown or (tag in _TRANSPARENT and tree.top.kind == FLOW):
        kind = tree.top.kind
    if not is_shown and tag not in PHRASING:
        tree.top.pieces.append(Piece("", "", " "))
    tree.stack.append(Node(tag, attributes, kind, is_shown))


def _end(tree: Tree, tag: str) -> None:
    walls = _TABLE_WALLS if tag in _TABLE_PARTS or tag == "table" else _END_WALLS
    for number in range(len(tree.stack) - 1, 0, -1):
        name = tree.stack[number].tag
        if name == tag:
            return _close_to(tree, number - 1)
        if name in walls:
            break
    return None


def _close_to(tree: Tree, number: int) -> None:
    """Close the elements above the one with this number in the stack."""
    while len(tree.stack) > number + 1:
        node = tree.stack.pop()
        tree.top.pieces += finished(node, tree.on_heading)


def _open_parts(tree: Tree) -> None:
    """Open what text needs where only parts, such as list items, may stand."""
    while tree.top.kind == PARTS:
        shown = next(node.tag for node in reversed(tree.stack) if node.is_shown)
        part = _IMPLIED.get(shown)
        if part is None:
            _close_to(tree, len(tree.stack) - 2)
        else:
            _push(tree, part, "")


def _make_room(tree: Tree) -> bool:
    """Close the paragraph and the text marks that a block cannot stand in; tell whether it can stand there then."""
    number = len(tree.stack) - 1
    while tree.stack[number].kind == TEXT and _is_closed_by_block(tree.stack[number]):
        number -= 1
    if tree.stack[number].kind == TEXT:
        return False
    _close_to(tree, number)
    _open_parts(tree)
    return tree.top.kind == FLOW


def _is_closed_by_block(node: Node) -> bool:
    return not node.is_shown or node.tag in _CLOSED_BY_BLOCKS


def _find_parent(tree: Tree, tag: str) -> bool:
    """Close what stands between a part and the element that it belongs in; tell whether there is one."""
    number = _ancestor(tree, tag, _PARENTS[tag])
    if number < 0 and tag in ("td", "th"):
        number = _ancestor(tree, tag, _PARENTS["tr"])
        if number >= 0:
            _close_to(tree, number)
            _push(tree, "tr", "")
            return True
    if number < 0:
        return False
    _close_to(tree, number)
    return True


def _ancestor(tree: Tree, tag: str, parents: tuple[str, ...]) -> int:
    walls = _TABLE_WALLS if tag in _TABLE_PARTS else _PART_WALLS
    for number in range(len(tree.stack) - 1, 0, -1):
        node = tree.stack[number]
        if node.tag in parents and node.is_shown:
            return number
        if node.tag in walls:
            return -1
    return -1
