"""The front matter of a brief -> its record: values in NFC, on one line; all diagnostics together. Source, pure."""

import dataclasses
import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import UTC, tzinfo
from functools import lru_cache, partial
from typing import Any

from kei_site.core.bibliography import STYLES
from kei_site.core.clock import Moment
from kei_site.core.correction import CORRECTION_KINDS, Correction
from kei_site.core.dates import ReadDate, read_date, zone_of
from kei_site.core.diagnostics import Diagnostic, Place
from kei_site.core.limits import LIMITS
from kei_site.core.value import value
from kei_site.model.brief import BRIEF_TYPES, NO_DATE, FrontMatter, LeadImage
from kei_site.schema.fields import (
    Problems,
    Readers,
    boolean,
    choice,
    fields,
    group,
    is_empty,
    list_of,
    one_line,
    places_of,
    read_mapping,
    text,
    texts,
    wrong_kind,
)
from kei_site.schema.formats import doi, language, old_path
from kei_site.schema.nodes import Mapping as MappingNode
from kei_site.schema.nodes import Node, Scalar, Sequence
from kei_site.schema.shapes import DATE, TEXT, Shape, object_shape, shape_of, shaped, text_like
from kei_site.source.draft_signs import DECIDING, holding_key, report_draft_signs
from kei_site.source.event import event_reader
from kei_site.source.extra import Declared, extra_readers
from kei_site.source.fences import Split
from kei_site.source.fields import as_written, image, part_of, prose, slug, title, words
from kei_site.source.podcast import podcast
from kei_site.source.syndication import published_in

REQUIRED = ("title", "date", "authors")
_FIELDS = frozenset(key.name for key in dataclasses.fields(FrontMatter)) - {"extra"}
_STAND_INS: Mapping[str, Any] = {"title": "", "date": NO_DATE, "authors": ()}


@value
class FrontRead:
    """The readable part of the front matter of a brief."""

    front: FrontMatter
    """Missing and wrong values have their defaults; required ones are then empty, or NO_DATE. Without a
    `content_hash`."""
    is_complete: bool
    """False if a required value is missing or wrong, or if the brief may be meant to be hidden: then it is not
    published, whatever the severity of the diagnostic."""
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Line and column of values: by key, by `key.0` … for items of lists, by `key.part` for parts of mappings."""
    diagnostics: tuple[Diagnostic, ...] = ()


def read_front_matter(parts: Split, path: str, *, timezone: str, language: str, extra: Declared = ()) -> FrontRead:
    """Return the front matter; `timezone` (IANA) is for dates without an offset, `language` for briefs without one.

    `extra` are the keys of the site's own.
    """
    problems = Problems(path=path)
    mapping = None if parts.front is None else read_mapping(parts.front, problems, first_line=parts.front_line)
    values: dict[str, Any] = {}
    if mapping is not None:
        values = fields(mapping, _readers(timezone, extra), problems, required=REQUIRED)
        _check_changes(values, mapping, problems)
        _check_details(values, mapping, problems)
    may_be_draft = mapping is not None and report_draft_signs(mapping, problems)
    return FrontRead(
        front=FrontMatter(**{"language": language, **_STAND_INS, **_with_extra(values)}),
        is_complete=mapping is not None and not may_be_draft and _is_complete(values, mapping),
        places={} if mapping is None else places_of(mapping),
        diagnostics=tuple(problems.diagnostics),
    )


def _with_extra(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of fields by key: those of the site's own keys under `extra`, the recording under `audio`."""
    known = {key: value for key, value in values.items() if key in _FIELDS}
    if "podcast" in known and known["podcast"].audio:
        known["audio"] = known["podcast"].audio
    own = {key: value for key, value in values.items() if key not in _FIELDS}
    return {**known, "extra": own} if own else known


def _is_complete(values: Mapping[str, Any], mapping: MappingNode) -> bool:
    lost = mapping.entries.keys() - values.keys()
    return values.keys() >= set(REQUIRED) and not any(holding_key(key) for key in lost)


@lru_cache(maxsize=8)
def _readers(timezone: str, extra: Declared = ()) -> Readers:
    """Return the reader of each key; a field of `FrontMatter` of type `str` that is not named here is read as text."""
    moment = partial(_moment, zone=zone_of(timezone) or UTC)
    return {
        **extra_readers(extra, zone_of(timezone) or UTC),
        **{key.name: text for key in dataclasses.fields(FrontMatter) if key.type is str},
        **dict.fromkeys(("series", "funding", "disclosure"), as_written(text)),
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
        "withdrawn": _withdrawn(moment),
        "published_in": published_in(moment),
        "embargo": partial(_embargo, zone=zone_of(timezone) or UTC),
        "draft": boolean,
        "math": boolean,
        "versions": boolean,
        "language": language,
        "image": _lead_image,
        "doi": doi,
        "keywords": texts("keywords", as_written(text)),
        "references": texts("references"),
        "citation_style": choice(*STYLES),
        "related": texts("related"),
        "event": event_reader(timezone),
        "pdf": _pdf,
        "podcast": podcast,
    }


def front_matter_shape(extra: Declared = ()) -> Shape:
    """Return the shape of the front matter of a brief; `extra` are the keys of the site's own."""
    return object_shape(_readers("UTC", extra), REQUIRED, filled=(*DECIDING, "withdrawn"))


def _read_date(node: Node, problems: Problems, zone: tzinfo) -> ReadDate:
    if type(node) is not Scalar:
        wrong_kind(node, problems, "a date", "YYYY-MM-DD")
        return ReadDate(moment=None)
    read = read_date(node.text, Place(path=problems.path, line=node.line, column=node.column), zone)
    problems.diagnostics.extend(read.diagnostics)
    return read


@text_like(DATE)
def _moment(node: Node, problems: Problems, zone: tzinfo) -> Moment | None:
    return _read_date(node, problems, zone).moment


@text_like(DATE)
def _embargo(node: Node, problems: Problems, zone: tzinfo) -> Moment | None:
    read = _read_date(node, problems, zone)
    if read.moment and not read.has_offset:
        until = read.moment.utc().strftime("%Y-%m-%dT%H:%M:%SZ")
        message, fix = f"an embargo without a zone, which ends at {until}", f"write {until}, or another offset"
        problems.add("DAT08", node, message, fix=fix)
    return read.moment


def _check_changes(values: Mapping[str, Any], mapping: MappingNode, problems: Problems) -> None:
    """Report each change of a text that is dated before the day of its publication (DAT07)."""
    date = values.get("date")
    if date is None:
        return
    for node, name, changed in _changes(values, mapping):
        if changed.epoch < date.epoch and changed.day < date.day:
            message = f"{name} before the date of publication, {date.day}"
            problems.add("DAT07", node, message, found=changed.day, fix="correct one of the two")


def _changes(values: Mapping[str, Any], mapping: MappingNode) -> Iterator[tuple[Node, str, Moment]]:
    """Yield the place, the name and the date of each change; of corrections if all of them can be read."""
    nodes = mapping.entries
    if "updated" in values:
        yield nodes["updated"], "an update", values["updated"]
    if "withdrawn" in values:
        node = nodes["withdrawn"]
        yield part_of(node, "date") or node, "a withdrawal", values["withdrawn"].date
    listed, corrections = nodes.get("corrections"), values.get("corrections", ())
    if type(listed) is Sequence and len(listed.items) == len(corrections):
        for node, correction in zip(listed.items, corrections, strict=True):
            yield part_of(node, "date") or node, "a correction", correction.date


def _check_details(values: Mapping[str, Any], mapping: MappingNode, problems: Problems) -> None:
    if "withdrawn" in mapping.entries and is_empty(mapping.entries["withdrawn"]):
        fix = "write `withdrawn: {date: YYYY-MM-DD, reason: ...}`, or delete the line"
        problems.add("FM09", mapping.keys["withdrawn"], "`withdrawn:` without a date and a reason", fix=fix)
    kind = values.get("type", "brief")
    for key, code, name in (("event", "EVT02", "an event"), ("podcast", "POD01", "a podcast")):
        if key in values and kind != key:
            message, fix = f"the details of {name} in a text of another type", f"write `type: {key}`"
            problems.add(code, mapping.keys[key], message, found=kind, fix=fix)
    if kind == "event" and "event" not in mapping.entries:
        message, fix = (
            "an event that says nowhere when it takes place",
            "write `event: {start: 2024-09-01T18:00, place: …}`",
        )
        problems.add("EVT04", mapping.entries["type"], message, fix=fix)


_NOT_TEXT = re.compile(
    r"|~|null|[-+]?(?:0[xo][0-9a-f_]+|[\d_]*\.?[\d_]+(?:e[-+]?\d+)?|\d[\d_]*\.|\.(?:inf|nan))", re.IGNORECASE | re.ASCII
)


@shaped(
    {"type": "array", "items": {**TEXT, "type": ["string", "boolean"], "pattern": r"\S"}, "maxItems": LIMITS.tags.most}
)
def _tags(node: Node, problems: Problems) -> tuple[str, ...] | None:
    if type(node) is Scalar:
        fix = f"write `tags: [{one_line(node.text[:200])}]`"
        problems.add("TAG01", node, "tags given as text", found=node.text, fix=fix)
        return None
    if type(node) is not Sequence:
        wrong_kind(node, problems, "a list", "tags: [one, another]")
        return None
    if len(node.items) > LIMITS.tags.most:
        problems.add("LIM01", node, f"{len(node.items)} tags; the limit is {LIMITS.tags.most}", fix=LIMITS.tags.fix)
    tags = [_tag(item, number, problems) for number, item in enumerate(node.items[: LIMITS.tags.most], 1)]
    return tuple(dict.fromkeys([tag for tag in tags if tag]))


def _tag(item: Node, number: int, problems: Problems) -> str:
    """Return a tag; reports items that are not text, or that YAML would not read as text (2024 without quotes)."""
    if type(item) is not Scalar:
        kind = "a list" if type(item) is Sequence else "a mapping"
        problems.add("TAG02", item, f"item {number} of the tags is {kind}", fix="write each tag as text")
        return ""
    tag = text(item, problems)
    if tag is None:
        return ""
    if not tag or (item.plain and _NOT_TEXT.fullmatch(tag)):
        kind = "nothing" if tag.lower() in ("", "~", "null") else "a number"
        fix = f'put it in quotes: "{tag}"' if tag else "write the tag, or delete the item"
        problems.add("TAG02", item, f"item {number} of the tags is {kind}", found=tag, fix=fix)
        return ""
    return tag


_PDF = r"(?:[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]|\S(?:.*\S)?\.[Pp][Dd][Ff])"


@shaped({**TEXT, "type": ["string", "boolean"], "pattern": f"^{_PDF}$"})
def _pdf(node: Node, problems: Problems) -> str | None:
    """Read `true`, `false` or the path of a PDF."""
    written = text(node, problems)
    if written is None or re.fullmatch(_PDF, written):
        return written.lower() if written and written.lower() in ("true", "false") else written
    wrong_kind(node, problems, "true, false or a file", "pdf: report.pdf")
    return None


def _correction(moment: Any) -> Any:
    readers = {"date": moment, "kind": choice(*CORRECTION_KINDS), "note": words}
    form = "{date: YYYY-MM-DD, kind: correction, note: ...}"
    return group(Correction, readers, required=("date", "kind", "note"), form=form)


def _withdrawn(moment: Any) -> Any:
    form = "withdrawn: {date: YYYY-MM-DD, reason: ...}"
    return group(_withdrawal, {"date": moment, "reason": prose}, required=("date", "reason"), form=form)


def _withdrawal(*, date: Moment, reason: str) -> Correction:
    return Correction(date=date, kind="retraction", note=reason)


@shaped(shape_of(image))
def _lead_image(node: Node, problems: Problems) -> LeadImage | None:
    found: LeadImage | None = image(node, problems)
    if found and is_empty(part_of(node, "alt")):
        problems.add("IMG09", node, "an image without alternative text", found=found.src, fix="add `alt:` to it")
    return found
