"""The `types` of `site.yaml` -> what a site calls its publications, and their diagnostics. Schema, pure."""

from kei_site.core.vocabulary import TYPE_FOLDERS, TypeWords
from kei_site.schema.fields import Problems, Readers, boolean, fields, group, text, wrong_kind
from kei_site.schema.formats import matching
from kei_site.schema.nodes import Mapping, Node
from kei_site.schema.shapes import object_shape, shaped

_TYPE = group(
    TypeWords,
    {
        "plural": text,
        "page": boolean,
        "slug": matching(r"[a-z0-9]+(?:-[a-z0-9]+)*", "small letters and digits with single hyphens, such as studies"),
    },
    form="report: {plural: Reports, page: true}",
)
_TYPES: Readers = dict.fromkeys(TYPE_FOLDERS, _TYPE)


@shaped(object_shape(_TYPES))
def types(node: Node, problems: Problems) -> dict[str, TypeWords] | None:
    """Read the words of types, by type."""
    if type(node) is not Mapping:
        wrong_kind(node, problems, "a mapping", "types: {report: {plural: Reports, page: true}}")
        return None
    return fields(node, _TYPES, problems)
