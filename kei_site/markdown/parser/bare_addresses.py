"""Addresses of other sites in running text, `https://example.org/a`, -> links (GitHub Flavored Markdown, section 6.9).

Letters of other scripts belong to one after a separator (`/wiki/한국`); after ASCII letters they are a particle.
"""

import re
from html import unescape

from markdown_it.rules_inline import StateInline

from kei_site.markdown.parser.unread_links import report_wide_brackets

_SCHEME = re.compile(r"(?<![a-z0-9+.-])https?$", re.IGNORECASE)
_REST = re.compile(
    r"://(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?::[0-9]{1,5})?"
    r"(?:[/?#](?:[a-z0-9_\-.~:/?#@!$&'()*+,;=%]|(?:(?<=[/=_#?&%-])|(?<=[^\x00-\x7f]))(?![\x00-\x7f])\w)*)?",
    re.IGNORECASE,
)
_TRAILING = re.compile(r"(?:[?!.,:*_~'\";]|&[a-z0-9]+;)+$", re.IGNORECASE)


def bare_address(inline: StateInline, silent: bool) -> bool:
    """Read an address whose `:` stands here. The text before it waits in `inline.pending`."""
    start = inline.pos
    if silent or inline.linkLevel or not inline.src.startswith("://", start):
        return False
    scheme = _SCHEME.search(inline.src[max(start - 6, 0) : start])
    found = _REST.match(inline.src, start, inline.posMax) if scheme else None
    if scheme is None or found is None or not inline.pending.endswith(scheme[0]):
        return False
    report_wide_brackets(inline, start - len(scheme[0]))
    written = scheme[0] + _without_end_of_sentence(found[0])
    inline.pending = inline.pending[: -len(scheme[0])]
    token = inline.push("link_open", "a", 1)
    token.attrs, token.meta = {"href": unescape(written)}, {"offset": start - len(scheme[0])}
    inline.push("text", "", 0).content = unescape(written)
    inline.push("link_close", "a", -1)
    inline.pos = start - len(scheme[0]) + len(written)
    return True


def _without_end_of_sentence(address: str) -> str:
    """Return an address without punctuation at its end, and without a bracket that it does not open."""
    while True:
        shorter = _TRAILING.sub("", address)
        if shorter.endswith(")") and shorter.count(")") > shorter.count("("):
            shorter = shorter[:-1]
        if shorter == address:
            return address
        address = shorter
