"""Tags, series and dates -> the few briefs that a reader may want next. Model, pure.

Only the nearest briefs in time that share a tag or the series are looked at, so the work grows with the number of
briefs, not with its square. The rank of two briefs depends on those two alone (shared tags, the series counting twice,
then nearness in time): no number of the whole site enters, so adding a brief changes the choice of a handful of others.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WANTED = 3
_REACH = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """What ties a brief to others."""

    id: str
    epoch: int
    language: str
    groups: tuple[str, ...]
    """Tag slugs, and the series as `series:SLUG`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A related brief and the groups that both are in."""

    id: str
    shared: tuple[str, ...]


def relate(briefs: Sequence[Ties]) -> dict[str, tuple[Relation, ...]]:
    """Return for each brief (given newest first) at most `WANTED` others, the best first."""
    members = _members(briefs)
    shared: dict[int, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for group, found in sorted(members.items()):
        for at, brief in enumerate(found):
            for other in (*found[max(0, at - _REACH) : at], *found[at + 1 : at + 1 + _REACH]):
                shared[brief][other].append(group)
    return {brief.id: _best(at, shared[at], briefs) for at, brief in enumerate(briefs) if at in shared}


def _members(briefs: Sequence[Ties]) -> dict[str, list[int]]:
    members: dict[str, list[int]] = defaultdict(list)
    for at, brief in enumerate(briefs):
        for group in brief.groups:
            members[f"{brief.language}/{group}"].append(at)
    return members


def _best(at: int, others: Mapping[int, Sequence[str]], briefs: Sequence[Ties]) -> tuple[Relation, ...]:
    def rank(other: int) -> tuple[int, int, str]:
        weight = sum(2 if "/series:" in group else 1 for group in others[other])
        return (-weight, abs(briefs[other].epoch - briefs[at].epoch), briefs[other].id)

    chosen = sorted(others, key=rank)[:WANTED]
    return tuple(
        Relation(id=briefs[one].id, shared=tuple(group.partition("/")[2] for group in others[one])) for one in chosen
    )
