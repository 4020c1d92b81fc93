"""The second wall: the finished fragment through nh3, with lists of exactly what the writers emit. Source room.

The first wall writes every tag anew, so this one normally changes nothing that a reader sees. It stands in
case the first has a hole. To parse a text takes twice as long as to see that nothing is in it but the usual tags,
each written as the writers write it, so that comes first where no raw HTML could leave anything open.
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

_VALUE = r'(?:[^"&<>\r\0]++|&(?:amp|quot|lt|gt);)*+'
_SITE = r"https?://(?:[a-z0-9]++(?:-[a-z0-9]++)*+\.)++[a-z]{2,}+(?::[0-9]{1,4}+)?"
"""The beginning of an address that is one beyond doubt."""
_NUMBER = "[0-9]++"
_BARE = "blockquote|code|d[dlt]|em|figcaption|li|ol|p|s|strong|table|tbody|t[dhr]|thead|ul"
_ALIGN = 'class="align-(?:center|right)"'
_USUAL = re.compile(
    rf"""(?:[^<>&\r\0]++|&(?:amp|lt|gt);|<(?:
    (?:{_BARE})>
    | /(?:{_BARE}|a|aside|div|figure|h[2-6]|pre|section|sup)>
    | a\ href="(?:
        (?:{_SITE}(?:(?=[/?\#]){_VALUE})?|kei-link:{_NUMBER})"(?:\ title="{_VALUE}")?
        | \#fn-{_NUMBER}"\ id="fnref-{_NUMBER}(?:-{_NUMBER})?"\ role="doc-noteref"
        | \#fnref-{_NUMBER}(?:-{_NUMBER})?"\ class="backref"\ role="doc-backlink")>
    | aside\ class="(?:aside"\ role="note|pullquote"\ role="doc-pullquote)">
    | [bh]r>
    | code\ class="language-[a-z0-9]++">
    | div\ class="table-box"\ tabindex="0">
    | figure(?:\ class="(?:left|narrow|right|wide)")?>
    | h[2-6]\ id="{_VALUE}">
    | img\ src="kei-image:{_NUMBER}"\ alt="{_VALUE}"(?:\ title="{_VALUE}")?(?:\ width="{_NUMBER}")?>
    | li\ id="fn-{_NUMBER}">
    | ol\ start="{_NUMBER}">
    | p\ class="(?:aside-title|pullquote-source|video)">
    | pre\ tabindex="0">
    | section\ class="footnotes"\ role="doc-endnotes">
    | sup\ class="fnref">
    | td\ {_ALIGN}>
    | th\ scope="col"(?:\ {_ALIGN})?>
    ))*+""",
    re.VERBOSE,
)
"""Words, and the tags that the writers write for most texts: nh3 leaves all of them as they are."""


def cleaned(html: str, *, is_well_formed: bool = False) -> str:
    """Return `html` with nothing in it but allowed elements, attributes and addresses.

    `is_well_formed`: whatever begins in it also ends, where it has to, as the writers see to without raw HTML.
    """
    if is_well_formed and _USUAL.fullmatch(html):
        return html.replace("\u00a0", "&nbsp;")  # as nh3 writes it
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
