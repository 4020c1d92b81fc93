"""Images of a text -> `img`, `figure` (alone in a paragraph, its title the caption), or the alternative text."""

import re
from collections.abc import Iterable
from html import escape

from markdown_it.token import Token

from kei_site.markdown.html.links import image_number, link_start
from kei_site.markdown.positions import Position
from kei_site.markdown.sanitize.allowlist import IMAGE_CLASSES
from kei_site.markdown.state import ParseState

_ITEM = re.compile(r'(?P<sign>[.#]?)(?P<name>[\w-]+)(?:=(?P<value>"[^"]*"|[\w%.-]+))?')
_FIGURES = (["image"], ["link_open", "image", "link_close"])
_WIDTH = re.compile(r"[1-9][0-9]{0,3}")


def plain_text(tokens: Iterable[Token]) -> str:
    """Return the words of inline tokens, without any markup."""
    words = []
    for token in tokens:
        if token.type in ("text", "text_special", "code_inline"):
            words.append(token.content)
        elif token.type == "image":
            words.append(plain_text(token.children or ()))
        elif token.type in ("softbreak", "hardbreak"):
            words.append(" ")
    return " ".join("".join(words).split())


def write_image(state: ParseState, token: Token) -> None:
    """Write an image inside a line of text; its title, if any, stays a title."""
    title = str(token.attrs.get("title", ""))
    attribute = f' title="{escape(title)}"' if title else ""
    _write(state, token, "".join((attribute, *_given_attributes(state, token))))


def figures_of(tokens: list[Token], *, is_row: bool) -> list[list[Token]]:
    """Return the figures that a paragraph is: one image and nothing else, or in a row of a gallery any number.

    Each is an image, or an image in a link. A paragraph that holds anything else is no figure.
    """
    figures: list[list[Token]] = [[]]
    for token in tokens:
        is_between = token.type == "softbreak" or (token.type == "text" and not token.content.strip())
        if is_row and is_between:
            figures.append([])
        else:
            figures[-1].append(token)
    found = [figure for figure in figures if figure]
    return found if all([token.type for token in figure] in _FIGURES for figure in found) else []


def write_figure(state: ParseState, tokens: list[Token]) -> None:
    """Write one of `figures_of`."""
    image = tokens[len(tokens) // 2]
    width, classes = _given_attributes(state, image)
    start = len(state.out)
    link = _link_around(state, tokens)
    is_published = _write(state, image, width)
    html = "".join(state.out[start:])
    del state.out[start:]
    html = f"{link}{html}</a>" if link else html
    title = str(image.attrs.get("title", ""))
    caption = escape(title, quote=False)
    state.out.append(_figure(html, caption, classes) if is_published else _words(html, caption))
    state.plain += ("\n", title)


def directive_image(state: ParseState, src: str, alt: str, position: Position) -> str:
    """Return the `img` of a figure directive, or its alternative text in a paragraph."""
    number = image_number(state, src, alt, position)
    return f'<img src="kei-image:{number}" alt="{escape(alt)}">' if number >= 0 else f"<p>{escape(alt)}</p>"


def _link_around(state: ParseState, tokens: list[Token]) -> str:
    if len(tokens) == 1:
        return ""
    link = tokens[0]
    state.links.used_labels.add(str(link.meta.get("label", "")))
    position = state.at(link.meta["offset"])
    return link_start(state, str(link.attrs["href"]), position, str(link.attrs.get("title", "")))


def _figure(html: str, caption: str, classes: str) -> str:
    below = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f"<figure{classes}>{html}{below}</figure>\n"


def _words(html: str, caption: str) -> str:
    """Return what is published of a figure whose image is not: its alternative text and its caption."""
    return "".join(f"<p>{words.strip()}</p>\n" for words in (html, caption) if words.strip())


def _write(state: ParseState, token: Token, attributes: str) -> bool:
    """Write an `img`, or its alternative text; return whether it is an `img`."""
    alt = plain_text(token.children or ())
    state.links.used_labels.add(str(token.meta.get("label", "")))
    number = image_number(state, str(token.attrs["src"]), alt, state.at(token.meta["offset"]))
    if number < 0:
        state.out.append(f" {escape(alt, quote=False)} ")
        state.plain.append(f" {alt} ")
    else:
        state.out.append(f'<img src="kei-image:{number}" alt="{escape(alt)}"{attributes}>')
    return number >= 0


def _given_attributes(state: ParseState, token: Token) -> tuple[str, str]:
    """Return (width, classes) that `{…}` after an image gives it, each as an attribute or ""."""
    width, classes = "", []
    text, start = token.meta.get("attributes", ("", 0))
    for item in _ITEM.finditer(text):
        value = (item["value"] or "").strip('"').removesuffix("px")
        if item["sign"] == "." and item["name"] in IMAGE_CLASSES and not item["value"]:
            classes.append(item["name"])
        elif not item["sign"] and item["name"] == "width" and _WIDTH.fullmatch(value):
            width = f' width="{value}"'
        else:
            _report_attribute(state, item, start)
    return width, f' class="{" ".join(dict.fromkeys(classes))}"' if classes else ""


def _report_attribute(state: ParseState, item: re.Match[str], start: int) -> None:
    position, known = state.at(start + item.start()), ", ".join(f".{name}" for name in IMAGE_CLASSES)
    fix = f"use width=400 (pixels) or one of {known}"
    state.report("SHC02", position, "an image attribute that is left out", found=item[0], fix=fix)
    state.lower_last()
