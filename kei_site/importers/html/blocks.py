"""Text of WordPress's block editor -> HTML: the marks of blocks go, and the words that stand in marks alone come out.

A block is `<!-- wp:name {attributes} -->HTML<!-- /wp:name -->`, or `<!-- wp:name {attributes} /-->` when WordPress
makes its HTML at each visit. Text outside of any block is classic text.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

from kei_site.core.value import value
from kei_site.importers.html.attribute_words import seen_words, unshown
from kei_site.importers.html.paragraphs import with_paragraphs
from kei_site.importers.html.visible import visible_html

_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_MARK = re.compile(
    r"\s+(?P<end>/)?wp:(?P<name>[a-z][a-z0-9_-]*(?:/[a-z][a-z0-9_-]*)?)\s+(?P<attributes>\{.*\}\s+)?(?P<void>/)?",
    re.DOTALL,
)
_FRAME = re.compile(r"<div[^<>]*wp-block-embed__wrapper[^<>]*>\s*(https?://[^\s<>]+)\s*</div>")
"""An address that WordPress replaces by a player."""
_MAX_REUSED = 5
"""Reusable blocks inside each other."""
_MOST_SOUGHT = 1000
"""Texts in the attributes of blocks that are looked for in the HTML."""
_MOST_TOLD = 400
"""Characters of the words of one attribute in a message."""
_FILLED = frozenset(
    "archives avatar calendar categories comments latest-comments latest-posts loginout navigation page-list "
    "query rss search site-logo site-tagline site-title tag-cloud template-part".split()
)
"""Blocks that WordPress fills with what the site has at the time: no words of the text."""

_FIELDS = ("acf/", "block-lab/", "carbon-fields/", "genesis-custom-blocks/", "lazyblock/", "mb/", "meta-box/")
"""Beginnings of names of blocks whose attributes are fields that editors fill."""


@value
class BlockText:
    """A text without marks of blocks."""

    html: str
    enclosing: tuple[str, ...] = ()
    """Names of blocks that stand around a part of the text."""
    losses: tuple[str, ...] = ()
    """What has no place in the text: blocks that WordPress fills, and words of attributes."""


Reusable = Callable[[str], str]
"""Takes the id of a reusable block and returns its text."""


def has_marks(text: str) -> bool:
    """Return whether a text was written in the block editor."""
    return "<!-- wp:" in text


_CODE = re.compile(r"code|syntax|highlight")


def without_marks(text: str, reusable: Reusable, within: tuple[str, ...] = ()) -> BlockText:
    """Return the HTML of a text of the block editor; `within` has the ids of the reusable blocks around it."""
    made = _Made()
    for part, level in _parts(_FRAME.sub(r'<kei-embed src="\1"></kei-embed>', text)):
        if isinstance(part, str):
            made.out.append(with_paragraphs(part) if level == 0 else made.in_language(part))
            continue
        name, attributes = part["name"], _attributes(part)
        made.language = str(attributes.get("language", "")) if _CODE.search(name) else ""
        if not part["void"]:
            made.enclosing[name] = None
        if name == "block":
            made.add(_reused(str(attributes.get("ref", "")), reusable, within))
        elif name.removeprefix("core/") in _FILLED:
            made.losses[f"the block {name} was left out: WordPress fills it"] = None
        else:
            made.out.append(_html_of(name, attributes, is_void=bool(part["void"])))
            made.seen += ((f"{name} {key}", words) for key, words in seen_words(_shown_of(name, attributes)))
    return made.text()


@dataclass(slots=True)
class _Made:
    """What has been made of the blocks so far."""

    out: list[str] = field(default_factory=list)
    enclosing: dict[str, None] = field(default_factory=dict)
    losses: dict[str, None] = field(default_factory=dict)
    seen: list[tuple[str, str]] = field(default_factory=list)
    """(name of a block and of its attribute, words that readers saw)."""

    language: str = ""
    """Of the code in the block that has begun."""

    def in_language(self, html: str) -> str:
        """Return the HTML of a block whose code has the language that only the mark of the block names."""
        named = f'<pre data-language="{escape(self.language)}"'
        return re.sub(r"<pre\b", lambda _: named, html, count=1) if self.language else html

    def add(self, inner: BlockText) -> None:
        self.out.append(inner.html)
        self.enclosing |= dict.fromkeys(inner.enclosing)
        self.losses |= dict.fromkeys(inner.losses)

    def text(self) -> BlockText:
        html = "\n".join(piece for piece in self.out if piece.strip())
        lost = unshown(dict.fromkeys(self.seen[:_MOST_SOUGHT]), html)
        told = (f"words of a block that were left out: {name}: {words[:_MOST_TOLD]}" for name, words in lost)
        return BlockText(html=html, enclosing=tuple(self.enclosing), losses=(*self.losses, *told))


def _reused(number: str, reusable: Reusable, within: tuple[str, ...]) -> BlockText:
    """Return a reusable block; nothing for one that holds itself, as in WordPress."""
    if number in within or len(within) >= _MAX_REUSED:
        return BlockText(html="")
    return without_marks(reusable(number), reusable, (*within, number))


def _parts(text: str) -> Iterator[tuple[str | re.Match[str], int]]:
    """Yield the HTML between marks, with the number of blocks around it, and the marks that begin a block."""
    level, at = 0, 0
    for comment in _COMMENT.finditer(text):
        mark = _MARK.fullmatch(comment[1])
        if mark is None:
            continue
        yield text[at : comment.start()], level
        at = comment.end()
        if mark["end"]:
            level = max(level - 1, 0)
            continue
        yield mark, level
        level += 0 if mark["void"] else 1
    yield text[at:], level


def _attributes(mark: re.Match[str]) -> Mapping[str, Any]:
    try:
        found = json.loads(mark["attributes"] or "{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _html_of(name: str, attributes: Mapping[str, Any], *, is_void: bool) -> str:
    """Return what the mark of a block says that its HTML does not."""
    if name == "cover":
        address = str(attributes.get("url", ""))
        return f'<kei-cover src="{escape(address)}" alt="{escape(str(attributes.get("alt", "")))}"></kei-cover>' * bool(
            address
        )
    if not is_void:
        return ""
    if name == "embed" or name.startswith("core-embed/"):
        return f'<kei-embed src="{escape(str(attributes.get("url", "")))}"></kei-embed>'
    if name in ("social-link", "navigation-link", "navigation-submenu", "home-link"):
        words = attributes.get("label") or attributes.get("service") or attributes.get("url") or ""
        return f'<li><a href="{escape(str(attributes.get("url", "")))}">{escape(str(words))}</a></li>'
    return visible_html(_shown_of(name, attributes), every=name.startswith(_FIELDS))


def _shown_of(name: str, attributes: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the attributes of a block that can hold words: those that an editor fills, where they stand apart."""
    data = attributes.get("data")
    return data if isinstance(data, dict) and name.startswith("acf/") else attributes
