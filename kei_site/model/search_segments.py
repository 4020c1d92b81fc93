"""Briefs in their order -> the segments of the search index, by name.

A changed brief makes one segment outdated, so the newest briefs stand alone, and older ones are grouped by months,
filled from the oldest. Segments are measured in words: the indexer takes some 0.4 KB for each.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from kei_site.core.value import value
from kei_site.model.brief import Brief

CAPACITY = 3_350_000
"""Words in a segment, at most."""
SMALL = 500_000
"""Words of a site that is one segment."""
FRONT = 150_000
"""The segment of the newest year takes in earlier months until it has so many words: in January the year that is
over still changes more than the one that has begun. Either half of the year stands alone once each has so many."""
_LEAST = 10_000
"""Words in a segment, at most, where as many segments are wanted as there can be."""
_OVERHEAD = 60
"""Words that a brief counts for beside its text: title, summary, names."""
_GRAIN = 250
"""Words are counted in portions of so many, so that a few words more or less move no border between segments."""


@value
class _Group:
    name: str
    briefs: tuple[Brief, ...]
    """Oldest first."""
    words: int


def segments_of(briefs: Sequence[Brief], wanted: int = 0) -> Mapping[str, tuple[Brief, ...]]:
    """Return the segments of `briefs` (newest first) by name: the newest segment, which is the primary one, first.

    `wanted` is how many there may be at most, however much memory they take; 0 leaves that to the lengths alone.

    A segment is named after its first month (`2019-07`; further parts of a month that is too long for one segment are
    `2019-07-2`, ...), so it keeps its name when later months join it. Without briefs there is no segment.
    """
    months = list(_months(briefs[::-1]))
    if not months:
        return {}
    if wanted:
        divided = _at_most(wanted, months)
    else:
        divided = [_joined(months)] if _total(months) <= SMALL else _divided(months, CAPACITY)
    return {group.name: group.briefs[::-1] for group in reversed(divided)}


def _divided(months: Sequence[_Group], capacity: int) -> list[_Group]:
    start = _front(months, capacity)
    return [*_filled(months[:start], capacity), *_halves(months[start:])]


def _at_most(wanted: int, months: Sequence[_Group]) -> list[_Group]:
    """Return so many groups or fewer, as small as that allows; the newest months stand alone if they can.

    Their size grows in steps, so that few edits move the borders.
    """
    sizes = [_LEAST]
    while sizes[-1] < _total(months):
        sizes.append(sizes[-1] * 5 // 4)
    ways = (_divided(months, size) for size in sizes), (list(_filled(months, size)) for size in sizes)
    return next(groups for groups in chain(*ways) if len(groups) <= wanted)


def _months(briefs: Sequence[Brief]) -> Iterator[_Group]:
    """Yield the months that have briefs, oldest first, in parts if one is too long for a segment."""
    by_month: dict[str, list[Brief]] = {}
    for brief in briefs:
        by_month.setdefault(brief.front.date.day[:7], []).append(brief)
    for month in sorted(by_month):
        for number, part in enumerate(_parts(by_month[month]), 1):
            name = month if number == 1 else f"{month}-{number}"
            yield _Group(name=name, briefs=tuple(part), words=sum(map(weight_of, part)))


def _parts(briefs: Iterable[Brief]) -> Iterator[list[Brief]]:
    part: list[Brief] = []
    words = 0
    for brief in briefs:
        if part and words + weight_of(brief) > CAPACITY:
            yield part
            part, words = [], 0
        part.append(brief)
        words += weight_of(brief)
    yield part


def weight_of(brief: Brief) -> int:
    """Return the words that a brief counts for."""
    return -(-(brief.word_count + _OVERHEAD) // _GRAIN) * _GRAIN


def _total(groups: Iterable[_Group]) -> int:
    return sum(group.words for group in groups)


def _front(months: Sequence[_Group], capacity: int) -> int:
    """Return where the newest months begin: with its year, unless that is too long, or earlier if it is short."""
    year = months[-1].name[:4]
    start = next(at for at, month in enumerate(months) if month.name.startswith(year))
    if _total(months[start:]) > capacity:
        return len(months) - 1
    while start > 0 and _total(months[start:]) < FRONT and _total(months[start - 1 :]) <= SMALL:
        start -= 1
    return start


def _halves(months: Sequence[_Group]) -> list[_Group]:
    """Return the newest months joined, divided at July of the newest year if that leaves enough on both sides."""
    july = f"{months[-1].name[:4]}-07"
    halves = [[month for month in months if (month.name < july) == is_early] for is_early in (True, False)]
    are_long = all(halves) and min(map(_total, halves)) >= FRONT
    return [_joined(half) for half in halves] if are_long else [_joined(months)]


def _filled(groups: Sequence[_Group], capacity: int) -> Iterator[_Group]:
    """Yield the groups joined, from the oldest, as far as the capacity (in words) goes."""
    waiting: list[_Group] = []
    for group in groups:
        if waiting and _total(waiting) + group.words > capacity:
            yield _joined(waiting)
            waiting = []
        waiting.append(group)
    if waiting:
        yield _joined(waiting)


def _joined(groups: Sequence[_Group]) -> _Group:
    briefs = tuple(brief for group in groups for brief in group.briefs)
    return _Group(name=groups[0].name, briefs=briefs, words=_total(groups))
