"""The `theme` of `site.yaml` -> the colors, logo, fonts and footer of a site, and their diagnostics. Schema, pure."""

import re
from typing import Any

from kei_site.core.colors import LEAST_CONTRAST, contrast, is_color, mixed, readable
from kei_site.core.theme import (
    ACCENT,
    ACCENT_DARK,
    HAIR,
    INK,
    INK_DARK,
    PAPER,
    PAPER_DARK,
    Fonts,
    Footer,
    Logo,
    SocialLink,
    Theme,
)
from kei_site.schema.fields import Problems, Readers, boolean, fields, group, is_empty, list_of, text, wrong_kind
from kei_site.schema.formats import web_address
from kei_site.schema.nodes import Mapping, Node, Scalar
from kei_site.schema.shapes import object_shape, shape_of, shaped, text_like


def _shade(paper: str) -> str:
    """Return the strongest tint of a dark paper that text stands on: the edge of a table that can be scrolled."""
    return mixed(paper, INK_DARK, HAIR)


def _check(made: Theme, node: Mapping, problems: Problems) -> None:
    """Report colors whose contrast is too low, each at its own place, with the nearest one that can be read."""
    pairs = (
        ("paper", made.paper, INK, "the paper", "the text"),
        ("paper", made.paper_dark, INK_DARK, "the dark paper", "the text"),
        ("accent", made.accent, made.paper, "the accent", "the paper"),
        ("accent", made.accent_dark, made.paper_dark, "the dark accent", "the dark paper"),
    )
    for key, color, ground, name, other in pairs:
        found = contrast(color, ground)
        if key in node.entries and found < LEAST_CONTRAST:
            message = f"{name} and {other} differ by {found:.1f} to 1, and text needs {LEAST_CONTRAST} to 1"
            fix = f'the nearest that can be read is "{readable(color, ground)}"'
            problems.add("THM01", node.entries[key], message, found=color, fix=fix)


@text_like(r"#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})")
def _color(node: Node, problems: Problems) -> str | None:
    written = text(node, problems)
    if written is None or is_color(written):
        return written
    _wrong_color(node, problems)
    return None


def _wrong_color(node: Node, problems: Problems) -> None:
    wrong_kind(node, problems, 'a color such as "#0b5c8a", in quotation marks')


def _pair(*, light: str, dark: str = "") -> tuple[str, str]:
    return light, dark


_COLOR_PAIR = group(
    _pair, {"light": _color, "dark": _color}, required=("light",), form='{light: "#0b5c8a", dark: "#7cc0ea"}'
)


@shaped({"anyOf": [shape_of(_color), shape_of(_COLOR_PAIR)]})
def _colors(node: Node, problems: Problems) -> tuple[str, str] | None:
    """Read a color, or one for light and one for dark pages; an empty one is to be derived."""
    if type(node) is Scalar:
        color = _color(node, problems)
        return (color, "") if color else None
    found: tuple[str, str] | None = _COLOR_PAIR(node, problems)
    return found


def _file(name: str, endings: str, example: str) -> Any:
    either = "|".join("".join(f"[{letter}{letter.upper()}]" for letter in ending) for ending in endings.split())
    pattern = rf"(?:static|content)/(?!(?:.*/)?\.\.?/)[^\\]+\.(?:{either})"

    @text_like(pattern)
    def read(node: Node, problems: Problems) -> str | None:
        written = text(node, problems)
        if written is None or re.fullmatch(pattern, written):
            return written
        wrong_kind(node, problems, f"{name} of the site, such as {example}")
        return None

    return read


_image = _file("a picture", "svg png jpg jpeg webp gif", "static/img/logo.svg")
_font = _file("a WOFF2 file", "woff2", "static/fonts/text.woff2")


_LOGO = group(
    Logo,
    {"light": _image, "dark": _image, "name": boolean},
    required=("light",),
    form="logo: {light: static/img/logo.svg}",
)


@shaped({"anyOf": [shape_of(_image), shape_of(_LOGO)]})
def _logo(node: Node, problems: Problems) -> Logo | None:
    if type(node) is Scalar:
        path = _image(node, problems)
        return Logo(light=path) if path else None
    found: Logo | None = _LOGO(node, problems)
    return found


footer = group(
    Footer,
    {
        "address": text,
        "copyright": text,
        "social": list_of(
            group(
                SocialLink, {"name": text, "url": web_address}, required=("name", "url"), form="{name: ..., url: ...}"
            ),
            form="social: [{name: ..., url: https://...}]",
        ),
    },
    form="footer: {address: ...}",
)
"""Reads what the institute adds to the foot of every page."""
_THEME: Readers = {
    "logo": _logo,
    "icon": _file("a PNG file", "png", "static/img/icon.png"),
    "accent": _colors,
    "paper": _colors,
    "fonts": group(
        Fonts, {"text": _font, "headings": _font, "mono": _font}, form="fonts: {text: static/fonts/text.woff2}"
    ),
    "footer": footer,
}


@shaped(object_shape(_THEME, filled=("accent", "paper")))
def theme(node: Node, problems: Problems) -> Theme | None:
    """Read how a site looks; THM01 for colors that cannot be read on each other."""
    if type(node) is not Mapping:
        wrong_kind(node, problems, "a mapping", 'theme: {accent: "#0b5c8a"}')
        return None
    values = fields(node, _THEME, problems)
    for key in ("accent", "paper"):
        if key in node.entries and is_empty(node.entries[key]):
            # A `#` behind a blank begins a comment in YAML, so a color without quotation marks is empty.
            _wrong_color(node.entries[key], problems)
    paper, paper_dark = values.pop("paper", None) or (PAPER, PAPER_DARK)
    accent, accent_dark = values.pop("accent", None) or (ACCENT, ACCENT_DARK)
    made = Theme(
        **values,
        paper=paper,
        paper_dark=paper_dark or PAPER_DARK,
        accent=accent,
        accent_dark=accent_dark or readable(accent, _shade(paper_dark or PAPER_DARK)),
    )
    _check(made, node, problems)
    return made
