"""Lists -> blocks of Markdown."""

from collections.abc import Callable, Iterable

from kei_site.importers.html.escaping import escape_lines
from kei_site.importers.html.inline import inline_of
from kei_site.importers.html.marks import resolved
from kei_site.importers.html.raw import raw_html
from kei_site.importers.html.tree import BLOCKS, Element, Part, classes_of, has_blocks, parts_of
from kei_site.importers.html.writing import Writing

BlocksOf = Callable[[Writing, Iterable[Part]], list[str]]
MAX_LEVELS = 12
"""Lists inside each other; deeper ones are written one after the other."""
_LISTS = ("ul", "ol", "menu", "dir")


def list_blocks(writing: Writing, element: Element, blocks_of: BlocksOf) -> list[str]:
    """Return one list; a list of images, and a list too deep to be read as one, become the blocks of their items."""
    is_deep = sum(parent.tag in _LISTS for parent in element.iterancestors()) >= MAX_LEVELS
    if is_deep or classes_of(element) & {"blocks-gallery-grid", "wp-block-gallery"}:
        return [block for child in element for block in blocks_of(writing, [*parts_of(child)])]
    items = [item for item in (_item(writing, group, blocks_of) for group in _items(element)) if item]
    gap = "\n\n" if any(_is_loose(group) for group in _items(element)) else "\n"
    start = _start_of(element)
    marked = (_marked(item, f"{start + number}. " if start is not None else "- ") for number, item in enumerate(items))
    return [gap.join(marked)] if items else []


def definition_blocks(writing: Writing, element: Element, blocks_of: BlocksOf) -> list[str]:
    """Return a list of terms, each with its descriptions; another order of elements is written as HTML."""
    children = [child for child in element if child.tag in ("dt", "dd")]
    order = "".join("t" if child.tag == "dt" else "d" for child in children)
    has_text = any(isinstance(part, str) and part.strip() for part in parts_of(element))
    is_plain = (
        not has_text and len(children) == len(element) and order[:1] == "t" and "tt" not in order and order[-1:] == "d"
    )
    if not is_plain or any(child.tag == "dt" and has_blocks(child) for child in children):
        return [raw_html(writing, element)]
    out: list[str] = []
    for child in children:
        if child.tag == "dt":
            out.append(escape_lines(resolved(inline_of(writing, parts_of(child)), line_break="<br>")))
        else:
            blocks = blocks_of(writing, parts_of(child))
            out[-1] += "\n" + _marked(blocks, ":   ") if blocks else ""
    return out if all(text.split("\n")[0].strip() for text in out) else [raw_html(writing, element)]


def _items(element: Element) -> list[list[Part]]:
    """Return the content of each item; what stands between items belongs to the one before it."""
    groups: list[list[Part]] = []
    for part in parts_of(element):
        if isinstance(part, str):
            if part.strip():
                groups.append([part])
        elif part.tag == "li" or not groups:
            groups.append([*parts_of(part)] if part.tag == "li" else [part])
        else:
            groups[-1].append(part)
    return groups


def _item(writing: Writing, group: list[Part], blocks_of: BlocksOf) -> list[str]:
    return blocks_of(writing, group)


def _is_loose(group: list[Part]) -> bool:
    return any(not isinstance(part, str) and part.tag in BLOCKS and part.tag not in _LISTS for part in group)


def _start_of(element: Element) -> int | None:
    """Return the first number of a numbered list, or None for a list without numbers."""
    if element.tag != "ol":
        return None
    written = element.get("start", "1").strip()
    return int(written) if written.isascii() and written.isdigit() and len(written) < 9 else 1


def _marked(blocks: list[str], mark: str) -> str:
    """Return the blocks of an item behind its mark; a list follows its text without a blank line."""
    text = blocks[0]
    for block in blocks[1:]:
        text += ("\n" if block[:2] in ("- ", "1.") and len(blocks) == 2 else "\n\n") + block
    first, *others = text.split("\n")
    indent = " " * len(mark)
    return "\n".join((mark + first, *(indent + line if line else "" for line in others)))
