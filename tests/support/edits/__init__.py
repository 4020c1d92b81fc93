"""The alphabet of edits: every letter by its name. (playground, random numbers) -> what was done, in words."""

from collections.abc import Callable, Mapping
from random import Random

from tests.support.edits import briefs, machine, site
from tests.support.fixture_site import Playground

Letter = Callable[[Playground, Random], str]

ALPHABET: Mapping[str, Letter] = {
    letter.__name__: letter for letter in (*briefs.LETTERS, *site.LETTERS, *machine.LETTERS)
}
SMALL_THEME = frozenset(name for name in ALPHABET if name.startswith("template_"))
"""Letters that need the small theme."""
