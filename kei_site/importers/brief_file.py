"""An item and its names -> the text of its source file: front matter that reads as what the item says, and the body."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC
from unicodedata import normalize

from kei_site.core.characters import HIDDEN, without_forbidden
from kei_site.core.dates import read_date
from kei_site.core.diagnostics import Place
from kei_site.core.limits import LIMITS
from kei_site.core.urls import slug_of_file
from kei_site.core.value import value
from kei_site.importers.items import Item, ItemAuthor, ItemImage
from kei_site.schema.writer import scalar

_NO_PLACE = Place(path="")
_DATE_STAND_IN = "1970-01-01"
_MARKS = re.compile(r"([\\`*_~\[\]<>&!])")
_ENTITY = re.compile(r"&#?\w+;")
_MAPPED = ("src", "alt", "caption", "credit")
Value = str | tuple[str, ...] | Mapping[str, str]


@value
class Header:
    """What the writer decides about the front matter of an item."""

    slug: str
    file_stem: str
    authors: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    id: str = ""
    translation_of: str = ""
    """A path relative to the file."""
    is_beside: bool = False
    """Whether the name of its file begins with that of another."""
    image: ItemImage | None = None
    """With the address of the file here."""


def item_text(item: Item, header: Header, body: str) -> str:
    """Return the source file of an item."""
    keys = _brief_keys(item, header) if item.kind == "brief" else _page_keys(item, header)
    return source_text(keys, body)


def author_text(author: ItemAuthor) -> str:
    """Return the source file of an author."""
    keys = {
        "name": plain_words(author.name),
        "given": plain_words(author.given),
        "family": plain_words(author.family),
        "kind": author.kind if author.kind != "person" else "",
        "role": plain_words(author.role),
        "url": author.url,
        "orcid": author.orcid,
    }
    return source_text(keys, author.biography)


def source_text(keys: Mapping[str, Value], body: str) -> str:
    """Return front matter of the keys that have a value, and a body: LF line ends, no forbidden characters."""
    lines = [line for key, written in keys.items() if written for line in _lines(key, written)]
    text = without_forbidden(body.replace("\r\n", "\n").replace("\r", "\n")).strip("\n")
    text = "\n".join(short_lines(normalize("NFC", text)))
    return "\n".join(("---", *lines, "---", "", text, "")) if text.strip() else "\n".join(("---", *lines, "---", ""))


_NUMBERS = ("season", "episode", "length")
"""Parts of `podcast:`."""
_WHOLE_NUMBER = re.compile(r"[1-9][0-9]*")
LONG, _BREAK = 60_000, re.compile(r" (?=[^\W\d_]{2})")
"""Bytes of a line that may be too long (`LIM03`), and where it can be parted: before a word."""


def short_lines(text: str) -> Iterable[str]:
    """Yield lines; those that are too long for a source file are parted before words. Rows of tables cannot be."""
    for line in text.split("\n"):
        rest = line
        while len(rest.encode()) > LONG and not line.lstrip().startswith("|"):
            gap = _BREAK.search(rest, LONG // 8)
            if gap is None:
                break
            yield rest[: gap.start()]
            rest = rest[gap.end() :]
        yield rest


def is_date(written: str) -> bool:
    """Tell whether a text is a date that a brief can have."""
    read = read_date(written, _NO_PLACE, UTC)
    return read.moment is not None


def _brief_keys(item: Item, header: Header) -> dict[str, Value]:
    date = item.date if is_date(item.date) else _DATE_STAND_IN
    keys: dict[str, Value] = {
        "title": plain_words(item.title)[: LIMITS.title.most] or "Untitled",
        "date": date,
        "updated": item.updated if is_date(item.updated) and item.updated[:10] > date[:10] else "",
        "authors": header.authors,
        "type": item.type if item.type != "brief" else "",
        "summary": plain_words(item.summary),
        "tags": item.tags,
        "series": item.series,
        "slug": _slug(header),
        "aliases": header.aliases,
        "id": header.id,
        "language": item.language,
        "translation_of": header.translation_of,
        "image": _image(header.image),
        **item.fields,
    }
    return keys | {"draft": "true" if item.state == "draft" else ""}


def _page_keys(item: Item, header: Header) -> dict[str, Value]:
    return {
        "title": plain_words(item.title)[: LIMITS.title.most] or "Untitled",
        "summary": plain_words(item.summary),
        "slug": _slug(header),
        "language": item.language,
    }


def _slug(header: Header) -> str:
    """Return the slug where the name of the file gives another, or looks like that of a copy made by accident."""
    is_like_a_copy = header.is_beside or re.search(r"-\d+$", header.slug) is not None
    return header.slug if is_like_a_copy or header.slug != slug_of_file(header.file_stem) else ""


def plain_words(text: str) -> str:
    """Return plain text on one line as titles hold it: what Markdown or HTML would read as a mark is written out."""
    line = " ".join(HIDDEN.sub("", without_forbidden(text)).split())
    if not _MARKS.search(line):
        return line
    from kei_site.markdown.document import read_title

    if not _ENTITY.search(line) and read_title(line, _NO_PLACE)[0].plain == line:
        return line
    return _MARKS.sub(r"\\\1", line.replace("&", "&amp;")).replace(r"\&amp;", "&amp;")


def _image(image: ItemImage | None) -> Mapping[str, str]:
    if image is None:
        return {}
    texts = {"src": image.address, "alt": image.alt, "caption": image.caption, "credit": image.credit}
    return {key: " ".join(texts[key].split()) for key in _MAPPED if texts[key].strip()}


def _lines(key: str, written: Value) -> Iterable[str]:
    if isinstance(written, str):
        return [f"{key}: {_scalar(written)}"]
    if isinstance(written, tuple):
        return [f"{key}:", *(f"  - {_scalar(text)}" for text in written)]
    return [f"{key}:", *(f"  {part}: {_part(part, text)}" for part, text in written.items() if text)]


def _part(name: str, text: str) -> str:
    """Return what stands for a part of a mapping; the schema of front matter takes no text for a number."""
    return text if name in _NUMBERS and _WHOLE_NUMBER.fullmatch(text) else _scalar(text)


def _scalar(text: str) -> str:
    """Return a text as a scalar on one line that every reader of YAML takes for text."""
    line = " ".join(without_forbidden(text).split())
    return line if line == "true" else scalar(line)
