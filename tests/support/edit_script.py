"""Scripts of edits, run against the law: after every move, the incremental output is that of a clean build, and rests.

A script is a list of moves; a move is some edits, then a build. The random numbers of an edit depend on its own
number only, so a script can be made shorter and its other edits still do what they did.
"""

import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from tests.support.edits import ALL_EDITS
from tests.support.fixture_site import FixtureSite
from tests.support.verdict import verdict_of

MOVES = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Some edits, and then a build; `number` and the seed decide what the edits do."""

    number: int
    edits: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """The law, broken."""

    script: tuple[Move, ...]
    """Up to and with the move that broke it."""
    words: tuple[str, ...]
    """What each move did."""
    violation: str


def deal(seed: int, moves: int, edits: Sequence[str] = tuple(ALL_EDITS)) -> tuple[Move, ...]:
    """Return `moves` moves in which every edit comes up in turn, in an order that the seed decides."""
    return tuple(
        Move(number=number, edits=drawn) for number, drawn in zip(range(moves), _hands(seed, edits), strict=False)
    )


def _hands(seed: int, edits: Sequence[str]) -> Iterator[tuple[str, ...]]:
    rng = Random(f"deal {seed}")
    deck = _deck(rng, edits)
    while True:
        yield tuple(next(deck) for _ in range(rng.choice((1, 1, 1, 2, 2, 3))))


def _deck(rng: Random, edits: Sequence[str]) -> Iterator[str]:
    while True:
        yield from rng.sample(edits, len(edits))


def counts(script: Sequence[Move]) -> Counter[str]:
    """Return how often each edit comes up."""
    return Counter(edit for move in script for edit in move.edits)


Script = Sequence[Move]
FindViolation = Callable[[Script], Failure | None]
"""Runs a script on a new site."""


def run_script(fixture: FixtureSite, script: Script, seed: int) -> Failure | None:
    """Make every move, each followed by a verdict; return the first violation of the law."""
    words: list[str] = []
    fixture.build()
    for at, move in enumerate(script):
        try:
            violation = _move(fixture, move, seed, words)
        except Exception:
            violation = traceback.format_exc()
        if violation:
            return Failure(script=tuple(script[: at + 1]), words=tuple(words), violation=violation)
    return None


def _move(fixture: FixtureSite, move: Move, seed: int, words: list[str]) -> str:
    """Make a move and return how its build breaks the law, or "".

    A move can break the site (the clock alone can): it is taken back, and the next build has a verdict, too.
    """
    before, settings = fixture.sources(), (fixture.site.now, fixture.drafts)
    for at, edit in enumerate(move.edits):
        done = ALL_EDITS[edit](fixture, Random(f"{seed} {move.number} {at} {edit}"))
        words.append(f"{move.number:>4} {edit}: {done}")
    verdict = verdict_of(fixture)
    if verdict.violation or not verdict.broken:
        return verdict.violation
    fixture.restore(before)
    fixture.site.now, fixture.drafts = settings
    words.append(f"{move.number:>4} fixed")
    fixed = verdict_of(fixture)
    return fixed.violation or ("the fixed site is broken" if fixed.broken else "")


def shrink(failure: Failure, violation: FindViolation, tries: int = 40) -> Failure:
    """Return a failure with fewer moves: ever smaller pieces are left out while the rest still fails."""
    size = len(failure.script) // 2
    while size and tries > 0:
        for start in range(0, len(failure.script), size):
            shorter = (*failure.script[:start], *failure.script[start + size :])
            found = violation(shorter) if tries > 0 else None
            tries -= 1
            if found:
                failure = found
                break
        else:
            size //= 2
    return failure


def report(failure: Failure, seed: int) -> str:
    """Return what a developer has to know to see the violation again."""
    moves = ", ".join(f"{move.number}: {'+'.join(move.edits)}" for move in failure.script)
    return "\n".join([f"the law is broken (seed {seed})", *failure.words, failure.violation, f"script: {moves}"])
