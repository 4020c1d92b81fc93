"""The text of a source file -> front matter and body; the front matter of a brief -> its record. Source room, pure.

`split` cuts a file at its fences, `read_front_matter` applies the schema of briefs. All diagnostics of a file are
reported at once, each at its own line and column, and nothing is raised. Values need no further care: NFC, on one
line, without control characters; HTML entities in titles and summaries are decoded, so that text is text.
"""

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from functools import lru_cache, partial
from typing import Any

from kei_site.characters import place_at
from kei_site.clock import Moment
from kei_site.core.suggest import nearest
from kei_site.dates import ReadDate, read_date, zone_of
from kei_site.diagnostics import Diagnostic, Place, diagnostic
from kei_site.marked_yaml import Mapping as MappingNode
from kei_site.marked_yaml import Node, Scalar, Sequence
from kei_site.model.brief import (
    BRIEF_TYPES,
    CORRECTION_KINDS,
    NO_DATE,
    Correction,
    FrontMatter,
    LeadImage,
    Syndication,
)
from kei_site.schema import (
    Problems,
    Readers,
    boolean,
    choice,
    fields,
    group,
    is_empty,
    list_of,
    missing,
    one_line,
    places_of,
    read_mapping,
    text,
    texts,
    wrong_kind,
)
from kei_site.source.readers import image, prose, slug, title
from kei_site.values import doi, language, old_path, web_address

MAX_FRONT_BYTES = 64 * 1024
MAX_TAGS = 50
REQUIRED = ("title", "date", "authors")
_HOLDING = ("draft", "embargo")
"""Keys that hide a brief: one that cannot be read must not publish it, however its diagnostic is judged."""
_STAND_INS: Mapping[str, Any] = {"title": "", "date": NO_DATE, "authors": ()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """A source file, cut at its fences."""

    front: str | None
    """The lines between the fences; None when there are none that can be read."""
    front_line: int = 2
    body: str = ""
    """Empty, too, when it is not certain where it begins."""
    body_line: int = 1
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontRead:
    """The front matter of a brief, as far as it could be read."""

    front: FrontMatter
    """What is missing or faulty has its default; required values are then empty, or NO_DATE. Its `seal` is for the
    caller to set."""
    is_complete: bool
    """False when a required value is missing or faulty, or one that may hide the brief is faulty."""
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Line and column of values: by key, by `key.0` … for items of lists, by `key.part` for parts of mappings."""
    diagnostics: tuple[Diagnostic, ...] = ()


_OPENING = re.compile(r"---[ \t]*(?:\n|\Z)")
_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_LIKE_A_FENCE = re.compile(r"^[ \t]*(-{2,}.*|[–—]+|\.\.\.)[ \t]*$", re.MULTILINE)
_TEMPLATE = "begin with: --- / title: … / date: YYYY-MM-DD / authors: [id] / --- (each on its own line)"


def split(text: str, path: str) -> Split:
    """Return the front matter and the body of a file. Diagnostics: FM01-04, FM06, LIM06, and ENC05 in the body."""
    opening = _OPENING.match(text)
    if opening is None:
        is_body = bool(text.strip()) and not (text.startswith("+++") or _LIKE_A_FENCE.search(text))
        return Split(front=None, body=text if is_body else "", diagnostics=(_without_front(text, path),))
    closing = _FENCE.search(text, opening.end())
    if closing is None:
        return Split(front=None, diagnostics=(_not_closed(text, opening.end(), path),))
    front, body = text[opening.end() : closing.start()], text[closing.end() + 1 :]
    body_line = 3 + front.count("\n")
    second, past = _second_document(front, body, path)
    body, body_line = body[past:], body_line + body.count("\n", 0, past)
    body, odd = (body, ()) if "\x85" not in body else _without_odd_lines(body, path, body_line)
    diagnostics = (*_too_long(front, path), *second, *odd)
    readable = not second and len(front) <= 4 * MAX_FRONT_BYTES
    return Split(front=front if readable else None, body=body, body_line=body_line, diagnostics=diagnostics)


def _without_front(text: str, path: str) -> Diagnostic:
    place = Place(path=path)
    first = text.partition("\n")[0]
    if not text.strip():
        return diagnostic("FM01", place, "the file is empty", fix=_TEMPLATE)
    if first.startswith("+++"):
        return diagnostic("FM04", place, "front matter in TOML", found=first[:40], fix="write YAML between `---` lines")
    if _LIKE_A_FENCE.match(first):
        fix = "write three hyphens, alone on the line and without blanks before them"
        return diagnostic("FM03", place, "a fence that is not `---`", found=first[:40], fix=fix)
    if _OPENING.match(text.lstrip()):
        return diagnostic("FM02", place, "no front matter in the first line", fix="delete the lines above `---`")
    return diagnostic("FM02", place, "no front matter", fix=_TEMPLATE)


def _not_closed(text: str, start: int, path: str) -> Diagnostic:
    fix = "put `---` alone on the line after the last key"
    like = _LIKE_A_FENCE.search(text, start)
    if like:
        fix += f"; line {place_at(text, like.start(1), path).line} holds `{like[1][:20]}`"
    return diagnostic("FM03", Place(path=path), "front matter that is not closed", fix=fix)


def _too_long(front: str, path: str) -> tuple[Diagnostic, ...]:
    """Tell of front matter above the limit; up to four times of it is read, so that what makes it long is told too."""
    size = len(front.encode()) if len(front) * 4 > MAX_FRONT_BYTES else 0
    if size <= MAX_FRONT_BYTES:
        return ()
    message = f"front matter of {size} bytes; allowed are {MAX_FRONT_BYTES}"
    return (diagnostic("LIM06", Place(path=path), message, fix="move text into the body"),)


_KEY_LINES = re.compile(r"(?:(?:title|date|authors?|tags|summary|slug|draft|type): .*\n)+---[ \t]*(?:\n|\Z)")


def _second_document(front: str, body: str, path: str) -> tuple[tuple[Diagnostic, ...], int]:
    """Tell of lines with keys of front matter right behind the fence, closed by another one, and where they end."""
    found = _KEY_LINES.match(body)
    if not found:
        return (), 0
    place = Place(path=path, line=2 + front.count("\n"))
    fix = "keep one block: delete this line"
    return (diagnostic("FM06", place, "a second block of front matter begins here", fix=fix),), found.end()


def _without_odd_lines(body: str, path: str, first_line: int) -> tuple[str, tuple[Diagnostic, ...]]:
    place = place_at(body, body.index("\x85"), path, first_line=first_line)
    odd = diagnostic(
        "ENC05",
        place,
        "a control character that is a line end to some programs",
        found="U+0085",
        fix="delete the character",
    )
    return body.replace("\x85", "\ufffd"), (odd,)


def read_front_matter(parts: Split, path: str, *, timezone: str, language: str) -> FrontRead:
    """Return what the front matter of a brief says.

    `timezone` (of the IANA database) is that of dates without an offset; `language` is the brief's when it names none.
    """
    problems = Problems(path=path)
    mapping = None if parts.front is None else read_mapping(parts.front, problems, first_line=parts.front_line)
    values: dict[str, Any] = {}
    if mapping is not None:
        values = fields(mapping, _readers(timezone), problems, required=REQUIRED)
        _check_update(values, mapping, problems)
    return FrontRead(
        front=FrontMatter(**{"language": language, **_STAND_INS, **values}),
        is_complete=mapping is not None and _is_complete(values, mapping),
        places={} if mapping is None else places_of(mapping),
        diagnostics=tuple(problems.diagnostics),
    )


def _is_complete(values: Mapping[str, Any], mapping: MappingNode) -> bool:
    lost = mapping.entries.keys() - values.keys()
    hidden = any(nearest(key, _HOLDING) and not is_empty(mapping.entries[key]) for key in lost)
    return values.keys() >= set(REQUIRED) and not hidden


@lru_cache(maxsize=8)
def _readers(timezone: str) -> Readers:
    """Return the schema of a brief's front matter: the reader of each key.

    A field of `FrontMatter` of type `str` that is not named here is read as text.
    """
    moment = partial(_moment, zone=zone_of(timezone) or UTC)
    return {
        **{key.name: text for key in dataclasses.fields(FrontMatter) if key.type is str},
        "title": title,
        "date": moment,
        "authors": texts("authors"),
        "summary": prose,
        "type": choice(*BRIEF_TYPES),
        "tags": _tags,
        "slug": slug,
        "aliases": texts("aliases", old_path),
        "updated": moment,
        "corrections": list_of(_correction(moment), form="corrections: [{date: ..., kind: correction, note: ...}]"),
        "published_in": _published_in(moment),
        "embargo": partial(_embargo, zone=zone_of(timezone) or UTC),
        "draft": boolean,
        "language": language,
        "image": _lead_image,
        "doi": doi,
        "keywords": texts("keywords"),
        "related": texts("related"),
    }


def _read_date(node: Node, problems: Problems, zone: tzinfo) -> ReadDate:
    if type(node) is not Scalar:
        wrong_kind(node, problems, "a date", "YYYY-MM-DD")
        return ReadDate(moment=None)
    read = read_date(node.text, Place(path=problems.path, line=node.line, column=node.column), zone)
    problems.diagnostics.extend(read.diagnostics)
    return read


def _moment(node: Node, problems: Problems, zone: tzinfo) -> Moment | None:
    return _read_date(node, problems, zone).moment


def _embargo(node: Node, problems: Problems, zone: tzinfo) -> Moment | None:
    read = _read_date(node, problems, zone)
    if read.moment and not read.has_offset:
        until = read.moment.utc().strftime("%Y-%m-%dT%H:%M:%SZ")
        problems.add(
            "DAT08",
            node,
            f"an embargo without a zone: taken to end at {until}",
            fix=f"write it with its offset: {until} is what it means now",
        )
    return read.moment


def _check_update(values: Mapping[str, Any], mapping: MappingNode, problems: Problems) -> None:
    date, updated = values.get("date"), values.get("updated")
    if date and updated and updated.epoch < date.epoch and updated.day < date.day:
        problems.add(
            "DAT07",
            mapping.entries["updated"],
            f"an update before the date of publication, {date.day}",
            found=updated.day,
            fix="correct one of the two",
        )


_NOT_TEXT = re.compile(
    r"|~|null|[-+]?(?:0[xo][0-9a-f_]+|[\d_]*\.?[\d_]+(?:e[-+]?\d+)?|\d[\d_]*\.|\.(?:inf|nan))", re.IGNORECASE | re.ASCII
)


def _tags(node: Node, problems: Problems) -> tuple[str, ...] | None:
    if type(node) is Scalar:
        fix = f"write `tags: [{one_line(node.text[:200])}]`"
        problems.add("TAG01", node, "tags given as text", found=node.text, fix=fix)
        return None
    if type(node) is not Sequence:
        wrong_kind(node, problems, "a list", "tags: [one, another]")
        return None
    if len(node.items) > MAX_TAGS:
        problems.add("LIM01", node, f"{len(node.items)} tags; allowed are {MAX_TAGS}", fix="use fewer")
    tags = [_tag(item, number, problems) for number, item in enumerate(node.items[:MAX_TAGS], 1)]
    return tuple(dict.fromkeys([tag for tag in tags if tag]))


def _tag(item: Node, number: int, problems: Problems) -> str:
    """Return one tag; reports what is not text, or only by a reader's guess (a bare 2024 is a number to many)."""
    if type(item) is not Scalar:
        kind = "a list" if type(item) is Sequence else "a mapping"
        problems.add("TAG02", item, f"item {number} of the tags is {kind}", fix="write each tag as text")
        return ""
    tag = text(item, problems)
    if tag is None:
        return ""
    if not tag or (item.plain and _NOT_TEXT.fullmatch(tag)):
        kind = "nothing" if tag.lower() in ("", "~", "null") else "a number"
        problems.add(
            "TAG02",
            item,
            f"item {number} of the tags is {kind}",
            found=tag,
            fix=f'put it in quotes: "{tag}"' if tag else "write the tag, or delete the item",
        )
        return ""
    return tag


def _correction(moment: Any) -> Any:
    readers = {"date": moment, "kind": choice(*CORRECTION_KINDS), "note": prose}
    form = "{date: YYYY-MM-DD, kind: correction, note: ...}"
    return group(Correction, readers, required=("date", "kind", "note"), form=form)


def _published_in(moment: Any) -> Any:
    readers = {"outlet": text, "url": web_address, "date": moment, "canonical": choice("here", "there")}
    read = group(_syndication, readers, required=("outlet",), form="published_in: {outlet: ..., url: https://...}")

    def checked(node: Node, problems: Problems) -> Syndication | None:
        found: Syndication | None = read(node, problems)
        if found and found.canonical_there and is_empty(_part(node, "url")):
            missing("url", node, problems)
        return found

    return checked


def _part(node: Node, key: str) -> Node | None:
    return node.entries.get(key) if type(node) is MappingNode else None


def _syndication(*, outlet: str, url: str = "", date: Moment | None = None, canonical: str = "here") -> Syndication:
    return Syndication(outlet=outlet, url=url, date=date, canonical_there=canonical == "there")


def _lead_image(node: Node, problems: Problems) -> LeadImage | None:
    found: LeadImage | None = image(node, problems)
    if found and is_empty(_part(node, "alt")):
        problems.add("IMG09", node, "an image without alternative text", found=found.src, fix="add `alt:` to it")
    return found
