"""Lists -> blocks of Markdown."""

import re
from collections.abc import Callable, Iterable

from kei_site.importers.html.escaping import escape_lines
from kei_site.importers.html.inline import inline_of
from kei_site.importers.html.marks import resolved
from kei_site.importers.html.raw import raw_html
from kei_site.importers.html.tree import BLOCKS, Element, Part, classes_of, has_blocks, parts_of, text_of
from kei_site.importers.html.writing import Writing

BlocksOf = Callable[[Writing, Iterable[Part]], list[str]]
MAX_LEVELS = 12
"""Lists inside each other; deeper ones are written one after the other."""
_LISTS = ("ul", "ol", "menu", "dir")
_APART = frozenset("audio blockquote iframe kei-box kei-embed kei-gallery kei-note pre table video".split())
"""What a list in raw HTML cannot hold as Markdown would."""
_BLANKS = re.compile(r" *(</?(?:ol|ul|li)\b[^<>]*>) *")
_STYLES = re.compile(r"list-style(?:-type)?\s*:[^;]*\b(lower|upper)-(alpha|latin|roman)\b", re.IGNORECASE)
_TYPES = {"lower-alpha": "a", "lower-latin": "a", "lower-roman": "i"}


def list_blocks(writing: Writing, element: Element, blocks_of: BlocksOf) -> list[str]:
    """Return one list; a list of images, and a list too deep to be read as one, become the blocks of their items."""
    is_deep = sum(parent.tag in _LISTS for parent in element.iterancestors()) >= MAX_LEVELS
    if is_deep or classes_of(element) & {"blocks-gallery-grid", "wp-block-gallery"}:
        return [block for child in element for block in blocks_of(writing, [*parts_of(child)])]
    if element.tag == "ol" and _has_other_numbers(element):
        if next((inner for inner in element.iter() if inner.get("data-kei-note") or inner.tag in _APART), None) is None:
            return [_BLANKS.sub(r"\1", raw_html(writing, element))]
        writing.problems.append(f"the numbers of a list were written as 1, 2, 3: {text_of(element)[:80]}")
    groups = _items(element)
    items = [item for item in (blocks_of(writing, group) for group in groups) if item]
    gap = "\n\n" if any(map(_is_loose, groups)) else "\n"
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
    """Return the content of each item.

    Programs leave items out: then each block is one, and each link that stands beside no words. What stands behind an
    item as a block belongs to it, and so does a list behind anything.
    """
    groups: list[list[Part]] = [[]]
    before = "nothing"
    for part in parts_of(element):
        kind = _kind_of(part)
        if kind == "blank" and before != "line":
            continue
        joins = kind == "list" or (kind == "block" and before == "item")
        if not joins and (kind not in ("line", "blank") or before != "line" or _is_next_link(part)):
            groups.append([])
        groups[-1] += parts_of(part) if kind == "item" else [part]
        before = before if joins or kind == "blank" else kind
    return groups


def _kind_of(part: Part) -> str:
    """Return what stands in a list: `item`, `list`, `block`, or `line` (words, links) and the `blank` between them."""
    if isinstance(part, str):
        return "line" if part.strip() else "blank"
    if part.tag == "br":
        return "blank"
    return "item" if part.tag == "li" else "list" if part.tag in _LISTS else "block" if part.tag in BLOCKS else "line"


def _is_next_link(part: Part) -> bool:
    """Return whether a part is a link behind another one, with nothing but blanks between the two."""
    if isinstance(part, str) or part.tag != "a":
        return False
    before = part.getprevious()
    while before is not None and before.tag == "br" and not (before.tail or "").strip():
        before = before.getprevious()
    return before is not None and before.tag == "a" and not (before.tail or "").strip()


def _is_loose(group: list[Part]) -> bool:
    return any(not isinstance(part, str) and part.tag in BLOCKS and part.tag not in _LISTS for part in group)


def _start_of(element: Element) -> int | None:
    """Return the first number of a numbered list, or None for a list without numbers."""
    if element.tag != "ol":
        return None
    start = _number(element.get("start", "1"))
    first = next((child for child in element if child.tag == "li"), None)
    own = _number(first.get("value", "")) if first is not None else None
    return own if own is not None else start if start is not None else 1


def _number(written: str) -> int | None:
    text = written.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None


def _has_other_numbers(element: Element) -> bool:
    """Return whether a list counts otherwise than Markdown can: in letters, backwards, with gaps, from below 0.

    The names of styles become the types of HTML.
    """
    style = _STYLES.search(element.get("style", ""))
    name = f"{style[1]}-{style[2]}".lower() if style else element.get("type", "").lower()
    if name.startswith(("lower-", "upper-")):
        letter = _TYPES.get(name.replace("upper", "lower"), "1")
        element.set("type", letter.upper() if name.startswith("upper") else letter)
    if element.get("type", "1") in ("a", "A", "i", "I") or element.get("reversed") is not None:
        return True
    if element.get("start", "").strip().startswith("-"):
        return True
    expected = _start_of(element) or 0
    for child in (child for child in element if child.tag == "li"):
        if _number(child.get("value", "")) not in (None, expected):
            return True
        expected += 1
    return False


def _marked(blocks: list[str], mark: str) -> str:
    """Return the blocks of an item behind its mark; a list follows its text without a blank line."""
    text = blocks[0]
    for block in blocks[1:]:
        text += ("\n" if block[:2] in ("- ", "1.") and len(blocks) == 2 else "\n\n") + block
    first, *others = text.split("\n")
    indent = " " * len(mark)
    return "\n".join((mark + first, *(indent + line if line else "" for line in others)))
