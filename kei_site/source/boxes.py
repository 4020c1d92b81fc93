"""Directives -> the HTML around what stands in them. Source room."""

import re
from collections.abc import Callable, Mapping
from html import escape

from markdown_it.token import Token

from kei_site.source.draft import Draft
from kei_site.source.inline import write_text
from kei_site.source.linking import link_start
from kei_site.source.pictures import IMAGE_CLASSES, picture_of_directive

Box = tuple[str, str]
"""What opens and what closes the box."""
_ITEM = re.compile(r'(?P<key>[a-z]+)=(?P<value>"[^"]*"|\S+)|\.(?P<name>[\w-]+)|(?P<text>"[^"]*")|(?P<bare>\S+)')
_CAPTION = "<figcaption>"
_CAPTION_END = "</figcaption>"


def open_box(draft: Draft, token: Token) -> Box:
    """Return the HTML before and after what stands in a directive."""
    box = _BOXES[token.info](draft, token)
    draft.plain.append("\n")
    return box


def close_box(draft: Draft, closing: str) -> None:
    """Write what `open_box` gave to close a directive; a caption without words goes."""
    if closing.startswith(_CAPTION_END) and draft.out[-1].endswith(_CAPTION):
        draft.out[-1] = draft.out[-1].removesuffix(_CAPTION)
        closing = closing.removeprefix(_CAPTION_END)
    draft.out.append(closing)


def _argument_html(draft: Draft, token: Token) -> str:
    """Return the argument as a line of text with its markup."""
    argument = token.meta["argument"]
    start = len(draft.out)
    if argument:
        write_text(draft, argument, token.meta["line"], token.meta["column"])
    html = "".join(draft.out[start:])
    del draft.out[start:]
    return html


def _aside(draft: Draft, token: Token) -> Box:
    """The role says that this is no landmark: it stands inside the text."""
    title = _argument_html(draft, token)
    head = f'<p class="aside-title">{title}</p>\n' if title else ""
    return f'<aside class="aside" role="note">\n{head}', "</aside>\n"


def _pullquote(draft: Draft, token: Token) -> Box:
    source = _argument_html(draft, token)
    foot = f'<p class="pullquote-source">{source}</p>\n' if source else ""
    return '<aside class="pullquote" role="doc-pullquote">\n', f"{foot}</aside>\n"


def _unknown(draft: Draft, token: Token) -> Box:
    words = _argument_html(draft, token)
    return (f"<p>{words}</p>\n" if words else ""), ""


def _video(draft: Draft, token: Token) -> Box:
    address, _, title = token.meta["argument"].partition(" ")
    place = (token.meta["place"][0], token.meta["column"] + 1)
    if not address.startswith(("https://", "http://", "//")):
        draft.report(
            "SHC02",
            place,
            "a video without its address",
            found=token.meta["argument"],
            fix="write ::: video https://… and the title",
        )
        return _unknown(draft, token)
    link = link_start(draft, address, place)
    words = title.strip() or address
    draft.plain.append(words)
    end = "</a>" if link else ""
    return f'<p class="video">{link}{escape(words, quote=False)}{end}</p>\n', ""


def _figure(draft: Draft, token: Token) -> Box:
    given = _figure_arguments(draft, token)
    place = (token.meta["place"][0], token.meta["column"] + 1)
    if not given["src"]:
        draft.report(
            "SHC02",
            place,
            "a figure without its picture",
            found=token.meta["argument"],
            fix='write ::: figure chart.png "What it shows"',
        )
    picture = picture_of_directive(draft, given["src"], given["alt"], place) if given["src"] else ""
    names = f' class="{given["class"]}"' if given["class"] else ""
    rest = escape(given["rest"], quote=False)
    draft.plain.append(given["rest"])
    return f"<figure{names}>{picture}{_CAPTION}{rest}", f"{_CAPTION_END}</figure>\n"


def _figure_arguments(draft: Draft, token: Token) -> dict[str, str]:
    given = {"src": "", "alt": "", "class": "", "rest": ""}
    for item in _ITEM.finditer(token.meta["argument"]):
        key, value = _figure_item(item, given)
        if key == "rest":
            draft.report(
                "SHC02",
                (token.meta["place"][0], token.meta["column"] + item.start() + 1),
                "a figure cannot take this",
                found=item[0],
                fix='write ::: figure chart.png "What it shows" .wide',
            )
        given[key] = f"{given[key]} {value}".strip()
    return given


def _figure_item(item: re.Match[str], given: Mapping[str, str]) -> tuple[str, str]:
    """Return which argument an item gives, and its value."""
    if item["name"] in IMAGE_CLASSES:
        return "class", item["name"]
    if item["text"] and not given["alt"]:
        return "alt", item["text"].strip('"')
    if item["bare"] and not given["src"]:
        return "src", item["bare"]
    if item["key"] in ("src", "alt") and not given[item["key"]]:
        return item["key"], item["value"].strip('"')
    return "rest", item[0]


_BOXES: Mapping[str, Callable[[Draft, Token], Box]] = {
    "": _unknown,
    "aside": _aside,
    "pullquote": _pullquote,
    "video": _video,
    "figure": _figure,
}
