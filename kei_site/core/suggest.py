"""An unknown word -> the known word that the editor probably meant."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from difflib import SequenceMatcher, get_close_matches

from kei_site.core.limits import LIMITS
from kei_site.core.urls import folded

_LONGEST = 200
"""The number of characters compared. The time grows with the square of the length."""
_LEAST_ALIKE = 0.6
"""Default of `difflib`: 1 means equal, 0 means without a common character."""
_NEAR = 0.75
"""The least likeness of names that are offered: one wrong letter among four. Less is another word with its letters."""
_SHORT, _NEAR_IF_SHORT = 6, 0.66
"""In words of at most so many letters, a second slip is allowed: `dseks` for `desk`."""
_BEGINNING = 5
"""The least letters of a word that is offered, or told, for its beginning."""
_CANDIDATES = 24
"""The number of known words compared with an unknown word."""
_POSTINGS = 2_000
"""The number of entries of the index read for an unknown word, those of its rarest pairs of letters first."""


def nearest(wanted: str, known: Iterable[str]) -> str:
    """Return the known word most similar to `wanted`, ignoring case; an empty string if none is near.

    Words may be paths and file names: these are near if their last parts are, and have the same ending or stem.
    """
    words = {word.lower(): word for word in sorted(known, reverse=True)}
    short = wanted[:_LONGEST].lower()
    close = get_close_matches(short, words, n=5, cutoff=_LEAST_ALIKE)
    return next((words[word] for word in close if _is_near(short, word)), "")


def _is_near(wanted: str, word: str) -> bool:
    (stem, ending), (other, other_ending) = _last_part(wanted), _last_part(word)
    if stem == other or ending != other_ending:
        return stem == other
    short, long = sorted((stem, other), key=len)
    if len(short) >= _BEGINNING and long.startswith(f"{short}-"):
        return True
    least = _NEAR if len(long) > _SHORT else _NEAR_IF_SHORT
    return SequenceMatcher(None, stem, other).ratio() >= least


_ENDING = re.compile(r"(?<=.)\.[a-z0-9]{1,5}$")


def _last_part(word: str) -> tuple[str, str]:
    """Return the last part of a path and its ending: that of the folder for `folder/index.md`, without a slash."""
    parts = re.split("[/:#]", word.rstrip("/"))
    ending = found[0] if (found := _ENDING.search(parts[-1])) else ""
    stem = parts[-1].removesuffix(ending)
    return (parts[-2] if stem == "index" and len(parts) > 1 else stem), ending


class WordIndex:
    """Known words by their pairs of letters: finds the similar ones without a look at all others."""

    def __init__(self, known: Iterable[str]) -> None:
        """Index the `known` words."""
        self._words = sorted(known)
        self._by_form = {folded(word): word for word in reversed(self._words)}
        self._places: dict[str, list[int]] = {}
        for at, word in enumerate(self._words):
            for pair in _pairs(word):
                self._places.setdefault(pair, []).append(at)

    def nearest(self, wanted: str, without: str = "") -> str:
        """Return what `nearest` returns of the words with most pairs of letters in common; another form comes first.

        The word `without` is left out.
        """
        form = self._by_form.get(folded(wanted), without)
        words = [self._words[at] for at in self._candidates(wanted[:_LONGEST])]
        return form if form != without else nearest(wanted, [word for word in words if word != without])

    def _candidates(self, wanted: str) -> list[int]:
        shared: Counter[int] = Counter()
        for places in sorted((self._places.get(pair, []) for pair in _pairs(wanted)), key=len):
            if shared and shared.total() + len(places) > _POSTINGS:
                break
            shared.update(places[:_POSTINGS])
        return sorted(shared, key=lambda at: (-shared[at], at))[:_CANDIDATES]


def _pairs(word: str) -> set[str]:
    padded = f" {word.lower()} "
    return {padded[at : at + 2] for at in range(len(padded) - 1)}


class Suggester:
    """Suggests words of several indexes, made when they are first needed, until there are many."""

    def __init__(self) -> None:
        """Begin without an index."""
        self._left = LIMITS.suggestions.most
        self._indexes: dict[str, WordIndex] = {}

    def nearest(self, wanted: str, name: str, known: Callable[[], Iterable[str]], *, without: str = "") -> str:
        """Return the word of the index `name` that is most similar to `wanted`, or an empty string.

        `known` gives the words of the index when it is not yet made; the word `without` is left out.
        """
        if self._left <= 0:
            return ""
        self._left -= 1
        if name not in self._indexes:
            self._indexes[name] = WordIndex(known())
        return self._indexes[name].nearest(wanted, without)
