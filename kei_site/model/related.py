"""Tags, series and dates -> the few briefs that a reader may want next.

The rank of two briefs depends on those two alone, so adding a brief changes the choice of a handful of others; and
only the nearest in time of a group are compared, so the work grows with the number of briefs, not with its square.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import TypeAlias

from kei_site.core.value import value

WANTED = 3
_REACH = 4


@value
class Ties:
    """What ties a brief to others."""

    id: str
    epoch: int
    language: str
    groups: tuple[str, ...]
    """Tag slugs, and the series as `series:SLUG`."""


@value
class Relation:
    """A related brief and the groups that both are in."""

    id: str
    shared: tuple[str, ...]


def relate(briefs: Sequence[Ties]) -> dict[str, tuple[Relation, ...]]:
    """Return for each brief (given newest first) at most `WANTED` others, the best first."""
    shared: list[_Shared] = [defaultdict(list) for _ in briefs]
    for (_, group), found in sorted(_members(briefs).items()):
        for at, place in enumerate(found):
            for other in found[at + 1 : at + 1 + _REACH]:
                shared[place][other].append(group)
                shared[other][place].append(group)
    return {brief.id: _best(brief, others, briefs) for brief, others in zip(briefs, shared, strict=True) if others}


_Shared: TypeAlias = dict[int, list[str]]
"""The groups that a brief shares with others, by their places among all briefs."""


def _members(briefs: Sequence[Ties]) -> dict[tuple[str, str], list[int]]:
    """Return the briefs of each group, by language and group."""
    members: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, brief in enumerate(briefs):
        for group in brief.groups:
            members[brief.language, group].append(at)
    return members


def _best(brief: Ties, others: _Shared, briefs: Sequence[Ties]) -> tuple[Relation, ...]:
    series = {group for group in brief.groups if group.startswith("series:")}
    ranked = sorted(
        [
            (-len(groups) - len(series.intersection(groups)), abs(briefs[at].epoch - brief.epoch), briefs[at].id, at)
            for at, groups in others.items()
        ]
    )
    return tuple([Relation(id=name, shared=tuple(others[at])) for _, _, name, at in ranked[:WANTED]])
