"""Tokens of directives -> the HTML around their content."""

import re
from collections.abc import Callable, Mapping
from html import escape

from markdown_it.token import Token

from kei_site.markdown.html.images import directive_image
from kei_site.markdown.html.inline import write_text
from kei_site.markdown.html.links import link_start
from kei_site.markdown.positions import Position
from kei_site.markdown.sanitize.allowlist import IMAGE_CLASSES
from kei_site.markdown.state import ParseState

Around = tuple[str, str]
"""The HTML before and after the content of a directive."""
_ITEM = re.compile(r'(?P<key>[a-z]+)=(?P<value>"[^"]*"|\S+)|\.(?P<name>[\w-]+)|(?P<text>"[^"]*")|(?P<bare>\S+)')
_CAPTION = "<figcaption>"
_CAPTION_END = "</figcaption>"


def open_directive(state: ParseState, token: Token) -> Around:
    """Return the HTML before and after the content of a directive."""
    around = _WRITERS[token.info](state, token)
    state.plain.append("\n")
    return around


def close_directive(state: ParseState, end: str) -> None:
    """Write the end that `open_directive` returned; a caption without words is left out."""
    if end.startswith(_CAPTION_END) and state.out[-1].endswith(_CAPTION):
        state.out[-1] = state.out[-1].removesuffix(_CAPTION)
        end = end.removeprefix(_CAPTION_END)
    state.out.append(end)


def argument_html(state: ParseState, token: Token) -> str:
    """Return the argument as a line of text with its markup."""
    argument = token.meta["argument"]
    start = len(state.out)
    if argument:
        write_text(state, argument, token.meta["line"], token.meta["column"])
    html = "".join(state.out[start:])
    del state.out[start:]
    return html


def _aside(state: ParseState, token: Token) -> Around:
    """Write an aside. Its role makes it no landmark: it belongs to the text around it."""
    title = argument_html(state, token)
    head = f'<p class="aside-title">{title}</p>\n' if title else ""
    return f'<aside class="aside" role="note">\n{head}', "</aside>\n"


def _pullquote(state: ParseState, token: Token) -> Around:
    source = argument_html(state, token)
    foot = f'<p class="pullquote-source">{source}</p>\n' if source else ""
    return '<aside class="pullquote" role="doc-pullquote">\n', f"{foot}</aside>\n"


def _unknown(state: ParseState, token: Token) -> Around:
    words = argument_html(state, token)
    return (f"<p>{words}</p>\n" if words else ""), ""


def argument_position(state: ParseState, token: Token, offset: int = 0) -> Position:
    """Return the position of a character of the argument."""
    return state.first_line + token.meta["line"], token.meta["column"] + offset + 1


def _video(state: ParseState, token: Token) -> Around:
    address, _, title = token.meta["argument"].partition(" ")
    position = argument_position(state, token)
    if not address.startswith(("https://", "http://", "//")):
        fix = "write ::: video https://… and the title"
        state.report("SHC02", position, "a video without an address", found=token.meta["argument"], fix=fix)
        return _unknown(state, token)
    link = link_start(state, address, position)
    words = title.strip() or address
    state.plain.append(words)
    end = "</a>" if link else ""
    return f'<p class="video">{link}{escape(words, quote=False)}{end}</p>\n', ""


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
    return f"<figure{classes}>{image}{_CAPTION}{rest}", f"{_CAPTION_END}</figure>\n"


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
    "video": _video,
    "figure": _figure,
}
