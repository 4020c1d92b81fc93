"""An unknown word -> the known word that the editor probably meant. Core, pure."""

from collections.abc import Iterable
from difflib import get_close_matches

_LONGEST = 200
"""The number of characters compared. The time grows with the square of the length."""
_LEAST_ALIKE = 0.6
"""Default of `difflib`: 1 means equal, 0 means without a common character."""


def nearest(wanted: str, known: Iterable[str]) -> str:
    """Return the known word most similar to `wanted`, ignoring case; an empty string if none is similar."""
    words = {word.lower(): word for word in sorted(known, reverse=True)}
    close = get_close_matches(wanted[:_LONGEST].lower(), words, n=1, cutoff=_LEAST_ALIKE)
    return words[close[0]] if close else ""
