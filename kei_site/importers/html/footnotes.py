"""Notes of a tree -> bodies apart from the text, and marks where they belong.

Three forms are known: notes of the block editor (`data-fn`, their texts in metadata), notes of plug-ins (shortcodes,
which are `kei-note` here), and pairs of links that lead to each other, as word processors make them.
"""

import re
from collections.abc import Mapping

from kei_site.importers.html.tree import Element, text_of, tree_of
from kei_site.importers.html.writing import Writing

_MARK = re.compile(
    r"[\[(]?\s*(?:[0-9]{1,4}|[ivxlc]{1,6}|[a-z]|[*†‡§]{1,4}|note\s?[0-9]{1,4})\s*[\])]?\.?", re.IGNORECASE
)
_BACK = re.compile(
    r"[\[(]?\s*(?:[0-9]{1,4}|[ivxlc]{1,6}|[a-z]|[*†‡§↩↑^︎]{1,4}|back|return)\s*[\])]?\.?\s*:?", re.IGNORECASE
)
_HOLDERS = ("li", "p", "div", "dd", "td")
_INNER = ("p", "li", "div", "dd")


def take_notes(writing: Writing, body: Element, given: Mapping[str, str]) -> None:
    """Mark the references of notes in a tree, and take the notes out of it; `given` has HTML of notes by id."""
    for mark in [*body.iter("sup")]:
        label = mark.get("data-fn", "")
        if label in given:
            mark.set("data-kei-note", label)
            writing.note_marks |= {link.get("href") for link in mark.iter("a") if link.get("href")}
            writing.note_elements.setdefault(label, tree_of(given[label]))
    _take_pairs(writing, body)


def _take_pairs(writing: Writing, body: Element) -> None:
    links = [link for link in body.iter("a") if link.get("href", "").startswith("#") and len(link.get("href")) > 1]
    if len(links) < 2:
        return
    order = {element: number for number, element in enumerate(body.iter())}
    named: dict[str, Element] = {}
    for element in order:
        for name in (element.get("id"), element.get("name")):
            named.setdefault(name or "", element)
    for link in links:
        note = _note_of(writing, link, named, order)
        if note is not None:
            label = link.get("href")
            for child in [*link]:
                link.remove(child)
            link.text = ""
            writing.note_marks.add(label)
            link.set("data-kei-note", label)
            writing.note_elements[label] = note
    for note in {id(note): note for note in writing.note_elements.values() if note.getparent() is not None}.values():
        note.drop_tree()


def _note_of(
    writing: Writing, link: Element, named: Mapping[str, Element], order: Mapping[Element, int]
) -> Element | None:
    """Return the block that holds the note of a link: it comes later and leads back."""
    if not _MARK.fullmatch(text_of(link)) or link.get("data-kei-note"):
        return None
    target = named.get(link.get("href")[1:])
    if target is None:
        return None
    holder = next((element for element in (target, *target.iterancestors()) if element.tag in _HOLDERS), None)
    if holder is None or order[holder] < order[link] or link in [*holder.iter("a")]:
        return None
    names = {element.get(key) for element in (link, *link.iterancestors("sup", "span")) for key in ("id", "name")}
    back = next((inner for inner in holder.iter("a") if inner.get("href", "#")[1:] in names - {None, ""}), None)
    if back is None or not _BACK.fullmatch(text_of(back) or "1"):
        return None
    writing.note_marks.add(back.get("href"))
    _drop_mark(back, holder)
    return holder


def _drop_mark(back: Element, holder: Element) -> None:
    """Remove the link that leads back, with an element that holds nothing else."""
    outer = back
    while (
        outer.getparent() is not holder
        and outer.getparent() is not None
        and text_of(outer.getparent()) == text_of(back)
    ):
        outer = outer.getparent()
    outer.drop_tree()
