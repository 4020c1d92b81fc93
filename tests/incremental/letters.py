"""The alphabet of edits: every letter by its name. (playground, random numbers) -> what was done, in words."""

from collections.abc import Callable, Mapping
from random import Random

from tests.incremental import letters_briefs, letters_machine, letters_site
from tests.incremental.playground import Playground

Letter = Callable[[Playground, Random], str]

ALPHABET: Mapping[str, Letter] = {
    letter.__name__: letter for letter in (*letters_briefs.LETTERS, *letters_site.LETTERS, *letters_machine.LETTERS)
}
SMALL_THEME = frozenset(name for name in ALPHABET if name.startswith("template_"))
"""Letters that need the small theme."""
