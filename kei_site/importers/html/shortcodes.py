"""Shortcodes of WordPress and its page builders, `[name key="value"]…[/name]` -> HTML.

A shortcode that is known becomes what its readers saw. A layout shortcode goes, and its content stays. Any other stays
as visible words, as do brackets in prose; those that look like shortcodes are named. Nothing happens within code.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from html import escape, unescape

from kei_site.core.value import value
from kei_site.importers.html.attribute_words import plain_of
from kei_site.importers.html.shortcode_attributes import attributes_of, losses_of, with_number
from kei_site.importers.html.shortcode_names import (
    BOXES,
    BREAKS,
    CODE,
    DROPPED,
    HEADINGS,
    LAYOUT,
    LAYOUT_PREFIXES,
    NOTES,
    PROGRAMMING,
    QUOTES,
    TIPS,
    WITHIN_LINE,
    is_layout,
)
from kei_site.importers.html.visible import link_html, links_of, visible_html

_MAX_DEPTH = 30
_TOKEN = re.compile(
    r"(?P<kept><!--.*?-->|<(?P<tag>pre|code|script|style|textarea)\b[^<>]*>.*?(?:</(?P=tag)\s*>|\Z))"
    r"|(?P<element></?[A-Za-z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*+>)"
    r"|\[(?P<escape>\[)?(?P<end>/)?(?P<name>[A-Za-z][A-Za-z0-9_-]{0,60})"
    r"(?P<rest>(?:[\s=](?:\"[^\"\[\]]*\"|'[^'\[\]]*'|[^\[\]<>/]|/(?!\])|<br\s*/?>)*+)?+)(?P<void>/)?\](?(escape)\]?)",
    re.DOTALL | re.IGNORECASE,
)
_EDGES_BEFORE, _EDGES_AFTER = ("", "\n", ">", "]"), ("", "\n", "<", "[")
_NEAR = 100
"""Characters around a shortcode in which the end of its line is looked for."""
_BUTTON = re.compile(r"button|btn|link")
_LEVEL = re.compile(r"(?<![^\W\d_])h?([1-6])(?!\d|px)")
_LIKE_SHORTCODE = re.compile(r"""\s[\w-]+\s*=\s*["'\w&]""")


@value
class Shortcode:
    """One shortcode of a text."""

    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    """By name in small letters; those without a name by their number."""
    content: str = ""
    """HTML between its two tags, in which shortcodes are HTML already; of code, as it was written."""


Handler = Callable[[Shortcode], str]


@value
class Expanded:
    """A text without known shortcodes, and the places of unknown ones: (name, offset in the text)."""

    html: str
    leftovers: tuple[tuple[str, int], ...] = ()
    enclosing: tuple[str, ...] = ()
    """Names of those that stand around a part of the text."""
    losses: tuple[tuple[str, int], ...] = ()
    """What of known ones has no place in the text, likewise: (message, offset)."""


def expand(text: str, handlers: Mapping[str, Handler]) -> Expanded:
    """Return a text in which known shortcodes are HTML; `handlers` say what those of media become."""
    if "[" not in text:
        return Expanded(html=text)
    tokens = [found for found in _TOKEN.finditer(text) if found["name"]]
    ends: dict[str, list[int]] = {}
    for number, found in enumerate(tokens):
        if found["end"] and not found["escape"]:
            ends.setdefault(found["name"].lower(), []).append(number)
    work = _Work(text=text, tokens=tokens, ends=ends, handlers=handlers)
    html = work.written(0, len(text), 0, len(tokens))
    return Expanded(
        html=html,
        leftovers=tuple(dict.fromkeys(work.leftovers)),
        enclosing=tuple(work.enclosing),
        losses=tuple(dict.fromkeys(work.losses)),
    )


@dataclass(slots=True)
class _Work:
    text: str
    tokens: list[re.Match[str]]
    ends: Mapping[str, list[int]]
    """Numbers of end tags, by name."""
    handlers: Mapping[str, Handler]
    leftovers: list[tuple[str, int]] = field(default_factory=list)
    enclosing: dict[str, None] = field(default_factory=dict)
    losses: list[tuple[str, int]] = field(default_factory=list)
    depth: int = 0

    def written(self, start: int, stop: int, token: int, last: int) -> str:
        """Return the HTML of the text between two offsets, which holds the tokens from `token` to `last`."""
        out: list[str] = []
        at, number = start, token
        while number < last:
            found = self.tokens[number]
            out.append(self.text[at : found.start()])
            html, number = self._html(number, last)
            out.append(html)
            at = self.tokens[number].end()
            number += 1
        out.append(self.text[at:stop])
        return "".join(out)

    def _html(self, number: int, last: int) -> tuple[str, int]:
        """Return (HTML of a shortcode, number of its last token)."""
        found = self.tokens[number]
        name = found["name"].lower()
        if found["escape"]:
            return (found[0][1:-1] if found[0].endswith("]]") else found[0]), number
        if found["end"]:
            return ("\n\n" if name.startswith(LAYOUT_PREFIXES) else found[0]), number
        end = -1 if found["void"] else self._end_of(name, number, last)
        if end >= 0:
            self.enclosing[name] = None
        if not self._is_known(name):
            if end >= 0 or found["void"] or "_" in name or _is_like_shortcode(name, found["rest"]):
                self.leftovers.append((name, found.start()))
            return found[0], number
        if end < 0 and not self._is_sure(found, name):
            if name == "clear":
                self.leftovers.append((name, found.start()))
            return found[0], number
        return self._known(name, number, end), max(end, number)

    def _is_sure(self, found: re.Match[str], name: str) -> bool:
        """Return whether a shortcode without an end tag is no word in brackets."""
        if name in NEEDS_END:
            return False
        if found["rest"].strip() or found["void"] or "_" in name or name in ("clearboth", "clearfix"):
            return True
        before = self.text[max(found.start() - _NEAR, 0) : found.start()].rstrip(" \t")[-1:]
        after = self.text[found.end() : found.end() + _NEAR].lstrip(" \t")[:1]
        return before in _EDGES_BEFORE and after in _EDGES_AFTER

    def _is_known(self, name: str) -> bool:
        return name in self.handlers or name in _BUILDERS or is_layout(name)

    def _end_of(self, name: str, number: int, last: int) -> int:
        """Return the number of the end tag of a shortcode, or -1; shortcodes of one name may hold each other."""
        ends = self.ends.get(name, [])
        at = bisect_left(ends, number)
        if at == len(ends) or ends[at] >= last:
            return -1
        inner = sum(1 for token in self.tokens[number + 1 : min(ends[at], number + 2000)] if _opens(token, name))
        for end in ends[at:]:
            if end >= last:
                break
            if inner == 0 or name in CODE:
                return end
            inner -= 1
        return ends[at]

    def _known(self, name: str, number: int, end: int) -> str:
        found = self.tokens[number]
        if end < 0:
            content = ""
        elif name in CODE or self.depth >= _MAX_DEPTH:
            content = self.text[found.end() : self.tokens[end].start()]
        else:
            self.depth += 1
            content = self.written(found.end(), self.tokens[end].start(), number + 1, end)
            self.depth -= 1
        shortcode = Shortcode(name=name, attributes=attributes_of(name, found["rest"]), content=content)
        handler = self.handlers.get(name) or _BUILDERS.get(name) or _layout
        html = handler(shortcode)
        if html.startswith(f"[{name}"):
            self.leftovers.append((name, found.start()))
        else:
            self.losses += ((message, found.start()) for message in losses_of(name, shortcode.attributes, html))
        return html


def _is_like_shortcode(name: str, rest: str) -> bool:
    """Tell whether what stands in brackets has a value (`[name key=x]`, `[name=x]`), and is no sum (`[a=b]`)."""
    return _LIKE_SHORTCODE.search(rest) is not None or (len(name) > 2 and re.match(r"=\S", rest) is not None)


def _opens(token: re.Match[str], name: str) -> bool:
    return token["name"].lower() == name and not token["end"] and not token["escape"] and not token["void"]


def _within_line(shortcode: Shortcode) -> str:
    """Return a part of a line; what it shows when it is pointed at stands behind it in brackets."""
    given = shortcode.attributes
    words = [given[key] for key in ("title", "content", "text", "tip", "tooltip") if given.get(key, "").strip()]
    if not shortcode.content.strip():
        return escape(" ".join(words), quote=False)
    if shortcode.name not in TIPS or not words:
        return shortcode.content
    return f"{shortcode.content} ({escape(': '.join(map(plain_of, words)), quote=False)})"


def _layout(shortcode: Shortcode) -> str:
    """Return the content of a shortcode that only places it, with the words of its attributes."""
    is_button = _BUTTON.search(shortcode.name) is not None
    link = next(links_of(shortcode.attributes), None)
    if link and is_button and shortcode.content.strip():
        hint = replace(link, hint=link.words or link.hint)
        return f"\n\n<p>{link_html(hint, shortcode.content.strip())}</p>\n\n"
    words = visible_html(with_number(shortcode.name, shortcode.attributes), is_button=is_button)
    return f"\n\n<div>{words}\n\n{shortcode.content}\n\n</div>\n\n" if words or shortcode.content.strip() else "\n\n"


def _code(shortcode: Shortcode) -> str:
    given = shortcode.attributes
    language = given.get("language") or given.get("lang") or given.get("0", "")
    language = language if re.fullmatch(r"[A-Za-z0-9+#-]{1,20}", language) else ""
    language = language or (shortcode.name if shortcode.name in PROGRAMMING else "")
    code = re.sub(r"^\s*<pre[^<>]*>|</pre>\s*$|</?(?:p|br)\b[^<>]*>", "", shortcode.content)
    return f'\n\n<pre data-language="{escape(language)}">{escape(unescape(code.strip(chr(10))))}</pre>\n\n'


def _note(shortcode: Shortcode) -> str:
    return f"<kei-note>{shortcode.content.strip()}</kei-note>" if shortcode.content.strip() else ""


def _box(shortcode: Shortcode) -> str:
    title = shortcode.attributes.get("title") or shortcode.attributes.get("heading") or ""
    return f'\n\n<kei-box title="{escape(title)}">\n\n{shortcode.content}\n\n</kei-box>\n\n'


def _quote(shortcode: Shortcode) -> str:
    given = shortcode.attributes
    source = ", ".join(dict.fromkeys(given[key] for key in ("cite", "author", "name", "source") if given.get(key)))
    cite = f"<p><cite>{escape(source)}</cite></p>" if source else ""
    return f"\n\n<blockquote>\n\n{shortcode.content}\n\n{cite}</blockquote>\n\n"


def _heading(shortcode: Shortcode) -> str:
    """Return a heading; where attributes hold its words, the content stands below it."""
    given, content = shortcode.attributes, shortcode.content.strip()
    named = given.get("text") or given.get("heading") or ""
    words, below = (escape(named, quote=False), content) if named else (content, "")
    level = _LEVEL.search(f"{given.get('size', '')} {given.get('tag', '')} {given.get('font_container', '')}")
    if not words or re.search(r"</?(?:h[1-6]|p|div)\b", words):
        return f"\n\n{words}\n\n"
    name = f"h{level[1]}" if level else "h2"
    link = next(links_of({key: text for key, text in given.items() if key not in ("text", "heading")}), None)
    shown = link_html(replace(link, hint=link.words), words) if link else words
    return f"\n\n<{name}>{shown}</{name}>\n\n{below}\n\n"


_BUILDERS: Mapping[str, Handler] = {
    **dict.fromkeys(LAYOUT, _layout),
    **dict.fromkeys(WITHIN_LINE, _within_line),
    **dict.fromkeys(CODE, _code),
    **dict.fromkeys(NOTES, _note),
    **dict.fromkeys(BOXES, _box),
    **dict.fromkeys(QUOTES, _quote),
    **dict.fromkeys(HEADINGS, _heading),
    **dict.fromkeys(BREAKS, lambda _: "\n\n<hr>\n\n"),
    **dict.fromkeys(DROPPED, lambda _: ""),
}
NEEDS_END = CODE | NOTES | BOXES | QUOTES
"""Shortcodes that are one only with an end tag: their names are words that also stand in brackets in prose."""
