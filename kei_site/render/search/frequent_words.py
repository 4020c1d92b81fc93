"""The places of a frequent word in the search index -> fewer places, spread like all of them. Render, pure.

A word of nearly every text would take half a megabyte of a query that only needs to know how often each text has it.
Quoted phrases need every place: they ask for the word with a mark before it, under which the index keeps all.

A word is [word, pages, variants], a page [steps from the page before, places, places in metadata]. Places are steps
from the place before; a negative number sets the weight of those that follow, whose first is absolute.
"""

from collections.abc import Iterator, Sequence
from typing import Any

WHOLE = "\ue000"
"""Before a word whose places are all there. Of private use, so that no text has it."""

_MOST = 2_500
"""Places of a word that are loaded with a query, about as many as a chunk holds."""


def is_frequent(word: Sequence[Any]) -> bool:
    """Return whether a word has more places than a query loads."""
    return sum(map(_count, word[1])) > _MOST


def thinned(word: Sequence[Any]) -> list[Any]:
    """Return a frequent word with about the same share of the places of each page, at least one."""
    key, pages, *others = word
    total = sum(map(_count, pages))
    return [key, [[step, _few(places, total), *meta] for step, places, *meta in pages], *others]


def _count(page: Sequence[Any]) -> int:
    return sum(step >= 0 for step in page[1])


def _few(steps: Sequence[int], total: int) -> list[int]:
    known = list(_places(steps))
    wanted = max(1, len(known) * _MOST // total) if known else 0
    return list(_steps([known[at * len(known) // wanted] for at in range(wanted)]))


def _places(steps: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield (mark of its weight, 0 for the usual one; place) of each place."""
    mark = place = 0
    for step in steps:
        if step < 0:
            mark, place = step, 0
        else:
            place += step
            yield mark, place


def _steps(places: Sequence[tuple[int, int]]) -> Iterator[int]:
    mark = before = 0
    for its, place in places:
        if its != mark:
            mark, before = its, 0
            yield mark
        yield place - before
        before = place
