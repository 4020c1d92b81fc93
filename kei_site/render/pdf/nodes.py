"""The plain data that a text becomes: a node is a text, or a mapping with its kind under `t`. Render."""

from collections.abc import Callable
from typing import Any, TypeAlias

from lxml import etree

Node: TypeAlias = dict[str, Any]
Nodes: TypeAlias = list[str | Node]
Content: TypeAlias = Callable[[etree._Element], Nodes]
"""What an element holds, without blanks at its ends."""


def trimmed(nodes: Nodes) -> Nodes:
    """Return nodes without blanks at both ends of each run of running text."""
    kept = list(nodes)
    while kept and isinstance(kept[0], str) and (first := kept[0].lstrip(" ")) != kept[0]:
        kept[0:1] = [first] if first else []
    while kept and isinstance(kept[-1], str) and (last := kept[-1].rstrip(" ")) != kept[-1]:
        kept[-1:] = [last] if last else []
    return kept
