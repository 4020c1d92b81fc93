"""A language (BCP 47) -> the two parts of it that Typst knows; words -> their direction. Render, pure."""

import unicodedata

from lxml import etree

from kei_site.render.pdf.nodes import Node, Nodes

Language = dict[str, str | None]


def language_of(tag: str) -> Language:
    """Return the language and the region of a tag: `{"lang": "ko", "region": "KR"}`; English for no language."""
    primary, *rest = tag.split("-")
    region = next((part.upper() for part in rest if len(part) == 2 and part.isascii() and part.isalpha()), None)
    is_known = 2 <= len(primary) <= 3 and primary.isascii() and primary.isalpha()
    return {"lang": primary.lower() if is_known else "en", "region": region}


def direction_of(words: str) -> str:
    """Return the direction of the first letter of some words, as `dir="auto"` gives it; empty without letters."""
    kinds = (unicodedata.bidirectional(char) for char in words)
    return next(("ltr" if kind == "L" else "rtl" for kind in kinds if kind in ("L", "R", "AL")), "")


def with_direction(element: etree._Element, nodes: Nodes) -> Node:
    """Return nodes, and the direction that the words of their element are read in."""
    return {"c": nodes, "reads": direction_of("".join(map(str, element.itertext())))}


def in_its_language(element: etree._Element, nodes: Nodes) -> Nodes:
    """Return nodes with the language and direction that their element gives."""
    lang, direction = element.get("lang", ""), element.get("dir", "")
    given: Node = {"lang": language_of(lang)} if lang else {}
    given |= {"dir": direction} if direction in ("ltr", "rtl") else {}
    if not given or not nodes:
        return nodes
    if len(nodes) == 1 and isinstance(nodes[0], dict):
        return [nodes[0] | given]
    return [{"t": "span", "c": nodes, **given}]
