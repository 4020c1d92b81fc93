"""The second wall: the finished fragment through nh3, with lists of exactly what the writers emit. Source room.

The first wall writes every tag anew, so this one normally changes nothing that a reader sees. It stands in
case the first has a hole.
"""

import functools
import re
from collections.abc import Callable

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


_OTHER_ADDRESS = re.compile(
    r'=(?:(?<= href=)"(?!#fn(?:ref)?-[0-9]+(?:-[0-9]+)?"|kei-link:[0-9]+"|https?://[^"]|mailto:)'
    r'|(?<= src=)"(?!kei-image:[0-9]+"))'
)
"""An address that `_ADDRESSES` may not allow, in HTML as nh3 writes it: names in small letters, values in quotes.

The rarest mark comes first: it is found faster.
"""


def cleaned(html: str) -> str:
    """Return `html` with nothing in it but allowed elements, attributes and addresses."""
    # Asking about every attribute costs as much as all the rest, and the answer is nearly always yes.
    text: str = _cleaner(None).clean(html)
    return _cleaner(_attribute).clean(html) if _OTHER_ADDRESS.search(text) else text


@functools.cache
def _cleaner(attribute_filter: Callable[[str, str, str], str | None] | None) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(_TAGS),
        clean_content_tags={"script", "style"},
        attributes={tag: set(_attributes(tag)) for tag in _TAGS} | {"*": {"dir", "id", "lang"}},
        attribute_filter=attribute_filter,
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
