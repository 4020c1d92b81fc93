"""Clear links that CommonMark leaves as text, `![map](my map.png)`, -> tokens.

An address with blanks is clear if it ends as a file name does, or is one of an e-mail.
"""

import re

from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from kei_site.core.patterns import pattern_of

_DESTINATION = pattern_of(
    r"""\([ \t]*+(?P<address>[^\s()<>"“”](?:[^()<>"“”\n]|\([^()\n]{0,200}\)){0,500}?)"""
    r"""(?:[ \t]+(?:"(?P<straight>[^\n]{0,300}?)"|“(?P<curly>[^”\n]{0,300})”))?[ \t]*\)"""
)
_CLEAR = pattern_of(
    r"(?:https?://[^\s/]+/|(?![a-z]+:)).*\.[a-z][a-z0-9]{0,4}(?:[?#]\S*)?|mailto:[^\s?]+@[^\s?]+\?.*", re.IGNORECASE
)
_HALF = pattern_of(r"\(<(?P<address>https?://[^\s()<>]+)\)(?P<straight>)(?P<curly>)")
"""An address with `<` before it, but no `>` after it."""
_APART = pattern_of(
    r"[ \t\u00a0]?[(\uff08](?P<address>[^\s()\uff08\uff09<>\"]+\.(?:png|jpe?g|gif|webp|avif|svg))[)\uff09]"
    r"(?P<straight>)(?P<curly>)",
    re.IGNORECASE,
)
"""The file of an image, with a blank or wide brackets between it and the words."""


def read_link(inline: StateInline, silent: bool) -> bool:
    """Read a link that CommonMark leaves as text."""
    start = inline.pos
    end, found = _destination(inline, start, may_nest=False)
    if found is None:
        return False
    if not silent:
        token = inline.push("link_open", "a", 1)
        token.attrs = _attributes("href", found)
        token.meta = {"offset": start}
        inline.pos, inline.posMax, most = start + 1, end, inline.posMax
        inline.linkLevel += 1
        inline.md.inline.tokenize(inline)
        inline.linkLevel -= 1
        inline.posMax = most
        inline.push("link_close", "a", -1)
    inline.pos = found.end()
    return True


def read_image(inline: StateInline, silent: bool) -> bool:
    """Read an image that CommonMark leaves as text."""
    start = inline.pos
    end, found = _destination(inline, start + 1, may_nest=True)
    if found is None:
        return False
    if not silent:
        children: list[Token] = []
        content = inline.src[start + 2 : end]
        inline.md.inline.parse(content, inline.md, inline.env, children)
        token = inline.push("image", "img", 0)
        token.attrs = {**_attributes("src", found), "alt": ""}
        token.children, token.content, token.meta = children, content, {"offset": start}
    inline.pos = found.end()
    return True


def _destination(inline: StateInline, start: int, *, may_nest: bool) -> tuple[int, re.Match[str] | None]:
    """Return (offset of the end of the words, match of address and title) of the brackets that begin at `start`."""
    end = inline.md.helpers.parseLinkLabel(inline, start, not may_nest)
    if end < 0:
        return end, None
    found = _DESTINATION.match(inline.src, end + 1, inline.posMax)
    if found is None:
        others = (_HALF, _APART) if may_nest else (_HALF,)
        found = next(filter(None, (other.match(inline.src, end + 1, inline.posMax) for other in others)), None)
    elif re.search(r"\s", found["address"]) and not _CLEAR.fullmatch(found["address"]):
        return end, None
    return end, found


def _attributes(name: str, found: re.Match[str]) -> dict[str, str | int | float]:
    title = found["straight"] or found["curly"]
    return {name: found["address"], **({"title": title} if title else {})}
