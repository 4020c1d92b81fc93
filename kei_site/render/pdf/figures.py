"""A figure of HTML -> nodes: pictures with their caption, or what else it holds. Render, pure."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from kei_site.core.value import value
from kei_site.render.pdf.nodes import Content, Nodes


@value
class FigureParts:
    """How the parts of a figure become nodes."""

    content: Content
    """Of what an element holds."""
    part: Content
    """Of an element."""
    picture: Content
    """Of an `img`: a picture, or its alternative text."""


def figure_nodes(element: etree._Element, parts: FigureParts) -> Nodes:
    """Return pictures with their caption; of another figure its content, the caption with a table or at the end."""
    pictures = [node for image in element.iter("img") for node in parts.picture(image) if isinstance(node, dict)]
    caption: Nodes = [node for words in element.findall("figcaption") for node in parts.content(words)]
    rest = [node for child in element if child.tag != "figcaption" for node in _beside_pictures(child, parts)]
    if pictures:
        return [{"t": "figure", "pictures": pictures, "caption": [*caption, *rest]}]
    for table in _tables(rest):
        table["caption"], caption = [*caption, *table["caption"]], []
    return [{"t": "div", "c": [*rest, *([{"t": "p", "c": caption}] if caption else [])]}]


def _tables(nodes: Nodes) -> Iterator[dict[str, Any]]:
    """Yield the tables among nodes and in boxes among them."""
    for node in nodes:
        if isinstance(node, dict) and node["t"] == "table":
            yield node
        elif isinstance(node, dict) and node["t"] == "div":
            yield from _tables(node["c"])


def _beside_pictures(element: etree._Element, parts: FigureParts) -> Nodes:
    """Return what a part of a figure says beside its pictures, paragraphs in the type of captions."""
    if element.tag == "img" or element.find(".//img") is not None:
        words = " ".join("".join(map(str, element.itertext())).split())
        return [words] if words else []
    return [
        {"t": "foot", "c": node["c"]} if isinstance(node, dict) and node["t"] == "p" else node
        for node in parts.part(element)
    ]
