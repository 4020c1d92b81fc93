"""Redirects, as a mapping or as a list -> pairs of an old path and a new address, and their places. Schema, pure."""

from collections.abc import Iterator

from kei_site.schema.fields import Problems, group, list_of
from kei_site.schema.formats import OLD_PATH, address, old_path
from kei_site.schema.nodes import Mapping, Node
from kei_site.schema.shapes import shape_of, shaped


def _redirect(**ends: str) -> tuple[str, str]:
    return ends["from"], ends["to"]


_REDIRECT_LIST = list_of(
    group(_redirect, {"from": old_path, "to": address}, required=("from", "to"), form="{from: /old/, to: /new/}"),
    form="redirects: {/old/: /new/}",
)


_REDIRECT_MAPPING = {
    "type": "object",
    "propertyNames": {"pattern": f"^(?:{OLD_PATH})$"},
    "additionalProperties": shape_of(address),
}


@shaped({"anyOf": [_REDIRECT_MAPPING, shape_of(_REDIRECT_LIST)]})
def redirects(node: Node, problems: Problems) -> tuple[tuple[str, str], ...] | None:
    """Read `{old: new}`, or `[{from: old, to: new}]`."""
    if type(node) is not Mapping:
        found: tuple[tuple[str, str], ...] | None = _REDIRECT_LIST(node, problems)
        return found
    read = [(old_path(node.keys[key], problems), address(to, problems)) for key, to in node.entries.items()]
    return tuple([(old, new) for old, new in read if old and new])


def redirect_places(node: Node) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the name, `redirects.` and the decoded old path, and the place of each redirect."""
    written = [*node.keys.values()] if type(node) is Mapping else []
    written += [item.entries["from"] for item in getattr(node, "items", ()) if "from" in getattr(item, "entries", ())]
    for key in written:
        path = old_path(key, Problems(path=""))
        yield f"redirects.{path}", (key.line, key.column)
