"""Tables -> tables of Markdown, or raw HTML where cells are joined or hold blocks."""

from kei_site.core.limits import LIMITS
from kei_site.importers.html.inline import inline_of
from kei_site.importers.html.lists import BlocksOf
from kei_site.importers.html.marks import resolved
from kei_site.importers.html.raw import raw_html
from kei_site.importers.html.tree import BLOCKS, Element, parts_of, text_of
from kei_site.importers.html.writing import Writing

_PARAGRAPHS = frozenset(("p", "div"))
_ALIGNED = {"right": "---:", "center": ":---:"}


def table_blocks(writing: Writing, element: Element, blocks_of: BlocksOf) -> list[str]:
    """Return a table, with its caption as a paragraph before it; one for layout becomes the blocks of its cells."""
    rows = [row for row in element.iter("tr") if next(row.iterancestors("table")) is element]
    cells = [[cell for cell in row if cell.tag in ("td", "th")] for row in rows]
    cells = [row for row in cells if row]
    caption = element.find("caption")
    if _has_words_outside(element, [cell for row in cells for cell in row], caption):
        return blocks_of(writing, parts_of(element))
    before = blocks_of(writing, parts_of(caption)) if caption is not None else []
    holds_another = any(cell.find(".//table") is not None for row in cells for cell in row)
    if holds_another and max(map(len, cells)) > 1:
        writing.problems.append("a table that holds another table: its cells became paragraphs, in their order")
    if holds_another or max(map(len, cells), default=0) < 2:
        return before + [block for row in cells for cell in row for block in blocks_of(writing, parts_of(cell))]
    if caption is not None:
        element.remove(caption)
    if any(text_of(cell) or cell.find(".//img") is not None for row in cells for cell in row):
        return [*before, _table(writing, element, cells)]
    return before


def _has_words_outside(element: Element, cells: list[Element], caption: Element | None) -> bool:
    """Return whether a table has words in no cell, as one has that is not closed: no parser publishes them there."""
    inside = sum(map(_letters, cells)) + (_letters(caption) if caption is not None else 0)
    return _letters(element) > inside


def _letters(element: Element) -> int:
    return sum(len("".join(text.split())) for text in element.itertext())


def _table(writing: Writing, element: Element, rows: list[list[Element]]) -> str:
    if _is_simple(rows):
        return _pipes(writing, rows)
    writing.quotes_notes = True
    html = raw_html(writing, element)
    writing.quotes_notes = False
    return html


def _is_simple(rows: list[list[Element]]) -> bool:
    """Return whether a table has a head, no joined cells, and lines of text alone."""
    in_head = rows[0][0].getparent().getparent().tag == "thead"
    has_head = in_head or _is_head(rows[0])
    width = len(rows[0])
    return (
        has_head
        and all(len(row) <= width for row in rows)
        and width * len(rows) <= LIMITS.cells.most
        and all(_is_line(cell) for row in rows for cell in row)
        and not any(cell.tag == "th" for row in rows[1:] for cell in row[1:])
    )


def _is_head(row: list[Element]) -> bool:
    """Return whether the cells of a row are heads of columns; the corner above heads of rows may be an empty one."""
    heads = [cell for cell in row if cell.tag == "th" or text_of(cell) or cell.find(".//img") is not None]
    return bool(heads) and all(cell.tag == "th" for cell in heads)


def _is_line(cell: Element) -> bool:
    if cell.get("colspan", "1").strip() not in ("", "1") or cell.get("rowspan", "1").strip() not in ("", "1"):
        return False
    blocks = [child for child in cell.iterdescendants() if child.tag in BLOCKS]
    return not blocks or (len(blocks) == 1 and blocks[0].tag in _PARAGRAPHS and blocks[0].getparent() is cell)


def _pipes(writing: Writing, rows: list[list[Element]]) -> str:
    width = len(rows[0])
    written = [[_cell(writing, cell) for cell in row] + [""] * (width - len(row)) for row in rows]
    rule = [
        _ALIGNED.get(_align(cell), "---") for cell in (rows[1] if len(rows) > 1 and len(rows[1]) == width else rows[0])
    ]
    lines = [written[0], rule, *written[1:]]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _align(cell: Element) -> str:
    names = (
        cell.get("align", ""),
        cell.get("data-align", ""),
        *cell.get("class", "").replace("has-text-align-", "").split(),
    )
    return next((name for name in names if name in _ALIGNED), "")


def _cell(writing: Writing, cell: Element) -> str:
    return resolved(inline_of(writing, parts_of(cell)), line_break="<br>").replace("|", "\\|")
