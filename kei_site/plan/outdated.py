"""The plan and the traces of the last build -> the targets to render, and why."""

import dataclasses
import functools
from collections.abc import Iterator, Mapping
from typing import Any
from zlib import crc32

from kei_site.core.codec import encode
from kei_site.core.hashing import Digest, field_names, represented
from kei_site.core.value import value
from kei_site.model.brief import FrontMatter
from kei_site.plan.targets import Key, Plan, Target


@value
class PublishedFile:
    """One file as it was published."""

    path: str
    digest: Digest
    stamp: tuple[int, int, int, int]
    """Size, mtime, ctime, inode, as `os.stat` gave them after publishing."""


@value
class Trace:
    """What a target was published as, and from which key."""

    key: Key
    files: tuple[PublishedFile, ...]


@value
class Outdated:
    """A target to render, and the reason."""

    target: Target
    reason: str
    """`new`, `view`, `template`, `code`, `missing` or `altered`."""


def find_outdated(plan: Plan, traces: Mapping[str, Trace], lost: Mapping[str, str]) -> tuple[Outdated, ...]:
    """Return the outdated targets in the order of their paths; `lost` maps output paths to `missing` or `altered`."""
    found = (_outdated(target, plan.keys[path], traces.get(path), lost) for path, target in plan.targets.items())
    return tuple(filter(None, found))


def _outdated(target: Target, key: Key, trace: Trace | None, lost: Mapping[str, str]) -> Outdated | None:
    if trace is None:
        return Outdated(target=target, reason="new")
    if trace.key.code != key.code:
        return Outdated(target=target, reason="code")
    if trace.key.template != key.template:
        return Outdated(target=target, reason="template")
    if trace.key.view != key.view:
        return Outdated(target=target, reason="view")
    damage = next((lost[file.path] for file in trace.files if file.path in lost), None)
    return Outdated(target=target, reason=damage) if damage else None


def fields_of(view: object) -> dict[str, str]:
    """Return eight digits for each field of a view, and for each key of its front matter: explanations compare them.

    Fields that are empty, as they usually are, are left out.
    """
    return {name: _digits(value) for name, value in _named_values(view)}


def _named_values(view: object) -> Iterator[tuple[str, object]]:
    kind: Any = type(view)
    for name, empty in _usual(kind):
        value = getattr(view, name)
        if isinstance(value, FrontMatter):
            yield from _named_values(value)
        elif value is not empty:
            yield name, value


@functools.cache
def _usual(kind: type) -> tuple[tuple[str, object], ...]:
    """Return the names of the fields of a view, each with its default if that is an empty object of Python's own."""
    defaults = {field.name: field.default for field in dataclasses.fields(kind)}
    return tuple(
        (name, defaults[name] if defaults[name] in (None, "", ()) else dataclasses.MISSING)
        for name in field_names(kind)
        if name != "content_hash"
    )


def _digits(value: object) -> str:
    return f"{crc32(encode(represented(value))):08x}"


def changed_fields(before: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, ...]:
    """Return the fields of a view that differ from those whose digests were kept; both as `fields_of` gives them."""
    return tuple(name for name in dict.fromkeys((*now, *before)) if before.get(name) != now.get(name))
