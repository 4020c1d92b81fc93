"""A dated notice on a published text. Core."""

from kei_site.core.clock import Moment
from kei_site.core.value import value

CORRECTION_KINDS = ("correction", "clarification", "update", "retraction")


@value
class Correction:
    """A dated notice that the text was changed after it was published."""

    date: Moment
    kind: str
    """One of CORRECTION_KINDS."""
    note: str
