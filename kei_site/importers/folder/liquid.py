"""Tags of Liquid and Nunjucks (`{% … %}`, `{{ … }}`) -> Markdown where the meaning is sure; the rest stays as text."""

import re
from collections.abc import Callable, Mapping

from kei_site.importers.folder.code import sub_outside
from kei_site.importers.folder.markup import (
    Markup,
    attributes_of,
    box,
    details,
    fenced,
    in_block,
    is_address,
    literal,
    stands_alone,
)

_COMMENT = re.compile(r"\{%-?\s*comment\s*-?%\}.*?\{%-?\s*endcomment\s*-?%\}|\{#.*?#\}", re.DOTALL)
_CODE = re.compile(r"\{%-?\s*highlight\s+[\"']?([^\s\"'%]+)[^%]*%\}\n?(.*?)\{%-?\s*endhighlight\s*-?%\}", re.DOTALL)
_RAW = re.compile(r"\{%-?\s*raw\s*-?%\}(.*?)\{%-?\s*endraw\s*-?%\}", re.DOTALL)
_TAG = re.compile(r"\{%-?\s*(?P<name>\w+)\s*(?P<rest>(?>\"[^\"]*\"|'[^']*'|[^%]|%(?!\})){0,2000}?)-?%\}", re.DOTALL)
_OUTPUT = re.compile(r"\{\{-?\s*(?P<value>(?>\"[^\"]*\"|'[^']*'|[^{}]){0,2000}?)-?\}\}")
_BASE = re.compile(r"\{\{-?\s*(?:site\.(?:baseurl|url|github\.url)|base_path)\s*-?\}\}(?=\{\{|\{%)", re.IGNORECASE)
"""The address of the site in front of a tag that gives the rest of an address."""
_NOTICE = re.compile(
    r"\{%-?\s*capture\s+(?P<name>[\w-]+)\s*-?%\}(?P<inner>.*?)\{%-?\s*endcapture\s*-?%\}\s*"
    r"<div[^<>]*>\s*\{\{-?\s*(?P=name)\s*\|\s*markdownify\s*-?\}\}\s*</div>",
    re.DOTALL,
)
"""A box of which the words stand in a variable."""
_PAIRED = re.compile(
    r"\{%-?\s*(?P<name>\w+)(?P<rest>(?>\"[^\"]*\"|'[^']*'|[^%]|%(?!\})){0,500}?)-?%\}(?P<inner>(?:(?!\{%).)*?)"
    r"\{%-?\s*end(?P=name)\s*-?%\}",
    re.DOTALL,
)
_BOX = re.compile(r"(?:^|[-_/])(?:note|notice|tip|important|warning|callout|alert|info)(?:[-_.]|$)", re.IGNORECASE)
_IMAGE = re.compile(r"(?:^|[-_/])(?:figure|fig|image|img|picture|photo)(?:[-_.]|$)", re.IGNORECASE)
_VIDEO = re.compile(r"(?:^|[-_/])(youtube|vimeo)", re.IGNORECASE)
_HOSTS = {"youtube": "https://www.youtube.com/watch?v=", "vimeo": "https://vimeo.com/"}
_HELD = "\ue000{}\ue001"
"""Stands for what is written already while other tags are looked for."""
_HELD_PATTERN = re.compile("\ue000(\\d+)\ue001")


def turn_liquid(text: str, markup: Markup) -> str:
    """Return a text whose tags are Markdown or words."""
    if "{%" not in text and "{{" not in text and "{#" not in text:
        return text
    held: list[str] = []

    def hold(written: str) -> str:
        held.append(written)
        return _HELD.format(len(held) - 1)

    text = _RAW.sub(lambda found: hold(found[1]), text)
    text = sub_outside(_COMMENT, lambda found: "\n" * found[0].count("\n"), text)
    text = _CODE.sub(lambda found: hold(fenced(found[2], found[1])), text)
    text = sub_outside(_BASE, lambda found: "", text)
    text = sub_outside(_NOTICE, lambda found: f"\n{box(found['inner'], '')}\n", text)
    text = sub_outside(_PAIRED, lambda found: _paired(found) or found[0], text)
    text = sub_outside(_TAG, _tag_writer(text, markup), text)
    text = sub_outside(_OUTPUT, _output_writer(text, markup), text)
    while _HELD_PATTERN.search(text):
        text = _HELD_PATTERN.sub(lambda found: held[int(found[1])], text)
    return text


def _paired(found: re.Match[str]) -> str | None:
    """Return what a pair of tags with words between them stands for; None if that is not sure."""
    name, inner = found["name"].lower(), found["inner"].strip()
    if not inner or not stands_alone(found.string, *found.span()):
        return None
    positional, named = attributes_of(found["rest"])
    first = named.get("title") or next(iter(positional), "")
    if name in ("blockquote", "quote", "pullquote"):
        return f"::: pullquote {first}".rstrip() + f"\n{inner}\n:::"
    if name == "details":
        return details(inner, first)
    return box(inner, named.get("title", "")) if _BOX.search(name) else None


_Writer = Callable[[re.Match[str]], str]


def _tag_writer(text: str, markup: Markup) -> _Writer:
    def write(found: re.Match[str]) -> str:
        written = _tag(found, markup, is_block=stands_alone(text, found.start(), found.end()))
        if written is None:
            return markup.keep(text, found.start(), found[0])
        return in_block(text, found.start(), found.end(), written)

    return write


def _tag(found: re.Match[str], markup: Markup, *, is_block: bool) -> str | None:
    """Return what a tag stands for; None if that is not sure."""
    name, rest = found["name"], found["rest"].strip()
    if name in ("link", "post_url"):
        item = markup.find_text(rest.strip("\"'"))
        is_destination = is_address(found.string, found.start())
        return markup.reference(rest.strip("\"'"), item, is_destination=is_destination) if item else None
    positional, named = attributes_of(rest)
    what = positional[0] if positional and name.startswith("include") else name
    if _VIDEO.search(what) or (what == "video" and _VIDEO.search(named.get("provider", ""))):
        player = what if _VIDEO.search(what) else named["provider"]
        return _video(player, named, positional, markup, is_block=is_block)
    if _IMAGE.search(what):
        values = positional[name.startswith("include") :]
        return _figure(named, values, markup, is_block=is_block, is_figure=name == "figure")
    if name == "gist" and positional:
        return markup.link(f"https://gist.github.com/{positional[0]}", f"https://gist.github.com/{positional[0]}")
    if name in ("twitter", "tweet", "oembed") and positional[:1] and positional[0].startswith("https://"):
        return markup.link(positional[0], positional[0])
    words = named.get("content") or named.get("text")
    return box(words, named.get("title", "")) if is_block and words and _BOX.search(what) else None


def _figure(
    named: Mapping[str, str], positional: list[str], markup: Markup, *, is_block: bool, is_figure: bool = False
) -> str | None:
    """Return an image; the third value of a figure is its caption, that of other images a size."""
    names = ("src", "url", "image_path", "path", "file", "filename", "image", "img")
    first = next((at for at, given in enumerate(positional) if re.search(r"[/.]", given)), 0)
    positional = [given for given in positional[first:] if not given.isdigit()]
    address = next((named[key] for key in names if named.get(key)), next(iter(positional), ""))
    if not address or "{" in address:
        return None
    third = positional[2] if len(positional) > 2 and is_figure else ""
    caption = named.get("caption") or third or named.get("title") or named.get("description") or ""
    alt = named.get("alt") or next(iter(positional[1:]), "")
    return markup.figure(_output(address, {}) or address, alt, caption, is_block=is_block)


def _video(what: str, named: Mapping[str, str], positional: list[str], markup: Markup, *, is_block: bool) -> str | None:
    host = _VIDEO.search(what)
    number = named.get("id") or named.get("video_id") or (positional[-1] if positional[-1:] != [what] else "")
    if not host or not number or not re.fullmatch(r"[\w-]+", number):
        return None
    address = _HOSTS[host[1].lower()] + number
    title = named.get("title") or named.get("caption") or ""
    return markup.video(address, title, is_block=is_block)


def _output_writer(text: str, markup: Markup) -> _Writer:
    def write(found: re.Match[str]) -> str:
        written = _output(found["value"].strip(), markup.values)
        if written is None:
            return markup.keep(text, found.start(), found[0])
        markup.shown[found[0]] = written.replace("\\", "")
        return written

    return write


_FILTERS = re.compile(r"\s*\|\s*(?:relative_url|absolute_url|prepend\s*:\s*site\.(?:baseurl|url)|url|escape|strip)")


def _output(written: str, values: Mapping[str, str]) -> str | None:
    """Return what an output tag prints, if it is a text in quotes or a known value with filters for addresses."""
    bare = _FILTERS.sub("", written).strip()
    if re.fullmatch(r"\"[^\"]*\"|'[^']*'", bare):
        return bare[1:-1]
    if bare in ("site.baseurl", "site.url", "site.github.url", "base_path", "BASE_PATH"):
        return ""
    return literal(values[bare]) if bare in values else None
