"""A word that nothing is called -> the known word it was probably meant to be. Core, pure."""

from collections.abc import Iterable
from difflib import get_close_matches

_LONGEST = 200
"""How many characters of a word are compared: the comparison takes time that grows with the square of the length."""
_LEAST_ALIKE = 0.6
"""The default of `difflib`: 1 for equal words, 0 for words without a common letter."""


def nearest(wanted: str, known: Iterable[str]) -> str:
    """Return the known word most like `wanted`, whatever the case of letters; an empty string when none is alike."""
    words = {word.lower(): word for word in sorted(known, reverse=True)}
    close = get_close_matches(wanted[:_LONGEST].lower(), words, n=1, cutoff=_LEAST_ALIKE)
    return words[close[0]] if close else ""
