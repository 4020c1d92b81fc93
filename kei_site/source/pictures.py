"""Images of a text -> `img` and `figure`. Source room.

An image alone in its paragraph is a figure, its title the caption. An image that cannot be published leaves
its alternative text.
"""

import re
from collections.abc import Iterable
from html import escape

from markdown_it.token import Token

from kei_site.source.draft import Draft
from kei_site.source.linking import image_number, link_start

IMAGE_CLASSES = ("wide", "narrow", "left", "right")
"""What an editor may ask of a picture's place; the style sheet knows these."""
_ITEM = re.compile(r'(?P<mark>[.#]?)(?P<name>[\w-]+)(?:=(?P<value>"[^"]*"|[\w%.-]+))?')
_WIDTH = re.compile(r"[1-9][0-9]{0,3}")


def plain_text(tokens: Iterable[Token]) -> str:
    """Return the words of inline tokens, without any markup."""
    pieces = []
    for token in tokens:
        if token.type in ("text", "text_special", "code_inline"):
            pieces.append(token.content)
        elif token.type == "image":
            pieces.append(plain_text(token.children or ()))
        elif token.type in ("softbreak", "hardbreak"):
            pieces.append(" ")
    return " ".join("".join(pieces).split())


def write_image(draft: Draft, token: Token) -> None:
    """Write an image inside a line of text; its title, if any, stays a title."""
    title = str(token.attrs.get("title", ""))
    name = f' title="{escape(title)}"' if title else ""
    _write(draft, token, name, _asked(draft, token))


def is_figure(tokens: list[Token]) -> bool:
    """Tell whether a paragraph holds one image and nothing else, or that image in a link."""
    kinds = [token.type for token in tokens]
    return kinds in (["image"], ["link_open", "image", "link_close"])


def write_figure(draft: Draft, tokens: list[Token]) -> None:
    """Write a paragraph that `is_figure`."""
    image = tokens[len(tokens) // 2]
    width, names = _asked(draft, image)
    start = len(draft.out)
    link = _link_around(draft, tokens)
    is_there = _write(draft, image, "", (width, ""))
    picture = "".join(draft.out[start:])
    del draft.out[start:]
    picture = f"{link}{picture}</a>" if link else picture
    caption = str(image.attrs.get("title", ""))
    draft.out.append(_figure(picture, escape(caption, quote=False), names, is_there=is_there))
    draft.plain += ("\n", caption)


def picture_of_directive(draft: Draft, src: str, alt: str, place: tuple[int, int]) -> str:
    """Return the `img` of a figure directive, or its alternative text in a paragraph."""
    number = image_number(draft, src, alt, place)
    return f'<img src="kei-image:{number}" alt="{escape(alt)}">' if number >= 0 else f"<p>{escape(alt)}</p>"


def _link_around(draft: Draft, tokens: list[Token]) -> str:
    if len(tokens) == 1:
        return ""
    link = tokens[0]
    draft.labels.add(str(link.meta.get("label", "")))
    return link_start(draft, str(link.attrs["href"]), draft.at(link.meta["at"]), str(link.attrs.get("title", "")))


def _figure(picture: str, caption: str, names: str, *, is_there: bool) -> str:
    if not is_there:
        return "".join(f"<p>{words.strip()}</p>\n" for words in (picture, caption) if words.strip())
    under = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f"<figure{names}>{picture}{under}</figure>\n"


def _write(draft: Draft, token: Token, title: str, asked: tuple[str, str]) -> bool:
    alt = plain_text(token.children or ())
    draft.labels.add(str(token.meta.get("label", "")))
    number = image_number(draft, str(token.attrs["src"]), alt, draft.at(token.meta["at"]))
    if number < 0:
        draft.out.append(f" {escape(alt, quote=False)} ")
        draft.plain.append(f" {alt} ")
    else:
        draft.out.append(f'<img src="kei-image:{number}" alt="{escape(alt)}"{title}{"".join(asked)}>')
    return number >= 0


def _asked(draft: Draft, token: Token) -> tuple[str, str]:
    """Return (the width, the classes) that `{…}` behind an image asks for, as attributes."""
    width, names = "", []
    text, start = token.meta.get("attributes", ("", 0))
    for item in _ITEM.finditer(text):
        value = (item["value"] or "").strip('"').removesuffix("px")
        if item["mark"] == "." and item["name"] in IMAGE_CLASSES and not item["value"]:
            names.append(item["name"])
        elif not item["mark"] and item["name"] == "width" and _WIDTH.fullmatch(value):
            width = f' width="{value}"'
        else:
            _report_attribute(draft, item, start)
    return width, f' class="{" ".join(dict.fromkeys(names))}"' if names else ""


def _report_attribute(draft: Draft, item: re.Match[str], start: int) -> None:
    known = ", ".join(f".{name}" for name in IMAGE_CLASSES)
    draft.report(
        "SHC02",
        draft.at(start + item.start()),
        "an image attribute that is not allowed",
        found=item[0],
        fix=f"use width=400 (pixels) or one of {known}",
    )
