"""HTML as editors leave it -> a tree of bounded depth without scripts and comments."""

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from lxml import etree
from lxml import html as lxml_html

MAX_DEPTH = 40
"""Elements inside each other; deeper ones are replaced by their content."""
BLOCKS = frozenset(
    "address article aside blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe kei-box kei-embed kei-gallery "
    "legend li main menu nav ol p pre search section summary table tbody td tfoot th thead tr ul".split()
)
REMOVED = frozenset("script style template head meta link title noscript input select option textarea".split())
"""Elements whose content no reader sees as text."""
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_UNCLOSED = re.compile(r"""<(source|track|wbr)(?=[\s/>])((?:[^<>"']|"[^"]*"|'[^']*')*+)>""", re.IGNORECASE)
"""Elements without content that the parser does not know as such: it would put what follows into them."""
_PARSED_DEPTH = 200
"""Elements inside each other that the parser reads; it drops the rest of a text that goes deeper."""
_LATELY = 50
"""Open elements among which the start of an element is looked for: ends that are left out stand near."""
_TAG = re.compile(r"""<(/?)([A-Za-z][\w-]*)(?:[^<>"']|"[^"]*"|'[^']*')*+>""")
_BODY = re.compile(r"</?(?:html|body|head)(?:\s[^<>]*)?>|<!doctype[^<>]*>", re.IGNORECASE)

Element: TypeAlias = Any
"""An element of lxml, which has no types."""
Part: TypeAlias = Any
"""A piece of the content of an element: text, or a child."""


def tree_of(html: str) -> Element:
    """Return the `body` that holds the elements of a text."""
    parser = lxml_html.HTMLParser(remove_comments=True, remove_pis=True)
    whole = _UNCLOSED.sub(r"<\1\2></\1>", _shallow(_BODY.sub("", html)))
    root = lxml_html.document_fromstring(f"<html><body>{whole}</body></html>", parser=parser)
    body = root.find("body")
    body = root if body is None else body
    for element in [*body.iter(*REMOVED)]:
        element.tail = f" {element.tail or ''}"
    etree.strip_elements(body, *REMOVED, with_tail=False)
    _flatten(body)
    return body


def parts_of(element: Element) -> Iterator[Part]:
    """Yield the text and the children of an element, in their order."""
    if element.text:
        yield element.text
    for child in element:
        yield child
        if child.tail:
            yield child.tail


def classes_of(element: Element) -> frozenset[str]:
    """Return the classes of an element."""
    return frozenset(element.get("class", "").split())


def has_blocks(element: Element) -> bool:
    """Return whether a block stands anywhere in an element."""
    return any(child.tag in BLOCKS for child in element.iterdescendants())


def text_of(element: Element) -> str:
    """Return the words of an element with single blanks."""
    return " ".join("".join(element.itertext()).split())


def _shallow(html: str) -> str:
    """Return HTML without the tags that are nested deeper than the parser reads."""
    if html.count("<") < _PARSED_DEPTH:
        return html
    opened: list[str] = []

    def kept(tag: re.Match[str]) -> str:
        name = tag[2].lower()
        if name in _VOID or tag[0].endswith("/>"):
            return tag[0]
        if not tag[1]:
            opened.append(name)
            return tag[0] if len(opened) <= _PARSED_DEPTH else ""
        if opened and opened[-1] == name:
            opened.pop()
            return tag[0] if len(opened) < _PARSED_DEPTH else ""
        if name in opened[-_LATELY:]:
            while opened.pop() != name:
                pass
        return tag[0]

    return _TAG.sub(kept, html)


def _flatten(body: Element) -> None:
    depth, deep = 0, []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if event == "start" and depth > MAX_DEPTH:
            deep.append(element)
    for element in deep:
        element.drop_tag()
