"""Turns a number of briefs into their outlines: authors, day, tags and headings of each.

Outlines come before bodies, so that a body may link to any brief and to any heading that really exists. Every
brief has its own random generator, seeded by its number: the order of writing decides nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from math import sqrt
from random import Random
from typing import Final

from tests.bench.words import Words, between, stream, take, vocabulary

FIRST_DAY: Final = date(1986, 1, 1)
"""Day of the oldest brief."""
LAST_DAY: Final = date(2025, 12, 28)
"""No brief is newer: the benchmark adds its own after this day."""
AUTHOR_IDS: Final = tuple(f"author-{number:03d}" for number in range(1, 301))
"""The last one is an organisation."""
TAG_NAMES: Final = tuple(f"Topic {number:03d}" for number in range(1, 121))
SERIES: Final = 8
WORDS_PER_HEADING: Final = 280


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How much to make: `briefs` briefs with about `words` words in their bodies, all together."""

    briefs: int
    words: int
    seed: str = "corpus"
    lived: bool = False
    """With what archives gather over the years, in the shares of real ones: pictures, raw HTML, dead links, tags
    used once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A brief without its body."""

    number: int
    day: date
    slug: str
    title: str
    summary: str
    """Empty in one brief of seven: there the first paragraph serves."""
    kind: str
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    series: str
    """Empty for two briefs of three."""
    revised: date | None
    headings: tuple[str, ...]
    words: int
    """Words of the body, headings included."""
    traits: frozenset[str] = frozenset()
    """Of a lived corpus: `picture`, `html`, `dead link`, `own tag`."""

    @property
    def path(self) -> str:
        """Path below `content/briefs`, with slashes."""
        return f"{self.day.year}/{self.slug}.md"


SHARES: Final = {"picture": 0.2, "html": 0.3, "dead link": 0.6, "own tag": 0.5}
"""In how many briefs of a lived corpus a trait occurs."""


@cache
def vocabulary_stream(seed: str) -> Callable[[Random], Words]:
    """Return the function that draws words of a corpus."""
    return stream(vocabulary(seed))


def outlines(scale: Scale) -> tuple[Outline, ...]:
    """Return all outlines, oldest first; the words of their bodies add up to `scale.words`."""
    draw = vocabulary_stream(scale.seed)
    budgets = _budgets(scale)
    return tuple(_outline(scale, number, budgets[number], draw) for number in range(scale.briefs))


def _outline(scale: Scale, number: int, words: int, draw: Callable[[Random], Words]) -> Outline:
    rng = Random(f"{scale.seed}:outline:{number}")
    pool = draw(rng)
    day = _day(number, scale.briefs)
    named = [word for word in take(pool, 40) if len(word) > 3][:8]
    traits = _traits(scale, number) if scale.lived else frozenset()
    own = (f"Matter {number}",) if "own tag" in traits else ()
    return Outline(
        number=number,
        day=day,
        slug=_slug(named[:4], number),
        title=" ".join(named).capitalize(),
        summary="" if rng.random() < 1 / 7 else f"{' '.join(take(pool, 22)).capitalize()}.",
        kind="commentary" if rng.random() < 0.1 else "brief",
        authors=_picked(rng, AUTHOR_IDS, between(rng, 1, 3)),
        tags=(*_picked(rng, TAG_NAMES, between(rng, 2, 6)), *own),
        series=f"Series {between(rng, 1, SERIES)}" if rng.random() < 1 / 3 else "",
        revised=min(day + timedelta(days=30), LAST_DAY) if rng.random() < 0.05 else None,
        headings=_headings(rng, pool, words // WORDS_PER_HEADING),
        words=words,
        traits=traits,
    )


def _traits(scale: Scale, number: int) -> frozenset[str]:
    rng = Random(f"{scale.seed}:traits:{number}")
    return frozenset(trait for trait, share in SHARES.items() if rng.random() < share)


def _slug(words: list[str], number: int) -> str:
    return f"{'-'.join(words)[:60].rstrip('-')}-{number:06d}"


def _headings(rng: Random, pool: Words, count: int) -> tuple[str, ...]:
    drawn = (" ".join(take(pool, between(rng, 3, 6))).capitalize() for _ in range(count))
    return tuple(dict.fromkeys(drawn))


def _picked(rng: Random, choice: tuple[str, ...], count: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(rng.choices(choice, cum_weights=_shares(len(choice)), k=count)))


@cache
def _shares(count: int) -> tuple[float, ...]:
    """Return cumulative weights: the first of a list is chosen often, the last seldom."""
    return tuple(accumulate(1 / (rank + 8) for rank in range(count)))


def _day(number: int, briefs: int) -> date:
    """Spread the briefs over the years, three times as many a year at the end as at the beginning."""
    part = (number + 0.5) / briefs
    return FIRST_DAY + timedelta(days=int((LAST_DAY - FIRST_DAY).days * (sqrt(1 + 8 * part) - 1) / 2))


def _budgets(scale: Scale) -> tuple[int, ...]:
    """Share the words out: bodies from about half to twice the mean, with the exact sum."""
    rng = Random(f"{scale.seed}:budgets")
    shares = tuple(accumulate(0.5 + 1.5 * rng.random() ** 2 for _ in range(scale.briefs)))
    ends = [round(scale.words * share / shares[-1]) for share in shares]
    return tuple(end - start for start, end in zip([0, *ends], ends, strict=False))
