"""Tokens of directives -> the HTML around their content."""

import re
from collections.abc import Callable, Mapping
from html import escape

from markdown_it.token import Token

from kei_site.markdown.html.arguments import Around, argument_html, argument_position
from kei_site.markdown.html.embeds import CAPTION, CAPTION_END, write_embed
from kei_site.markdown.html.images import directive_image
from kei_site.markdown.sanitize.allowlist import IMAGE_CLASSES
from kei_site.markdown.state import ParseState

_ITEM = re.compile(r'(?P<key>[a-z]+)=(?P<value>"[^"]*"|\S+)|\.(?P<name>[\w-]+)|(?P<text>"[^"]*")|(?P<bare>\S+)')


def open_directive(state: ParseState, token: Token) -> Around:
    """Return the HTML before and after the content of a directive."""
    around = _WRITERS[token.info](state, token)
    state.plain.append("\n")
    return around


def close_directive(state: ParseState, end: str) -> None:
    """Write the end that `open_directive` returned; a caption without words is left out."""
    if end.startswith(CAPTION_END) and state.out[-1].endswith(CAPTION):
        state.out[-1] = state.out[-1].removesuffix(CAPTION)
        end = end.removeprefix(CAPTION_END)
    state.out.append(end)


def _aside(state: ParseState, token: Token) -> Around:
    """Write an aside. Its role makes it no landmark: it belongs to the text around it."""
    title = argument_html(state, token)
    head = f'<p class="aside-title">{title}</p>\n' if title else ""
    return f'<aside class="aside" role="note">\n{head}', "</aside>\n"


def _pullquote(state: ParseState, token: Token) -> Around:
    source = argument_html(state, token)
    foot = f'<p class="pullquote-source">{source}</p>\n' if source else ""
    return '<aside class="pullquote" role="doc-pullquote">\n', f"{foot}</aside>\n"


def _gallery(state: ParseState, token: Token) -> Around:
    words = argument_html(state, token)
    caption = f'<p class="gallery-caption">{words}</p>\n' if words else ""
    return '<div class="gallery" role="group">\n', f"{caption}</div>\n"


def _unknown(state: ParseState, token: Token) -> Around:
    words = argument_html(state, token)
    return (f"<p>{words}</p>\n" if words else ""), ""


def _figure(state: ParseState, token: Token) -> Around:
    given = _figure_arguments(state, token)
    position = argument_position(state, token)
    if not given["src"]:
        fix = 'write ::: figure chart.png "What it shows"'
        state.report("SHC02", position, "a figure without an image", found=token.meta["argument"], fix=fix)
    image = directive_image(state, given["src"], given["alt"], position) if given["src"] else ""
    classes = f' class="{given["class"]}"' if given["class"] else ""
    rest = escape(given["rest"], quote=False)
    state.plain.append(given["rest"])
    return f"<figure{classes}>{image}{CAPTION}{rest}", f"{CAPTION_END}</figure>\n"


def _figure_arguments(state: ParseState, token: Token) -> dict[str, str]:
    given = {"src": "", "alt": "", "class": "", "rest": ""}
    for item in _ITEM.finditer(token.meta["argument"]):
        key, value = _figure_item(item, given)
        if key == "rest":
            position = argument_position(state, token, item.start())
            fix = 'write ::: figure chart.png "What it shows" .wide'
            state.report("SHC02", position, "not an option of a figure", found=item[0], fix=fix)
        given[key] = f"{given[key]} {value}".strip()
    return given


def _figure_item(item: re.Match[str], given: Mapping[str, str]) -> tuple[str, str]:
    """Return (the argument that an item is, its value)."""
    if item["name"] in IMAGE_CLASSES:
        return "class", item["name"]
    if item["text"] and not given["alt"]:
        return "alt", item["text"].strip('"')
    if item["bare"] and not given["src"]:
        return "src", item["bare"]
    if item["key"] in ("src", "alt") and not given[item["key"]]:
        return item["key"], item["value"].strip('"')
    return "rest", item[0]


_WRITERS: Mapping[str, Callable[[ParseState, Token], Around]] = {
    "": _unknown,
    "aside": _aside,
    "pullquote": _pullquote,
    "video": write_embed,
    "embed": write_embed,
    "figure": _figure,
    "gallery": _gallery,
}
