"""A finished fragment -> the same fragment, with certainly nothing in it but allowed HTML.

A strict grammar accepts words and the usual tags, spelled as the writers spell them. Every other fragment goes through
nh3, which takes twice as long, with lists of exactly what the writers emit; one with raw HTML always does.
"""

import functools
import re
from collections.abc import Callable

import nh3

from kei_site.core.patterns import pattern_of
from kei_site.core.players import KINDS
from kei_site.markdown.sanitize.allowlist import CLASSES, ELEMENTS

_TAGS = frozenset((*ELEMENTS, "aside", "section"))
_OWN_CLASSES = {
    "a": {"backref"},
    "aside": {"aside", "pullquote"},
    "div": {"embed-frame", "gallery", "table-box"},
    "figure": {"data-figure", "data-table", "embed", *(f"embed-{kind}" for kind in KINDS)},
    "p": {"aside-title", "embed-title", "gallery-caption", "pullquote-source", "video"},
    "section": {"footnotes"},
    "sup": {"fnref"},
    "td": {"align-center", "align-right"},
    "th": {"align-center", "align-right"},
}
_OWN_VALUES = {
    "a": {"role": {"doc-backlink", "doc-noteref"}},
    "aside": {"role": {"doc-pullquote", "note"}},
    "div": {"role": {"group"}, "tabindex": {"0"}},
    "pre": {"tabindex": {"0"}},
    "section": {"role": {"doc-endnotes"}},
}
_ADDRESSES = {
    "href": pattern_of(
        r"#fn(?:ref)?-[0-9]+(?:-[0-9]+)?|kei-(?:link|cite):[0-9]+|https?://.+|(?:mailto|tel):.*", re.DOTALL
    ),
    "src": pattern_of(r"kei-(?:figure|image):[0-9]+"),
    "data-player": pattern_of(r"https://[a-z0-9.-]+/[^\s\"'<>]*"),
}
"""Addresses that links and images may have: none is relative, and no image is on another site."""

_OTHER_ADDRESS = pattern_of(
    r'=(?:(?<= href=)"(?!#fn(?:ref)?-[0-9]+(?:-[0-9]+)?"|kei-(?:link|cite):[0-9]+"|https?://[^"]|mailto:|tel:)'
    r'|(?<= src=)"(?!kei-(?:figure|image):[0-9]+")|(?<= data-player=)"(?!https://[a-z0-9.-]+/[^\s"\'<>]*"))'
)
"""Finds an address that `_ADDRESSES` may not allow, in HTML as nh3 writes it: lower-case names, quoted values.

The pattern begins with its rarest character, which is faster.
"""

_VALUE = r'(?:[^"&<>\r\0]++|&(?:amp|quot|lt|gt);)*+'
_SITE = r"https?://(?:[a-z0-9]++(?:-[a-z0-9]++)*+\.)++[a-z]{2,}+(?::[0-9]{1,4}+)?"
"""The beginning of an address of another site, of which nh3 changes nothing."""
_NUMBER = "[0-9]++"
_OWN = "kei-(?:cite|link)"
_WITHOUT_ATTRIBUTES = "blockquote|code|d[dlt]|em|figcaption|li|ol|p|s|strong|table|tbody|t[dhr]|thead|ul"
_ALIGN = 'class="align-(?:center|right)"'
_USUAL_HTML = pattern_of(
    rf"""(?:[^<>&\r\0]++|&(?:amp|lt|gt);|<(?:
    (?:{_WITHOUT_ATTRIBUTES})>
    | /(?:{_WITHOUT_ATTRIBUTES}|a|aside|div|figure|h[2-6]|pre|section|sup)>
    | a\ href="(?:
        (?:{_SITE}(?:(?=[/?\#]){_VALUE})?|{_OWN}:{_NUMBER}|mailto:[\w.+-]++@[a-z0-9.-]++)"(?:\ title="{_VALUE}")?
        | \#fn-{_NUMBER}"\ id="fnref-{_NUMBER}(?:-{_NUMBER})?"\ role="doc-noteref"
        | \#fnref-{_NUMBER}(?:-{_NUMBER})?"\ class="backref"\ role="doc-backlink")>
    | aside\ class="(?:aside"\ role="note|pullquote"\ role="doc-pullquote)">
    | [bh]r>
    | code\ class="language-[a-z0-9]++">
    | div\ class="(?:gallery"\ role="group|table-box"\ tabindex="0)">
    | figure(?:\ class="(?:(?:data-table\ )?(?:left|narrow|right|wide)|data-table)")?>
    | figure\ class="data-figure"\ id="{_VALUE}"><img\ src="kei-figure:{_NUMBER}">
    | h[2-6]\ id="{_VALUE}">
    | img\ src="kei-image:{_NUMBER}"\ alt="{_VALUE}"(?:\ title="{_VALUE}")?(?:\ width="{_NUMBER}")?>
    | li\ id="fn-{_NUMBER}">
    | ol\ start="{_NUMBER}">
    | p\ class="(?:aside-title|gallery-caption|pullquote-source|video)">
    | pre\ tabindex="0">
    | section\ class="footnotes"\ role="doc-endnotes">
    | sup\ class="fnref">
    | td\ {_ALIGN}>
    | th\ scope="col"(?:\ {_ALIGN})?>
    ))*+""",
    re.VERBOSE,
)
"""The strict grammar: words, and the tags that the writers emit for most texts; nh3 changes nothing in them."""


def sanitize(html: str, *, is_well_formed: bool = False) -> str:
    """Return `html` with nothing in it but allowed elements, attributes and addresses.

    `is_well_formed`: every element in it is closed in order, which the writers ensure without raw HTML.
    """
    if is_well_formed and _USUAL_HTML.fullmatch(html):
        return html.replace("\u00a0", "&nbsp;")  # nh3 writes it so
    # A filter of attributes doubles the time of nh3 and nearly always allows all of them, so it runs only when needed.
    text: str = _cleaner(None).clean(html)
    return _cleaner(_allowed_value).clean(html) if _OTHER_ADDRESS.search(text) else text


@functools.cache
def _cleaner(attribute_filter: Callable[[str, str, str], str | None] | None) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(_TAGS),
        clean_content_tags={"script", "style"},
        attributes={tag: set(_attributes(tag)) for tag in _TAGS} | {"*": {"dir", "id", "lang"}},
        attribute_filter=attribute_filter,
        link_rel=None,
        tag_attribute_values=_OWN_VALUES,
        url_schemes={"http", "https", "mailto", "tel", "kei-link", "kei-cite", "kei-figure", "kei-image"},
        allowed_classes={tag: set(CLASSES | _OWN_CLASSES.get(tag, set())) for tag in _TAGS - {"code"}},
    )


def _attributes(tag: str) -> frozenset[str]:
    own = {"code": {"class"}, "figure": {"data-height", "data-player"}}
    return ELEMENTS.get(tag, frozenset()) - {"align", "name"} | own.get(tag, set())


def _allowed_value(_: str, name: str, value: str) -> str | None:
    """Return the value of an attribute, or None for an address that no writer emits."""
    allowed = _ADDRESSES.get(name)
    return None if allowed and not allowed.fullmatch(value) else value
