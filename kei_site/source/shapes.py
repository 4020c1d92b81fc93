"""Finished elements that raw HTML filled -> the shape that the HTML Standard asks of them. Source room.

A list without items, a table whose rows stand in no order, a description list without terms: each becomes
what it can be, and no word is lost.
"""

import itertools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from kei_site.source.pieces import Piece, even_out

TABLE_BOX = ' class="table-box" tabindex="0"'
"""Attributes of the box that a wide table scrolls in; the keyboard has to reach it (WCAG 1.4.10, 2.1.1)."""
_TAG = re.compile(r"<[^>]*>")
_ID = re.compile(r' id="[^"]*"')


@dataclass(slots=True)
class Node:
    """An element that is open."""

    tag: str
    attributes: str
    kind: str
    is_shown: bool = True
    """False: it does not fit where it stands; only its content is kept."""
    pieces: list[Piece] = field(default_factory=list)


Pieces = list[Piece]
OnHeading = Callable[[int, str, str], tuple[int, str]]
"""(level, attributes, HTML inside) -> (level, attributes)."""


def finished(node: Node, on_heading: OnHeading) -> Pieces:
    """Return what a closed element becomes."""
    if not node.is_shown:
        return node.pieces
    shaper = _SHAPERS.get(node.tag)
    if shaper is not None:
        return shaper(node)
    made = _element(node, node.pieces)
    if node.tag in _HEADINGS:
        if not _is_seen(made.inside):
            return _unwrapped(node)
        level, made.attributes = on_heading(int(node.tag[1]), made.attributes, made.inside)
        made.tag = f"h{level}"
    return [made]


def _element(node: Node, pieces: Pieces, tag: str = "") -> Piece:
    return Piece(tag or node.tag, node.attributes, "".join(piece.html() for piece in pieces))


def _is_seen(html: str) -> bool:
    return "<img" in html or bool(_TAG.sub("", html).strip())


def _is_blank(piece: Piece) -> bool:
    return not piece.tag and not piece.inside.strip()


def _unwrapped(node: Node) -> Pieces:
    """Return the content alone; an id stays on an empty element, for links lead to it."""
    name = _ID.search(node.attributes)
    anchor = [Piece("span", name[0], "")] if name else []
    return [*anchor, *node.pieces]


def _retagged(piece: Piece, tag: str) -> Piece:
    """Return a piece as another element; a paragraph without words is none."""
    if tag == "p" and not _is_seen(piece.inside):
        return Piece("", "", piece.inside)
    return Piece(tag, piece.attributes, piece.inside, piece.parts)


def _unless_empty(node: Node) -> Pieces:
    made = _element(node, node.pieces)
    return [made] if _is_seen(made.inside) else _unwrapped(node)


def _link(node: Node) -> Pieces:
    """A link needs an address, and words to be seen and read aloud."""
    made = _element(node, node.pieces)
    return [made] if " href=" in node.attributes and _is_seen(made.inside) else _unwrapped(node)


def _list(node: Node) -> Pieces:
    has_items = any(piece.tag == "li" for piece in node.pieces)
    return [_element(node, node.pieces)] if has_items else _unwrapped(node)


def _descriptions(node: Node) -> Pieces:
    """Terms come before their descriptions; anything else is no description list."""
    order = "".join(piece.tag[1] for piece in node.pieces if piece.tag)
    if re.fullmatch(r"(?:t+d+)+", order):
        return [_element(node, node.pieces)]
    pieces = [_retagged(piece, {"dt": "p", "dd": "div"}.get(piece.tag, piece.tag)) for piece in node.pieces]
    return [_element(node, pieces, "div")]


def _others_as(pieces: Pieces, tag: str, fit: Piece | None, other: str) -> Pieces:
    """Return pieces in which only `fit` keeps the tag `tag`."""
    return [_retagged(piece, other) if piece.tag == tag and piece is not fit else piece for piece in pieces]


def _figure(node: Node) -> Pieces:
    """A figure has one caption, as its first or last part."""
    parts = [piece for piece in node.pieces if not _is_blank(piece)]
    if not parts:
        return _unwrapped(node)
    fit = next((piece for piece in (parts[-1], parts[0]) if piece.tag == "figcaption"), None)
    return [_element(node, _others_as(node.pieces, "figcaption", fit, "div"))]


def _details(node: Node) -> Pieces:
    parts = [piece for piece in node.pieces if not _is_blank(piece)]
    fit = parts[0] if parts and parts[0].tag == "summary" and _is_seen(parts[0].inside) else None
    pieces = _others_as(node.pieces, "summary", fit, "p")
    if fit is None:
        node.attributes = node.attributes.replace(' open=""', "")
    return [_element(node, pieces, "details" if fit else "div")]


def _ruby(node: Node) -> Pieces:
    if any(piece.tag == "rt" for piece in node.pieces):
        return [_element(node, node.pieces)]
    return [_element(node, _others_as(node.pieces, "rp", None, "span"), "span")]


def _row(node: Node) -> Pieces:
    cells = [piece for piece in node.pieces if piece.tag in ("td", "th")]
    return [Piece(node.tag, node.attributes, parts=cells)] if cells else []


def _rows(node: Node) -> Pieces:
    rows = [piece for piece in node.pieces if piece.tag == "tr"]
    return [Piece(node.tag, node.attributes, parts=rows)] if rows else []


def _time(node: Node) -> Pieces:
    """Without a machine's form of it, a time has to be in that form itself; nobody writes so."""
    return [_element(node, node.pieces, "" if " datetime=" in node.attributes else "span")]


def _table(node: Node) -> Pieces:
    """A caption, one head, bodies, one foot: in this order (HTML Standard, 4.9.1). Unstyled columns say nothing."""
    parts = {tag: [piece for piece in node.pieces if piece.tag == tag] for tag in ("caption", "thead", "tfoot")}
    spare = [_retagged(piece, "p") for piece in parts["caption"][1:]]
    bodies = [_retagged(piece, "tbody") for piece in (*parts["thead"][1:], *parts["tfoot"][1:])]
    rows = [piece for piece in node.pieces if piece.tag in ("tbody", "tr")]
    filled = parts["thead"][:1] + _bodies(rows) + bodies + parts["tfoot"][:1]
    if not filled:
        return [_retagged(piece, "p") for piece in parts["caption"]]
    even_out(filled)
    table = _element(node, [*parts["caption"][:1], *filled])
    return [*spare, Piece("div", TABLE_BOX, table.html())]


def _division(node: Node) -> Pieces:
    """The box around a table of Markdown goes: every table has got its own."""
    if node.attributes == TABLE_BOX:
        return node.pieces
    return [_element(node, node.pieces)]


def _bodies(pieces: Pieces) -> Pieces:
    """Return bodies and rows with each run of rows put into a body."""
    made: Pieces = []
    for tag, run in itertools.groupby(pieces, key=lambda piece: piece.tag):
        same = list(run)
        made += same if tag == "tbody" else [Piece("tbody", "", parts=same)]
    return made


_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_SHAPERS: Mapping[str, Callable[[Node], Pieces]] = {
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
