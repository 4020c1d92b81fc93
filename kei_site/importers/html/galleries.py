"""Groups of images of block editors, plug-ins and themes -> a gallery of Markdown."""

import re
from collections.abc import Iterable

from kei_site.importers.html.inline import image_address, inline_of
from kei_site.importers.html.lists import BlocksOf
from kei_site.importers.html.marks import resolved
from kei_site.importers.html.tree import Element, classes_of, parts_of, text_of
from kei_site.importers.html.writing import Writing
from kei_site.importers.items import IMAGE_PATTERN

_GROUP = re.compile(r"(?:^|[-_])(?:gallery|galleries|slideshow|slider|carousel)(?:$|[-_])")
_PART = re.compile(r"(?:^|[-_])(?:item|slide|caption|icon|image|img|col|row|grid|container|wrapper)(?:$|[-_])")
"""In names of what stands inside of a group."""
_CAPTION = re.compile(r"(?:gallery|slideshow)[-_]+caption|wp-caption-text|gallery-item-caption")
_ITEMS = ("dl", "figure", "li")
_IMAGE = IMAGE_PATTERN.format(r"\d+")
_IMAGES = re.compile(rf"(?:(?:{_IMAGE}|\[{_IMAGE}\]\(kei-import:\d+\))\s*)+|::: figure .*", re.DOTALL)


def is_gallery(element: Element) -> bool:
    """Return whether an element groups two images or more, and holds no other words than their captions."""
    if element.tag in ("img", "a", "body") or len(_images(element)) < 2:
        return False
    names = classes_of(element)
    is_group = element.tag == "kei-gallery" or any(_GROUP.search(name) and not _PART.search(name) for name in names)
    return (is_group or "blocks-gallery-grid" in names) and not _has_words(element)


def gallery_blocks(writing: Writing, element: Element, blocks_of: BlocksOf) -> list[str]:
    """Return a gallery with the words about all of it in its first line, or its blocks if one is no image."""
    captions = [child for child in element if _is_caption(child)]
    words = " ".join(resolved(inline_of(writing, parts_of(caption)), line_break=" ") for caption in captions)
    for caption in captions:
        caption.drop_tree()
    _make_figures(element)
    blocks = blocks_of(writing, parts_of(element))
    if blocks and all(_IMAGES.fullmatch(block) for block in blocks):
        return ["\n".join((f"::: gallery {' '.join(words.split())}".rstrip(), "\n\n".join(blocks), ":::"))]
    return [*blocks, words] if words else blocks


def _images(element: Element) -> list[Element]:
    return [image for image in element.iter("img") if image_address(image)]


def _is_caption(element: Element) -> bool:
    return element.tag == "figcaption" or any(_CAPTION.search(name) for name in classes_of(element))


def _has_words(element: Element) -> bool:
    """Return whether words stand beside the captions and items of a group."""
    if (element.text or "").strip():
        return True
    for child in element:
        if (child.tail or "").strip():
            return True
        is_item = child.tag in _ITEMS and len(_images(child)) == 1
        if not is_item and not _is_caption(child) and text_of(child) and _has_words(child):
            return True
    return False


def _make_figures(element: Element) -> None:
    """Turn the lists of a group, and their items, into figures with captions; in a gallery all have their places."""
    for inner in [*element.iterdescendants()]:
        if inner.tag in _ITEMS and len(_images(inner)) == 1 and inner.find(".//figure") is None:
            inner.tag = "figure"
            _raise_captions(inner)
        elif inner.tag in ("dl", "dt", "li", "ol", "ul"):
            inner.tag = "div"
        kept = [name for name in classes_of(inner) if not name.startswith("align")]
        if inner.tag not in ("figure", "img") or not kept:
            inner.attrib.pop("class", None)
        else:
            inner.set("class", " ".join(kept))


def _raise_captions(figure: Element) -> None:
    """Make the caption in a figure its own child."""
    for caption in _captions_in(figure):
        caption.drop_tree()
        caption.tag = "figcaption"
        figure.append(caption)


def _captions_in(figure: Element) -> Iterable[Element]:
    return [inner for inner in figure.iterdescendants() if _is_caption(inner) or inner.tag == "dd"]
