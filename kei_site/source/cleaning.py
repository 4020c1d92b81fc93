"""The second wall: the finished fragment through nh3, with lists of exactly what the writers emit. Source room.

The first wall writes every tag anew, so this one normally changes nothing that a reader sees. It stands in
case the first has a hole.
"""

import functools
import re

import nh3

from kei_site.source.elements import CLASSES, ELEMENTS

_TAGS = frozenset((*ELEMENTS, "aside", "section"))
_OWN_CLASSES = {
    "a": {"backref"},
    "aside": {"aside", "pullquote"},
    "div": {"table-box"},
    "p": {"aside-title", "pullquote-source", "video"},
    "section": {"footnotes"},
    "sup": {"fnref"},
    "td": {"align-center", "align-right"},
    "th": {"align-center", "align-right"},
}
_OWN_VALUES = {
    "a": {"role": {"doc-backlink", "doc-noteref"}},
    "aside": {"role": {"doc-pullquote", "note"}},
    "div": {"tabindex": {"0"}},
    "pre": {"tabindex": {"0"}},
    "section": {"role": {"doc-endnotes"}},
}
_ADDRESSES = {
    "href": re.compile(r"#fn(?:ref)?-[0-9]+(?:-[0-9]+)?|kei-link:[0-9]+|https?://.+|mailto:.*", re.DOTALL),
    "src": re.compile(r"kei-image:[0-9]+"),
}
"""What links may lead to, and what pictures may be: nothing relative, and no picture of another site."""


def cleaned(html: str) -> str:
    """Return `html` with nothing in it but allowed elements, attributes and addresses."""
    text: str = _cleaner().clean(html)
    return text


@functools.cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(_TAGS),
        clean_content_tags={"script", "style"},
        attributes={tag: set(_attributes(tag)) for tag in _TAGS} | {"*": {"dir", "id", "lang"}},
        attribute_filter=_attribute,
        link_rel=None,
        tag_attribute_values=_OWN_VALUES,
        url_schemes={"http", "https", "mailto", "kei-link", "kei-image"},
        allowed_classes={tag: set(CLASSES | _OWN_CLASSES.get(tag, set())) for tag in _TAGS - {"code"}},
    )


def _attributes(tag: str) -> frozenset[str]:
    return ELEMENTS.get(tag, frozenset()) - {"name"} | ({"class"} if tag == "code" else frozenset())


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Return the value of an attribute, or None for an address that no writer of ours writes."""
    allowed = _ADDRESSES.get(name)
    return None if allowed and not allowed.fullmatch(value) else value
