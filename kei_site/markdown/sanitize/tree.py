"""Escaped HTML with allowed raw tags in any order -> HTML nested as the HTML Standard allows, with every word."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kei_site.core.limits import LIMITS
from kei_site.markdown.sanitize.allowlist import PHRASING, VOID
from kei_site.markdown.sanitize.content_models import Node, OnHeading, closed
from kei_site.markdown.sanitize.element import Element

_PART = re.compile(r"<(/?)([a-z][a-z0-9]*)([^<>]*)>|([^<]+)")

FLOW: Final = "flow"
"""Holds blocks and text."""
TEXT: Final = "text"
"""Holds phrasing content only."""
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
"""The part that text opens where only parts may stand."""
_PART_LIMITS = frozenset(("blockquote", "caption", "details", "figure", "table", "td", "th"))
"""Elements out of which a part does not look for its parent."""
_END_LIMITS = frozenset(("caption", "table", "td", "th"))
"""Elements out of which an end tag closes nothing."""
_TABLE_LIMITS = frozenset(("table",))
_TABLE_PARTS = frozenset(("caption", "col", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr"))


@dataclass(slots=True)
class Tree:
    """The open elements, outermost first, and the function that gives headings their ids."""

    stack: list[Node]
    on_heading: OnHeading

    @property
    def top(self) -> Node:
        """The innermost open element."""
        return self.stack[-1]


def nest(html: str, on_heading: OnHeading) -> str:
    """Return `html` nested as the standard allows; `on_heading` is called for each heading in the order of the text."""
    tree = Tree(stack=[Node("", "", FLOW)], on_heading=on_heading)
    for found in _PART.finditer(html):
        if found[4] is not None:
            _add_text(tree, found[4])
        elif found[1]:
            _end(tree, found[2])
        else:
            _start(tree, found[2], found[3])
    _close_to(tree, 0)
    return "".join(element.html() for element in tree.top.children)


def _add_text(tree: Tree, text: str) -> None:
    if text.strip():
        _open_parts(tree)
    tree.top.children.append(Element("", "", text))


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
        is_fit = _close_for_block(tree)
    is_fit = is_fit and len(tree.stack) <= LIMITS.read_nesting.most
    if tag in VOID:
        tree.top.children.append(Element(tag, attributes, "") if is_fit else Element("", "", " "))
    elif len(tree.stack) <= 2 * LIMITS.read_nesting.most:
        _push(tree, tag, attributes, is_kept=is_fit)


def _close_link(tree: Tree) -> None:
    """Close the link that is open: nothing that can be clicked or focused may stand in one (HTML Standard, 4.5.1)."""
    number = next((n for n, node in enumerate(tree.stack) if node.tag == "a"), 0)
    if number:
        _close_to(tree, number - 1)


def _push(tree: Tree, tag: str, attributes: str, *, is_kept: bool = True) -> None:
    """Open an element; one that does not fit only saves where its end belongs."""
    kind = _KINDS.get(tag, TEXT)
    if not is_kept or (tag in _TRANSPARENT and tree.top.kind == FLOW):
        kind = tree.top.kind
    if not is_kept and tag not in PHRASING:
        tree.top.children.append(Element("", "", " "))
    tree.stack.append(Node(tag, attributes, kind, is_kept))


def _end(tree: Tree, tag: str) -> None:
    limits = _TABLE_LIMITS if tag in _TABLE_PARTS or tag == "table" else _END_LIMITS
    for number in range(len(tree.stack) - 1, 0, -1):
        name = tree.stack[number].tag
        if name == tag:
            return _close_to(tree, number - 1)
        if name in limits:
            break
    return None


def _close_to(tree: Tree, number: int) -> None:
    """Close the elements above index `number` of the stack."""
    while len(tree.stack) > number + 1:
        node = tree.stack.pop()
        tree.top.children += closed(node, tree.on_heading)


def _open_parts(tree: Tree) -> None:
    """Open the part, such as a list item, that text needs where only parts may stand."""
    while tree.top.kind == PARTS:
        shown = next(node.tag for node in reversed(tree.stack) if node.is_kept)
        part = _IMPLIED.get(shown)
        if part is None:
            _close_to(tree, len(tree.stack) - 2)
        else:
            _push(tree, part, "")


def _close_for_block(tree: Tree) -> bool:
    """Close the paragraph and the phrasing elements that cannot hold a block; return whether the block fits now."""
    number = len(tree.stack) - 1
    while tree.stack[number].kind == TEXT and _is_closed_by_block(tree.stack[number]):
        number -= 1
    if tree.stack[number].kind == TEXT:
        return False
    _close_to(tree, number)
    _open_parts(tree)
    return tree.top.kind == FLOW


def _is_closed_by_block(node: Node) -> bool:
    return not node.is_kept or node.tag in _CLOSED_BY_BLOCKS


def _find_parent(tree: Tree, tag: str) -> bool:
    """Close what stands between a part and its parent; return whether there is a parent."""
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
    limits = _TABLE_LIMITS if tag in _TABLE_PARTS else _PART_LIMITS
    for number in range(len(tree.stack) - 1, 0, -1):
        node = tree.stack[number]
        if node.tag in parents and node.is_kept:
            return number
        if node.tag in limits:
            return -1
    return -1
