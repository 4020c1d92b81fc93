"""A closed element of raw HTML -> the elements that its content model allows (HTML Standard), without a lost word."""

import itertools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from kei_site.markdown.sanitize.element import Element
from kei_site.markdown.sanitize.table_grid import make_grid

TABLE_BOX = ' class="table-box" tabindex="0"'
"""Attributes of the box that a wide table scrolls in; the keyboard has to reach it (WCAG 1.4.10, 2.1.1)."""
_TAG = re.compile(r"<[^>]*>")
_ID = re.compile(r' id="[^"]*"')


@dataclass(slots=True)
class Node:
    """An open element."""

    tag: str
    attributes: str
    kind: str
    is_kept: bool = True
    """False: it does not fit where it stands; its content replaces it."""
    children: list[Element] = field(default_factory=list)


Elements = list[Element]
OnHeading = Callable[[int, str, str], tuple[int, str]]
"""(level, attributes, HTML inside) -> (level, attributes)."""


def closed(node: Node, on_heading: OnHeading) -> Elements:
    """Return the elements that replace a closed one."""
    if not node.is_kept:
        return node.children
    build = _BUILDERS.get(node.tag)
    if build is not None:
        return build(node)
    element = _built(node, node.children)
    if node.tag in _HEADINGS:
        if not _is_seen(element.inside):
            return _unwrapped(node)
        level, element.attributes = on_heading(int(node.tag[1]), element.attributes, element.inside)
        element.tag = f"h{level}"
    return [element]


def _built(node: Node, children: Elements, tag: str = "") -> Element:
    return Element(tag or node.tag, node.attributes, "".join(child.html() for child in children))


def _is_seen(html: str) -> bool:
    return "<img" in html or bool(_TAG.sub("", html).strip())


def _is_blank(element: Element) -> bool:
    return not element.tag and not element.inside.strip()


def _unwrapped(node: Node) -> Elements:
    """Return the content alone; an id moves to an empty element, so that links still lead to it."""
    found = _ID.search(node.attributes)
    anchor = [Element("span", found[0], "")] if found else []
    return [*anchor, *node.children]


def _retagged(element: Element, tag: str) -> Element:
    """Return an element with another tag; a paragraph without words becomes text."""
    if tag == "p" and not _is_seen(element.inside):
        return Element("", "", element.inside)
    return Element(tag, element.attributes, element.inside, element.parts)


def _unless_empty(node: Node) -> Elements:
    element = _built(node, node.children)
    return [element] if _is_seen(element.inside) else _unwrapped(node)


def _link(node: Node) -> Elements:
    """Keep a link that has an address, and words to be seen and read aloud."""
    element = _built(node, node.children)
    return [element] if " href=" in node.attributes and _is_seen(element.inside) else _unwrapped(node)


def _list(node: Node) -> Elements:
    has_items = any(child.tag == "li" for child in node.children)
    return [_built(node, node.children)] if has_items else _unwrapped(node)


def _descriptions(node: Node) -> Elements:
    """Keep a description list whose terms come before their descriptions."""
    order = "".join(child.tag[1] for child in node.children if child.tag)
    if re.fullmatch(r"(?:t+d+)+", order):
        return [_built(node, node.children)]
    children = [_retagged(child, {"dt": "p", "dd": "div"}.get(child.tag, child.tag)) for child in node.children]
    return [_built(node, children, "div")]


def _only(children: Elements, tag: str, fit: Element | None, other: str) -> Elements:
    """Return children of which only `fit` keeps the tag `tag`; the rest have the tag `other`."""
    return [_retagged(child, other) if child.tag == tag and child is not fit else child for child in children]


def _figure(node: Node) -> Elements:
    """Keep one caption of a figure, if it is the first or last child."""
    seen = [child for child in node.children if not _is_blank(child)]
    if not seen:
        return _unwrapped(node)
    caption = next((child for child in (seen[-1], seen[0]) if child.tag == "figcaption"), None)
    return [_built(node, _only(node.children, "figcaption", caption, "div"))]


def _details(node: Node) -> Elements:
    """Keep the summary of `details` if it is the first child; without one it becomes a `div`."""
    seen = [child for child in node.children if not _is_blank(child)]
    summary = seen[0] if seen and seen[0].tag == "summary" and _is_seen(seen[0].inside) else None
    children = _only(node.children, "summary", summary, "p")
    if summary is None:
        node.attributes = node.attributes.replace(' open=""', "")
    return [_built(node, children, "details" if summary else "div")]


def _ruby(node: Node) -> Elements:
    if any(child.tag == "rt" for child in node.children):
        return [_built(node, node.children)]
    return [_built(node, _only(node.children, "rp", None, "span"), "span")]


def _row(node: Node) -> Elements:
    cells = [child for child in node.children if child.tag in ("td", "th")]
    return [Element(node.tag, node.attributes, parts=cells)] if cells else []


def _rows(node: Node) -> Elements:
    rows = [child for child in node.children if child.tag == "tr"]
    return [Element(node.tag, node.attributes, parts=rows)] if rows else []


def _time(node: Node) -> Elements:
    """Keep `time` only with `datetime`: without it, its text would have to be machine-readable."""
    return [_built(node, node.children, "" if " datetime=" in node.attributes else "span")]


def _table(node: Node) -> Elements:
    """Return a caption, one head, bodies and one foot in this order (HTML Standard, 4.9.1); columns are left out."""
    captions, heads, feet = (
        [child for child in node.children if child.tag == tag] for tag in ("caption", "thead", "tfoot")
    )
    rows = [child for child in node.children if child.tag in ("tbody", "tr")]
    spare_bodies = [_retagged(child, "tbody") for child in (*heads[1:], *feet[1:])]
    groups = heads[:1] + _bodies(rows) + spare_bodies + feet[:1]
    if not groups:
        return [_retagged(caption, "p") for caption in captions]
    make_grid(groups)
    table = _built(node, [*captions[:1], *groups])
    spare_captions = [_retagged(caption, "p") for caption in captions[1:]]
    return [*spare_captions, Element("div", TABLE_BOX, table.html())]


def _division(node: Node) -> Elements:
    """Leave out the box around a table of Markdown: `_table` puts every table into a box."""
    if node.attributes == TABLE_BOX:
        return node.children
    return [_built(node, node.children)]


def _bodies(children: Elements) -> Elements:
    """Return bodies and rows with each run of rows put into a body."""
    bodies: Elements = []
    for tag, run in itertools.groupby(children, key=lambda child: child.tag):
        same = list(run)
        bodies += same if tag == "tbody" else [Element("tbody", "", parts=same)]
    return bodies


_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_BUILDERS: Mapping[str, Callable[[Node], Elements]] = {
    "a": _link,
    "details": _details,
    "div": _division,
    "dl": _descriptions,
    "figure": _figure,
    "ol": _list,
    "p": _unless_empty,
    "ruby": _ruby,
    "table": _table,
    "tbody": _rows,
    "tfoot": _rows,
    "thead": _rows,
    "time": _time,
    "tr": _row,
    "ul": _list,
}
