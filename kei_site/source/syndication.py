"""`published_in` of a brief -> where it appeared elsewhere. Source, pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from kei_site.core.clock import Moment
from kei_site.core.syndication import ROLES, Syndication
from kei_site.core.urls import folded
from kei_site.schema.fields import Problems, Readers, choice, group, is_empty, list_of, missing, text
from kei_site.schema.formats import web_address
from kei_site.schema.nodes import Node
from kei_site.schema.nodes import Sequence as SequenceNode
from kei_site.schema.shapes import shape_of, shaped
from kei_site.source.fields import as_written, part_of

_OTHER_TEXTS = {"translation": "a translation", "excerpt": "an excerpt"}


def published_in(moment: Any) -> Any:
    """Return the reader of one outlet or a list of them; `moment` reads a date."""
    outlet = _appearance(moment)
    listed = list_of(outlet, form="published_in: [{outlet: ..., url: https://...}]")

    @shaped({"anyOf": [shape_of(outlet), shape_of(listed)]})
    def read(node: Node, problems: Problems) -> Syndication | None:
        if type(node) is not SequenceNode:
            found: Syndication | None = outlet(node, problems)
            return found
        several: tuple[Syndication, ...] = listed(node, problems) or ()
        if len(several) == len(node.items):
            _report_doubles(node.items, several, problems)
        numbered = [replace(found, key=f"{found.key}.{at}") for at, found in enumerate(several)]
        ordered = sorted(numbered, key=lambda found: found.role != ROLES[0])
        return replace(ordered[0], others=tuple(ordered[1:])) if ordered else None

    return read


def _appearance(moment: Any) -> Any:
    places: Readers = {"outlet": as_written(text), "url": web_address, "date": moment}
    readers = {**places, "canonical": choice("here", "there"), "role": choice(*ROLES)}
    read = group(_syndication, readers, required=("outlet",), form="published_in: {outlet: ..., url: https://...}")

    is_there = {"properties": {"canonical": {"const": "there"}}, "required": ["canonical"]}
    has_url = {"properties": {"url": {"not": {"type": "null"}}}, "required": ["url"]}

    @shaped({**shape_of(read), "if": is_there, "then": has_url})
    def checked(node: Node, problems: Problems) -> Syndication | None:
        found: Syndication | None = read(node, problems)
        if found and found.canonical_there and is_empty(part_of(node, "url")):
            missing("url", node, problems)
        elif found and found.canonical_there and found.role in _OTHER_TEXTS:
            message = f"`canonical: there` of {_OTHER_TEXTS[found.role]}, which is not the same text"
            fix = "delete `canonical:`; search engines would drop the page here"
            problems.add("SYN01", part_of(node, "canonical") or node, message, found=found.outlet, fix=fix)
        return found

    return checked


def _syndication(
    *, outlet: str, url: str = "", date: Moment | None = None, canonical: str = "here", role: str = ROLES[0]
) -> Syndication:
    return Syndication(outlet=outlet, url=url, date=date, canonical_there=canonical == "there", role=role)


def _report_doubles(nodes: Sequence[Node], several: Sequence[Syndication], problems: Problems) -> None:
    """Report each outlet that cannot stand beside one before it (SYN01), at the value that is wrong."""
    for at, there in enumerate(several):
        for key, message, fix in _doubles(there, several[:at]):
            node = part_of(nodes[at], key) or nodes[at]
            problems.add("SYN01", node, message, found=there.outlet, fix=fix)


def _doubles(there: Syndication, before: Sequence[Syndication]) -> Iterator[tuple[str, str, str]]:
    """Yield (key, message, fix) of what an outlet has in common with one before it; a whole twin is told alone."""
    name = (folded(there.outlet), there.role)
    if any(name == (folded(other.outlet), other.role) for other in before):
        yield "outlet", "the same outlet twice", "keep one of the two, or say by `role:` how they differ"
        return
    if there.url and any(there.url == other.url for other in before):
        yield "url", "the address of another outlet in this list", "correct the address"
    original = next((other.outlet for other in before if other.role == there.role == ROLES[0]), "")
    if original:
        fix = "write `role: reprint`, `translation` or `excerpt` where the text did not appear first"
        yield "role", f"a second original; the text is credited to {original}", fix
    if there.canonical_there and any(other.canonical_there for other in before):
        yield "canonical", "a second `canonical: there`; search engines are sent to one place", "keep one of them"
