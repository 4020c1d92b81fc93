"""The words that a reader must see: those that a plain Markdown parser shows, counted, against those of a fragment.

lost_words(body, html)      words of `body` that `html` does not show, with how often each is missing
"""

import functools
import re
from collections import Counter
from html import unescape
from html.parser import HTMLParser
from urllib.parse import unquote

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from kei_site.markdown.sanitize.allowlist import PHRASING

_WORD = re.compile(r"[^\W_]+")
_EMPHASIS = re.compile(r"\*+|~~")
"""Beside letters of Korean, Chinese and Japanese, emphasis is read that a plain parser shows as marks inside a word."""
_ADDRESS = re.compile(r' (?:href|src|title)="([^"]*)"')
_HIDDEN = ("script", "style")
_FOOTNOTE_SIGNS = re.compile(r'<sup class="footnote-ref">.*?</sup>|<a [^>]*class="footnote-backref">.*?</a>')
_OUR_SIGNS = re.compile(r'<sup class="fnref">.*?</sup>|<a [^>]*class="backref"[^>]*>.*?</a>')
_OWN_ID = re.compile(r"^([ >]*#{1,6} .*?)[ \t]*\{#[a-z][a-z0-9-]*\}[ \t#]*$", re.MULTILINE)
_DIRECTIVE = re.compile(r"^ {0,3}:{3,}[ \t]*(?:aside|gallery|pullquote|table)?", re.MULTILINE)

_DRAWN = re.compile(r"^::: ?(?:chart|figure|table \S+\.\w+)\b.*?^:::[ \t]*$", re.MULTILINE | re.DOTALL)
"""A figure made from data: its keys are no words of the text."""


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in _HIDDEN
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in _HIDDEN and self._hidden > 0
        self._part(tag)

    def _part(self, tag: str) -> None:
        if tag not in PHRASING or tag in ("br", "img"):
            self.pieces.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.pieces.append(data)


def shown_words(html: str) -> Counter[str]:
    """Return the words that a page with `html` shows, without the signs of footnotes."""
    reader = _Words()
    reader.feed(_OUR_SIGNS.sub("", html))
    reader.close()
    return Counter(_WORD.findall(_EMPHASIS.sub("", "".join(reader.pieces))))


@functools.cache
def _plain_parser() -> MarkdownIt:
    made = MarkdownIt("js-default", {"html": True}).use(footnote_plugin).use(deflist_plugin)
    made.add_render_rule("image", lambda *_: " ")
    setattr(made, "normalizeLinkText", str)  # noqa: B010 - addresses stay as they are written
    return made


def lost_words(body: str, html: str) -> Counter[str]:
    """Return the words of the Markdown `body` that `html` does not show.

    A link that a plain parser leaves as text, for a blank in its address, holds the words of its address and title.
    """
    written = _OWN_ID.sub(r"\1", _DIRECTIVE.sub("\u200b", _DRAWN.sub("", body)))
    plain = _FOOTNOTE_SIGNS.sub("", _plain_parser().render(written))
    text = unquote(unescape(plain))
    new = [unescape(found) for found in set(_ADDRESS.findall(html)) - set(_ADDRESS.findall(plain))]
    read = " ".join(found for found in new if unquote(found) in text)
    linked = Counter(_WORD.findall(read)) | Counter(_WORD.findall(unquote(read)))
    return shown_words(plain) - shown_words(html) - linked
