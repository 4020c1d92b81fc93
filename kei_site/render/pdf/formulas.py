"""A formula in MathML -> nested plain data, of which `brief.typ` makes an equation of Typst. Render, pure.

A part has its kind under `m`: `sym` and `words` have letters under `x`, others their parts under `c`. Fences that
stretch are put around what stands between them, as MathML Core has it (3.2.4).
"""

from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from typing import TypeAlias

from lxml import etree

from kei_site.render.pdf.nodes import Node, Nodes, trimmed

Parts: TypeAlias = list[Node]
_DEEPEST = 7
"""Nested parts that are set as a formula: Typst follows eighty calls."""
_INVISIBLE = frozenset("\u2061\u2062\u2063\u2064")
_OPENING, _CLOSING, _EITHER = frozenset("([{⟨⌈⌊⟦"), frozenset(")]}⟩⌉⌋⟧"), frozenset("|‖∥")
_ACCENTS = {
    "^": "\u0302",
    "\u02c6": "\u0302",
    "~": "\u0303",
    "\u02dc": "\u0303",
    "¯": "\u0304",
    "˘": "\u0306",
    "˙": "\u0307",
    "¨": "\u0308",
    "ˇ": "\u030c",
    "\u00b4": "\u0301",
    "`": "\u0300",
    "→": "\u20d7",
}
_LINES = {"―": "overline", "‾": "overline", "_": "underline", "⏞": "overbrace", "⏟": "underbrace"}
_SET_BELOW = frozenset("lim limsup liminf max min sup inf arg argmax argmin det gcd Pr".split())
"""Operators whose limits stand below them."""


def formula_node(element: etree._Element) -> Node:
    """Return a formula as a node; one that is nested too deeply as it is written."""
    words, parts = element.get("alttext", ""), _row(element)
    if _depth(parts) > _DEEPEST or not parts:
        return {"t": "code", "text": words}
    is_block = element.get("display", "") == "block"
    return {"t": "formula", "c": parts, "alt": words or "".join(map(str, element.itertext())), "block": is_block}


def is_display(node: str | Node) -> bool:
    """Tell whether a node is a formula on a line of its own."""
    return isinstance(node, dict) and node["t"] == "formula" and node["block"]


def around_formulas(nodes: Nodes) -> list[Nodes]:
    """Return the runs of words of a paragraph, and between them its formulas on lines of their own."""
    runs = [[*run] for _, run in groupby(nodes, key=is_display)]
    return [kept for run in runs if (kept := trimmed(run))]


def _depth(parts: Iterable[Node]) -> int:
    return max((1 + _depth(part for inside in _inside(part) for part in inside) for part in parts), default=0)


def _inside(part: Node) -> Iterable[Parts]:
    yield part.get("c", [])
    yield from (part[key] for key in ("base", "above", "below") if key in part)
    yield from (cell for row in part.get("rows", ()) for cell in row)


def _row(element: etree._Element) -> Parts:
    """Return the children of an element, what stands between stretched fences apart."""
    open_rows: list[Parts] = [[]]
    for child in element:
        side = _side(child, open_rows)
        if side == "open":
            open_rows.append(_part(child))
        elif side == "close" and len(open_rows) > 1:
            fenced = open_rows.pop()
            open_rows[-1].append({"m": "lr", "c": [*fenced, *_part(child)]})
        else:
            open_rows[-1] += _part(child)
    while len(open_rows) > 1:
        fenced = open_rows.pop()
        open_rows[-1].append({"m": "lr", "c": fenced})
    return open_rows[0]


def _side(element: etree._Element, open_rows: list[Parts]) -> str:
    """Return whether an element is a fence that stretches: `open`, `close`, or empty."""
    if element.tag != "mo" or element.get("stretchy") == "false":
        return ""
    sign, form = (element.text or "").strip(), element.get("form", "")
    if form:
        return {"prefix": "open", "postfix": "close"}.get(form, "")
    if sign in _EITHER:
        is_open = len(open_rows) > 1 and open_rows[-1][:1] == [{"m": "sym", "x": sign}]
        return "close" if is_open else "open"
    return "open" if sign in _OPENING else "close" if sign in _CLOSING else ""


def _part(element: etree._Element) -> Parts:
    return _WRITERS.get(str(element.tag), _row)(element)


def _text(element: etree._Element) -> str:
    return "".join(char for char in "".join(map(str, element.itertext())) if char not in _INVISIBLE)


def _letter(element: etree._Element) -> Parts:
    """Return a name or an operator: a letter is set as a variable, a word as an operator."""
    text = _text(element).strip()
    if len(text) == 1:
        upright: Node = {"upright": True} if element.get("mathvariant", "") == "normal" else {}
        return [{"m": "sym", "x": text, **upright}]
    return [{"m": "op", "x": text, "limits": text in _SET_BELOW}] if text else []


def _words(element: etree._Element) -> Parts:
    text = _text(element)
    return [{"m": "words", "x": text}] if text else []


def _fraction(element: etree._Element) -> Parts:
    above, below = _parts_of(element, 2)
    if element.get("linethickness", "") == "0":
        return [{"m": "table", "rows": [[above], [below]], "align": "center"}]
    return [{"m": "frac", "above": above, "below": below}]


def _parts_of(element: etree._Element, count: int) -> list[Parts]:
    """Return what each child says; empty parts for children that are missing."""
    found = [_part(child) for child in element]
    return [*found, *([[]] * count)][:count]


def _scripts(*places: str) -> Callable[[etree._Element], Parts]:
    def write(element: etree._Element) -> Parts:
        base, *scripts = _parts_of(element, 1 + len(places))
        return [{"m": "attach", "base": base, **dict(zip(places, scripts, strict=True))}]

    return write


def _over(*places: str) -> Callable[[etree._Element], Parts]:
    """Return the writer of a base with an accent, a line or a brace, or else with limits."""
    attached = _scripts(*places)

    def write(element: etree._Element) -> Parts:
        sign = _text(element[1]).strip() if len(places) == 1 and len(element) > 1 else ""
        base = _part(element[0]) if len(element) else []
        if sign in _LINES:
            return [{"m": _LINES[sign], "base": base}]
        if sign in _ACCENTS and places == ("above",):
            return [{"m": "accent", "base": base, "x": _ACCENTS[sign]}]
        return [{**part, "limits": True} for part in attached(element)]

    return write


def _root(element: etree._Element) -> Parts:
    radicand, index = _parts_of(element, 2)
    return [{"m": "root", "base": radicand, "above": index}]


def _table(element: etree._Element) -> Parts:
    rows = [[_row(cell) for cell in row] for row in element.iterfind("mtr")]
    width = max(map(len, rows), default=0)
    is_left = any(cell.get("columnalign") == "left" for cell in element.iterfind("mtr/mtd"))
    filled = [[*row, *([[]] * (width - len(row)))] for row in rows]
    return [{"m": "table", "rows": filled, "align": "left" if is_left else "center"}] if width else []


def _space(element: etree._Element) -> Parts:
    written = element.get("width", "").removesuffix("em")
    try:
        return [{"m": "space", "em": max(-2.0, min(float(written), 8.0))}]
    except ValueError:
        return []


_WRITERS: Mapping[str, Callable[[etree._Element], Parts]] = {
    "mi": _letter,
    "mo": _letter,
    "mn": _words,
    "ms": _words,
    "mtext": _words,
    "mfrac": _fraction,
    "msup": _scripts("above"),
    "msub": _scripts("below"),
    "msubsup": _scripts("below", "above"),
    "mover": _over("above"),
    "munder": _over("below"),
    "munderover": _over("below", "above"),
    "msqrt": lambda element: [{"m": "root", "base": _row(element), "above": []}],
    "mroot": _root,
    "mtable": _table,
    "mspace": _space,
    "mphantom": lambda element: [{"m": "phantom", "c": _row(element)}],
}
