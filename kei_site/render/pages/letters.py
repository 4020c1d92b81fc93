"""A long list in the order of names -> where each letter begins, for links that lead there. Render, pure."""

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

FEWEST = 60
"""Entries of a list that is read more quickly by its letters."""
_SYLLABLES = range(0xAC00, 0xD7A4)
_PER_CONSONANT = 588
_CONSONANTS = "ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅊㅋㅌㅍㅎ"
"""The consonants that Hangul syllables begin with; doubled ones are filed under the plain ones."""


def letters(entries: Iterable[Any]) -> Mapping[int, str]:
    """Return the letters of a list of people or topics, by the place of the first entry of each.

    Empty for a short list, for one that comes back to a letter, and for one whose names all begin alike.
    """
    found = [letter_of(_name(entry)) for entry in entries]
    starts = {at: letter for at, letter in enumerate(found) if at == 0 or found[at - 1] != letter}
    is_ordered = len(set(starts.values())) == len(starts)
    return starts if len(found) >= FEWEST and is_ordered and len(starts) > 1 else {}


def letter_of(name: str) -> str:
    """Return the letter that a name is filed under: `E` of `Émile`, `ㄱ` of `김예슬`, `#` of what begins with none."""
    first = next((char for char in unicodedata.normalize("NFKC", name) if char.isalnum()), "#")
    if ord(first) in _SYLLABLES:
        return _CONSONANTS[(ord(first) - _SYLLABLES.start) // _PER_CONSONANT]
    plain = unicodedata.normalize("NFD", first)[0].upper()[:1]
    return plain if plain.isalpha() else "#"


def _name(entry: Any) -> str:
    """Return what an entry is filed under: the family name of a person, the name of a topic."""
    author = getattr(entry, "author", None)
    return str((author.family or author.name) if author else entry.name)
