"""Pages, author records and `tags.yaml` -> their values; names are not split, nothing is raised. Source, pure."""

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from typing import Any
from unicodedata import normalize

from kei_site.core.diagnostics import Diagnostic
from kei_site.core.languages import in_language
from kei_site.core.limits import LIMITS
from kei_site.core.urls import shortened, slugify
from kei_site.core.value import value
from kei_site.model.brief import Author, Html, LeadImage, TagRecord
from kei_site.schema.fields import (
    Codes,
    Problems,
    Readers,
    boolean,
    choice,
    fields,
    is_empty,
    one_line,
    pack_places,
    places_of,
    read_mapping,
    text,
    texts,
    whole_number,
    wrong_kind,
)
from kei_site.schema.formats import language, orcid, web_address
from kei_site.schema.nodes import Mapping as MappingNode
from kei_site.schema.nodes import Node, Scalar
from kei_site.schema.shapes import TEXT, shape_of, shaped
from kei_site.source.draft_signs import report_draft_signs
from kei_site.source.fences import Split
from kei_site.source.fields import image, prose, slug, title, words

_Places = Mapping[str, tuple[int, int]]


@value
class PageRead:
    """The readable part of the front matter of a page."""

    title: str = ""
    summary: str = ""
    title_html: Html = Html("")
    summary_html: Html = Html("")
    slug: str = ""
    language: str = ""
    """BCP 47; the language of the site if the page names none."""
    places: _Places = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()


@value
class AuthorRead:
    """An author record without its biography."""

    author: Author
    """An author without a readable name has the id as name."""
    diagnostics: tuple[Diagnostic, ...] = ()


@value
class TagsRead:
    """The content of `tags.yaml`."""

    tags: tuple[TagRecord, ...] = ()
    """In the order written."""
    places: _Places = field(default_factory=dict)
    """Line and column of each tag's name, by name."""
    diagnostics: tuple[Diagnostic, ...] = ()


_PAGE: Readers = {"title": title, "summary": prose, "slug": slug, "language": language}


@shaped({"anyOf": [TEXT, shape_of(image)]})
def _portrait(node: Node, problems: Problems) -> LeadImage | None:
    """Read a portrait with its texts, or its path alone."""
    if type(node) is Scalar:
        path = text(node, problems)
        return LeadImage(src=path, alt="") if path else None
    found: LeadImage | None = image(node, problems)
    return found


def _names(node: Node, problems: Problems) -> dict[str, str] | None:
    """Read names by language."""
    if type(node) is not MappingNode:
        wrong_kind(node, problems, "a mapping", "names: {ko: ...}")
        return None
    known = {
        key: each for key, each in node.entries.items() if language(node.keys[key], problems) and not is_empty(each)
    }
    names = {key: prose(each, problems) for key, each in known.items()}
    return {key: name for key, name in names.items() if name}


_AUTHOR: Readers = {
    "name": words,
    "kind": choice("person", "organization"),
    "family": words,
    "given": words,
    "url": web_address,
    "orcid": orcid,
    "role": words,
    "image": image,
    "portrait": _portrait,
    "language": language,
    "names": _names,
    "affiliation": prose,
    "press_contact": prose,
    "group": text,
    "order": whole_number(0, 10_000),
    "former": boolean,
    "page": boolean,
}
_NAME = re.compile(r"^name:[ \t]+(['\"]?)([^\W\d_][\w .’·-]{0,100})\1[ \t]*$", re.MULTILINE)
_AUTHOR_CODES = Codes(kind="AUT02", choice="AUT02", number="AUT02", missing="AUT02")

_TAG: Readers = {"description": words, "also": texts("also"), "slug": slug, "names": _names}


def read_page(parts: Split, path: str, *, language: str) -> PageRead:
    """Return the front matter of a page; `language` is for pages that name none."""
    problems = Problems(path=path)
    values, mapping = _values(parts, _PAGE, problems, "title")
    if report_draft_signs(mapping, problems, deciding=()):
        values["title"] = ""
    places, diagnostics = places_of(mapping), tuple(problems.diagnostics)
    return PageRead(**{"language": language, **values}, places=places, diagnostics=diagnostics)


def read_author(parts: Split, path: str, *, language: str) -> AuthorRead:
    """Return an author record; its id is the file name without `.md`. Diagnostics: AUT02, and those of front matter."""
    problems = Problems(path=path, codes=_AUTHOR_CODES)
    stem = normalize("NFC", posixpath.splitext(posixpath.basename(path))[0])
    values, mapping = _values(parts, _AUTHOR, problems, *(() if in_language(stem)[1] else ("name",)))
    places = pack_places(places_of(mapping))
    name = values.get("name") or _plain_name(parts) or stem
    portrait = values.pop("image", None)
    portrait = values.pop("portrait", portrait)
    if portrait:
        values["portrait"] = replace(portrait, alt=portrait.alt or name)
    author = Author(**{"language": language, **values, "name": name}, id=stem, path=path, places=places)
    return AuthorRead(author=author, diagnostics=tuple(problems.diagnostics))


def _plain_name(parts: Split) -> str:
    """Return the name in front matter that cannot be read, so that bylines have it; empty if it is not sure."""
    found = _NAME.search(parts.front or "")
    return found[2].strip() if found else ""


def _values(parts: Split, readers: Readers, problems: Problems, *required: str) -> tuple[dict[str, Any], MappingNode]:
    mapping = None if parts.front is None else read_mapping(parts.front, problems, first_line=parts.front_line)
    if mapping is None:
        return {}, MappingNode(entries={}, keys={}, line=1, column=1)
    return fields(mapping, readers, problems, required=required), mapping


def read_tags(text: str, path: str) -> TagsRead:
    """Return the tags in a text such as `NATO: {description: …, also: [OTAN], slug: nato}`.

    A tag may have no value. Diagnostics: TAG05 for a name without a slug, TAG03-04 for a spelling or slug of two
    tags, SLG01-04, and those of front matter.
    """
    problems = Problems(path=path)
    mapping = read_mapping(text, problems)
    if mapping is None:
        return TagsRead(diagnostics=tuple(problems.diagnostics))
    tags = [_tag(name, node, mapping, problems) for name, node in mapping.entries.items()]
    _check_shared(zip(mapping.keys.values(), tags, strict=True), problems)
    places = {one_line(key.text[: LIMITS.title.most]): (key.line, key.column) for key in mapping.keys.values()}
    return TagsRead(tags=tuple([tag for tag in tags if tag]), places=places, diagnostics=tuple(problems.diagnostics))


def _check_shared(tags: Iterable[tuple[Scalar, TagRecord | None]], problems: Problems) -> None:
    slugs: dict[str, str] = {}
    variants: dict[str, str] = {}
    for key, tag in tags:
        if tag is None:
            continue
        if slugs.setdefault(tag.slug, tag.name) != tag.name:
            message, fix = f"has the same address as the tag {slugs[tag.slug]}", "give one of them another `slug:`"
            problems.add("TAG04", key, message, found=tag.name, fix=fix)
        for spelling in dict.fromkeys((tag.name, *tag.variants, *tag.names.values())):
            if variants.setdefault(spelling, tag.name) != tag.name:
                message, fix = f"is also a spelling of the tag {variants[spelling]}", "keep it in one of the two"
                problems.add("TAG03", key, message, found=spelling, fix=fix)


def _tag(written: str, node: Node, mapping: MappingNode, problems: Problems) -> TagRecord | None:
    name = one_line(written[: LIMITS.title.most])
    values = _tag_values(node, problems)
    tag_slug = values.get("slug") or shortened(slugify(name))
    if not tag_slug:
        message = "a tag that no slug can be made from"
        problems.add("TAG05", mapping.keys[written], message, found=name, fix="give it a `slug:`")
        return None
    description, variants = values.get("description", ""), values.get("also", ())
    names = values.get("names", {})
    return TagRecord(name=name, slug=tag_slug, description=description, variants=variants, names=names)


def _tag_values(node: Node, problems: Problems) -> dict[str, Any]:
    if is_empty(node):
        return {}
    if type(node) is not MappingNode:
        wrong_kind(node, problems, "a mapping", "{description: ..., also: [...], names: {ko: ...}, slug: ...}")
        return {}
    return fields(node, _TAG, problems)
