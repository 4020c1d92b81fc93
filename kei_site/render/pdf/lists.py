"""A list of HTML -> a node; what its items hold comes from the caller. Render, pure."""

import re
from collections.abc import Iterator

from lxml import etree

from kei_site.render.pdf.nodes import Content, Nodes


def bullet_list(element: etree._Element, content: Content) -> Nodes:
    """Return a list as a node; none without items."""
    items = [{"c": content(item)} for item in element.findall("li")]
    is_tight = not any(child.tag == "p" for item in element.findall("li") for child in item)
    return [{"t": "ul", "tight": is_tight, "items": items}] if items else []


_NUMBERINGS = {"a": "a.", "A": "A.", "i": "i.", "I": "I."}


def numbered_list(element: etree._Element, content: Content) -> Nodes:
    """Return a numbered list as a node."""
    nodes = bullet_list(element, content)
    for node in nodes:
        if isinstance(node, dict):
            node |= {"t": "ol", "reversed": element.get("reversed") is not None}
            node["start"] = _number(element.get("start")) or 1
            node["numbering"] = _NUMBERINGS.get(element.get("type", ""), "1.")
            for item, entry in zip(node["items"], element.findall("li"), strict=True):
                if number := _number(entry.get("value")):
                    item["value"] = number
    return nodes


def _number(text: str | None) -> int:
    """Return a number of a list, from 1 on; 0 for any other text."""
    return int(text) if text and re.fullmatch(r"[0-9]{1,6}", text) else 0


def term_list(element: etree._Element, content: Content) -> Nodes:
    """Return a list of terms and what explains them as a node."""
    items = [{"term": term, "c": explained} for term, explained in _explained(element, content)]
    return [{"t": "terms", "items": items}] if items else []


def _explained(element: etree._Element, content: Content) -> Iterator[tuple[Nodes, Nodes]]:
    """Yield terms with what explains them."""
    terms: Nodes = []
    explained: Nodes = []
    for child in element.iter("dt", "dd"):
        nodes = content(child)
        if child.tag == "dd":
            explained += [{"t": "p", "c": nodes}] if explained else nodes
            continue
        if explained:
            yield terms, explained
            terms, explained = [], []
        terms += [*([{"t": "br"}] if terms else []), *nodes]
    if terms or explained:
        yield terms, explained
