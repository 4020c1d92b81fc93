"""Shortcodes of Hugo and Quarto (`{{< name … >}}`) -> Markdown where the meaning is sure; the rest stays as text.

Sure are the shortcodes that come with Hugo and Quarto, and names that say what they are with arguments that fit: an
image with `src`, a link with `href`, a box that closes.
"""

import re
from collections.abc import Callable, Iterator
from urllib.parse import quote

from kei_site.core.value import value
from kei_site.importers.folder.code import code_spans
from kei_site.importers.folder.markup import (
    Markup,
    attributes_of,
    box,
    details,
    fenced,
    in_block,
    is_address,
    stands_alone,
)
from kei_site.importers.html.inline import page_of_video

_TAG = re.compile(
    r"\{\{(?P<mark>[<%])\s*(?P<close>/)?\s*(?P<name>[\w./-]*[\w-])(?P<arguments>(?>\"(?:\\.|[^\"\\])*\"|`[^`]*`|[^>%]|"
    r"[>%](?!\}\})){0,2000}?)/?\s*(?P=close_mark)\}\}".replace("(?P=close_mark)", "[>%]"),
    re.DOTALL,
)
_SHOWN = re.compile(r"\{\{([<%])/\*(.*?)\*/([>%])\}\}", re.DOTALL)
"""A shortcode that a page about shortcodes shows."""
_COMMENT = re.compile(r"\{\{/\*.*?\*/\}\}|\{\{<\s*comment\s*>\}\}.*?\{\{<\s*/\s*comment\s*>\}\}", re.DOTALL)
_IMAGE = re.compile(r"(?:^|[-_/])(?:img|image|figure|fig|picture|photo)(?:[-_]|$)")
_BOX = re.compile(
    r"(?:^|[-_])(?:note|notice|alert|callout|admonition|tip|warning|info|hint|box|ring|accordion|panel|card)(?:[-_]|$)"
)
_PLAYED = re.compile(r"https://(?:www\.youtube\.com/watch|youtu\.be/|vimeo\.com/\d)")
_VIDEOS = {"youtube": "https://www.youtube.com/watch?v=", "vimeo": "https://vimeo.com/"}


@value
class Tag:
    """A shortcode as written."""

    name: str
    positional: tuple[str, ...]
    named: dict[str, str]
    start: int
    end: int
    is_close: bool
    is_address: bool
    """Whether it stands where the address of a link is meant."""

    def get(self, *names: str) -> str:
        """Return the first of some named arguments that has a value."""
        return next((self.named[name] for name in names if self.named.get(name)), "")

    def first(self, *names: str) -> str:
        """Return a named argument, else the first positional one."""
        return self.get(*names) or next(iter(self.positional), "")


def turn_shortcodes(text: str, markup: Markup) -> str:
    """Return a text whose shortcodes are Markdown or words."""
    if "{{" not in text:
        return text
    text = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)
    tags = list(_tags(text))
    pairs = _pairs(tags)
    written = _turned(text, (0, len(text)), (tags, pairs), markup)
    return _SHOWN.sub(r"{{\1\2\3}}", written)


def _tags(text: str) -> Iterator[Tag]:
    spans = code_spans(text)
    for found in _TAG.finditer(text):
        if any(start <= found.start() < end for start, end in spans):
            continue
        positional, named = attributes_of(found["arguments"])
        yield Tag(
            name=found["name"].lower(),
            positional=tuple(positional),
            named=named,
            start=found.start(),
            end=found.end(),
            is_close=bool(found["close"]),
            is_address=is_address(text, found.start()),
        )


def _pairs(tags: list[Tag]) -> dict[int, int]:
    """Return the number of the closing tag by the number of the opening one."""
    pairs: dict[int, int] = {}
    open_tags: dict[str, list[int]] = {}
    for number, tag in enumerate(tags):
        waiting = open_tags.setdefault(tag.name, [])
        if not tag.is_close:
            waiting.append(number)
        elif waiting:
            pairs[waiting.pop()] = number
    return pairs


_Tags = tuple[list[Tag], dict[int, int]]


def _turned(text: str, span: tuple[int, int], known: _Tags, markup: Markup) -> str:
    """Return a part of a text with the shortcodes in it turned, the inner ones first."""
    tags, pairs = known
    parts, at = [], span[0]
    for number, tag in enumerate(tags):
        if tag.start < at or tag.end > span[1]:
            continue
        close = tags[pairs[number]] if number in pairs and tags[pairs[number]].end <= span[1] else None
        end = close.end if close else tag.end
        inner = _inner(text, tag, close, known, markup)
        written = None if tag.is_close else _written(tag, inner, markup, is_block=stands_alone(text, tag.start, end))
        parts.append(text[at : tag.start])
        if written is not None:
            parts.append(in_block(text, tag.start, end, written))
            at = end
        else:
            parts.append(markup.keep(text, tag.start, text[tag.start : tag.end]))
            at = tag.end
    return "".join([*parts, text[at : span[1]]])


def _inner(text: str, tag: Tag, close: Tag | None, known: _Tags, markup: Markup) -> str | None:
    if close is None:
        return None
    if tag.name == "highlight":
        return text[tag.end : close.start]
    if _renderer(tag, has_inner=True) is None:
        return ""
    return _turned(text, (tag.end, close.start), known, markup)


_Writer = Callable[[Tag, str, Markup, bool], str | None]


def _written(tag: Tag, inner: str | None, markup: Markup, *, is_block: bool) -> str | None:
    write = _renderer(tag, has_inner=inner is not None)
    return write(tag, inner or "", markup, is_block) if write else None


def _renderer(tag: Tag, *, has_inner: bool) -> _Writer | None:
    """Return what writes a shortcode; None for one whose meaning is not sure."""
    if tag.name in _WRITERS:
        return _WRITERS[tag.name]
    if _IMAGE.search(tag.name) and tag.get("src", "url", "file", "path"):
        return _figure
    if has_inner and _BOX.search(tag.name):
        return _box
    return None


def _reference(tag: Tag, inner: str, markup: Markup, is_block: bool) -> str | None:
    """Return the address of a text where one is meant, else a link to it: alone, the tag printed the address."""
    path = tag.first("path")
    item = markup.find_text(path) or f"item:{quote(path, safe='/#')}"
    return markup.reference(path, item, is_destination=tag.is_address) if path else None


def _figure(tag: Tag, inner: str, markup: Markup, is_block: bool) -> str:
    title, words = tag.get("title"), tag.get("caption") or inner.strip()
    head = f"**{title}**" if title and words else title
    credit, source = tag.get("attr", "credit"), tag.get("attrlink")
    credit = markup.link(source, credit or source) if source else credit
    caption = " ".join(filter(None, (head, words, credit)))
    address = tag.first("src", "url", "file", "path")
    image = markup.figure(address, tag.get("alt"), caption, is_block=is_block)
    link = tag.get("link", "href")
    return f"[{image}]({markup.token(link)})" if link and not caption else image


def _gallery(tag: Tag, inner: str, markup: Markup, is_block: bool) -> str | None:
    """Return the figures that stand between two tags; one that names a folder of images stays as it is."""
    return f":::: gallery\n{inner.strip()}\n::::" if inner.strip() else None


def _video_of(host: str) -> _Writer:
    def write(tag: Tag, inner: str, markup: Markup, is_block: bool) -> str | None:
        number = tag.first("id", "youtubeid")
        if not re.fullmatch(r"[\w-]+", number):
            return None
        title = tag.get("title") or (tag.positional[1] if len(tag.positional) > 1 else "")
        return markup.video(host + number, title, is_block=is_block)

    return write


def _video(tag: Tag, inner: str, markup: Markup, is_block: bool) -> str | None:
    address = page_of_video(tag.first("src", "url", "mp4"))
    if is_block and _PLAYED.match(address):
        return markup.video(address, tag.get("title", "caption"), is_block=True)
    return markup.link(address, tag.get("title", "caption") or address.rpartition("/")[2]) if address else None


def _post_of(host: str) -> _Writer:
    """Return the writer of a post elsewhere: a link, since pages load nothing from other sites."""

    def write(tag: Tag, inner: str, markup: Markup, is_block: bool) -> str | None:
        parts = (tag.get("user") or "", tag.get("id")) if tag.named else tag.positional
        address = host.format(*parts) if len(parts) >= host.count("{}") else ""
        return markup.link(address, address) if address and all(parts) else None

    return write


def _highlight(tag: Tag, inner: str, markup: Markup, is_block: bool) -> str:
    return fenced(inner, tag.first("lang", "type"))


def _link(tag: Tag, inner: str, markup: Markup, is_block: bool) -> str | None:
    address = tag.first("href", "url", "link", "file", "relref", "src")
    words = inner.strip() or tag.get("text", "label", "title")
    return markup.link(address, words) if address and words else None


def _details(tag: Tag, inner: str, markup: Markup, is_block: bool) -> str:
    return details(inner, tag.first("summary", "title"))


def _box(tag: Tag, inner: str, markup: Markup, is_block: bool) -> str:
    return box(inner, " ".join(filter(None, (tag.get("kicker"), tag.get("title", "heading")))))


def _quote(tag: Tag, inner: str, markup: Markup, is_block: bool) -> str | None:
    words = inner.strip() or tag.get("text", "quote")
    source = tag.get("cite", "author", "source", "attribution")
    return f"::: pullquote {source}".rstrip() + f"\n{words}\n:::" if words else None


def _instagram(tag: Tag, inner: str, markup: Markup, is_block: bool) -> str | None:
    address = f"https://www.instagram.com/p/{tag.first('id')}/" if tag.first("id") else ""
    return markup.link(address, address) if address else None


def _inside(tag: Tag, inner: str, markup: Markup, is_block: bool) -> str | None:
    """Return what stands between the tags, which only say how it looks or that it is HTML or Markdown."""
    return inner.strip("\n") or None


def _nothing(tag: Tag, inner: str, markup: Markup, is_block: bool) -> str:
    return ""


_WRITERS: dict[str, _Writer] = {
    "ref": _reference,
    "relref": _reference,
    "figure": _figure,
    **{name: _video_of(host) for name, host in _VIDEOS.items()},
    "gallery": _gallery,
    "video": _video,
    "audio": _video,
    "tweet": _post_of("https://x.com/{}/status/{}"),
    "x": _post_of("https://x.com/{}/status/{}"),
    "twitter": _post_of("https://x.com/{}/status/{}"),
    "gist": _post_of("https://gist.github.com/{}/{}"),
    "highlight": _highlight,
    "button": _link,
    "link": _link,
    "asset-static": _link,
    "instagram": _instagram,
    **dict.fromkeys(("details", "expand"), _details),
    **dict.fromkeys(("rawhtml", "raw", "html", "md", "markdown", "markdownify", "lead", "center"), _inside),
    "quote": _quote,
    "blockquote": _quote,
    "pullquote": _quote,
    "pagebreak": _nothing,
    "toc": _nothing,
}
"""Shortcodes that come with a generator, or whose names leave no doubt."""
