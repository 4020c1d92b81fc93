"""Turns a seed into words: the synthetic vocabulary of the benchmark corpus.

No word means anything and none is a name. Its spread is like that of real text (Zipf-Mandelbrot: few words
are everywhere, tens of thousands are rare, many share a stem), so that an index of it has a realistic size.
Only `Random.random` and `Random.choices` are used: both give the same numbers in every version of Python.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, chain, islice
from random import Random
from typing import Final

STEMS: Final = 24_000
"""Stems in the vocabulary; with their endings about 60,000 words."""
SPREAD: Final = 1.02
"""Exponent of the Zipf-Mandelbrot law."""
SHIFT: Final = 2.7
"""Offset of the Zipf-Mandelbrot law: flattens the first few ranks, as in real text."""
DRAW: Final = 120
"""Words drawn at a time: enough that the call costs little, few enough for short briefs."""

_OPENINGS: Final = ("b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "st", "t", "tr", "v", "w")
_VOWELS: Final = ("a", "e", "i", "o", "u", "ai")
_CLOSINGS: Final = ("", "", "", "", "l", "n", "r", "s")
_ENDINGS: Final = ("", "", "", "s", "ed", "ing", "ment")

Words = Iterator[str]
"""An endless stream of words, the frequent ones more often."""


def vocabulary(seed: str, stems: int = STEMS) -> tuple[str, ...]:
    """Return distinct words, the most frequent first; these are short, the rare ones long."""
    rng = Random(f"{seed}:vocabulary")
    made = (_word(rng, rank) for rank in range(stems * 4))
    return tuple(islice(dict.fromkeys(chain.from_iterable(made)), stems * 5 // 2))


def stream(words: Sequence[str]) -> Callable[[Random], Words]:
    """Return a function that turns a random generator into an endless stream over `words`."""
    shares = tuple(accumulate(1 / (rank + SHIFT) ** SPREAD for rank in range(len(words))))

    def draw(rng: Random) -> Words:
        while True:
            yield from rng.choices(words, cum_weights=shares, k=DRAW)

    return draw


def take(words: Words, count: int) -> list[str]:
    """Return the next `count` words."""
    return list(islice(words, count))


def counted(text: str) -> int:
    """Return the number of words in Markdown: parts between blanks that hold a letter."""
    return sum(any(map(str.isalpha, word)) for word in text.split())


def between(rng: Random, low: int, high: int) -> int:
    """Return a whole number from `low` to `high`, both included."""
    return low + int(rng.random() * (high - low + 1))


def _word(rng: Random, rank: int) -> Iterator[str]:
    syllables = 1 if rank < 300 else between(rng, 2, 2 if rank < 3_000 else 3)
    stem = "".join(_syllable(rng) for _ in range(syllables))
    yield stem
    if rank >= 300:
        yield from (stem + ending for ending in rng.choices(_ENDINGS, k=3))


def _syllable(rng: Random) -> str:
    opening, vowel, closing = (rng.choices(parts)[0] for parts in (_OPENINGS, _VOWELS, _CLOSINGS))
    return opening + vowel + closing
