"""Readers (`schema.fields`) that briefs, pages and author records share: titles, prose, slugs, images. Source, pure."""

import re
from html import unescape
from html.entities import html5
from typing import Any
from unicodedata import normalize

from kei_site.core.limits import LIMITS
from kei_site.core.patterns import pattern_of
from kei_site.core.urls import WINDOWS_NAMES
from kei_site.model.brief import LeadImage
from kei_site.model.routes import RESERVED, invalid_slug
from kei_site.schema.fields import Problems, Reader, group, one_line, text, too_long
from kei_site.schema.formats import note_hidden
from kei_site.schema.nodes import Mapping, Node, Scalar
from kei_site.schema.shapes import TEXT, Shape, caseless, shape_of, shaped

_ENTITY = pattern_of(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


@shaped(TEXT)
def prose(node: Node, problems: Problems) -> str | None:
    """Read a text for people: decodes HTML entities and reports invisible characters."""
    value = text(node, problems)
    if value is None:
        return None
    if "&" in value:
        value = one_line(_ENTITY.sub(_decoded, value))
    if not value.isascii():
        note_hidden(node, value, problems)
    return value


_MARKS = pattern_of(
    r"\*\*[^\s*](?:[^*]*[^\s*])?\*\*|(?<![\w*])\*[^\W\d_](?:[^*]*[^\s*])?\*(?![a-zA-Z0-9*])|~~[^\s~][^~]*~~|`[^`]+`"
    r"|\[[^\[\]]+\]\([^\s()]+\)|</?(?:a|b|br|em|i|p|span|strong|sub|sup|u)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)


def as_written(reader: Reader) -> Reader:
    """Return a reader of a text that pages show as it is written: Markdown and HTML in it are told (MD11)."""

    @shaped(shape_of(reader))
    def read(node: Node, problems: Problems) -> Any:
        value = reader(node, problems)
        found = _MARKS.search(value) if value else None
        if found:
            fix = "write the words alone; title, summary and text take Markdown"
            problems.add("MD11", node, "Markdown in a value that is shown as it is written", found=found[0], fix=fix)
        return value

    return read


words = as_written(prose)
"""Reads prose that is shown as it is written."""


def _decoded(entity: re.Match[str]) -> str:
    """Return the characters of an entity; an unknown one such as `&notable;` stays (browsers would decode `&not`)."""
    written = entity[0]
    return unescape(written) if written[1] == "#" else html5.get(written[1:], written)


@shaped({**TEXT, "maxLength": LIMITS.title.most})
def title(node: Node, problems: Problems) -> str | None:
    """Read a title: prose of limited length (LIM06)."""
    value = prose(node, problems)
    if value and len(value) > LIMITS.title.most:
        too_long(node, value, LIMITS.title, problems)
    return value


_LETTERS = r"[^\x00-/:-@\[-`{-\x7f\s]+"


_NUMBER: Shape = {"minimum": 0, "maximum": 10**15, "multipleOf": 1}
"""A slug of digits, which programs take for a number, has no sign, no point and no exponent."""
_TAKEN = "|".join(map(caseless, sorted(RESERVED | WINDOWS_NAMES)))


@shaped(
    {
        **TEXT,
        **_NUMBER,
        "maxLength": LIMITS.slug_letters.most,
        "pattern": f"^(?!(?:{_TAKEN})$){_LETTERS}(?:-{_LETTERS})*$",
    }
)
def slug(node: Node, problems: Problems) -> str | None:
    """Read a slug (SLG01-04, SLG07)."""
    written = text(node, problems)
    if written is None or type(node) is not Scalar:
        return None
    invalid = invalid_slug(node.text)
    if invalid is None:
        return normalize("NFC", written)
    code, message = invalid
    problems.add(code, node, message, found=node.text, fix=_SLUG_FIXES.get(code, "choose another slug"))
    return None


_SLUG_FIXES = {
    "SLG01": "use letters, digits and single hyphens between them",
    "SLG03": "shorten it",
    "SLG04": "write a slug, or delete the key to take that of the file name",
}


def part_of(node: Node, key: str) -> Node | None:
    """Return the value of a key of a mapping, or None if there is none."""
    return node.entries.get(key) if type(node) is Mapping else None


def _make_image(*, src: str, alt: str = "", caption: str = "", credit: str = "") -> LeadImage:
    return LeadImage(src=src, alt=alt, caption=caption, credit=credit)


image = group(
    _make_image,
    {"src": text, "alt": as_written(text), "caption": words, "credit": words},
    required=("src",),
    form="image: {src: image.png, alt: what it shows}",
)
"""Reads an image with its texts."""
