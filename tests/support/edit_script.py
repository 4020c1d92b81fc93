"""Scripts of edits, run against the law: after every move, the incremental output is that of a clean build, and rests.

A script is a list of moves; a move is some letters, then a build. The random numbers of a letter depend on its own
number only, so a script can be made shorter and its other letters still do what they did.
"""

import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from tests.support.edits import ALPHABET
from tests.support.fixture_site import Playground
from tests.support.verdict import judge

MOVES = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Some letters, and then a build; `number` and the seed decide what the letters do."""

    number: int
    letters: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """The law, broken."""

    script: tuple[Move, ...]
    """Up to and with the move that broke it."""
    words: tuple[str, ...]
    """What each move did."""
    fault: str


def deal(seed: int, moves: int, letters: Sequence[str] = tuple(ALPHABET)) -> tuple[Move, ...]:
    """Return `moves` moves in which every letter comes up in turn, in an order that the seed decides."""
    return tuple(
        Move(number=number, letters=drawn) for number, drawn in zip(range(moves), _hands(seed, letters), strict=False)
    )


def _hands(seed: int, letters: Sequence[str]) -> Iterator[tuple[str, ...]]:
    rng = Random(f"deal {seed}")
    deck = _deck(rng, letters)
    while True:
        yield tuple(next(deck) for _ in range(rng.choice((1, 1, 1, 2, 2, 3))))


def _deck(rng: Random, letters: Sequence[str]) -> Iterator[str]:
    while True:
        yield from rng.sample(letters, len(letters))


def counts(script: Sequence[Move]) -> Counter[str]:
    """Return how often each letter comes up."""
    return Counter(letter for move in script for letter in move.letters)


Script = Sequence[Move]
Breach = Callable[[Script], Failure | None]
"""Runs a script on a new site."""


def run_script(play: Playground, script: Script, seed: int) -> Failure | None:
    """Make every move and judge it; return the first breach of the law."""
    words: list[str] = []
    play.build()
    for at, move in enumerate(script):
        try:
            fault = _move(play, move, seed, words)
        except Exception:
            fault = traceback.format_exc()
        if fault:
            return Failure(script=tuple(script[: at + 1]), words=tuple(words), fault=fault)
    return None


def _move(play: Playground, move: Move, seed: int, words: list[str]) -> str:
    """Make a move and judge it; when it broke the site (the clock alone can), take it back and judge that, too."""
    before, settings = play.sources(), (play.site.now, play.drafts)
    for at, letter in enumerate(move.letters):
        done = ALPHABET[letter](play, Random(f"{seed} {move.number} {at} {letter}"))
        words.append(f"{move.number:>4} {letter}: {done}")
    verdict = judge(play)
    if verdict.fault or not verdict.broken:
        return verdict.fault
    play.restore(before)
    play.site.now, play.drafts = settings
    words.append(f"{move.number:>4} fixed")
    fixed = judge(play)
    return fixed.fault or ("the fixed site is broken" if fixed.broken else "")


def shrink(failure: Failure, breach: Breach, tries: int = 40) -> Failure:
    """Return a failure with fewer moves: ever smaller pieces are left out while the rest still fails."""
    size = len(failure.script) // 2
    while size and tries > 0:
        for start in range(0, len(failure.script), size):
            shorter = (*failure.script[:start], *failure.script[start + size :])
            found = breach(shorter) if tries > 0 else None
            tries -= 1
            if found:
                failure = found
                break
        else:
            size //= 2
    return failure


def report(failure: Failure, seed: int) -> str:
    """Return what a developer has to know to see the breach again."""
    moves = ", ".join(f"{move.number}: {'+'.join(move.letters)}" for move in failure.script)
    return "\n".join([f"the law is broken (seed {seed})", *failure.words, failure.fault, f"script: {moves}"])
