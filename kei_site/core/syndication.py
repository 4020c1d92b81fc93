"""Where a brief appeared elsewhere. Core."""

from kei_site.core.clock import Moment
from kei_site.core.value import value

ROLES = ("original", "reprint", "translation", "excerpt")
"""What the text at an outlet is, seen from the brief."""


@value
class Syndication:
    """Where a brief appeared: at one outlet, and at `others`."""

    outlet: str
    url: str
    """Absolute, or empty when the outlet has no page for it."""
    date: Moment | None = None
    canonical_there: bool = False
    """True: search engines are sent to the outlet's copy."""
    role: str = ROLES[0]
    key: str = "published_in"
    """Under which it is written in the front matter; in a list `published_in.2`, with its number."""
    others: "tuple[Syndication, ...]" = ()
    """Further outlets; the first of all is the original, if any is."""

    @property
    def all(self) -> "tuple[Syndication, ...]":
        """Return every outlet."""
        return (self, *self.others)
