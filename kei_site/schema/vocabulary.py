"""`types`, `people` and `extra` of `site.yaml` -> what a site calls its things, and their diagnostics. Schema, pure."""

import re

from kei_site.core.vocabulary import EXTRA_TYPES, TYPE_FOLDERS, ExtraKey, People, TypeWords
from kei_site.schema.fields import Problems, Readers, boolean, choice, fields, group, text, texts, wrong_kind
from kei_site.schema.formats import matching
from kei_site.schema.nodes import Mapping, Node
from kei_site.schema.shapes import object_shape, shape_of, shaped

_TYPE = group(
    TypeWords,
    {
        "singular": text,
        "plural": text,
        "page": boolean,
        "slug": matching(r"[a-z0-9]+(?:-[a-z0-9]+)*", "small letters and digits with single hyphens, such as studies"),
    },
    form="report: {singular: Report, plural: Reports, page: true}",
)
_TYPES: Readers = dict.fromkeys(TYPE_FOLDERS, _TYPE)


@shaped(object_shape(_TYPES))
def types(node: Node, problems: Problems) -> dict[str, TypeWords] | None:
    """Read the words of types, by type."""
    if type(node) is not Mapping:
        wrong_kind(node, problems, "a mapping", "types: {report: {plural: Reports, page: true}}")
        return None
    words: dict[str, TypeWords] = fields(node, _TYPES, problems)
    _check_addresses(words, node, problems)
    return words


def _check_addresses(words: dict[str, TypeWords], node: Mapping, problems: Problems) -> None:
    """Report each type whose page has the address of that of another type before it."""
    taken: dict[str, str] = {}
    for kind, of_kind in words.items():
        slug = of_kind.slug or TYPE_FOLDERS[kind]
        first = taken.setdefault(slug, kind) if of_kind.page else kind
        if first != kind:
            message, fix = f"the page of {first} has this address, too", "give one of the two another `slug:`"
            problems.add(problems.codes.kind, node.entries[kind], message, found=f"/types/{slug}/", fix=fix)


people = group(
    People, {"title": text, "groups": texts("groups")}, form="people: {title: Experts, groups: [Fellows, Staff]}"
)
"""Reads the title and the groups of the people."""

_NAME = r"[^\W\d_]\w*(?:-\w+)*"
"""The name of a key: letters of any script, digits, `_` and `-`; a letter comes first."""
_NAME_IN_EDITORS = r"^[^\x00-@\[-`{-\x7f\s][^\x00-,./:-@\[-^`{-\x7f\s]*$"
"""The same for text editors, to whose `\\w` only letters of ASCII belong."""
_FORM = "{type: text, label: Place}"


def _key(*, label: str, **given: str) -> tuple[str, str]:
    return given.get("type", "text"), label


_KEY = group(_key, {"type": choice(*EXTRA_TYPES), "label": text}, required=("label",), form=_FORM)


@shaped({"type": "object", "propertyNames": {"pattern": _NAME_IN_EDITORS}, "additionalProperties": shape_of(_KEY)})
def extra(node: Node, problems: Problems) -> tuple[ExtraKey, ...] | None:
    """Read the declared front-matter keys, in their order."""
    if type(node) is not Mapping:
        wrong_kind(node, problems, "a mapping", f"extra: {{study_area: {_FORM}}}")
        return None
    found = []
    for name, child in node.entries.items():
        if not re.fullmatch(_NAME, name):
            wrong_kind(node.keys[name], problems, "a name of letters, digits, `_` and `-` that begins with a letter")
        elif read := _KEY(child, problems):
            found.append(ExtraKey(name=name, type=read[0], label=read[1]))
    return tuple(found)
