"""Tags, series and dates -> the few briefs that a reader may want next. Model, pure.

Only the nearest briefs in time that share a tag or the series are looked at, so adding a brief changes the choice of
a handful of others, and the work grows with the number of briefs, not with its square. Rare tags weigh more than
common ones (inverse document frequency), the series counts like a rare tag, and nearness in time breaks ties.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
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
    weights = {group: math.log1p(len(briefs) / len(found)) for group, found in members.items()}
    shared: dict[int, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for group, found in members.items():
        for at, brief in enumerate(found):
            for other in (*found[max(0, at - _REACH) : at], *found[at + 1 : at + 1 + _REACH]):
                shared[brief][other].append(group)
    return {brief.id: _best(at, shared[at], briefs, weights) for at, brief in enumerate(briefs) if at in shared}


def _members(briefs: Sequence[Ties]) -> dict[str, list[int]]:
    members: dict[str, list[int]] = defaultdict(list)
    for at, brief in enumerate(briefs):
        for group in brief.groups:
            members[f"{brief.language}/{group}"].append(at)
    return members


def _best(
    at: int, others: Mapping[int, Iterable[str]], briefs: Sequence[Ties], weights: Mapping[str, float]
) -> tuple[Relation, ...]:
    def rank(other: int) -> tuple[float, int, str]:
        weight = sum(weights[group] for group in others[other])
        return (-round(weight, 6), abs(briefs[other].epoch - briefs[at].epoch), briefs[other].id)

    chosen = sorted(others, key=rank)[:WANTED]
    return tuple(
        Relation(id=briefs[one].id, shared=tuple(group.partition("/")[2] for group in others[one])) for one in chosen
    )
